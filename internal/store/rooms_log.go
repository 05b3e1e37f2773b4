package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

type entryRow struct {
	bun.BaseModel `bun:"table:entries"`

	Room        string    `bun:"room_id,pk"`
	Lane        string    `bun:"lane,pk"`
	Seq         int64     `bun:"seq,pk"`
	Type        string    `bun:"type"`
	Participant string    `bun:"participant_id"`
	At          time.Time `bun:"at"`
	Digest      string    `bun:"digest"`
	Key         string    `bun:"key"`
}

type payloadRow struct {
	bun.BaseModel `bun:"table:payloads"`

	Room     string `bun:"room_id,pk"`
	Lane     string `bun:"lane,pk"`
	Seq      int64  `bun:"seq,pk"`
	Data     string `bun:"data"`
	Salt     string `bun:"salt"`
	Subject  string `bun:"subject"`
	Source   int64  `bun:"source"`
	Reviewed string `bun:"reviewed"`
	Redacted string `bun:"redacted"`
}

// lineRow is an entry with its payload.
type lineRow struct {
	Room        string    `bun:"room_id"`
	Lane        string    `bun:"lane"`
	Seq         int64     `bun:"seq"`
	Type        string    `bun:"type"`
	Participant string    `bun:"participant_id"`
	At          time.Time `bun:"at"`
	Digest      string    `bun:"digest"`
	Key         string    `bun:"key"`
	Data        string    `bun:"data"`
	Salt        string    `bun:"salt"`
	Subject     string    `bun:"subject"`
	Source      int64     `bun:"source"`
	Reviewed    string    `bun:"reviewed"`
	Redacted    string    `bun:"redacted"`
}

func (r lineRow) line() room.Line {
	l := room.Line{
		Room: r.Room, Lane: r.Lane, Seq: r.Seq, Type: r.Type, Participant: r.Participant, At: r.At.UTC(), Digest: r.Digest, Key: r.Key,
		Data: json.RawMessage(r.Data), Salt: r.Salt, Subject: r.Subject, Source: r.Source, Reviewed: r.Reviewed,
		Redacted: room.Redaction(r.Redacted),
	}
	if l.Redacted != "" {
		l.Data = nil // whatever the row still holds
	}
	return l
}

// AddLines implements room.LogStore: one statement a table, however many lines.
func (s *Rooms) AddLines(ctx context.Context, lines []room.Line) error {
	if len(lines) == 0 {
		return nil
	}
	entries, payloads := make([]entryRow, len(lines)), make([]payloadRow, len(lines))
	for i, l := range lines {
		entries[i] = entryRow{
			Room: l.Room, Lane: l.Lane, Seq: l.Seq, Type: l.Type, Participant: l.Participant, At: l.At, Digest: l.Digest, Key: l.Key,
		}
		payloads[i] = payloadRow{
			Room: l.Room, Lane: l.Lane, Seq: l.Seq, Data: string(l.Data), Salt: l.Salt, Subject: l.Subject, Source: l.Source,
		}
	}
	if _, err := s.Conn(ctx).NewInsert().Model(&entries).Exec(ctx); err != nil {
		return fmt.Errorf("add entries: %w", err)
	}
	if _, err := s.Conn(ctx).NewInsert().Model(&payloads).Exec(ctx); err != nil {
		return fmt.Errorf("add payloads: %w", err)
	}
	return nil
}

// lines selects entries of a room with their payloads.
func (s *Rooms) lines(ctx context.Context, id core.ID) *bun.SelectQuery {
	return s.Conn(ctx).NewSelect().
		ColumnExpr("e.room_id, e.lane, e.seq, e.type, e.participant_id, e.at, e.digest, e.key").
		ColumnExpr("p.data, p.salt, p.subject, p.source, p.reviewed, p.redacted").
		TableExpr("entries AS e").
		Join("JOIN payloads AS p ON p.room_id = e.room_id AND p.lane = e.lane AND p.seq = e.seq").
		Where("e.room_id = ?", id)
}

func scanLines(ctx context.Context, q *bun.SelectQuery) ([]room.Line, error) {
	var rows []lineRow
	if err := q.Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("read entries: %w", err)
	}
	lines := make([]room.Line, len(rows))
	for i, r := range rows {
		lines[i] = r.line()
	}
	return lines, nil
}

// Lines implements room.LogStore.
func (s *Rooms) Lines(ctx context.Context, id core.ID, lane string, after int64, limit int) ([]room.Line, error) {
	return scanLines(ctx, s.lines(ctx, id).Where("e.lane = ? AND e.seq > ?", lane, after).Order("e.seq").Limit(int64(limit)))
}

// LinesAt implements room.LogStore.
func (s *Rooms) LinesAt(ctx context.Context, id core.ID, lane string, seqs []int64) ([]room.Line, error) {
	if len(seqs) == 0 {
		return nil, nil
	}
	return scanLines(ctx, s.lines(ctx, id).Where("e.lane = ? AND e.seq IN (?)", lane, bun.List(seqs)).Order("e.seq"))
}

// LatestLines implements room.LogStore.
func (s *Rooms) LatestLines(ctx context.Context, id core.ID, lane, kind string, n int) ([]room.Line, error) {
	lines, err := scanLines(ctx, s.lines(ctx, id).Where("e.lane = ? AND e.type = ?", lane, kind).Order("e.seq DESC").Limit(int64(n)))
	slices.Reverse(lines)
	return lines, err
}

// LatestStaffLog implements room.LogStore.
func (s *Rooms) LatestStaffLog(ctx context.Context, id core.ID, n int) ([]room.Line, error) {
	lines, err := scanLines(ctx, s.lines(ctx, id).Where("e.lane = ? AND e.type NOT IN (?)", room.Staff, bun.List(room.OutsideStaffLog)).
		Order("e.seq DESC").Limit(int64(n)))
	slices.Reverse(lines)
	return lines, err
}

// WaitingLines implements room.LogStore.
func (s *Rooms) WaitingLines(ctx context.Context, id, participant core.ID) ([]room.Line, error) {
	q := s.lines(ctx, id).Where("e.lane = ? AND e.type = ?", room.Staff, room.TypeWaiting).
		Where("p.reviewed = '' AND p.redacted = ''").Order("e.seq")
	if participant != "" {
		q = q.Where("e.participant_id = ?", participant)
	}
	return scanLines(ctx, q)
}

// SpokenLines implements room.LogStore. A line that waited and was published is there once, as published.
func (s *Rooms) SpokenLines(ctx context.Context, id, participant core.ID) ([]room.Line, error) {
	return scanLines(ctx, s.lines(ctx, id).Where("e.participant_id = ? AND p.redacted = '' AND p.reviewed <> ?", participant, room.DecidePublish).
		Where("e.type IN (?)", bun.List([]string{room.TypePosted, room.TypeWaiting, room.TypeBackchannel})).Order("e.at", "e.seq"))
}

// KeyedLines implements room.LogStore.
func (s *Rooms) KeyedLines(ctx context.Context, id core.ID, keys []room.ParticipantKey) ([]room.Line, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	q := s.lines(ctx, id).Where("e.key <> ''")
	pairs := make([]any, 0, 2*len(keys))
	for _, k := range keys {
		pairs = append(pairs, k.Participant, k.Key)
	}
	// The same twice: each engine looks every pair up in the index in one of the two
	// forms, and reads the whole room in the other.
	if s.Postgres() {
		q = q.Where("("+strings.Repeat("(e.participant_id = ? AND e.key = ?) OR ", len(keys)-1)+"(e.participant_id = ? AND e.key = ?))", pairs...)
	} else {
		q = q.Where("(e.participant_id, e.key) IN (VALUES (?, ?)"+strings.Repeat(", (?, ?)", len(keys)-1)+")", pairs...)
	}
	return scanLines(ctx, q)
}

// MarkReviewed implements room.LogStore.
func (s *Rooms) MarkReviewed(ctx context.Context, id core.ID, seq int64, decision string) error {
	_, err := s.Conn(ctx).NewUpdate().Model((*payloadRow)(nil)).Set("reviewed = ?", decision).
		Where("room_id = ? AND lane = ? AND seq = ?", id, room.Staff, seq).Exec(ctx)
	return err
}

// Redact implements room.LogStore. The salt goes with the data: without it the
// digest that stays tells nothing.
func (s *Rooms) Redact(ctx context.Context, id core.ID, lane string, seq int64, why room.Redaction) error {
	q := s.emptied(ctx, why).Where("room_id = ? AND lane = ? AND seq = ?", id, lane, seq)
	if why != room.Erased {
		q = q.Where("redacted = ''")
	}
	_, err := q.Exec(ctx)
	return err
}

func (s *Rooms) emptied(ctx context.Context, why room.Redaction) *bun.UpdateQuery {
	return s.Conn(ctx).NewUpdate().Model((*payloadRow)(nil)).Set("data = ''").Set("salt = ''").Set("redacted = ?", string(why))
}

// EraseLines implements room.LogStore.
func (s *Rooms) EraseLines(ctx context.Context, id, participant core.ID) error {
	wrote := s.Conn(ctx).NewSelect().Model((*entryRow)(nil)).Column("seq").
		Where("room_id = ? AND participant_id = ?", id, participant)
	for _, q := range []*bun.UpdateQuery{
		s.emptied(ctx, room.Erased).Where("room_id = ? AND lane = ?", id, room.Public).
			Where("seq IN (?)", wrote.Clone().Where("lane = ? AND type = ?", room.Public, room.TypePosted)),
		s.emptied(ctx, room.Erased).Where("room_id = ? AND lane = ?", id, room.Staff).
			Where("seq IN (?)", wrote.Clone().Where("lane = ? AND type IN (?)", room.Staff, bun.List([]string{room.TypeWaiting, room.TypeBackchannel}))),
		s.emptied(ctx, room.Erased).Where("room_id = ? AND lane = ?", id, room.InboxLane(participant)),
		s.emptied(ctx, room.Erased).Where("room_id = ? AND subject = ?", id, participant),
	} {
		if _, err := q.Exec(ctx); err != nil {
			return fmt.Errorf("erase the lines of %s: %w", participant, err)
		}
	}
	// What creations about them answered repeats their name.
	if _, err := s.Conn(ctx).NewDelete().Model((*idempotencyRow)(nil)).Where("answer LIKE ?", "%"+participant+"%").Exec(ctx); err != nil {
		return fmt.Errorf("drop kept answers about %s: %w", participant, err)
	}
	return nil
}
