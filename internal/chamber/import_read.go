package chamber

import (
	"context"
	"errors"
	"io"
	"maps"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/preview"
	"zhaoyun/internal/sheet/read"
)

// The kinds of job of an import: reading a list into a preview, and writing it.
const (
	JobRead  = "member-import-read"
	JobWrite = "member-import-write"
)

// ImportWork is how imports are worked at.
var ImportWork = preview.Work

// limits are enough for the largest chambers, and no more.
var limits = read.Limits{File: 64 << 20, Sheet: 16 << 20, Unpacked: 256 << 20, Record: 1 << 20, Rows: 50_000}

func (s *Service) order(ctx context.Context, kind string, id core.ID) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: kind, Key: id, Payload: id})
	return err
}

// RunRead is the handler of JobRead. Begun again, it begins anew.
func (s *Service) RunRead(ctx context.Context, j job.Job, progress func(int)) (any, error) {
	var id core.ID
	if err := j.Decode(&id); err != nil {
		return nil, err
	}
	i, err := s.Store.Import(ctx, id)
	if err != nil || i.State != ImportReading {
		return nil, err
	}
	if err := s.Store.DropRows(ctx, id); err != nil {
		return nil, err
	}
	i.Counts, i.Problem, i.Read = ImportCounts{}, nil, 0
	err = s.readInto(ctx, &i, progress)
	state, problem, again := preview.Outcome(err, j.Attempts)
	if again {
		return nil, err
	}
	if i.State, i.Problem = state, problem; problem != nil && problem.Code != "internal" {
		err = nil // it is the file's
	}
	if state == ImportPreview {
		i.Said = nil // the rows have it
	}
	return nil, errors.Join(err, s.endReading(ctx, j, i))
}

// endReading keeps what has become of the reading.
func (s *Service) endReading(ctx context.Context, j job.Job, i Import) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		now, err := s.Store.LockImport(ctx, i.ID)
		if err != nil {
			return err
		}
		i.Version = now.Version + 1
		if err := s.Store.UpdateImport(ctx, i); err != nil {
			return err
		}
		return s.Jobs.Finish(ctx, j, i.Counts)
	})
}

// readInto reads the file of an import into rows.
func (s *Service) readInto(ctx context.Context, i *Import, progress func(int)) error {
	content, err := s.Files.OpenImport(ctx, i.File)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	remembered, err := s.Store.RememberedColumns(ctx, i.Chamber)
	if err != nil {
		return err
	}
	columns := Mapping{}
	maps.Copy(columns, remembered)
	maps.Copy(columns, i.Choice.Columns)
	far := read.NewFar(content, i.Size)
	kind, in, err := read.Open(read.Source{Name: i.Name, Size: i.Size, Data: far}, limits, columns.headings())
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	i.Kind, i.Encoding = kind, in.Encoding()
	reading := newReading(in, columns, i)
	seen := firsts{}
	err = preview.Pipe(ctx, reading.next, func(ctx context.Context, rows []Row) error {
		i.Read = far.Percent()
		if err := s.addRows(ctx, i, rows, seen); err != nil {
			return err
		}
		progress(i.Read)
		return nil
	})
	i.Columns = reading.columns
	return err
}

// addRows judges what rows would do and keeps them, with how far that is.
func (s *Service) addRows(ctx context.Context, i *Import, rows []Row, seen firsts) error {
	b, err := s.newBook(ctx, i.Chamber, rows)
	if err != nil {
		return err
	}
	for k := range rows {
		b.judge(&rows[k], seen)
		seen.note(&rows[k])
		i.Counts.count(&rows[k], 1)
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.Store.AddRows(ctx, i.ID, rows); err != nil {
			return err
		}
		return s.Store.UpdateImport(ctx, *i)
	})
}

// reading makes rows of the records of a file.
type reading struct {
	in      read.Reader
	choice  ImportChoice
	mapping Mapping
	said    map[place]Word
	columns []Column
	at      map[string]int // the place of each heading among the columns
}

func newReading(in read.Reader, m Mapping, i *Import) *reading {
	r := &reading{in: in, choice: i.Choice, mapping: m, said: map[place]Word{}, at: map[string]int{}}
	for _, w := range i.Said {
		r.said[place{w.Part, w.Line}] = w
	}
	for _, h := range in.Columns() {
		if h != "" {
			r.column(h)
		}
	}
	return r
}

// mostColumns bounds what is kept of a file with columns of all kinds.
const (
	mostColumns = 300
	samples     = 3
)

func (r *reading) column(heading string) *Column {
	n, ok := r.at[heading]
	if !ok {
		if len(r.columns) >= mostColumns {
			return &Column{How: HowUnmatched}
		}
		n = len(r.columns)
		r.at[heading] = n
		field, how := r.mapping.fieldOf(heading)
		r.columns = append(r.columns, Column{Heading: heading, Field: field, How: how})
	}
	return &r.columns[n]
}

// next is the next row; a list has at least one, and no more than the limit.
func (r *reading) next(n int) (Row, error) {
	record, err := r.in.Next()
	switch {
	case errors.Is(err, io.EOF) && n == 1:
		return Row{}, read.ErrNoRows
	case err != nil:
		return Row{}, err
	case n > limits.Rows:
		return Row{}, read.ErrTooManyRows.With("most", limits.Rows)
	}
	return r.row(n, record), nil
}

// mostOfCell bounds what is kept of a cell, in characters.
const mostOfCell = 600

func (r *reading) row(n int, record *read.Record) Row {
	row := Row{N: n, Line: record.Line, RowBody: RowBody{Part: record.Part, Texts: Texts{}}}
	for _, c := range record.Cells {
		column := r.column(c.Heading)
		if len(column.Samples) < samples {
			column.Samples = append(column.Samples, cut(c.Text, 40))
		}
		row.Texts.put(column.Field, cut(c.Text, mostOfCell))
	}
	if w, ok := r.said[place{row.Part, row.Line}]; ok {
		row.hear(w)
	}
	row.understand(r.choice)
	return row
}

// understand makes details of the texts of a row.
func (r *Row) understand(c ImportChoice) {
	prefix := c.Prefix
	if prefix == "" {
		prefix = Prefixes[0]
	}
	u := understand(r.Texts, prefix)
	u.Groups, u.Tags = join(u.Groups, c.Groups), join(u.Tags, c.Tags)
	r.Details, r.Findings = u.Details, u.findings
}
