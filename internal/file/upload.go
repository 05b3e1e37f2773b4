package file

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// patience is how long an append that completes a file waits for the verdict
// before it answers with the state checking.
const patience = 3 * time.Second

// Announcement is what is said of a file before it is sent.
type Announcement struct {
	Name    string
	Size    int64 // bytes
	Purpose Purpose
}

// Create announces an upload of so many bytes. Errors: file_too_large,
// upload_quota, uploads_open, upload_rate.
func (s *Service) Create(ctx context.Context, actor core.Actor, in Announcement) (File, error) {
	if err := policy.Check(actor, "create-file", policy.Target{}); err != nil {
		return File{}, err
	}
	limit, known := limits[in.Purpose]
	if !known {
		return File{}, core.Invalid("file_purpose_unknown", "Use slides, cover, picture or clip.").On("body.purpose")
	}
	if in.Size < 1 {
		return File{}, core.Invalid("file_empty", "The file is empty. Choose another one.").On("body.size")
	}
	if in.Size > limit {
		return File{}, core.TooLarge("file_too_large", "The file is too large. Make it smaller or split it.").
			On("body.size").With("limit", limit)
	}
	if err := s.checkQuota(ctx, actor, in.Size); err != nil {
		return File{}, err
	}
	now := s.Now()
	f := File{
		ID: core.NewID(), Owner: actor.Person, Name: cleanName(in.Name), Purpose: in.Purpose, Size: in.Size, State: Uploading,
		Version: 1, CreatedAt: now, UpdatedAt: now,
	}
	return f, s.Files.CreateFile(ctx, f)
}

func (s *Service) checkQuota(ctx context.Context, actor core.Actor, size int64) error {
	use, err := s.Files.FileUse(ctx, actor.Person, s.Now().Add(-time.Hour))
	if err != nil {
		return err
	}
	limit := s.Quota.MemberBytes
	if actor.Kind == core.PersonGuest {
		limit = s.Quota.GuestBytes
	}
	switch {
	case use.Bytes+size > limit:
		return core.TooLarge("upload_quota", "You have no room left for this file.").With("limit", limit).With("used", use.Bytes)
	case use.Open >= s.Quota.Open:
		return core.RateLimited("uploads_open", "Finish the uploads under way first.", time.Minute).With("limit", s.Quota.Open)
	case use.Recent >= s.Quota.PerHour:
		return core.RateLimited("upload_rate", "You have begun many uploads. Wait a while.", 10*time.Minute).With("limit", s.Quota.PerHour)
	}
	return nil
}

// Get returns the file as its owner sees it.
func (s *Service) Get(ctx context.Context, actor core.Actor, id core.ID) (File, error) {
	return s.owned(ctx, actor, "get-file", id)
}

// owned loads a file of the actor's, with the bytes that really arrived: an
// append that was cut off before it could note its progress has still left them.
func (s *Service) owned(ctx context.Context, actor core.Actor, op policy.Op, id core.ID) (File, error) {
	f, err := s.Files.File(ctx, id)
	if err != nil {
		return File{}, err
	}
	if err := policy.Check(actor, op, policy.Target{Owner: f.Owner}); err != nil {
		return File{}, err
	}
	if f.State != Uploading {
		return f, nil
	}
	size, err := s.Blobs.Size(ctx, id)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil // nothing has arrived yet
	}
	if err != nil {
		return File{}, fmt.Errorf("measure the upload: %w", err)
	}
	f.Offset = size
	if f.Complete() {
		return s.complete(ctx, f)
	}
	return f, nil
}

// Append adds the n bytes of r at the offset. Errors: offset_mismatch with the
// right offset, chunk_empty, chunk_too_large. A duplicate changes nothing.
func (s *Service) Append(ctx context.Context, actor core.Actor, id core.ID, offset int64, r io.Reader, n int64) (File, error) {
	f, err := s.owned(ctx, actor, "append-file", id)
	if err != nil {
		return File{}, err
	}
	switch {
	case n < 1:
		return File{}, core.Invalid("chunk_empty", "Send at least one byte.").On("body")
	case n > MaxChunk:
		return File{}, core.TooLarge("chunk_too_large", "Send the file in smaller pieces.").With("limit", MaxChunk)
	case f.State != Uploading || offset != f.Offset:
		return File{}, offsetMismatch(f.Offset)
	case n > f.Size-f.Offset:
		return File{}, core.TooLarge("file_too_large", "The file has more bytes than announced. Begin again.").With("limit", f.Size)
	}
	if offset == 0 {
		if err := s.Blobs.Create(ctx, id); err != nil {
			return File{}, fmt.Errorf("begin the upload: %w", err)
		}
	}
	size, err := s.Blobs.Append(ctx, id, offset, r, n)
	if err != nil {
		// Somebody else may have been faster, and even have finished the file.
		if now, e := s.Blobs.Size(ctx, id); e == nil && now != offset {
			return File{}, offsetMismatch(now)
		}
		return File{}, fmt.Errorf("take a piece of the upload: %w", err)
	}
	f.Offset, f.UpdatedAt = size, s.Now()
	if err := s.Files.AdvanceFile(ctx, id, size, f.UpdatedAt); err != nil {
		return File{}, err
	}
	if f.Complete() {
		return s.complete(ctx, f)
	}
	return f, nil
}

func offsetMismatch(right int64) error {
	return core.Conflict("offset_mismatch", "Go on at the offset given.").On("header.Upload-Offset").With("offset", right)
}

// complete seals a file whose bytes are all there and has it checked.
func (s *Service) complete(ctx context.Context, f File) (File, error) {
	if err := s.Blobs.Seal(ctx, f.ID); err != nil {
		return File{}, fmt.Errorf("finish the upload: %w", err)
	}
	f.State, f.UpdatedAt = Checking, s.Now()
	f.Version++
	mine, err := s.Files.MoveFile(ctx, f, Uploading)
	if err != nil {
		return File{}, err
	}
	if mine {
		select {
		case <-s.check(f):
		case <-time.After(patience):
		case <-ctx.Done():
		}
	}
	return s.Files.File(ctx, f.ID)
}
