package chamber

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/preview"
)

// RunWrite is the handler of JobWrite. Each batch is one transaction that also notes
// how far it has come: whoever takes over after a crash goes on there, and no row is
// written twice.
func (s *Service) RunWrite(ctx context.Context, j job.Job, progress func(int)) (any, error) {
	var id core.ID
	if err := j.Decode(&id); err != nil {
		return nil, err
	}
	for {
		i, more, err := s.writeBatch(ctx, j, id)
		if err != nil || !more {
			return nil, err
		}
		progress(100 * i.Done / max(1, i.Counts.Rows))
	}
}

// writeBatch writes the next rows; after the last ones it ends the import.
func (s *Service) writeBatch(ctx context.Context, j job.Job, id core.ID) (i Import, more bool, err error) {
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		if i, err = s.Store.LockImport(ctx, id); err != nil {
			return err
		}
		if i.State != ImportWriting {
			return s.Jobs.Finish(ctx, j, nil)
		}
		rows, err := s.Store.Rows(ctx, id, RowFilter{}, i.Done, 0, preview.Batch)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return s.endWriting(ctx, j, &i)
		}
		if i.Done == 0 { // what the preview expected becomes what was done
			i.Counts.Create, i.Counts.Update, i.Counts.Same, i.Counts.Skip = 0, 0, 0, 0
		}
		more = true
		if err := s.write(ctx, &i, rows); err != nil {
			return err
		}
		i.Done = rows[len(rows)-1].N
		return s.Store.UpdateImport(ctx, i)
	})
	return i, more, err
}

// write lays rows over the members there are by now.
func (s *Service) write(ctx context.Context, i *Import, rows []Row) error {
	b, err := s.newBook(ctx, i.Chamber, rows)
	if err != nil {
		return err
	}
	var fresh, changed []*Member
	touched := map[*Member]bool{}
	for k := range rows {
		r := &rows[k]
		if r.Action == ActionSkip {
			i.Counts.did(ActionSkip, 1)
			continue
		}
		m, _ := b.match(r.Details)
		if m == nil && r.Chosen != ChoiceTake && b.removed(r.Details) { // since the preview
			i.Counts.did(ActionSkip, 1)
			continue
		}
		if m == nil {
			m = s.fresh(i, r.Details)
			fresh, touched[m] = append(fresh, m), true
			b.enter(m)
			i.Counts.did(ActionCreate, 1)
			continue
		}
		next, changes := b.merge(*m, r.Details)
		if len(changes) == 0 {
			i.Counts.did(ActionSame, 1)
			continue
		}
		if !touched[m] {
			touched[m], changed = true, append(changed, m)
			next.Version++
			next.UpdatedBy, next.UpdatedAt = i.ConfirmedBy, s.Clock()
		}
		b.leave(m)
		*m = next
		b.enter(m)
		i.Counts.did(ActionUpdate, 1)
	}
	// What a member gave up may be what a new one has.
	if err := s.Store.UpdateMembers(ctx, values(changed)); err != nil {
		return err
	}
	return s.Store.InsertMembers(ctx, values(fresh))
}

func (s *Service) fresh(i *Import, d Details) *Member {
	now := s.Clock()
	return &Member{
		ID: core.NewID(), Chamber: i.Chamber, Details: d, Consent: Consent{Basis: i.Choice.Basis, Source: i.Choice.Source, At: now}, Import: i.ID,
		CreatedBy: i.ConfirmedBy, CreatedAt: now, UpdatedBy: i.ConfirmedBy, UpdatedAt: now, Version: 1,
	}
}

// leave takes a member's contacts out, which may be about to change.
func (b *book) leave(m *Member) {
	delete(b.phones, m.Phone)
	delete(b.mails, m.Mail)
}

func values(members []*Member) []Member {
	out := make([]Member, len(members))
	for i, m := range members {
		out[i] = *m
	}
	return out
}

func (s *Service) endWriting(ctx context.Context, j job.Job, i *Import) error {
	now := s.Clock()
	i.State, i.EndedAt = ImportDone, &now
	i.Version++
	if err := s.Store.UpdateImport(ctx, *i); err != nil {
		return err
	}
	if err := s.Store.RememberColumns(ctx, i.Chamber, i.Choice.Columns); err != nil {
		return err
	}
	// The list itself is not kept: what it said is in the members and, for a month, in the rows.
	if err := s.Files.ReleaseImport(ctx, i.File, importScope(i.ID)); err != nil {
		return err
	}
	who := core.Actor{Person: i.ConfirmedBy}
	err := s.Audit.Audit(ctx, who.Audited("import-members", "member-import", i.ID, i.Chamber, map[string]any{
		"create": i.Counts.Create, "update": i.Counts.Update, "same": i.Counts.Same, "skip": i.Counts.Skip, "basis": i.Choice.Basis, "source": i.Choice.Source,
	}))
	if err != nil {
		return err
	}
	return s.Jobs.Finish(ctx, j, i.Counts)
}
