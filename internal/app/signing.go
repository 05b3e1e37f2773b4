package app

import "zhaoyun/internal/signing"

// wireSigning makes the domain of agreements.
func (a *App) wireSigning() {
	a.signing = signing.New(signing.Deps{Tx: a.db, Audit: a.db, Clock: a.now})
}
