package preview

import (
	"context"
	"errors"
	"io"

	"golang.org/x/sync/errgroup"
)

// Batch is how many rows one transaction takes.
const Batch = 1000

// Pipe keeps the rows of a file, a batch at a time, while the next ones are read. Rows
// are numbered from 1; io.EOF ends them.
func Pipe[Row any](ctx context.Context, next func(n int) (Row, error), keep func(context.Context, []Row) error) error {
	batches, reading := make(chan []Row, 1), errgroup.Group{}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	reading.Go(func() error {
		defer close(batches)
		return fill(ctx, next, batches)
	})
	var failed error
	for rows := range batches {
		if failed = keep(ctx, rows); failed != nil {
			stop()
			break
		}
	}
	err := reading.Wait()
	if failed != nil {
		return failed
	}
	return err
}

func fill[Row any](ctx context.Context, next func(n int) (Row, error), to chan<- []Row) error {
	rows := make([]Row, 0, Batch)
	for n := 1; ; n++ {
		row, err := next(n)
		end := errors.Is(err, io.EOF)
		if err != nil && !end {
			return err
		}
		if !end {
			rows = append(rows, row)
		}
		if len(rows) == Batch || end && len(rows) > 0 {
			select {
			case to <- rows:
			case <-ctx.Done():
				return ctx.Err()
			}
			rows = make([]Row, 0, Batch)
		}
		if end {
			return nil
		}
	}
}
