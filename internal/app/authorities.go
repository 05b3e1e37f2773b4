package app

import (
	"context"

	"zhaoyun/internal/pades/gmsign"
	"zhaoyun/internal/pki"
	"zhaoyun/internal/store"
	"zhaoyun/internal/verify"
)

// wireAuthorities opens the certificate and timestamp authorities, and the platform's
// SM2 key beside them.
func (a *App) wireAuthorities(ctx context.Context) error {
	vault := store.NewVault(a.db)
	var err error
	a.authorities, err = pki.Open(ctx, pki.Settings{
		CAFile: a.cfg.CAFile, CAPassword: a.cfg.CAPassword, TSAURL: a.cfg.TSAURL, TSATrust: a.cfg.TSATrust, Now: a.now,
	}, vault)
	if err != nil {
		return err
	}
	if a.sm2, err = gmsign.Open(ctx, vault, a.now()); err != nil {
		return err
	}
	a.anchors, err = verify.AnchorsOf(a.authorities.Pilot, a.authorities.Anchors(), a.sm2.Root())
	return err
}
