package land

import (
	"context"
	"fmt"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/job"
	"zhaoyun/internal/policy"
)

// Kept is a parcel that somebody keeps.
type Kept struct {
	Parcel core.ID
	At     time.Time
}

// keepStore keeps who keeps which parcel.
type keepStore interface {
	// KeepParcel does nothing when it is kept already.
	KeepParcel(ctx context.Context, person, parcel core.ID, at time.Time) error
	UnkeepParcel(ctx context.Context, person, parcel core.ID) error
	// KeptParcels lists a person's, latest first.
	KeptParcels(ctx context.Context, person core.ID) ([]Kept, error)
	// Keepers lists who keeps a parcel.
	Keepers(ctx context.Context, parcel core.ID) ([]core.ID, error)
	EraseKeeps(ctx context.Context, person core.ID) error
	// ParcelChangesSince lists the changes after a version, oldest first.
	ParcelChangesSince(ctx context.Context, parcel core.ID, v core.Version) ([]Change, error)
}

// mostKept bounds how many parcels one person keeps.
const mostKept = 500

var errKeepFull = core.Conflict("favourites_full", "You keep very many parcels. Let some go first.").With("limit", mostKept)

// Keep has a parcel among the actor's own. Doing it again changes nothing.
func (s *Service) Keep(ctx context.Context, actor core.Actor, id core.ID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.parcel(ctx, actor, id)
		if err != nil {
			return err
		}
		if err := policy.Check(actor, "add-favourite", p.target()); err != nil {
			return err
		}
		kept, err := s.Store.KeptParcels(ctx, actor.Person)
		if err == nil && len(kept) >= mostKept {
			err = errKeepFull
		}
		if err != nil {
			return err
		}
		return s.Store.KeepParcel(ctx, actor.Person, id, s.Clock())
	})
}

// Unkeep lets a parcel go.
func (s *Service) Unkeep(ctx context.Context, actor core.Actor, id core.ID) error {
	if err := policy.Check(actor, "remove-favourite", policy.Target{}); err != nil {
		return err
	}
	return s.Store.UnkeepParcel(ctx, actor.Person, id)
}

// KeptBy lists the parcels that the actor keeps and may still see, latest first.
func (s *Service) KeptBy(ctx context.Context, actor core.Actor) ([]Parcel, map[core.ID]time.Time, error) {
	if err := policy.Check(actor, "list-favourites", policy.Target{}); err != nil {
		return nil, nil, err
	}
	kept, err := s.Store.KeptParcels(ctx, actor.Person)
	if err != nil {
		return nil, nil, err
	}
	at, ids := map[core.ID]time.Time{}, make([]core.ID, len(kept))
	for i, k := range kept {
		ids[i], at[k.Parcel] = k.Parcel, k.At
	}
	parcels, err := s.inOrder(ctx, actor, ids)
	visible := make([]Parcel, 0, len(parcels))
	for _, p := range parcels {
		if policy.Check(actor, "get-parcel", p.target()) == nil {
			visible = append(visible, p)
		}
	}
	return visible, at, err
}

// JobChanged is the kind of job that tells people what changed in a parcel they keep.
const JobChanged = "parcel-changed"

// settling is how long a parcel is left alone before its changes are told: figures
// are often corrected twice.
const settling = time.Minute

type changedJob struct {
	Parcel core.ID      `json:"parcel"`
	Since  core.Version `json:"since"`
}

// orderTelling has the change told after a while, together with those that follow.
func (s *Service) orderTelling(ctx context.Context, c Change) error {
	if s.Jobs == nil || len(c.telling()) == 0 {
		return nil
	}
	keepers, err := s.Store.Keepers(ctx, c.Parcel)
	if err != nil || len(keepers) == 0 {
		return err
	}
	_, err = s.Jobs.Add(ctx, job.Order{
		Kind: JobChanged, Key: c.Parcel, Payload: changedJob{c.Parcel, c.Version - 1}, RunAt: s.Clock().Add(settling),
	})
	return err
}

// telling are the changes that concern who keeps the parcel.
func (c Change) telling() []FieldChange {
	var out []FieldChange
	for _, f := range c.Fields {
		if !quiet[f.Field] {
			out = append(out, f)
		}
	}
	return out
}

// TellChanged is the handler of JobChanged.
func (s *Service) TellChanged(ctx context.Context, j job.Job, _ func(int)) (any, error) {
	var payload changedJob
	if err := j.Decode(&payload); err != nil {
		return nil, err
	}
	told := 0
	return told, s.Tx.InTx(ctx, func(ctx context.Context) error {
		n, err := s.tellChanged(ctx, payload)
		if err != nil {
			return err
		}
		return s.Jobs.Finish(ctx, j, n)
	})
}

func (s *Service) tellChanged(ctx context.Context, c changedJob) (int, error) {
	found, err := s.Store.Parcels(ctx, []core.ID{c.Parcel})
	if err != nil || len(found) == 0 || found[0].Visibility != Public {
		return 0, err
	}
	p := found[0]
	changes, err := s.Store.ParcelChangesSince(ctx, c.Parcel, c.Since)
	if err != nil {
		return 0, err
	}
	fact := inbox.ParcelFact{ID: p.ID, Number: p.Number, Name: p.Name, Version: p.Version, Fields: merged(changes)}
	if len(fact.Fields) == 0 {
		return 0, nil
	}
	keepers, err := s.Store.Keepers(ctx, c.Parcel)
	messages := make([]inbox.Message, len(keepers))
	for i, person := range keepers {
		messages[i] = inbox.Message{Person: person, Kind: inbox.Parcel, Key: fmt.Sprintf("parcel:%s:%d", p.ID, p.Version), Facts: inbox.Facts{Parcel: &fact}}
	}
	if err != nil {
		return 0, err
	}
	return len(messages), s.Inbox.Tell(ctx, messages...)
}

// merged sums changes up: what each field was before the first and is after the last.
func merged(changes []Change) []inbox.FieldFact {
	var out []inbox.FieldFact
	at := map[string]int{}
	for _, c := range changes {
		for _, f := range c.telling() {
			after := f.After
			if f.Field == "geometry" { // too large for a message, and nothing to read
				f.Before, after = nil, nil
			}
			n, again := at[f.Field]
			if !again {
				at[f.Field] = len(out)
				out = append(out, inbox.FieldFact{Field: f.Field, Before: f.Before, After: after})
				continue
			}
			out[n].After = after
		}
	}
	kept := out[:0]
	for _, f := range out {
		if f.Field == "geometry" || string(f.Before) != string(f.After) {
			kept = append(kept, f)
		}
	}
	return kept
}

// ErasePerson implements account.Eraser. What a person wrote about parcels is the
// organisation's and stays; the identifier of who did is nobody's name any more.
func (s *Service) ErasePerson(ctx context.Context, _ core.Actor, person core.ID) error {
	return s.Store.EraseKeeps(ctx, person)
}
