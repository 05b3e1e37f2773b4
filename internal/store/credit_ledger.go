package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
	"zhaoyun/internal/credit"
)

type claimLineRow struct {
	bun.BaseModel `bun:"table:claim_lines"`

	Claim  string    `bun:"claim_id,pk"`
	Stage  string    `bun:"stage,pk"`
	At     time.Time `bun:"at"`
	Kind   string    `bun:"kind"`
	Object string    `bun:"object_id"`
	By     string    `bun:"noted_by"`
	Note   string    `bun:"note"`
}

func claimLineRowOf(l credit.Line) claimLineRow {
	return claimLineRow{Claim: l.Claim, Stage: string(l.Stage), At: l.At, Kind: l.Kind, Object: l.Object, By: l.By, Note: l.Note}
}

func (s *Credit) addLines(ctx context.Context, rows []claimLineRow) error {
	if len(rows) == 0 {
		return nil
	}
	_, err := s.db.Conn(ctx).NewInsert().Model(&rows).On("CONFLICT DO NOTHING").Exec(ctx)
	if err != nil {
		return fmt.Errorf("note stages: %w", err)
	}
	return nil
}

// AddLine implements credit.Store.
func (s *Credit) AddLine(ctx context.Context, l credit.Line) error {
	return s.addLines(ctx, []claimLineRow{claimLineRowOf(l)})
}

// Lines implements credit.Store.
func (s *Credit) Lines(ctx context.Context, claims []core.ID) (map[core.ID][]credit.Line, error) {
	lines := map[core.ID][]credit.Line{}
	if len(claims) == 0 {
		return lines, nil
	}
	var rows []claimLineRow
	if err := s.db.Conn(ctx).NewSelect().Model(&rows).Where("claim_id IN (?)", bun.List(claims)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	for _, stage := range credit.Stages {
		for _, r := range rows {
			if r.Stage == string(stage) {
				lines[r.Claim] = append(lines[r.Claim], credit.Line{
					Claim: r.Claim, Stage: stage, At: r.At.UTC(), Kind: r.Kind, Object: r.Object, By: r.By, Note: r.Note,
				})
			}
		}
	}
	return lines, nil
}

// proofs find, of claims that have not reached a stage, what shows that they have:
// the claim, the object and when, as a time or in Unix milliseconds.
var proofs = []struct {
	stage        credit.Stage
	kind, object string
	at           string // a time, or
	ms           string // milliseconds
	join         string
}{
	{credit.Attended, "room", "a.room_id", "", "a.first_ms", `JOIN sessions AS s ON s.event_id = c.event_id
		JOIN participants AS p ON p.room_id = s.room_id AND p.person_id = c.person_id
		JOIN attendance AS a ON a.room_id = p.room_id AND a.participant_id = p.id`},
	{credit.Attended, "check-in", "k.id", "k.at", "", `JOIN check_ins AS k ON k.registration_id = c.registration_id`},
	{credit.Interested, "lead", "l.id", "l.created_at", "", `JOIN leads AS l ON l.person_id = c.person_id AND l.organisation = c.bureau_id AND l.created_at >= c.claimed_at`},
	{credit.Met, "lead", "l.id", "l.updated_at", "", `JOIN leads AS l ON l.person_id = c.person_id AND l.organisation = c.bureau_id AND l.created_at >= c.claimed_at
		AND l.status = 'contacted' AND l.updated_at IS NOT NULL`},
}

// Follow implements credit.Store.
func (s *Credit) Follow(ctx context.Context, f credit.Scope) error {
	for _, p := range proofs {
		at, ms := p.at, "0"
		if p.ms != "" {
			at, ms = "c.claimed_at", p.ms
		}
		var found []struct {
			Claim  string    `bun:"claim"`
			Object string    `bun:"object"`
			At     time.Time `bun:"found_at"`
			MS     int64     `bun:"ms"`
		}
		q := within(s.db.Conn(ctx).NewSelect().TableExpr("claims AS c"), f).Join(p.join).
			ColumnExpr("c.id AS claim, ? AS object, ? AS found_at, ? AS ms", bun.Safe(p.object), bun.Safe(at), bun.Safe(ms)).
			Where("c.person_id <> '' AND NOT EXISTS (SELECT 1 FROM claim_lines AS done WHERE done.claim_id = c.id AND done.stage = ?)", string(p.stage)).
			OrderExpr("c.id, found_at, ms")
		if err := q.Scan(ctx, &found); err != nil {
			return fmt.Errorf("find who %s: %w", p.stage, err)
		}
		var rows []claimLineRow
		for i, x := range found {
			if i > 0 && found[i-1].Claim == x.Claim {
				continue // the first proof will do
			}
			when := x.At
			if p.ms != "" {
				when = time.UnixMilli(x.MS).UTC()
			}
			rows = append(rows, claimLineRow{Claim: x.Claim, Stage: string(p.stage), At: when, Kind: p.kind, Object: x.Object})
		}
		if err := s.addLines(ctx, rows); err != nil {
			return err
		}
	}
	return nil
}

type funnelRow struct {
	Chamber string `bun:"chamber_id"`
	Stage   string `bun:"stage"`
	People  int    `bun:"people"`
	Share   int    `bun:"share"`
}

// Funnels implements credit.Store. Who signed is counted by investor, because several
// people come for one; up to then by registration.
func (s *Credit) Funnels(ctx context.Context, f credit.Scope) ([]credit.Funnel, error) {
	units := counted(within(s.db.Conn(ctx).NewSelect().TableExpr("claims AS c"), f)).
		Join("JOIN claim_lines AS l ON l.claim_id = c.id").Join("JOIN registrations AS r ON r.id = c.registration_id").
		ColumnExpr("c.chamber_id, l.stage, MAX(c.share) AS share").
		ColumnExpr("CASE WHEN l.stage IN (?, ?) THEN c.investor_key ELSE c.registration_id END AS unit", string(credit.Signed), string(credit.BrokeGround)).
		GroupExpr("c.chamber_id, l.stage, unit")
	var rows []funnelRow
	if err := s.db.Conn(ctx).NewSelect().TableExpr("(?) AS u", units).ColumnExpr("chamber_id, stage, count(*) AS people, sum(share) AS share").
		GroupExpr("chamber_id, stage").Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("count stages: %w", err)
	}
	var invited, others []funnelRow
	q := s.db.Conn(ctx).NewSelect().TableExpr("invitations AS i").Join("JOIN campaigns AS c2 ON c2.id = i.campaign_id").
		ColumnExpr("i.chamber_id, ? AS stage, count(*) AS people, 0 AS share", string(credit.Invited)).Where("i.sent_at IS NOT NULL").GroupExpr("i.chamber_id")
	if f.Bureaus != nil {
		q.Where("c2.bureau_id IN (?)", bun.List(append([]core.ID{""}, f.Bureaus...)))
	}
	if f.Event != "" {
		q.Where("i.event_id = ?", f.Event)
	}
	if f.Chamber != "" {
		q.Where("i.chamber_id = ?", f.Chamber)
	}
	if err := q.Scan(ctx, &invited); err != nil {
		return nil, fmt.Errorf("count invitations: %w", err)
	}
	if err := within(s.db.Conn(ctx).NewSelect().TableExpr("claims AS c"), f).
		ColumnExpr("c.chamber_id, c.status AS stage, count(*) AS people, sum(CASE WHEN c.dispute <> '' THEN 1 ELSE 0 END) AS share").
		GroupExpr("c.chamber_id, c.status").Scan(ctx, &others); err != nil {
		return nil, fmt.Errorf("count collisions: %w", err)
	}
	return funnels(append(invited, rows...), others), nil
}

// funnels puts counts together, a chamber a funnel.
func funnels(stages, statuses []funnelRow) []credit.Funnel {
	all, place := []credit.Funnel{}, map[string]int{}
	of := func(chamber string) *credit.Funnel {
		i, known := place[chamber]
		if !known {
			i = len(all)
			place[chamber] = i
			f := credit.Funnel{Chamber: chamber, Counts: make([]credit.Count, len(credit.Stages))}
			for j, stage := range credit.Stages {
				f.Counts[j].Stage = stage
			}
			all = append(all, f)
		}
		return &all[i]
	}
	for _, r := range stages {
		f := of(r.Chamber)
		for j := range f.Counts {
			if string(f.Counts[j].Stage) == r.Stage {
				f.Counts[j].People, f.Counts[j].Share = r.People, r.Share
			}
		}
	}
	for _, r := range statuses {
		f := of(r.Chamber)
		f.Disputed += r.Share
		switch credit.Status(r.Stage) {
		case credit.Colliding:
			f.Colliding = r.People
		case credit.Refused:
			f.Refused = r.People
		}
	}
	return all
}

// Registered implements credit.Store.
func (s *Credit) Registered(ctx context.Context, registrations []core.ID) (map[core.ID]credit.Who, error) {
	who := map[core.ID]credit.Who{}
	if len(registrations) == 0 {
		return who, nil
	}
	var rows []registrationRow
	if err := s.db.Conn(ctx).NewSelect().Model(&rows).Where("id IN (?)", bun.List(registrations)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("find who registered: %w", err)
	}
	for _, row := range rows {
		r := row.registration()
		who[r.ID] = credit.Who{Name: r.Name, Company: r.OrganisationName, Contact: r.Masked()}
	}
	return who, nil
}
