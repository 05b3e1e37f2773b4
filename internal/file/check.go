package file

import (
	"context"
	"errors"
	"time"
)

// Times of the housekeeping.
const (
	checkPatience = 90 * time.Second // for one check, waiting for a free place included
	stuckAfter    = 2 * time.Minute  // a check this old died with its process
	abandonAfter  = 24 * time.Hour   // an upload this long without a byte is given up
	sweepBatch    = 100
)

// check judges the file in the background; the channel closes when it has.
func (s *Service) check(f File) <-chan struct{} {
	done := make(chan struct{})
	s.checks.Go(func() {
		defer close(done)
		ctx, cancel := context.WithTimeout(s.stopped, checkPatience)
		defer cancel()
		if err := s.judge(ctx, f); err != nil && s.stopped.Err() == nil {
			s.Log.WarnContext(ctx, "check of a file, to be repeated", "file", f.ID, "error", err.Error())
		}
	})
	return done
}

func (s *Service) judge(ctx context.Context, f File) error {
	r, _, err := s.Blobs.Open(ctx, f.ID)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	facts, problem, err := s.Inspect.Inspect(ctx, r, f.Purpose)
	if err != nil {
		return err
	}
	f.State, f.Facts, f.Problem, f.UpdatedAt = Ready, facts, problem, s.Now()
	if problem != nil {
		f.State = Refused
	}
	f.Version++
	_, err = s.Files.MoveFile(ctx, f, Checking)
	return err
}

// Sweep repeats checks that died with their process and drops uploads that were
// abandoned or refused a day ago. Several nodes may do so at once.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.Now()
	stuck, err := s.Files.FilesIn(ctx, Checking, now.Add(-stuckAfter), sweepBatch)
	if err != nil {
		return err
	}
	for _, f := range stuck {
		select {
		case <-s.check(f):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	var failed error
	for _, state := range []State{Uploading, Refused} {
		old, err := s.Files.FilesIn(ctx, state, now.Add(-abandonAfter), sweepBatch)
		failed = errors.Join(failed, err)
		for _, f := range old {
			failed = errors.Join(failed, s.drop(ctx, f, now))
		}
	}
	return failed
}

// drop removes an upload that is of no use.
func (s *Service) drop(ctx context.Context, f File, now time.Time) error {
	if f.State == Uploading {
		// Out of the way first: whoever appends after this finds the upload over.
		f.State, f.UpdatedAt = Refused, now
		f.Problem = &Problem{Code: "upload_abandoned", Detail: "Nothing arrived for a day. Upload the file again."}
		f.Version++
		if mine, err := s.Files.MoveFile(ctx, f, Uploading); err != nil || !mine {
			return err
		}
		return s.Blobs.Delete(ctx, f.ID)
	}
	if err := s.Blobs.Delete(ctx, f.ID); err != nil {
		return err
	}
	return s.Files.DeleteFile(ctx, f.ID)
}
