package app

import (
	"context"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/store"
)

// wireAccounts makes the service that knows people, and its signing key at the
// first start. What messages it sends leave by notify.
func (a *App) wireAccounts(ctx context.Context) (err error) {
	a.authority = store.NewAuthority(a.db)
	a.accounts, err = account.New(ctx, account.Deps{
		Store: store.NewAccounts(a.db), Tx: a.db, Audit: a.db, Authority: a.authority, Sender: a.notify, Clock: a.now,
	})
	return err
}

// keepAccounts drops codes, sign-ins and changes of authority that have outlived their use.
func (a *App) keepAccounts(ctx context.Context) {
	a.every(ctx, time.Hour, "housekeeping of accounts", func(ctx context.Context) error {
		if err := a.accounts.Sweep(ctx); err != nil {
			return err
		}
		return a.authority.Forget(ctx, a.now().Add(-24*time.Hour))
	})
}
