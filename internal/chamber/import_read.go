package chamber

import (
	"context"
	"errors"
	"io"
	"maps"
	"time"

	"golang.org/x/sync/errgroup"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/sheet/read"
)

// The kinds of job of an import: reading a list into a preview, and writing it.
const (
	JobRead  = "member-import-read"
	JobWrite = "member-import-write"
)

// ImportWork is how imports are worked at: one at a time in a process, so that
// memory stays bounded however many are started.
var ImportWork = job.Options{AtOnce: 1, Tries: 4, Limit: 15 * time.Minute}

// batch is how many rows one transaction takes.
const batch = 1000

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
	said, err := s.words(ctx, id) // what was put right stays when the file is read again
	if err != nil {
		return nil, err
	}
	if err := s.Store.DropRows(ctx, id); err != nil {
		return nil, err
	}
	i.Counts, i.Problem, i.Read = ImportCounts{}, nil, 0
	err = s.readInto(ctx, &i, said, progress)
	if problem := read.ProblemOf(err); problem != nil {
		i.State, i.Problem, err = ImportFailed, problem, nil
	} else if err == nil {
		i.State = ImportPreview
	}
	if err != nil {
		if j.Attempts >= ImportWork.Tries {
			i.State, i.Problem = ImportFailed, &read.ImportProblem{Code: "internal", Detail: "The file could not be read. Try again."}
			return nil, errors.Join(err, s.endReading(ctx, j, i))
		}
		return nil, err
	}
	return nil, s.endReading(ctx, j, i)
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
func (s *Service) readInto(ctx context.Context, i *Import, said map[place]word, progress func(int)) error {
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
	reading := newReading(in, columns, i.Choice, said)
	// While some rows are kept the next ones are read.
	batches, work := make(chan []Row, 1), errgroup.Group{}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work.Go(func() error {
		defer close(batches)
		return reading.run(ctx, batches)
	})
	var failed error
	seen := firsts{}
	for rows := range batches {
		i.Read = far.Percent()
		if failed = s.addRows(ctx, i, rows, seen); failed != nil {
			stop()
			break
		}
		progress(i.Read)
	}
	err = work.Wait()
	i.Columns = reading.columns
	return errors.Join(failed, err)
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
	said    map[place]word
	columns []Column
	at      map[string]int // the place of each heading among the columns
}

func newReading(in read.Reader, m Mapping, c ImportChoice, said map[place]word) *reading {
	r := &reading{in: in, choice: c, mapping: m, said: said, at: map[string]int{}}
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

func (r *reading) run(ctx context.Context, to chan<- []Row) error {
	rows := make([]Row, 0, batch)
	for n := 1; ; n++ {
		record, err := r.in.Next()
		end := errors.Is(err, io.EOF)
		switch {
		case err != nil && !end:
			return err
		case end && n == 1:
			return read.ErrNoRows
		case !end && n > limits.Rows:
			return read.ErrTooManyRows.With("most", limits.Rows)
		case !end:
			rows = append(rows, r.row(n, record))
		}
		if len(rows) == batch || end && len(rows) > 0 {
			select {
			case to <- rows:
			case <-ctx.Done():
				return ctx.Err()
			}
			rows = make([]Row, 0, batch)
		}
		if end {
			return nil
		}
	}
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
