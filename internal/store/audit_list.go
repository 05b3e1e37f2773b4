package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// AuditLines implements account.Store.
func (a *Accounts) AuditLines(ctx context.Context, f account.AuditFilter, p core.Paging) (core.Page[account.AuditEntry], error) {
	var rows []auditRow
	q := a.db.Conn(ctx).NewSelect().Model(&rows).Order("id DESC").Limit(more(p))
	for column, value := range map[string]string{
		"actor": f.Actor, "object_id": f.Object, "action": f.Action, "result": f.Result,
	} {
		if value != "" {
			q.Where("? = ?", bun.Ident(column), value)
		}
	}
	if !f.From.IsZero() {
		q.Where("at >= ?", f.From)
	}
	if !f.To.IsZero() {
		q.Where("at < ?", f.To)
	}
	if f.Organisations != nil {
		q.Where("organisation IN (?)", bun.List(append([]string{"none"}, f.Organisations...)))
	}
	if p.Cursor != "" {
		q.Where("id < ?", p.Cursor)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[account.AuditEntry]{}, fmt.Errorf("list audit lines: %w", err)
	}
	page := pageOf(rows, p.Limit, func(r auditRow) string { return r.ID }, auditRow.entry)
	return page, a.nameAudit(ctx, page.Items)
}

func (r auditRow) entry() account.AuditEntry {
	e := account.AuditEntry{AuditLine: core.AuditLine{
		ID: r.ID, At: r.At.UTC(), Actor: r.Actor, Organisation: r.Organisation, Action: r.Action, ObjectKind: r.ObjectKind,
		ObjectID: r.ObjectID, Result: r.Result, RequestID: r.RequestID, IP: r.IP,
	}}
	_ = json.Unmarshal([]byte(r.Detail), &e.Detail) // written by Audit only
	return e
}

// nameAudit adds the names of today: lines keep identifiers only, so that erasing
// a person leaves no name behind.
func (a *Accounts) nameAudit(ctx context.Context, lines []account.AuditEntry) error {
	var people, organisations []core.ID
	for _, l := range lines {
		people = append(people, l.Actor)
		switch l.ObjectKind {
		case "person":
			people = append(people, l.ObjectID)
		case "organisation":
			organisations = append(organisations, l.ObjectID)
		}
	}
	names, err := a.Names(ctx, people)
	if err != nil {
		return fmt.Errorf("name audit lines: %w", err)
	}
	texts := map[core.ID]core.Text{}
	if len(organisations) > 0 {
		var rows []organisationRow
		if err := a.db.Conn(ctx).NewSelect().Model(&rows).Where("id IN (?)", bun.List(organisations)).Scan(ctx); err != nil {
			return fmt.Errorf("name audit lines: %w", err)
		}
		for _, r := range rows {
			texts[r.ID] = readText(r.Name)
		}
	}
	for i := range lines {
		l := &lines[i]
		l.ActorName = names[l.Actor]
		if l.ObjectName = texts[l.ObjectID]; l.ObjectKind == "person" && names[l.ObjectID] != "" {
			l.ObjectName = core.Text{"zh-CN": names[l.ObjectID]}
		}
	}
	return nil
}
