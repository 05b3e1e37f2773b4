package chamber

import (
	"context"
	"maps"
	"slices"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/preview"
)

// RowChange puts a row of a preview right. What is nil stays.
type RowChange struct {
	Texts  Texts
	Choice *Choice
}

// Rows lists the rows of a preview, leaving out the first ones that pass the filter.
func (s *Service) Rows(ctx context.Context, actor core.Actor, id core.ID, f RowFilter, leaveOut, limit int) ([]Row, error) {
	if _, err := s.findImport(ctx, actor, "list-member-import-rows", id, s.Store.Import); err != nil {
		return nil, err
	}
	return s.Store.Rows(ctx, id, f, 0, leaveOut, limit)
}

// ChangeRow puts a row right. It answers with all rows that are judged otherwise now:
// whatever has something in common with the row, before or after.
func (s *Service) ChangeRow(ctx context.Context, actor core.Actor, id core.ID, n int, c RowChange) (i Import, changed []Row, err error) {
	err = s.inPreview(ctx, actor, "update-member-import-row", id, func(ctx context.Context, in *Import) error {
		rows, err := s.Store.Rows(ctx, id, RowFilter{}, n-1, 0, 1)
		if err != nil {
			return err
		}
		if len(rows) == 0 || rows[0].N != n {
			return ErrNoRow
		}
		row := rows[0]
		keys := []Keys{row.Details.Keys()}
		in.Counts.count(&row, -1)
		if c.Texts != nil {
			row.say(c.Texts.bounded())
			row.understand(in.Choice)
		}
		if c.Choice != nil {
			row.Chosen = *c.Choice
		}
		in.Counts.count(&row, 1)
		if err := s.Store.UpdateRows(ctx, id, []Row{row}); err != nil {
			return err
		}
		keys = append(keys, row.Details.Keys())
		kin, err := s.Store.RowsKeyed(ctx, id, keys)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(kin, func(r Row) bool { return r.N == n }) {
			kin = append(kin, row)
		}
		changed, err = s.rejudge(ctx, in, kin)
		i = *in
		return err
	})
	return i, changed, err
}

// ChooseRows says for all rows that a filter leaves what they should do.
func (s *Service) ChooseRows(ctx context.Context, actor core.Actor, id core.ID, f RowFilter, choice Choice) (i Import, err error) {
	err = s.inPreview(ctx, actor, "choose-member-import-rows", id, func(ctx context.Context, in *Import) error {
		for after := 0; ; {
			rows, err := s.Store.Rows(ctx, id, f, after, 0, preview.Batch)
			if err != nil || len(rows) == 0 {
				i = *in
				return err
			}
			after = rows[len(rows)-1].N
			for k := range rows {
				rows[k].Chosen = choice
			}
			if _, err := s.rejudge(ctx, in, rows); err != nil {
				return err
			}
		}
	})
	return i, err
}

// inPreview works at an import that waits for somebody to confirm it.
func (s *Service) inPreview(ctx context.Context, actor core.Actor, op policy.Op, id core.ID, f func(ctx context.Context, i *Import) error) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		i, err := s.findImport(ctx, actor, op, id, s.Store.LockImport)
		if err != nil {
			return err
		}
		if err := i.State.Choosable(); err != nil {
			return err
		}
		if i.State != ImportPreview {
			return preview.ErrUnready
		}
		if err := f(ctx, &i); err != nil {
			return err
		}
		return s.Store.UpdateImport(ctx, i)
	})
}

// rejudge judges rows again, with the rest of the file as it is kept.
func (s *Service) rejudge(ctx context.Context, i *Import, rows []Row) ([]Row, error) {
	keys := make([]Keys, len(rows))
	for k, r := range rows {
		keys[k] = r.Details.Keys()
	}
	kin, err := s.Store.RowsKeyed(ctx, i.ID, keys)
	if err != nil {
		return nil, err
	}
	seen := firsts{}
	for k := range kin { // whether a row is bad is its own matter, so the order does not matter
		own := kin[k]
		own.Findings = slices.DeleteFunc(slices.Clone(own.Findings), func(f Finding) bool { return f.Code.judged() })
		own.Verdict = verdictOf(own.Findings)
		seen.note(&own)
	}
	b, err := s.newBook(ctx, i.Chamber, rows)
	if err != nil {
		return nil, err
	}
	for k := range rows {
		i.Counts.count(&rows[k], -1)
		b.judge(&rows[k], seen)
		i.Counts.count(&rows[k], 1)
	}
	return rows, s.Store.UpdateRows(ctx, i.ID, rows)
}

// say puts other texts in place of those of a row, and keeps which of them are new.
func (r *Row) say(t Texts) {
	typed := maps.Clone(r.Typed)
	if typed == nil {
		typed = Texts{}
	}
	for _, f := range Fields {
		if t[f] != r.Texts[f] {
			typed[f] = t[f]
		}
	}
	r.Texts, r.Typed = t, typed
}

// Word is what somebody said about a row, by where the row stands in the file, however its columns are read.
type Word struct {
	Part   string `json:"part,omitempty"`
	Line   int    `json:"line"`
	Typed  Texts  `json:"typed,omitempty"`
	Chosen Choice `json:"chosen,omitempty"`
}

// place is where a row stands in a file.
type place struct {
	part string
	line int
}

// words are what somebody has said about the rows of a preview.
func (s *Service) words(ctx context.Context, id core.ID) (said []Word, err error) {
	for after := 0; ; {
		rows, err := s.Store.Rows(ctx, id, RowFilter{}, after, 0, preview.Batch)
		if err != nil || len(rows) == 0 {
			return said, err
		}
		after = rows[len(rows)-1].N
		for _, r := range rows {
			if r.Edited() || r.Chosen != ChoiceNone {
				said = append(said, Word{r.Part, r.Line, r.Typed, r.Chosen})
			}
		}
	}
}

// hear takes what somebody said about the row before.
func (r *Row) hear(w Word) {
	r.Typed, r.Chosen = w.Typed, w.Chosen
	for f, text := range w.Typed {
		if r.Texts[f] = text; text == "" {
			delete(r.Texts, f)
		}
	}
}

// bounded keeps what was typed within what a cell may hold, and to fields there are.
func (t Texts) bounded() Texts {
	out := Texts{}
	for f, s := range t {
		if slices.Contains(Fields, f) && f != FieldIgnore {
			out.put(f, cut(s, mostOfCell))
		}
	}
	return out
}
