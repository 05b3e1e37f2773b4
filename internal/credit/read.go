package credit

import (
	"context"
	"slices"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Entry is a claim with its lines of the ledger, and who it is about.
type Entry struct {
	Claim
	Lines []Line
	Who   Who
}

// Who is who registered, as they said; empty once they were erased.
type Who struct {
	Name, Company string
	Contact       string // masked in the middle
}

// List lists claims with their lines, latest first: a chamber's own, or those of the
// actor's bureaus.
func (s *Service) List(ctx context.Context, actor core.Actor, f Filter) (core.Page[Entry], error) {
	return s.list(ctx, actor, "list-attributions", f)
}

func (s *Service) list(ctx context.Context, actor core.Actor, op policy.Op, f Filter) (core.Page[Entry], error) {
	var none core.Page[Entry]
	scope, err := s.scope(ctx, actor, op, f.Scope)
	if err != nil {
		return none, err
	}
	if err := s.follow(ctx, scope); err != nil {
		return none, err
	}
	f.Scope = scope
	page, err := s.Store.Claims(ctx, f)
	if err != nil {
		return none, err
	}
	claims, registrations := make([]core.ID, len(page.Items)), make([]core.ID, len(page.Items))
	for i, c := range page.Items {
		claims[i], registrations[i] = c.ID, c.Registration
	}
	lines, err := s.Store.Lines(ctx, claims)
	if err != nil {
		return none, err
	}
	who, err := s.Store.Registered(ctx, registrations)
	if err != nil {
		return none, err
	}
	return core.Map(page, func(c Claim) Entry { return Entry{c, lines[c.ID], who[c.Registration]} }), nil
}

// Entry is a claim, found by somebody who may see it, with the rest of it.
func (s *Service) Entry(ctx context.Context, c Claim) (Entry, error) {
	lines, err := s.Store.Lines(ctx, []core.ID{c.ID})
	if err != nil {
		return Entry{}, err
	}
	who, err := s.Store.Registered(ctx, []core.ID{c.Registration})
	return Entry{c, lines[c.ID], who[c.Registration]}, err
}

// Rivals lists all claims on the investor of a claim, first come first, for the
// bureau that has to decide.
func (s *Service) Rivals(ctx context.Context, actor core.Actor, id core.ID) ([]Claim, error) {
	c, err := s.Store.Claim(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := policy.Check(actor, "list-rivals", policy.Target{Organisation: c.Bureau}); err != nil {
		return nil, core.NoteRefusal(ctx, s.Audit, err, actor.Audited("list-rivals", "attribution", id, c.Bureau, nil))
	}
	return s.Store.ClaimsOn(ctx, c.Bureau, c.Investor.Key)
}

// FunnelOf is what became of those whom one chamber brought, and where it stands among
// the others. Of those it learns no more than how many there are.
func (s *Service) FunnelOf(ctx context.Context, actor core.Actor, f Scope) (Funnel, error) {
	f, err := s.scope(ctx, actor, "get-funnel", f)
	if err != nil {
		return Funnel{}, err
	}
	if f.Chamber == "" {
		return Funnel{}, core.Invalid("chamber_missing", "Say which chamber.").On("query.chamber")
	}
	chamber := f.Chamber
	f.Chamber = ""
	all, err := s.ranked(ctx, f)
	if err != nil {
		return Funnel{}, err
	}
	for _, x := range all {
		if x.Chamber == chamber {
			return x, nil
		}
	}
	empty := Funnel{Chamber: chamber, Chambers: len(all)}
	for _, stage := range Stages {
		empty.Counts = append(empty.Counts, Count{Stage: stage})
	}
	return empty, nil
}

// Compare lists the funnels of all chambers, the one that is ahead first.
func (s *Service) Compare(ctx context.Context, actor core.Actor, f Scope) ([]Funnel, error) {
	if err := policy.Check(actor, "compare-chambers", policy.Target{}); err != nil {
		return nil, core.NoteRefusal(ctx, s.Audit, err, actor.Audited("compare-chambers", "attribution", "", "", map[string]any{"event": f.Event}))
	}
	f, err := s.scope(ctx, actor, "compare-chambers", f)
	if err != nil {
		return nil, err
	}
	return s.ranked(ctx, f)
}

// ranked counts, and gives the same rank to those who brought the same.
func (s *Service) ranked(ctx context.Context, f Scope) ([]Funnel, error) {
	if err := s.follow(ctx, f); err != nil {
		return nil, err
	}
	all, err := s.Store.Funnels(ctx, f)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, ahead)
	brought := 0
	for i := range all {
		if all[i].at(Registered).Share == 0 {
			continue
		}
		brought++
		all[i].Rank = brought
		if i > 0 && ahead(all[i-1], all[i]) == 0 {
			all[i].Rank = all[i-1].Rank
		}
	}
	for i := range all {
		all[i].Chambers = brought
	}
	return all, nil
}

// Export walks through claims for a file, which leaves an audit line.
func (s *Service) Export(ctx context.Context, actor core.Actor, f Filter, each func(Entry) error) error {
	n := 0
	f.Paging = core.Paging{Limit: 500}
	for {
		page, err := s.list(ctx, actor, "export-attributions", f)
		if err != nil {
			return err
		}
		for _, e := range page.Items {
			if err := each(e); err != nil {
				return err
			}
			n++
		}
		if page.Next == "" {
			break
		}
		f.Cursor = page.Next
	}
	organisation := f.Chamber
	for _, m := range actor.Memberships {
		if organisation == "" {
			organisation = m.Organisation
		}
	}
	return s.Audit.Audit(ctx, actor.Audited("export-attributions", "attribution", "", organisation, map[string]any{"event": f.Event, "rows": n}))
}

// RulesOf reads the rules of a bureau.
func (s *Service) RulesOf(ctx context.Context, actor core.Actor, bureau core.ID) (Rules, error) {
	if err := policy.Check(actor, "get-credit-rules", policy.Target{Organisation: bureau}); err != nil {
		return Rules{}, err
	}
	return s.Store.RulesOf(ctx, bureau)
}

// SetRules says for how long a first claim protects an investor, from the next claim on.
func (s *Service) SetRules(ctx context.Context, actor core.Actor, bureau core.ID, version core.Version, days int) (Rules, error) {
	line := actor.Audited("set-credit-rules", "organisation", bureau, bureau, map[string]any{"protectDays": days})
	if err := policy.Check(actor, "set-credit-rules", policy.Target{Organisation: bureau}); err != nil {
		return Rules{}, core.NoteRefusal(ctx, s.Audit, err, line)
	}
	if days < 1 || days > maxProtectDays {
		return Rules{}, core.Invalid("protect_days", "Protect a first claim for 1 day up to 3 years.").On("body.protectDays").With("max", maxProtectDays)
	}
	var r Rules
	return r, s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if r, err = s.Store.RulesOf(ctx, bureau); err != nil {
			return err
		}
		if r.Version != version {
			return core.Stale(r.Version)
		}
		r.ProtectDays = days
		r.Version++
		if err := s.Store.SaveRules(ctx, bureau, r); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, line)
	})
}
