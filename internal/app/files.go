package app

import (
	"context"
	"time"

	"zhaoyun/internal/blob"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/file"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
)

// wireFiles opens where uploads are kept and makes the service that takes them.
// It asks access about the events and rooms that files are attached to.
func (a *App) wireFiles(access file.ByKind) error {
	blobs, err := blob.NewDir(a.cfg.Blobs())
	if err != nil {
		return err
	}
	a.blobs, a.closers = blobs, append(a.closers, blobs.Close)
	a.files = file.New(file.Deps{
		Files: store.NewFiles(a.db), Blobs: blobs, Inspect: file.NewIsolated(""), Access: access, Now: a.now, Log: a.log,
	})
	a.closers = append(a.closers, a.files.Close)
	return nil
}

// keepFiles takes up checks that were lost and drops uploads that were given up.
func (a *App) keepFiles(ctx context.Context) {
	a.every(ctx, time.Minute, "housekeeping of files", a.files.Sweep)
}

// covers is what event knows of files.
type covers struct{ files *file.Service }

// AttachCover implements event.Covers.
func (c covers) AttachCover(ctx context.Context, actor core.Actor, id, ev core.ID) (event.Cover, error) {
	f, err := c.files.Find(ctx, actor, id)
	if err == nil && f.Purpose == file.Slides {
		err = core.Invalid("file_type_not_allowed", "A cover is a picture: PNG, JPEG or WebP.").On("body.cover")
	}
	if err == nil {
		f, err = c.files.Attach(ctx, actor, id, "event:"+ev)
	}
	return event.Cover{File: f.ID, Width: f.Width, Height: f.Height}, err
}

// roomFiles is what room knows of files.
type roomFiles struct{ files *file.Service }

// File implements room.Files.
func (r roomFiles) File(ctx context.Context, actor core.Actor, id core.ID) (room.File, error) {
	f, err := r.files.Find(ctx, actor, id)
	return room.File{
		ID: f.ID, Name: f.Name, Type: f.Type, Ready: f.State == file.Ready, Size: f.Size, Pages: f.Pages, Width: f.Width, Height: f.Height,
	}, err
}

// Attach implements room.Files.
func (r roomFiles) Attach(ctx context.Context, actor core.Actor, id core.ID, scope string) error {
	_, err := r.files.Attach(ctx, actor, id, scope)
	return err
}

// Detach implements room.Files.
func (r roomFiles) Detach(ctx context.Context, id core.ID, scope string) error {
	return r.files.Detach(ctx, id, scope)
}

var (
	_ event.Covers = covers{}
	_ room.Files   = roomFiles{}
)
