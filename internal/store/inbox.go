package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
)

// Inbox keeps messages to people. It is the inbox.Store.
type Inbox struct{ *DB }

// NewInbox makes the store of messages in a database.
func NewInbox(db *DB) *Inbox { return &Inbox{db} }

type messageRow struct {
	bun.BaseModel `bun:"table:messages,alias:messages"`

	ID     string     `bun:"id,pk"`
	Person string     `bun:"person_id"`
	Kind   string     `bun:"kind"`
	Key    string     `bun:"key"`
	Facts  string     `bun:"facts"`
	At     time.Time  `bun:"at"`
	ReadAt *time.Time `bun:"read_at"`
}

func (r messageRow) message() inbox.Message {
	return inbox.Message{
		ID: r.ID, Person: r.Person, Kind: inbox.Kind(r.Kind), Key: r.Key, Facts: readJSON[inbox.Facts](r.Facts), At: r.At.UTC(), ReadAt: utc(r.ReadAt),
	}
}

// PutMessages implements inbox.Store.
func (s *Inbox) PutMessages(ctx context.Context, messages []inbox.Message) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		for some := range slices.Chunk(messages, 500) {
			rows := make([]messageRow, len(some))
			for i, m := range some {
				rows[i] = messageRow{ID: m.ID, Person: m.Person, Kind: string(m.Kind), Key: m.Key, Facts: writeJSON(m.Facts), At: m.At}
			}
			_, err := s.Conn(ctx).NewInsert().Model(&rows).On("CONFLICT (person_id, key) DO UPDATE").
				Set("id = EXCLUDED.id").Set("kind = EXCLUDED.kind").Set("facts = EXCLUDED.facts").Set("at = EXCLUDED.at").Set("read_at = NULL").Exec(ctx)
			if err != nil {
				return fmt.Errorf("put messages: %w", err)
			}
		}
		return nil
	})
}

// Message implements inbox.Store.
func (s *Inbox) Message(ctx context.Context, id core.ID) (inbox.Message, error) {
	var row messageRow
	if err := s.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id).Scan(ctx); err != nil {
		return inbox.Message{}, notFound(err, inbox.ErrNoMessage)
	}
	return row.message(), nil
}

// Messages implements inbox.Store.
func (s *Inbox) Messages(ctx context.Context, person core.ID, p core.Paging) (core.Page[inbox.Message], error) {
	var rows []messageRow
	q := s.Conn(ctx).NewSelect().Model(&rows).Where("person_id = ?", person).Order("id DESC").Limit(more(p))
	if p.Cursor != "" {
		q.Where("id < ?", p.Cursor)
	}
	if err := q.Scan(ctx); err != nil {
		return core.Page[inbox.Message]{}, fmt.Errorf("list messages: %w", err)
	}
	return pageOf(rows, p.Limit, func(r messageRow) string { return r.ID }, messageRow.message), nil
}

// Unread implements inbox.Store.
func (s *Inbox) Unread(ctx context.Context, person core.ID) (int, error) {
	n, err := s.Conn(ctx).NewSelect().Model((*messageRow)(nil)).Where("person_id = ? AND read_at IS NULL", person).Count(ctx)
	return int(n), err
}

// ReadMessages implements inbox.Store.
func (s *Inbox) ReadMessages(ctx context.Context, person, id core.ID, before bool, at time.Time) error {
	which := "id = ?"
	if before {
		which = "id <= ?"
	}
	_, err := s.Conn(ctx).NewUpdate().Model((*messageRow)(nil)).Set("read_at = ?", at).
		Where("person_id = ? AND read_at IS NULL", person).Where(which, id).Exec(ctx)
	return err
}

// EraseMessages implements inbox.Store.
func (s *Inbox) EraseMessages(ctx context.Context, person core.ID) error {
	_, err := s.Conn(ctx).NewDelete().Model((*messageRow)(nil)).Where("person_id = ?", person).Exec(ctx)
	if err != nil {
		return fmt.Errorf("erase messages: %w", err)
	}
	_, err = s.Conn(ctx).NewDelete().Model((*preferencesRow)(nil)).Where("person_id = ?", person).Exec(ctx)
	return err
}

type preferencesRow struct {
	bun.BaseModel `bun:"table:mail_preferences"`

	Person string `bun:"person_id,pk"`
	Token  string `bun:"token"`
	Mail   string `bun:"mail"`
}

// Preferences implements inbox.Store.
func (s *Inbox) Preferences(ctx context.Context, person core.ID) (inbox.Preferences, bool, error) {
	return s.preferences(ctx, "person_id = ?", person)
}

// PreferencesBy implements inbox.Store.
func (s *Inbox) PreferencesBy(ctx context.Context, token string) (inbox.Preferences, bool, error) {
	return s.preferences(ctx, "token = ?", token)
}

func (s *Inbox) preferences(ctx context.Context, where, value string) (inbox.Preferences, bool, error) {
	var row preferencesRow
	err := s.Conn(ctx).NewSelect().Model(&row).Where(where, value).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return inbox.Preferences{}, false, nil
	}
	return inbox.Preferences{Person: row.Person, Token: row.Token, Mail: readJSON[map[inbox.Kind]bool](row.Mail)}, err == nil, err
}

// SavePreferences implements inbox.Store. The first token of a person stays.
func (s *Inbox) SavePreferences(ctx context.Context, p inbox.Preferences) error {
	row := preferencesRow{Person: p.Person, Token: p.Token, Mail: writeJSON(p.Mail)}
	_, err := s.Conn(ctx).NewInsert().Model(&row).On("CONFLICT (person_id) DO UPDATE").Set("mail = EXCLUDED.mail").Exec(ctx)
	if err != nil {
		return fmt.Errorf("save preferences: %w", err)
	}
	return nil
}

var _ inbox.Store = (*Inbox)(nil)
