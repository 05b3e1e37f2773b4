package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/invite"
)

type invitationRow struct {
	bun.BaseModel `bun:"table:invitations"`

	ID           string     `bun:"id,pk"`
	Campaign     string     `bun:"campaign_id"`
	Chamber      string     `bun:"chamber_id"`
	Event        string     `bun:"event_id"`
	Kind         string     `bun:"kind"`
	Member       string     `bun:"member_id"`
	Name         string     `bun:"name"`
	Contact      string     `bun:"contact"`
	Language     string     `bun:"language"`
	Token        string     `bun:"token"`
	Status       string     `bun:"status"`
	Trouble      string     `bun:"trouble"`
	Registration string     `bun:"registration_id"`
	ReferralOf   string     `bun:"referral_of"`
	Sends        int        `bun:"sends"`
	CreatedAt    time.Time  `bun:"created_at"`
	QueuedAt     *time.Time `bun:"queued_at"`
	SentAt       *time.Time `bun:"sent_at"`
	OpenedAt     *time.Time `bun:"opened_at"`
	AnsweredAt   *time.Time `bun:"answered_at"`
}

func invitationRowOf(i invite.Invitation) *invitationRow {
	return &invitationRow{
		ID: i.ID, Campaign: i.Campaign, Chamber: i.Chamber, Event: i.Event, Kind: string(i.Kind), Member: i.Member, Name: i.Name,
		Contact: i.Contact, Language: i.Language, Token: i.Token, Status: string(i.Status), Trouble: i.Trouble, Registration: i.Registration,
		ReferralOf: i.ReferralOf, Sends: i.Sends, CreatedAt: i.CreatedAt, QueuedAt: i.QueuedAt, SentAt: i.SentAt, OpenedAt: i.OpenedAt,
		AnsweredAt: i.AnsweredAt,
	}
}

func (r invitationRow) invitation() invite.Invitation {
	return invite.Invitation{
		ID: r.ID, Campaign: r.Campaign, Chamber: r.Chamber, Event: r.Event, Kind: invite.Kind(r.Kind), Member: r.Member, Name: r.Name,
		Contact: r.Contact, Language: r.Language, Token: r.Token, Status: invite.Status(r.Status), Trouble: r.Trouble, Registration: r.Registration,
		ReferralOf: r.ReferralOf, Sends: r.Sends, CreatedAt: r.CreatedAt.UTC(), QueuedAt: utc(r.QueuedAt), SentAt: utc(r.SentAt),
		OpenedAt: utc(r.OpenedAt), AnsweredAt: utc(r.AnsweredAt),
	}
}

// InsertInvitations implements invite.Store.
func (s *Invitations) InsertInvitations(ctx context.Context, list []invite.Invitation) (int, error) {
	const most = 500 // rows of one statement
	added := 0
	for len(list) > 0 {
		part := list[:min(most, len(list))]
		list = list[len(part):]
		rows := make([]*invitationRow, len(part))
		for i, one := range part {
			rows[i] = invitationRowOf(one)
		}
		n, err := affected(s.db.Conn(ctx).NewInsert().Model(&rows).On("CONFLICT DO NOTHING").Exec(ctx))
		if err != nil {
			return added, fmt.Errorf("insert invitations: %w", err)
		}
		added += int(n)
	}
	return added, nil
}

// UpdateInvitation implements invite.Store.
func (s *Invitations) UpdateInvitation(ctx context.Context, i invite.Invitation) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model(invitationRowOf(i)).WherePK().ExcludeColumn("campaign_id", "chamber_id", "event_id", "created_at").Exec(ctx)
	if err != nil {
		return fmt.Errorf("update invitation: %w", err)
	}
	return nil
}

// Invitation implements invite.Store.
func (s *Invitations) Invitation(ctx context.Context, id core.ID) (invite.Invitation, error) {
	return s.invitationWhere(ctx, "id = ?", id)
}

// LockInvitation implements invite.Store. On SQLite a writing transaction is alone anyhow.
func (s *Invitations) LockInvitation(ctx context.Context, id core.ID) (invite.Invitation, error) {
	var row invitationRow
	q := s.db.Conn(ctx).NewSelect().Model(&row).Where("id = ?", id)
	if s.db.Postgres() {
		q = q.For("UPDATE")
	}
	if err := q.Scan(ctx); err != nil {
		return invite.Invitation{}, notFound(err, invite.ErrNoInvitation)
	}
	return row.invitation(), nil
}

// Enqueue implements invite.Store.
func (s *Invitations) Enqueue(ctx context.Context, campaign core.ID, ids []core.ID, at time.Time) (int, error) {
	q := s.db.Conn(ctx).NewUpdate().Model((*invitationRow)(nil)).
		Set("status = ?", string(invite.Queued)).Set("queued_at = ?", at).Set("trouble = ''").Set("sends = sends + 1").
		Where("campaign_id = ? AND token <> ''", campaign)
	if len(ids) == 0 {
		q = q.Where("status = ?", string(invite.Draft))
	} else {
		q = q.Where("id IN (?)", bun.List(ids)).
			Where("status IN (?)", bun.List([]invite.Status{invite.Draft, invite.Sent, invite.Seen, invite.Bounced}))
	}
	n, err := affected(q.Exec(ctx))
	if err != nil {
		return 0, fmt.Errorf("queue invitations: %w", err)
	}
	return int(n), nil
}

// Colleagues implements invite.Store.
func (s *Invitations) Colleagues(ctx context.Context, invitation core.ID) (int, error) {
	n, err := s.db.Conn(ctx).NewSelect().Model((*invitationRow)(nil)).
		Where("referral_of = ? AND kind = ?", invitation, string(invite.Colleague)).Count(ctx)
	return int(n), err
}

// InvitationBy implements invite.Store.
func (s *Invitations) InvitationBy(ctx context.Context, token string) (invite.Invitation, error) {
	return s.invitationWhere(ctx, "token = ? AND token <> ''", token)
}

// InvitationOf implements invite.Store.
func (s *Invitations) InvitationOf(ctx context.Context, registration core.ID) (invite.Invitation, error) {
	return s.invitationWhere(ctx, "registration_id = ? AND registration_id <> ''", registration)
}

func (s *Invitations) invitationWhere(ctx context.Context, where string, args ...any) (invite.Invitation, error) {
	var row invitationRow
	if err := s.db.Conn(ctx).NewSelect().Model(&row).Where(where, args...).Limit(1).Scan(ctx); err != nil {
		return invite.Invitation{}, notFound(err, invite.ErrNoInvitation)
	}
	return row.invitation(), nil
}

// Invitations implements invite.Store. Identifiers sort by when they were made.
func (s *Invitations) Invitations(ctx context.Context, f invite.Filter, p core.Paging) (core.Page[invite.Invitation], error) {
	var rows []invitationRow
	q := s.db.Conn(ctx).NewSelect().Model(&rows)
	for column, v := range map[string]string{
		"campaign_id": f.Campaign, "event_id": f.Event, "chamber_id": f.Chamber, "member_id": f.Member, "status": string(f.Status),
	} {
		if v != "" {
			q.Where("? = ?", bun.Ident(column), v)
		}
	}
	if f.Registered {
		q.Where("registration_id <> ''")
	}
	if p.Cursor != "" {
		q.Where("id > ?", p.Cursor)
	}
	if err := q.Order("id").Limit(more(p)).Scan(ctx); err != nil {
		return core.Page[invite.Invitation]{}, fmt.Errorf("list invitations: %w", err)
	}
	return pageOf(rows, p.Limit, func(r invitationRow) string { return r.ID }, invitationRow.invitation), nil
}

// EraseInvitations implements invite.Store.
func (s *Invitations) EraseInvitations(ctx context.Context, person core.ID) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model((*invitationRow)(nil)).Set("name = '', contact = '', language = ''").
		Set("status = CASE WHEN status IN (?) THEN ? ELSE status END", bun.List([]invite.Status{invite.Accepted, invite.Waiting}), string(invite.Declined)).
		Where("registration_id IN (?)", s.db.Conn(ctx).NewSelect().Model((*registrationRow)(nil)).Column("id").Where("person_id = ?", person)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("erase invitations: %w", err)
	}
	return nil
}

// ForgetMember implements invite.Store.
func (s *Invitations) ForgetMember(ctx context.Context, member core.ID) error {
	_, err := s.db.Conn(ctx).NewUpdate().Model((*invitationRow)(nil)).Set("member_id = ''").
		Set("status = CASE WHEN status IN (?) THEN ? ELSE status END", bun.List([]invite.Status{invite.Draft, invite.Queued, invite.Sent, invite.Seen, invite.Bounced}), string(invite.Revoked)).
		Where("member_id = ?", member).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget a member: %w", err)
	}
	return nil
}

// TakeTurn implements invite.Store. The row's lock makes those who ask follow each other.
func (s *Invitations) TakeTurn(ctx context.Context, channel invite.Channel, now time.Time, gap time.Duration) (time.Time, error) {
	turn := now
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		row := struct {
			bun.BaseModel `bun:"table:sending_turns"`

			Channel string    `bun:"channel,pk"`
			NextAt  time.Time `bun:"next_at"`
		}{Channel: string(channel), NextAt: now}
		if _, err := s.db.Conn(ctx).NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx); err != nil {
			return err
		}
		q := s.db.Conn(ctx).NewSelect().Model(&row).WherePK()
		if s.db.Postgres() {
			q = q.For("UPDATE")
		}
		if err := q.Scan(ctx); err != nil {
			return err
		}
		if turn = now; row.NextAt.After(now) {
			turn = row.NextAt.UTC()
		}
		row.NextAt = turn.Add(gap)
		_, err := s.db.Conn(ctx).NewUpdate().Model(&row).WherePK().Exec(ctx)
		return err
	})
	if err != nil {
		return turn, fmt.Errorf("take a turn: %w", err)
	}
	return turn, nil
}

type stopRow struct {
	bun.BaseModel `bun:"table:invitation_stops"`

	Chamber string    `bun:"chamber_id,pk"`
	Contact string    `bun:"contact,pk"`
	At      time.Time `bun:"at"`
}

// Stopped implements invite.Store.
func (s *Invitations) Stopped(ctx context.Context, chamber core.ID, contact string) (bool, error) {
	return s.db.Conn(ctx).NewSelect().Model(&stopRow{Chamber: chamber, Contact: contact}).WherePK().Exists(ctx)
}

// Stop implements invite.Store.
func (s *Invitations) Stop(ctx context.Context, chamber core.ID, contact string, at time.Time) error {
	_, err := s.db.Conn(ctx).NewInsert().Model(&stopRow{Chamber: chamber, Contact: contact, At: at}).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

var _ invite.Store = (*Invitations)(nil)
