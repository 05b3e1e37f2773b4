package app

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/job"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/mapsource"
	"zhaoyun/internal/store"
)

// wireLand makes the land domain; accounts, files and the inbox are there already.
func (a *App) wireLand(access file.ByKind) {
	a.land = land.New(land.Deps{
		Store: store.NewLand(a.db), Tx: a.db, Audit: a.db, Accounts: a.accounts, Files: landFiles{a.files}, Jobs: a.jobs, Inbox: a.inbox,
		Clock: a.now, Log: a.log,
	})
	a.jobs.Handle(land.JobChanged, a.land.TellChanged, job.Options{})
	a.accounts.AddErasers(a.land)
	access["parcel"] = a.land.MayReadParcel
}

// wireMap opens what lies under the parcels.
func (a *App) wireMap() (err error) {
	a.ground, err = mapsource.New(mapsource.Settings{
		Tiles: a.cfg.MapTiles, Key: a.cfg.MapKey, Number: a.cfg.MapNumber, Attribution: a.cfg.MapAttribution,
		GCJ02: a.cfg.MapGCJ02, MaxZoom: a.cfg.MapMaxZoom, Outline: a.cfg.MapOutline,
	})
	return err
}

// warmLand reads all parcels before somebody has to wait for it.
func (a *App) warmLand(ctx context.Context) {
	if err := a.land.Warm(ctx); err != nil && ctx.Err() == nil {
		a.log.Warn("read the parcels", "error", err.Error())
	}
}

// landFiles is what land knows of files.
type landFiles struct{ files *file.Service }

// AttachDocument implements land.Files.
func (l landFiles) AttachDocument(ctx context.Context, actor core.Actor, id core.ID, scope string) (land.FileFacts, error) {
	f, err := l.files.Find(ctx, actor, id)
	if err == nil && f.Purpose != file.Document {
		err = core.Invalid("file_type_not_allowed", "A document of a parcel is uploaded as document: PDF, PNG, JPEG or WebP.").On("body.file")
	}
	if err == nil {
		f, err = l.files.Attach(ctx, actor, id, scope)
	}
	return land.FileFacts{Name: f.Name, Type: f.Type, Size: f.Size, Pages: f.Pages}, err
}

// Detach implements land.Files.
func (l landFiles) Detach(ctx context.Context, id core.ID, scope string) error {
	return l.files.Detach(ctx, id, scope)
}

var _ land.Files = landFiles{}
