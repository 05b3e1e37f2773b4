package app

import (
	"context"
	"time"

	"zhaoyun/internal/blob"
	"zhaoyun/internal/file"
	"zhaoyun/internal/store"
)

// wireFiles opens where uploads are kept and makes the service that takes them.
// access is asked about the events and rooms that files are attached to.
func (a *App) wireFiles(access file.Access) error {
	blobs, err := blob.NewDir(a.cfg.Blobs())
	if err != nil {
		return err
	}
	a.closers = append(a.closers, blobs.Close)
	a.files = file.New(file.Deps{
		Files: store.NewFiles(a.db), Blobs: blobs, Inspect: file.NewIsolated(""), Access: access, Audit: a.db, Now: a.now, Log: a.log,
	})
	a.closers = append(a.closers, a.files.Close)
	return nil
}

// keepFiles takes up checks that were lost and drops uploads that were given up.
func (a *App) keepFiles(ctx context.Context) {
	a.every(ctx, 2*time.Minute, "housekeeping of files", a.files.Sweep)
}
