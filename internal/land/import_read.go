package land

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"time"

	"github.com/paulmach/orb"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/land/intake"
	"zhaoyun/internal/preview"
	"zhaoyun/internal/sheet/read"
)

// The kinds of job of an import: reading a file into a preview, and writing it.
const (
	JobImportRead  = "parcel-import-read"
	JobImportWrite = "parcel-import-write"
)

// ImportWork is how imports are worked at.
var ImportWork = preview.Work

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
	state, problem, again := preview.Outcome(err, j.Attempts)
	if again {
		return nil, err
	}
	if i.State, i.Problem = state, problem; problem != nil && problem.Code != "internal" {
		err = nil // it is the file's
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
	next := func(n int) (ImportRow, error) {
		row, err := f.Next()
		if err != nil {
			return ImportRow{}, err
		}
		return rowOf(n, row), nil
	}
	err = preview.Pipe(ctx, next, func(ctx context.Context, rows []ImportRow) error {
		if err := s.addRows(ctx, i, rows); err != nil {
			return err
		}
		progress(metered.Percent())
		return nil
	})
	i.Columns = f.Columns
	return err
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
