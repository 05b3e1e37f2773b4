package app

import (
	"context"

	"zhaoyun/internal/file"
	"zhaoyun/internal/land"
	"zhaoyun/internal/store"
)

// wireLand makes the land domain; accounts and files are there already.
func (a *App) wireLand(file.ByKind) {
	a.land = land.New(land.Deps{Store: store.NewLand(a.db), Tx: a.db, Audit: a.db, Accounts: a.accounts, Clock: a.now, Log: a.log})
}

// warmLand reads all parcels before somebody has to wait for it.
func (a *App) warmLand(ctx context.Context) {
	if err := a.land.Warm(ctx); err != nil && ctx.Err() == nil {
		a.log.Warn("read the parcels", "error", err.Error())
	}
}
