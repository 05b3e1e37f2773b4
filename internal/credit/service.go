package credit

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Store keeps claims and their ledger; every method joins the transaction of its context.
type Store interface {
	// LockInvestor makes other transactions about an investor of a bureau wait.
	LockInvestor(ctx context.Context, bureau core.ID, key string) error
	// AddClaim keeps a claim; false when its registration has one already.
	AddClaim(ctx context.Context, c Claim) (bool, error)
	SaveClaim(ctx context.Context, c Claim) error
	// Claim finds one; attribution_not_found when there is none.
	Claim(ctx context.Context, id core.ID) (Claim, error)
	// ClaimsOn lists all claims of a bureau on an investor, first come first.
	ClaimsOn(ctx context.Context, bureau core.ID, key string) ([]Claim, error)
	// Claims lists claims, latest first.
	Claims(ctx context.Context, f Filter) (core.Page[Claim], error)
	// AddLine notes a stage; nothing changes when the claim has reached it already.
	AddLine(ctx context.Context, l Line) error
	// Lines are those of claims, in the order of the stages.
	Lines(ctx context.Context, claims []core.ID) (map[core.ID][]Line, error)
	// Registered finds who registered.
	Registered(ctx context.Context, registrations []core.ID) (map[core.ID]Who, error)
	// Follow notes the stages that claims have reached meanwhile by what is stored elsewhere.
	Follow(ctx context.Context, f Scope) error
	// KeysOf are the keys of investors for whom people were claimed.
	KeysOf(ctx context.Context, bureau core.ID, people []core.ID) ([]string, error)
	// Funnels counts by chamber.
	Funnels(ctx context.Context, f Scope) ([]Funnel, error)
	// RulesOf finds the rules of a bureau; DefaultRules when it has said none.
	RulesOf(ctx context.Context, bureau core.ID) (Rules, error)
	SaveRules(ctx context.Context, bureau core.ID, r Rules) error
	EraseClaims(ctx context.Context, person core.ID) error
}

// Scope is which claims are looked at; what is empty stands for any.
type Scope struct {
	Bureaus []core.ID // nil: any
	Event   core.ID
	Chamber core.ID
}

// Filter chooses claims.
type Filter struct {
	Scope
	Claim    core.ID // that one alone
	Status   Status
	Stage    Stage // reached it, and is counted in the figure of it
	Disputed bool
	Investor string // key
	Person   core.ID
	core.Paging
}

// Directory knows people and organisations; the account domain does.
type Directory interface {
	// Secretaries are the secretaries of a chamber, Officials the officials of a bureau.
	Secretaries(ctx context.Context, chamber core.ID) ([]core.ID, error)
	Officials(ctx context.Context, bureau core.ID) ([]core.ID, error)
	// Code is the credit code of an organisation, and its name.
	Organisation(ctx context.Context, id core.ID) (uscc string, name core.Text, err error)
}

// Notices tells people; the inbox does.
type Notices interface {
	Disputed(ctx context.Context, c Claim, chamber core.Text, officials []core.ID) error
	Decided(ctx context.Context, c Claim, secretaries []core.ID) error
}

// Release is an agreement that all its parties have signed.
type Release struct {
	Bureau    core.ID
	Agreement core.ID
	At        time.Time
	USCCs     []string  // of the parties
	People    []core.ID // who signed for them
}

// Releases lists released agreements; the signing domain does.
type Releases interface {
	Released(ctx context.Context) ([]Release, error)
}

// Emitter tells other programmes of decisions; it joins the transaction.
type Emitter interface {
	CreditDecided(ctx context.Context, c Claim) error
}

// Deps is what a Service works with.
type Deps struct {
	Store     Store
	Tx        core.Transactor
	Audit     core.Auditor
	Directory Directory
	Releases  Releases   // nil: agreements are noted by hand alone
	Notices   Notices    // nil: nobody is told
	Emitter   Emitter    // nil: no other programme is told
	Clock     core.Clock // core.Now when nil
}

// Service is the domain of who is credited for whom.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	return &Service{d}
}

// Follow notes what claims have reached meanwhile, wherever it is stored. It is asked
// before every answer, and now and then, so that no step is missed that is undone later.
func (s *Service) Follow(ctx context.Context) error { return s.follow(ctx, Scope{}) }

func (s *Service) follow(ctx context.Context, f Scope) error {
	if err := s.Store.Follow(ctx, f); err != nil || s.Releases == nil {
		return err
	}
	released, err := s.Releases.Released(ctx)
	if err != nil {
		return err
	}
	for _, r := range released {
		var keys []string
		for _, code := range r.USCCs {
			keys = append(keys, KeyOf(code, "", ""))
		}
		more, err := s.Store.KeysOf(ctx, r.Bureau, r.People)
		if err != nil {
			return err
		}
		for _, key := range append(keys, more...) {
			if err := s.reached(ctx, r.Bureau, key, Line{Stage: Signed, At: r.At, Kind: "agreement", Object: r.Agreement}); err != nil {
				return err
			}
		}
	}
	return nil
}

// day is how far a date without a time may lie before the claim of the same day.
const day = 24 * time.Hour

// reached notes a stage for the claims on an investor. A claim that came later, or whose
// protection had ended by then, has no part in it.
func (s *Service) reached(ctx context.Context, bureau core.ID, key string, l Line) error {
	claims, err := s.Store.ClaimsOn(ctx, bureau, key)
	if err != nil {
		return err
	}
	for _, c := range claims {
		if c.ClaimedAt.After(l.At.Add(day)) || c.Status == Credited && c.ProtectedUntil.Before(l.At) {
			continue
		}
		l.Claim = c.ID
		if err := s.Store.AddLine(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// ErasePerson implements account.Eraser: that a chamber brought somebody stays, in figures.
func (s *Service) ErasePerson(ctx context.Context, _ core.Actor, person core.ID) error {
	return s.Store.EraseClaims(ctx, person)
}

// ownClaim is a claim as the person it is about is told of it.
type ownClaim struct {
	Event   core.ID             `json:"event"`
	Chamber core.ID             `json:"chamber"`
	Source  Source              `json:"source"`
	At      time.Time           `json:"at"`
	Stages  map[Stage]time.Time `json:"stages"` // reached, and when
}

// PersonData implements account.Keeper: which chambers are noted for having brought
// them, and how far. What is decided between chambers is about the chambers.
func (s *Service) PersonData(ctx context.Context, person core.ID) (string, any, error) {
	page, err := s.Store.Claims(ctx, Filter{Person: person, Paging: core.Paging{Limit: 500}})
	if err != nil || len(page.Items) == 0 {
		return "", nil, err
	}
	ids := make([]core.ID, len(page.Items))
	for i, c := range page.Items {
		ids[i] = c.ID
	}
	lines, err := s.Store.Lines(ctx, ids)
	if err != nil {
		return "", nil, err
	}
	list := make([]ownClaim, len(page.Items))
	for i, c := range page.Items {
		list[i] = ownClaim{c.Event, c.Chamber, c.Source, c.ClaimedAt, map[Stage]time.Time{}}
		for _, l := range lines[c.ID] {
			list[i].Stages[l.Stage] = l.At
		}
	}
	return "attributions", list, nil
}

// scope narrows what is asked for to what the actor may see: their bureaus', or one
// chamber's of theirs.
func (s *Service) scope(ctx context.Context, actor core.Actor, op policy.Op, f Scope) (Scope, error) {
	refuse := func(err error) error {
		return core.NoteRefusal(ctx, s.Audit, err, actor.Audited(string(op), "attribution", "", f.Chamber, map[string]any{"event": f.Event}))
	}
	switch {
	case actor.Kind == core.PersonSystem || actor.Has(core.RoleAdministrator):
		return f, nil
	case actor.Has(core.RoleOfficial):
		f.Bureaus = []core.ID{}
		for _, m := range actor.Memberships {
			if m.Role == core.RoleOfficial {
				f.Bureaus = append(f.Bureaus, m.Organisation)
			}
		}
		return f, refuse(policy.Check(actor, op, policy.Target{}))
	case f.Chamber == "":
		for _, m := range actor.Memberships {
			if m.Role == core.RoleSecretary {
				f.Chamber = m.Organisation
				break
			}
		}
	}
	return f, refuse(policy.Check(actor, op, policy.Target{Organisation: f.Chamber}))
}
