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

// titled says where things are kept that have a name in all languages, by the kind
// of object in the audit log.
var titled = map[string]struct{ table, key, name string }{
	"organisation": {"organisations", "id", "name"},
	"event":        {"events", "id", "title"},
	"session":      {"sessions", "id", "title"},
	"room":         {"sessions", "room_id", "title"},
}

// nameAudit adds the names of today: lines keep identifiers only, so that erasing
// a person leaves no name behind.
func (a *Accounts) nameAudit(ctx context.Context, lines []account.AuditEntry) error {
	var people []core.ID
	things := map[string][]core.ID{}
	for _, l := range lines {
		people = append(people, l.Actor)
		if l.ObjectKind == "person" {
			people = append(people, l.ObjectID)
		}
		things[l.ObjectKind] = append(things[l.ObjectKind], l.ObjectID)
	}
	names, err := a.Names(ctx, people)
	if err == nil {
		err = a.nameProgrammes(ctx, things, lines, names)
	}
	if err != nil {
		return fmt.Errorf("name audit lines: %w", err)
	}
	texts := map[core.ID]core.Text{}
	for kind, at := range titled {
		if len(things[kind]) == 0 {
			continue
		}
		var rows []struct{ ID, Name string }
		err := a.db.Conn(ctx).NewSelect().Table(at.table).ColumnExpr("? AS id, ? AS name", bun.Ident(at.key), bun.Ident(at.name)).
			Where("? IN (?)", bun.Ident(at.key), bun.List(things[kind])).Scan(ctx, &rows)
		if err != nil {
			return fmt.Errorf("name audit lines: %w", err)
		}
		for _, r := range rows {
			texts[r.ID] = readText(r.Name)
		}
	}
	for i := range lines {
		l := &lines[i]
		l.ActorName = names[l.Actor]
		if l.ObjectName = texts[l.ObjectID]; plainlyNamed[l.ObjectKind] && names[l.ObjectID] != "" {
			l.ObjectName = core.Text{"zh-CN": names[l.ObjectID]}
		}
		if l.ObjectKind == "node" && l.ObjectID != "" {
			l.ObjectName = core.Text{"zh-CN": l.ObjectID} // named by its settings
		}
	}
	return nil
}

// plainlyNamed are the kinds of object that have one name for all languages.
var plainlyNamed = map[string]bool{"person": true, "key": true, "webhook": true}

// nameProgrammes adds the names of keys, which act too, and of webhooks.
func (a *Accounts) nameProgrammes(ctx context.Context, things map[string][]core.ID, lines []account.AuditEntry, names map[core.ID]string) error {
	keys := things["key"]
	for _, l := range lines {
		if names[l.Actor] == "" && core.IsID(l.Actor) {
			keys = append(keys, l.Actor)
		}
	}
	for table, ids := range map[string][]core.ID{"api_keys": keys, "webhooks": things["webhook"]} {
		if len(ids) == 0 {
			continue
		}
		var rows []struct{ ID, Name string }
		if err := a.db.Conn(ctx).NewSelect().Table(table).Column("id", "name").Where("id IN (?)", bun.List(ids)).Scan(ctx, &rows); err != nil {
			return err
		}
		for _, r := range rows {
			names[r.ID] = r.Name
		}
	}
	return nil
}
