package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
)

type auditRow struct {
	bun.BaseModel `bun:"table:audit"`

	ID           string    `bun:"id,pk"`
	At           time.Time `bun:"at"`
	Actor        string    `bun:"actor"`
	Organisation string    `bun:"organisation"`
	Action       string    `bun:"action"`
	ObjectKind   string    `bun:"object_kind"`
	ObjectID     string    `bun:"object_id"`
	Result       string    `bun:"result"`
	Detail       string    `bun:"detail"`
	RequestID    string    `bun:"request_id"`
	IP           string    `bun:"ip"`
}

// Audit implements core.Auditor.
func (db *DB) Audit(ctx context.Context, l core.AuditLine) error {
	if l.ID == "" {
		l.ID = core.NewID()
	}
	if l.At.IsZero() {
		l.At = db.now()
	}
	if l.Result == "" {
		l.Result = core.AuditOK
	}
	detail, err := json.Marshal(l.Detail)
	if err != nil || l.Detail == nil {
		detail = []byte("{}")
	}
	row := auditRow{
		ID: l.ID, At: l.At, Actor: l.Actor, Organisation: l.Organisation, Action: l.Action, ObjectKind: l.ObjectKind,
		ObjectID: l.ObjectID, Result: l.Result, Detail: string(detail), RequestID: l.RequestID, IP: l.IP,
	}
	if _, err := db.Conn(ctx).NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("write audit line: %w", err)
	}
	return nil
}
