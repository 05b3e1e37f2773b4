package land

import (
	"context"
	"encoding/json"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/land/intake"
	"zhaoyun/internal/land/notice"
	"zhaoyun/internal/preview"
)

// RunImportWrite is the handler of JobImportWrite. Each batch is one transaction
// that also notes how far it has come: whoever takes over after a crash goes on
// there, and no row is written twice.
func (s *Service) RunImportWrite(ctx context.Context, j job.Job, progress func(int)) (any, error) {
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
	err = s.turn(ctx, func(ctx context.Context, t Turn) error {
		if i, err = s.Store.LockImport(ctx, id); err != nil {
			return err
		}
		if i.State != ImportWriting {
			return s.Jobs.Finish(ctx, j, nil)
		}
		rows, err := s.Store.ImportRows(ctx, id, RowFilter{}, i.Done, preview.Batch)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return s.endWriting(ctx, j, &i)
		}
		if i.Done == 0 { // what the preview expected becomes what was done
			i.Counts.Create, i.Counts.Update, i.Counts.Same = 0, 0, 0
		}
		more = true
		w, err := s.newWriting(ctx, i, rows)
		if err != nil {
			return err
		}
		for k := range rows {
			a, _ := w.take(&rows[k])
			i.Counts.did(a)
			if a == ActionSkip && rows[k].Verdict != intake.Bad {
				i.Counts.Failed++
			}
		}
		if err := w.write(ctx, t); err != nil {
			return err
		}
		i.Done = rows[len(rows)-1].N
		return s.Store.UpdateImport(ctx, i)
	})
	return i, more, err
}

func (s *Service) endWriting(ctx context.Context, j job.Job, i *Import) error {
	now := s.Clock()
	i.State, i.EndedAt = ImportDone, &now
	i.Version++
	if err := s.Store.UpdateImport(ctx, *i); err != nil {
		return err
	}
	if err := s.Store.RememberColumns(ctx, i.Organisation, i.Choice.Columns); err != nil {
		return err
	}
	who := core.Actor{Person: i.ConfirmedBy}
	err := s.Audit.Audit(ctx, who.Audited("import-parcels", "import", i.ID, i.Organisation, map[string]any{
		"create": i.Counts.Create, "update": i.Counts.Update, "same": i.Counts.Same, "bad": i.Counts.Bad,
	}))
	if err != nil {
		return err
	}
	return s.Jobs.Finish(ctx, j, i.Counts)
}

// writing is what a batch of rows makes of the parcels that are there.
type writing struct {
	s   *Service
	i   Import
	by  map[string]*pending // by number
	all []*pending          // in the order of the rows
}

// pending is a parcel before and after a batch.
type pending struct {
	before, after Parcel // before without an id: it is new
	touched       bool
}

// newWriting looks up the parcels that rows are about.
func (s *Service) newWriting(ctx context.Context, i Import, rows []ImportRow) (*writing, error) {
	w := &writing{s: s, i: i, by: map[string]*pending{}}
	numbers := make([]string, 0, len(rows))
	for _, r := range rows {
		if r.Number != "" && r.Verdict != intake.Bad {
			numbers = append(numbers, r.Number)
		}
	}
	have, err := s.Store.ParcelsNumbered(ctx, i.Organisation, numbers)
	for _, p := range have {
		w.by[p.Number] = &pending{before: p, after: p}
	}
	return w, err
}

// take applies a row to its parcel and tells what it does.
func (w *writing) take(r *ImportRow) (Action, core.ID) {
	if r.Verdict == intake.Bad || r.Number == "" {
		return ActionSkip, ""
	}
	if r.said == nil {
		r.said = &said{}
		if json.Unmarshal(r.Body, r.said) != nil {
			return ActionSkip, ""
		}
	}
	p, known := w.by[r.Number]
	if !known {
		actor := core.Actor{Person: w.i.ConfirmedBy}
		p = &pending{after: w.s.newParcel(actor, Draft{Organisation: w.i.Organisation, Fields: Fields{Visibility: w.i.Choice.Visibility}})}
	}
	next := p.after
	next.merge(*r.said)
	if err := next.tidyFields(); err != nil {
		return ActionSkip, ""
	}
	if len(r.Shape) > 0 { // its faults were looked for when it was read
		next.Geometry = turned(r.Shape.Clone())
		next.measure()
	}
	changed := !known || len(next.change(p.after, "").Fields) > 0
	if changed {
		w.by[r.Number], p.after = p, next
		if !p.touched {
			p.touched, w.all = true, append(w.all, p)
		}
	}
	switch {
	case !changed:
		return ActionSame, p.before.ID
	case p.before.ID == "":
		return ActionCreate, ""
	}
	return ActionUpdate, p.before.ID
}

// write stores what the batch made.
func (w *writing) write(ctx context.Context, t Turn) error {
	var fresh, changed []Parcel
	var versions []Change
	actor := core.Actor{Person: w.i.ConfirmedBy}
	for _, p := range w.all {
		if p.before.ID == "" {
			fresh = append(fresh, p.after)
			versions = append(versions, p.after.made(w.i.ID))
			continue
		}
		c := p.after.change(p.before, w.i.ID)
		if len(c.Fields) == 0 {
			continue
		}
		w.s.step(actor, &p.after, &c)
		changed = append(changed, p.after)
		versions = append(versions, c)
		if p.after.Visibility == Public {
			if err := w.s.orderTelling(ctx, c); err != nil {
				return err
			}
		}
	}
	if err := w.s.Store.InsertParcels(ctx, t, fresh); err != nil {
		return err
	}
	if err := w.s.Store.UpdateParcels(ctx, t, changed); err != nil {
		return err
	}
	return w.s.Store.AddParcelVersions(ctx, versions)
}

// said is what a row says of its parcel, without everything else that is kept of it.
type said struct {
	Fields   notice.Fields    `json:"fields"`
	Findings []intake.Finding `json:"findings"`
}

// merge lays over a parcel what a row says. What it does not say stays.
func (p *Parcel) merge(row said) {
	f := row.Fields
	if f.Name != "" {
		name := core.Text{}
		for tag, s := range p.Name {
			name[tag] = s
		}
		name["zh-CN"] = f.Name
		p.Name = name
	}
	say(&p.Number, f.Number)
	say(&p.NumberText, f.NumberText)
	say(&p.Location, f.Location)
	say(&p.District, f.District)
	if len(f.Uses) > 0 || f.UsesText != "" {
		p.Uses, p.UsesText = f.Uses, f.UsesText
	}
	say(&p.AreaM2, f.AreaM2)
	say(&p.AreaText, f.AreaText)
	say(&p.FAR, f.FAR)
	say(&p.Density, f.Density)
	say(&p.Green, f.Green)
	say(&p.Height, f.Height)
	say(&p.Method, f.Method)
	say(&p.Prices.Start, f.Prices.Start)
	say(&p.Prices.Step, f.Prices.Step)
	say(&p.Prices.Deposit, f.Prices.Deposit)
	say(&p.Prices.Sold, f.Prices.Sold)
	say(&p.Prices.Cap, f.Prices.Cap)
	if len(f.Prices.CapThen) > 0 {
		p.Prices.CapThen = f.Prices.CapThen
	}
	say(&p.Intensity, f.Intensity)
	for _, d := range []struct {
		to   *notice.Moment
		from notice.Moment
	}{
		{&p.Dates.Announced, f.Dates.Announced}, {&p.Dates.ApplyFrom, f.Dates.ApplyFrom}, {&p.Dates.ApplyUntil, f.Dates.ApplyUntil},
		{&p.Dates.DepositUntil, f.Dates.DepositUntil}, {&p.Dates.ListedFrom, f.Dates.ListedFrom}, {&p.Dates.ListedUntil, f.Dates.ListedUntil},
		{&p.Dates.SoldOn, f.Dates.SoldOn},
	} {
		say(d.to, d.from)
	}
	say(&p.Status, f.Status)
	say(&p.Buyer, f.Buyer)
	p.Flags = nil
	for _, found := range row.Findings {
		if found.Level == intake.Warning && len(p.Flags) < 40 {
			p.Flags = append(p.Flags, Flag{Field: string(found.Field), Code: string(found.Code), Text: cut(found.Text, 300)})
		}
	}
}

// say sets what is said.
func say[T comparable](to *T, said T) {
	var nothing T
	if said != nothing {
		*to = said
	}
}

func cut(s string, runes int) string {
	if r := []rune(s); len(r) > runes {
		return string(r[:runes])
	}
	return s
}
