package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/invite"
)

type campaignRow struct {
	bun.BaseModel `bun:"table:campaigns"`

	ID        string    `bun:"id,pk"`
	Event     string    `bun:"event_id"`
	Chamber   string    `bun:"chamber_id"`
	Bureau    string    `bun:"bureau_id"`
	Status    string    `bun:"status"`
	Quota     int       `bun:"quota"`
	Deadline  time.Time `bun:"deadline"`
	OnSite    bool      `bun:"on_site"`
	Venue     string    `bun:"venue"`
	Channel   string    `bun:"channel"`
	Texts     string    `bun:"texts"`
	OpenToken string    `bun:"open_token"`
	CreatedBy string    `bun:"created_by"`
	CreatedAt time.Time `bun:"created_at"`
	UpdatedAt time.Time `bun:"updated_at"`
	Version   int64     `bun:"version"`
}

func campaignRowOf(c invite.Campaign) *campaignRow {
	if c.Venue == nil {
		c.Venue = core.Text{}
	}
	if c.Texts == nil {
		c.Texts = map[string]invite.Words{}
	}
	return &campaignRow{
		ID: c.ID, Event: c.Event, Chamber: c.Chamber, Bureau: c.Bureau, Status: string(c.Status), Quota: c.Quota, Deadline: c.Deadline,
		OnSite: c.OnSite, Venue: writeJSON(c.Venue), Channel: string(c.Channel), Texts: writeJSON(c.Texts), OpenToken: c.OpenToken,
		CreatedBy: c.CreatedBy, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, Version: int64(c.Version),
	}
}

func (r campaignRow) campaign() invite.Campaign {
	return invite.Campaign{
		ID: r.ID, Event: r.Event, Chamber: r.Chamber, Bureau: r.Bureau, Status: invite.CampaignStatus(r.Status), Quota: r.Quota,
		Deadline: r.Deadline.UTC(), OnSite: r.OnSite, Venue: readJSON[core.Text](r.Venue), Channel: invite.Channel(r.Channel),
		Texts: readJSON[map[string]invite.Words](r.Texts), OpenToken: r.OpenToken, CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.UTC(),
		UpdatedAt: r.UpdatedAt.UTC(), Version: core.Version(r.Version),
	}
}

// Invitations keeps campaigns and invitations. It is the invite.Store.
type Invitations struct{ db *DB }

// NewInvitations returns the store of campaigns and invitations.
func NewInvitations(db *DB) *Invitations { return &Invitations{db} }

// InsertCampaign implements invite.Store.
func (s *Invitations) InsertCampaign(ctx context.Context, c invite.Campaign) error {
	n, err := affected(s.db.Conn(ctx).NewInsert().Model(campaignRowOf(c)).On("CONFLICT DO NOTHING").Exec(ctx))
	if err == nil && n == 0 {
		return invite.ErrCampaignThere
	}
	return err
}

// UpdateCampaign implements invite.Store.
func (s *Invitations) UpdateCampaign(ctx context.Context, c invite.Campaign) error {
	n, err := affected(s.db.Conn(ctx).NewUpdate().Model(campaignRowOf(c)).WherePK().Where("version = ?", int64(c.Version)-1).Exec(ctx))
	if err == nil && n == 0 {
		return core.Stale(c.Version) // somebody was quicker
	}
	return err
}

// Campaign implements invite.Store.
func (s *Invitations) Campaign(ctx context.Context, id core.ID) (invite.Campaign, error) {
	return s.campaignWhere(ctx, false, invite.ErrNoCampaign, "id = ?", id)
}

// LockCampaign implements invite.Store. On SQLite a writing transaction is alone anyhow.
func (s *Invitations) LockCampaign(ctx context.Context, id core.ID) (invite.Campaign, error) {
	return s.campaignWhere(ctx, s.db.Postgres(), invite.ErrNoCampaign, "id = ?", id)
}

// CampaignByOpen implements invite.Store.
func (s *Invitations) CampaignByOpen(ctx context.Context, token string) (invite.Campaign, error) {
	return s.campaignWhere(ctx, false, invite.ErrNoInvitation, "open_token = ?", token)
}

func (s *Invitations) campaignWhere(ctx context.Context, lock bool, none *core.Error, where string, args ...any) (invite.Campaign, error) {
	var row campaignRow
	q := s.db.Conn(ctx).NewSelect().Model(&row).Where(where, args...)
	if lock {
		q = q.For("UPDATE")
	}
	if err := q.Scan(ctx); err != nil {
		return invite.Campaign{}, notFound(err, none)
	}
	return row.campaign(), nil
}

// Campaigns implements invite.Store.
func (s *Invitations) Campaigns(ctx context.Context, f invite.CampaignFilter, p core.Paging) (core.Page[invite.Campaign], error) {
	var rows []campaignRow
	q := s.db.Conn(ctx).NewSelect().Model(&rows)
	if f.Event != "" {
		q.Where("event_id = ?", f.Event)
	}
	if f.Chamber != "" {
		q.Where("chamber_id = ?", f.Chamber)
	}
	if f.Own != nil {
		if len(f.Own) == 0 {
			return core.Page[invite.Campaign]{Items: []invite.Campaign{}}, nil
		}
		q.Where("(chamber_id IN (?) OR bureau_id IN (?))", bun.List(f.Own), bun.List(f.Own))
	}
	if p.Cursor != "" {
		q.Where("id < ?", p.Cursor)
	}
	if err := q.Order("id DESC").Limit(more(p)).Scan(ctx); err != nil {
		return core.Page[invite.Campaign]{}, fmt.Errorf("list campaigns: %w", err)
	}
	return pageOf(rows, p.Limit, func(r campaignRow) string { return r.ID }, campaignRow.campaign), nil
}

// CountInvitations implements invite.Store.
func (s *Invitations) CountInvitations(ctx context.Context, campaigns []core.ID) (map[core.ID]invite.Counts, error) {
	counts := map[core.ID]invite.Counts{}
	for _, id := range campaigns {
		counts[id] = invite.Counts{By: map[invite.Status]int{}}
	}
	if len(campaigns) == 0 {
		return counts, nil
	}
	var rows []struct {
		Campaign string `bun:"campaign_id"`
		Status   string `bun:"status"`
		N        int    `bun:"n"`
	}
	err := s.db.Conn(ctx).NewSelect().Model((*invitationRow)(nil)).Column("campaign_id", "status").ColumnExpr("count(*) AS n").
		Where("campaign_id IN (?)", bun.List(campaigns)).Group("campaign_id", "status").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count invitations: %w", err)
	}
	for _, r := range rows {
		c := counts[r.Campaign]
		c.By[invite.Status(r.Status)] = r.N
		if st := invite.Status(r.Status); st == invite.Accepted || st == invite.Waiting {
			c.Taken += r.N
		}
		counts[r.Campaign] = c
	}
	return counts, nil
}
