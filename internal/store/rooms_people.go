package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

type participantRow struct {
	bun.BaseModel `bun:"table:participants,alias:participants"`

	ID          string    `bun:"id,pk"`
	Room        string    `bun:"room_id"`
	Person      string    `bun:"person_id"`
	Name        string    `bun:"name"`
	Org         string    `bun:"org"`
	Role        string    `bun:"role"`
	Given       string    `bun:"given_role"`
	GivenOver   string    `bun:"given_over"`
	MutedUntil  time.Time `bun:"muted_until,nullzero"`
	KickedUntil time.Time `bun:"kicked_until,nullzero"`
	BannedAt    time.Time `bun:"banned_at,nullzero"`
	BannedBy    string    `bun:"banned_by"`
	BanReason   string    `bun:"ban_reason"`
	ErasedAt    time.Time `bun:"erased_at,nullzero"`
	SpokeAt     time.Time `bun:"spoke_at,nullzero"`
	Ready       bool      `bun:"ready"`
	Camera      string    `bun:"camera"`
	Microphone  string    `bun:"microphone"`
	InboxHead   int64     `bun:"inbox_head"`
	CreatedAt   time.Time `bun:"created_at"`
}

func participantRowOf(p room.Participant) participantRow {
	return participantRow{
		ID: p.ID, Room: p.Room, Person: p.Person, Name: p.Name, Org: p.Org, Role: string(p.Role), Given: string(p.Given),
		GivenOver: string(p.GivenOver), MutedUntil: p.MutedUntil, KickedUntil: p.KickedUntil, BannedAt: p.BannedAt,
		BannedBy: p.BannedBy, BanReason: p.BanReason, ErasedAt: p.ErasedAt, SpokeAt: p.SpokeAt, InboxHead: p.InboxHead,
		CreatedAt: p.CreatedAt,
	}
}

func (r participantRow) participant() room.Participant {
	return room.Participant{
		ID: r.ID, Room: r.Room, Person: r.Person, Name: r.Name, Org: r.Org, Role: policy.RoomRole(r.Role),
		Given: policy.RoomRole(r.Given), GivenOver: policy.RoomRole(r.GivenOver), MutedUntil: r.MutedUntil.UTC(),
		KickedUntil: r.KickedUntil.UTC(), BannedAt: r.BannedAt.UTC(), BannedBy: r.BannedBy, BanReason: r.BanReason,
		ErasedAt: r.ErasedAt.UTC(), SpokeAt: r.SpokeAt.UTC(), Ready: r.Ready, Devices: room.Devices{Camera: r.Camera, Microphone: r.Microphone}, InboxHead: r.InboxHead, CreatedAt: r.CreatedAt.UTC(),
	}
}

func participantsOf(rows []participantRow) []room.Participant {
	out := make([]room.Participant, len(rows))
	for i, r := range rows {
		out[i] = r.participant()
	}
	return out
}

// Participant implements room.ParticipantStore.
func (s *Rooms) Participant(ctx context.Context, id, participant core.ID) (room.Participant, error) {
	var row participantRow
	err := s.Conn(ctx).NewSelect().Model(&row).Where("room_id = ? AND id = ?", id, participant).Scan(ctx)
	return row.participant(), notFound(err, core.NotFound("participant_not_found", "There is no such person in this room."))
}

// ParticipantsBy implements room.ParticipantStore.
func (s *Rooms) ParticipantsBy(ctx context.Context, id core.ID, persons []core.ID) ([]room.Participant, error) {
	if len(persons) == 0 {
		return nil, nil
	}
	var rows []rosterRow
	if err := s.attended(ctx, id).Where("p.person_id IN (?)", bun.List(persons)).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("find participants by person: %w", err)
	}
	all := make([]room.Participant, len(rows))
	for i, r := range rows {
		if all[i] = r.participant(); r.LastMs > 0 {
			all[i].SeenAt = time.UnixMilli(r.LastMs).UTC()
		}
	}
	return all, nil
}

// attended selects the participants of a room with their attendance.
func (s *Rooms) attended(ctx context.Context, id core.ID) *bun.SelectQuery {
	return s.Conn(ctx).NewSelect().TableExpr("participants AS p").ColumnExpr("p.*").
		ColumnExpr("COALESCE(a.first_ms, 0) AS first_ms, COALESCE(a.last_ms, 0) AS last_ms").
		Join("LEFT JOIN attendance AS a ON a.room_id = p.room_id AND a.participant_id = p.id").
		Where("p.room_id = ?", id)
}

// Participants implements room.ParticipantStore.
func (s *Rooms) Participants(ctx context.Context, id core.ID, ids []core.ID) ([]room.Participant, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []participantRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("room_id = ? AND id IN (?)", id, bun.List(ids)).Order("id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("find participants: %w", err)
	}
	return participantsOf(rows), nil
}

// ParticipantsOf implements room.ParticipantStore.
func (s *Rooms) ParticipantsOf(ctx context.Context, person core.ID) ([]room.Participant, error) {
	var rows []participantRow
	if err := s.Conn(ctx).NewSelect().Model(&rows).Where("person_id = ?", person).Order("room_id").Scan(ctx); err != nil {
		return nil, fmt.Errorf("find the rooms of a person: %w", err)
	}
	return participantsOf(rows), nil
}

// AddParticipants implements room.ParticipantStore.
func (s *Rooms) AddParticipants(ctx context.Context, all []room.Participant) error {
	if len(all) == 0 {
		return nil
	}
	rows := make([]participantRow, len(all))
	for i, p := range all {
		rows[i] = participantRowOf(p)
	}
	inOrder(rows, func(r participantRow) string { return r.Room + r.Person })
	if _, err := s.Conn(ctx).NewInsert().Model(&rows).On("CONFLICT DO NOTHING").Exec(ctx); err != nil {
		return fmt.Errorf("add participants: %w", err)
	}
	return nil
}

// SaveParticipant implements room.ParticipantStore.
func (s *Rooms) SaveParticipant(ctx context.Context, p room.Participant) error {
	row := participantRowOf(p)
	_, err := s.Conn(ctx).NewUpdate().Model(&row).
		Column("name", "org", "role", "given_role", "given_over", "muted_until", "kicked_until", "banned_at", "banned_by", "ban_reason", "erased_at").
		WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("save a participant: %w", err)
	}
	return nil
}

// Spoke implements room.ParticipantStore.
func (s *Rooms) Spoke(ctx context.Context, ids []core.ID, at time.Time) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := s.Conn(ctx).NewUpdate().Model((*participantRow)(nil)).Set("spoke_at = ?", at).Where("id IN (?)", bun.List(ids)).Exec(ctx)
	return err
}

// NextInbox implements room.ParticipantStore.
func (s *Rooms) NextInbox(ctx context.Context, id core.ID) (int64, error) {
	var head int64
	_, err := s.Conn(ctx).NewUpdate().Model((*participantRow)(nil)).Set("inbox_head = inbox_head + 1").
		Where("id = ?", id).Returning("inbox_head").Exec(ctx, &head)
	return head, err
}

type rosterRow struct {
	participantRow `bun:",extend"`

	FirstMs   int64 `bun:"first_ms"`
	LastMs    int64 `bun:"last_ms"`
	PresentMs int64 `bun:"present_ms"`
}

// Roster implements room.ParticipantStore. Identifiers sort by when they were made.
func (s *Rooms) Roster(ctx context.Context, id core.ID, f room.RosterFilter) (core.Page[room.RosterItem], error) {
	page := core.Page[room.RosterItem]{Items: []room.RosterItem{}}
	if f.Only != nil && len(f.Only) == 0 {
		return page, nil
	}
	q := s.attended(ctx, id).ColumnExpr(present+" AS present_ms").Where("p.id > ?", f.Cursor).Order("p.id").Limit(int64(f.Limit + 1))
	if f.Banned {
		q = q.Where("p.banned_at IS NOT NULL")
	}
	if f.Came {
		q = q.Where("a.first_ms IS NOT NULL")
	}
	if f.Only != nil {
		q = q.Where("p.id IN (?)", bun.List(f.Only))
	}
	if f.Text != "" {
		like := "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(f.Text)) + "%"
		q = q.Where(`(LOWER(p.name) LIKE ? ESCAPE '\' OR LOWER(p.org) LIKE ? ESCAPE '\')`, like, like)
	}
	var rows []rosterRow
	if err := q.Scan(ctx, &rows); err != nil {
		return page, fmt.Errorf("read the roster: %w", err)
	}
	if len(rows) > f.Limit {
		rows = rows[:f.Limit]
		page.Next = rows[f.Limit-1].ID
	}
	for _, r := range rows {
		item := room.RosterItem{Participant: r.participant()}
		if r.FirstMs > 0 {
			item.Attendance = room.Attendance{
				FirstAt: time.UnixMilli(r.FirstMs).UTC(), LastAt: time.UnixMilli(r.LastMs).UTC(), Seconds: r.PresentMs / 1000,
			}
		}
		page.Items = append(page.Items, item)
	}
	return page, nil
}
