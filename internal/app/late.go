package app

import (
	"context"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// escalateEvery is how often it is asked which questions are late: they have days.
const escalateEvery = 10 * time.Minute

// officials is how room finds the officials of a bureau.
type officials struct{ accounts *account.Service }

// Officials implements room.Officials.
func (o officials) Officials(ctx context.Context, organisation core.ID) ([]core.ID, error) {
	people, err := o.accounts.People(ctx, core.System(), account.PersonFilter{Organisation: organisation, Role: core.RoleOfficial}, core.Paging{Limit: 200})
	ids := make([]core.ID, len(people.Items))
	for i, p := range people.Items {
		ids[i] = p.ID
	}
	return ids, err
}
