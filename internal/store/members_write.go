package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
)

// MembersKeyed implements chamber.Store.
func (s *Members) MembersKeyed(ctx context.Context, of core.ID, keys []chamber.Keys) ([]chamber.Member, error) {
	found := map[string]chamberMemberRow{}
	for some := range slices.Chunk(keys, memberBatch) {
		for column, values := range keyColumns(some) {
			var rows []chamberMemberRow
			err := s.Conn(ctx).NewSelect().Model(&rows).Where("chamber_id = ? AND ? IN (?) AND ? <> ''", of, bun.Ident(column), bun.List(values), bun.Ident(column)).Scan(ctx)
			if err != nil {
				return nil, fmt.Errorf("find members by %s: %w", column, err)
			}
			for _, r := range rows {
				found[r.ID] = r
			}
		}
	}
	ids := make([]string, 0, len(found))
	for id := range found {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	out := make([]chamber.Member, len(ids))
	for i, id := range ids {
		out[i] = found[id].member()
	}
	return out, nil
}

type memberLabelRow struct {
	bun.BaseModel `bun:"table:member_labels,alias:member_labels"`

	Chamber string `bun:"chamber_id,pk"`
	Kind    string `bun:"kind,pk"`
	Name    string `bun:"name,pk"`
	Member  string `bun:"member_id,pk"`
}

// InsertMembers implements chamber.Store.
func (s *Members) InsertMembers(ctx context.Context, members []chamber.Member) error {
	for some := range slices.Chunk(members, memberBatch) {
		rows := make([]chamberMemberRow, len(some))
		for i, m := range some {
			rows[i] = chamberMemberRowOf(m)
		}
		if _, err := s.Conn(ctx).NewInsert().Model(&rows).Exec(ctx); err != nil {
			return taken("insert members", err)
		}
	}
	return s.insertLabels(ctx, members)
}

// UpdateMembers implements chamber.Store.
func (s *Members) UpdateMembers(ctx context.Context, members []chamber.Member) error {
	ids := make([]string, len(members))
	for i, m := range members {
		ids[i] = m.ID
		row := chamberMemberRowOf(m)
		n, err := affected(s.Conn(ctx).NewUpdate().Model(&row).WherePK().Where("version = ?", row.Version-1).Exec(ctx))
		if err != nil {
			return taken("update a member", err)
		}
		if n == 0 {
			return core.Stale(m.Version) // somebody was quicker
		}
	}
	if err := s.dropLabels(ctx, ids); err != nil {
		return err
	}
	return s.insertLabels(ctx, members)
}

func taken(what string, err error) error {
	if isUnique(err) {
		return chamber.ErrTaken.Wrap(err)
	}
	return fmt.Errorf("%s: %w", what, err)
}

// DeleteMembers implements chamber.Store.
func (s *Members) DeleteMembers(ctx context.Context, ids []core.ID) error {
	if err := s.dropLabels(ctx, ids); err != nil {
		return err
	}
	for some := range slices.Chunk(ids, memberBatch) {
		if _, err := s.Conn(ctx).NewDelete().Model((*chamberMemberRow)(nil)).Where("id IN (?)", bun.List(some)).Exec(ctx); err != nil {
			return fmt.Errorf("delete members: %w", err)
		}
	}
	return nil
}

func (s *Members) dropLabels(ctx context.Context, members []core.ID) error {
	for some := range slices.Chunk(members, memberBatch) {
		if _, err := s.Conn(ctx).NewDelete().Model((*memberLabelRow)(nil)).Where("member_id IN (?)", bun.List(some)).Exec(ctx); err != nil {
			return fmt.Errorf("drop labels: %w", err)
		}
	}
	return nil
}

func (s *Members) insertLabels(ctx context.Context, members []chamber.Member) error {
	var rows []memberLabelRow
	for _, m := range members {
		for _, name := range m.Groups {
			rows = append(rows, memberLabelRow{Chamber: m.Chamber, Kind: string(chamber.GroupLabel), Name: name, Member: m.ID})
		}
		for _, name := range m.Tags {
			rows = append(rows, memberLabelRow{Chamber: m.Chamber, Kind: string(chamber.TagLabel), Name: name, Member: m.ID})
		}
	}
	for some := range slices.Chunk(rows, memberBatch) {
		if _, err := s.Conn(ctx).NewInsert().Model(&some).On("CONFLICT DO NOTHING").Exec(ctx); err != nil {
			return fmt.Errorf("keep labels: %w", err)
		}
	}
	return nil
}

// Labels implements chamber.Store.
func (s *Members) Labels(ctx context.Context, of core.ID) ([]chamber.Label, error) {
	var rows []struct {
		Kind    string `bun:"kind"`
		Name    string `bun:"name"`
		Members int    `bun:"members"`
	}
	err := s.Conn(ctx).NewSelect().Model((*memberLabelRow)(nil)).Column("kind", "name").ColumnExpr("COUNT(*) AS members").
		Where("chamber_id = ?", of).Group("kind", "name").Order("kind", "name").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list labels: %w", err)
	}
	out := make([]chamber.Label, len(rows))
	for i, r := range rows {
		out[i] = chamber.Label{Kind: chamber.LabelKind(r.Kind), Name: r.Name, Members: r.Members}
	}
	return out, nil
}
