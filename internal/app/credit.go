package app

import (
	"context"

	"zhaoyun/internal/checkin"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/store"
)

// wireCredit makes what tells who came, and because of whom.
func (a *App) wireCredit() {
	a.checkIns = checkin.New(checkin.Deps{Store: store.NewCheckIns(a.db), Tx: a.db, Audit: a.db, Events: programme{a.events}, Clock: a.now})
}

// programme finds events for those who need no more than which it is.
type programme struct{ events *event.Service }

// Find implements checkin.Events.
func (p programme) Find(ctx context.Context, actor core.Actor, idOrSlug string) (id, organisation core.ID, err error) {
	e, err := p.events.Read(ctx, actor, idOrSlug)
	return e.ID, e.Organisation, err
}

var _ checkin.Events = programme{}
