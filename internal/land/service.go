package land

import (
	"context"
	"log/slog"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/job"
	"zhaoyun/internal/policy"
)

// Store is what the package keeps; every method joins the transaction of its
// context, but for what the index reads.
type Store interface {
	parcelStore
	carrierStore
	keepStore
	presentedStore
	documentStore
}

// Accounts are the organisations behind parcels; account.Service.
type Accounts interface {
	Organisation(ctx context.Context, id core.ID) (account.Organisation, error)
	PersonNames(ctx context.Context, people []core.ID) (map[core.ID]string, error)
}

// Jobs is the queue of work in the background; job.Queue.
type Jobs interface {
	Add(ctx context.Context, o job.Order) (job.Job, error)
	Finish(ctx context.Context, j job.Job, result any) error
}

// Inbox tells people what changed; inbox.Service.
type Inbox interface {
	Tell(ctx context.Context, messages ...inbox.Message) error
}

// Deps is what a Service works with.
type Deps struct {
	Store    Store
	Tx       core.Transactor
	Audit    core.Auditor
	Accounts Accounts
	Files    Files
	Jobs     Jobs
	Inbox    Inbox
	Clock    core.Clock
	Log      *slog.Logger
}

// Service is the land domain.
type Service struct {
	Deps
	index *index
	tiles tiles
}

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{Deps: d, index: newIndex(d.Store)}
}

// parcelStore keeps parcels. Turn is the first thing of every transaction that
// changes parcels or carriers: it makes them follow each other, so that whoever
// reads the changes in the order of their turns misses none.
type parcelStore interface {
	Turn(ctx context.Context) (Turn, error)
	// InsertParcels fails with parcel_number_taken.
	InsertParcels(ctx context.Context, t Turn, parcels []Parcel) error
	// UpdateParcels stores what was read in this turn, with its version counted up.
	// It fails with parcel_number_taken.
	UpdateParcels(ctx context.Context, t Turn, parcels []Parcel) error
	// DeleteParcel takes a parcel away, its versions stay.
	DeleteParcel(ctx context.Context, t Turn, id core.ID) error
	// Parcels finds those that are there, in any order.
	Parcels(ctx context.Context, ids []core.ID) ([]Parcel, error)
	// ParcelsNumbered finds an organisation's by their numbers.
	ParcelsNumbered(ctx context.Context, organisation core.ID, numbers []string) ([]Parcel, error)
	AddParcelVersions(ctx context.Context, versions []Change) error
	// ParcelVersions lists the changes of a parcel, latest first.
	ParcelVersions(ctx context.Context, parcel core.ID, p core.Paging) (core.Page[Change], error)
	indexStore
}

// carrierStore keeps carriers, in turn with parcels.
type carrierStore interface {
	InsertCarrier(ctx context.Context, t Turn, c Carrier) error
	UpdateCarrier(ctx context.Context, t Turn, c Carrier) error
	DeleteCarrier(ctx context.Context, t Turn, id core.ID) error
	Carriers(ctx context.Context, ids []core.ID) ([]Carrier, error)
}

// Turn is the number of a transaction that changes parcels or carriers.
type Turn int64

// turn runs f in a transaction of its own turn.
func (s *Service) turn(ctx context.Context, f func(ctx context.Context, t Turn) error) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		t, err := s.Store.Turn(ctx)
		if err != nil {
			return err
		}
		return f(ctx, t)
	})
}

// target is the parcel as deciding needs to know it.
func (p Parcel) target() policy.Target {
	return policy.Target{Organisation: p.Organisation, Public: p.Visibility == Public}
}

// isStaff reports whether the actor works on the parcel.
func (p Parcel) isStaff(actor core.Actor) bool {
	return policy.Check(actor, "update-parcel", p.target()) == nil
}

func (c Carrier) target() policy.Target {
	return policy.Target{Organisation: c.Organisation, Public: c.Visibility == Public}
}

// staff checks an operation that only staff does; a refusal is audited.
func (s *Service) staff(ctx context.Context, actor core.Actor, op policy.Op, t policy.Target, kind string, id core.ID) error {
	return core.NoteRefusal(ctx, s.Audit, policy.Check(actor, op, t), actor.Audited(string(op), kind, id, t.Organisation, nil))
}

// ownBureau is the bureau an official acts for when none is named.
func ownBureau(actor core.Actor) core.ID {
	for _, role := range []core.Role{core.RoleOfficial, core.RoleAdministrator} {
		for _, m := range actor.Memberships {
			if m.Role == role {
				return m.Organisation
			}
		}
	}
	return ""
}

func (s *Service) checkBureau(ctx context.Context, id core.ID) error {
	o, err := s.Accounts.Organisation(ctx, id)
	if core.HasCode(err, "organisation_not_found") || err == nil && o.Kind != core.OrgBureau {
		return core.Invalid("organisation_not_bureau", "Only a bureau keeps parcels. Name one you act for.").On("body.organisation")
	}
	return err
}

// CanParcel lists what the actor may do to a parcel.
func CanParcel(actor core.Actor, p Parcel) []string {
	return policy.Can(actor, p.target(), "update-parcel", "delete-parcel", "list-parcel-versions", "add-parcel-document", "remove-parcel-document",
		"set-parcel-massing", "add-favourite")
}

// CanCarrier lists what the actor may do to a carrier.
func CanCarrier(actor core.Actor, c Carrier) []string {
	return policy.Can(actor, c.target(), "update-carrier", "delete-carrier")
}
