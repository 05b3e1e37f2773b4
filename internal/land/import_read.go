package land

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"time"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/land/intake"
	"zhaoyun/internal/sheet/read"
)

// The kinds of job of an import: reading a file into a preview, and writing it.
const (
	JobImportRead  = "parcel-import-read"
	JobImportWrite = "parcel-import-write"
)

// ImportWork is how imports are worked at: one at a time in a process, so that
// memory stays bounded however many are started.
var ImportWork = job.Options{AtOnce: 1, Tries: 4, Limit: 15 * time.Minute}

// batch is how many rows one transaction takes.
const batch = 1000

func (s *Service) orderRead(ctx context.Context, i Import) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: JobImportRead, Key: i.ID, Payload: i.ID})
	return err
}

func (s *Service) orderWrite(ctx context.Context, i Import) error {
	_, err := s.Jobs.Add(ctx, job.Order{Kind: JobImportWrite, Key: i.ID, Payload: i.ID})
	return err
}

// RunImportRead is the handler of JobImportRead. Begun again, it begins anew.
func (s *Service) RunImportRead(ctx context.Context, j job.Job, progress func(int)) (any, error) {
	var id core.ID
	if err := j.Decode(&id); err != nil {
		return nil, err
	}
	i, err := s.Store.Import(ctx, id)
	if err != nil || i.State != ImportReading {
		return nil, err
	}
	if err := s.Store.DropImportRows(ctx, id); err != nil {
		return nil, err
	}
	i.Counts, i.Problem = ImportCounts{}, nil
	err = s.readInto(ctx, &i, progress)
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
func (s *Service) readInto(ctx context.Context, i *Import, progress func(int)) error {
	content, err := s.ImportFiles.OpenImport(ctx, i.File)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	remembered, err := s.Store.RememberedColumns(ctx, i.Organisation)
	if err != nil {
		return err
	}
	columns := intake.Mapping{}
	maps.Copy(columns, remembered)
	maps.Copy(columns, i.Choice.Columns)
	metered := read.NewFar(content, i.Size)
	f, err := intake.Open(intake.Source{Name: i.Name, Size: i.Size, Data: metered}, intake.Options{
		Columns: columns, CRS: i.Choice.CRS, Scheme: i.Choice.Scheme, Near: s.index.middle(i.Organisation),
		AsOf: s.Clock().In(china).Format(time.DateOnly),
	})
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	i.Kind, i.Encoding, i.CRS = f.Kind, f.Encoding, f.CRS
	// While some rows are kept the next ones are read.
	batches, reading := make(chan []ImportRow, 1), errgroup.Group{}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	reading.Go(func() error {
		defer close(batches)
		return s.rows(ctx, f, batches)
	})
	var failed error
	for rows := range batches {
		if failed = s.addRows(ctx, i, rows); failed != nil {
			stop()
			break
		}
		progress(metered.Percent())
	}
	err = reading.Wait()
	i.Columns = f.Columns
	if failed != nil {
		return failed
	}
	return err
}

// rows reads the rows of a file, some at a time.
func (s *Service) rows(ctx context.Context, f *intake.File, to chan<- []ImportRow) error {
	rows := make([]ImportRow, 0, batch)
	for n := 1; ; n++ {
		row, err := f.Next()
		end := errors.Is(err, io.EOF)
		if err != nil && !end {
			return err
		}
		if !end {
			rows = append(rows, rowOf(n, row))
		}
		if len(rows) == batch || end && len(rows) > 0 {
			select {
			case to <- rows:
			case <-ctx.Done():
				return ctx.Err()
			}
			rows = make([]ImportRow, 0, batch)
		}
		if end {
			return nil
		}
	}
}

func rowOf(n int, row *intake.Row) ImportRow {
	r := ImportRow{N: n, Line: row.Line, Number: row.Fields.Number, Verdict: row.Verdict, Shape: Geometry(row.Geometry)}
	row.Geometry = nil
	r.Body, _ = json.Marshal(row) // values of ours, all of which marshal
	r.said = &said{row.Fields, row.Findings}
	return r
}

// addRows judges what rows would do and keeps them.
func (s *Service) addRows(ctx context.Context, i *Import, rows []ImportRow) error {
	w, err := s.newWriting(ctx, *i, rows)
	if err != nil {
		return err
	}
	for k := range rows {
		r := &rows[k]
		r.Action, r.Parcel = w.take(r)
		i.Counts.add(*r)
	}
	return s.Store.AddImportRows(ctx, i.ID, rows)
}

func (c *ImportCounts) add(r ImportRow) {
	c.Rows++
	switch r.Verdict {
	case intake.Good:
		c.Good++
	case intake.Doubted:
		c.Doubted++
	case intake.Bad:
		c.Bad++
	}
	c.did(r.Action)
}

func (c *ImportCounts) did(a Action) {
	switch a {
	case ActionCreate:
		c.Create++
	case ActionUpdate:
		c.Update++
	case ActionSame:
		c.Same++
	}
}

// middle is where an organisation's land lies, as far as the index knows; nil when
// there is none yet.
func (x *index) middle(organisation core.ID) *orb.Point {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for _, i := range x.parcels.list {
		if i.Organisation == organisation && i.drawn() {
			c := i.box.Center()
			return &c
		}
	}
	return nil
}
