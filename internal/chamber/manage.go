package chamber

import (
	"context"
	"slices"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Draft is a member to be added by hand.
type Draft struct {
	Chamber core.ID
	Details
	Basis  Basis
	Source string
}

// find finds a member for an operation. Whose they are is nobody else's to know.
func (s *Service) find(ctx context.Context, actor core.Actor, op policy.Op, id core.ID) (Member, error) {
	m, err := s.Store.Member(ctx, id)
	if err != nil {
		return Member{}, err
	}
	err = s.staff(ctx, actor, op, m.Chamber, "member", id)
	if e := core.AsError(err); err != nil && e.Kind == core.KindForbidden {
		err = ErrNoMember
	}
	if err != nil {
		return Member{}, err
	}
	return m, nil
}

// mask hides from the actor what they need not know.
func mask(actor core.Actor, m Member) Member {
	if policy.Check(actor, "read-member-contacts", policy.Target{Organisation: m.Chamber}) != nil {
		return m.Masked()
	}
	return m
}

// Read shows a member: to the chamber's secretary whole, to the bureau masked.
func (s *Service) Read(ctx context.Context, actor core.Actor, id core.ID) (Member, error) {
	m, err := s.find(ctx, actor, "get-member", id)
	return mask(actor, m), err
}

// List lists members of a chamber with how many there are, the latest first.
func (s *Service) List(ctx context.Context, actor core.Actor, chamber core.ID, f Filter, p core.Paging) (core.Page[Member], int, error) {
	if err := s.staff(ctx, actor, "list-members", chamber, "member", ""); err != nil {
		return core.Page[Member]{}, 0, err
	}
	f.Contacts = policy.Check(actor, "read-member-contacts", policy.Target{Organisation: chamber}) == nil
	f.Query = tidy(f.Query)
	page, err := s.Store.Members(ctx, chamber, f, p)
	if err != nil {
		return core.Page[Member]{}, 0, err
	}
	total, err := s.Store.CountMembers(ctx, chamber, f)
	return core.Map(page, func(m Member) Member { return mask(actor, m) }), total, err
}

// Labels lists the groups and tags of a chamber.
func (s *Service) Labels(ctx context.Context, actor core.Actor, chamber core.ID) ([]Label, error) {
	if err := s.staff(ctx, actor, "list-member-labels", chamber, "member", ""); err != nil {
		return nil, err
	}
	return s.Store.Labels(ctx, chamber)
}

// Add adds a member by hand.
func (s *Service) Add(ctx context.Context, actor core.Actor, d Draft) (Member, error) {
	if err := s.staff(ctx, actor, "create-member", d.Chamber, "member", ""); err != nil {
		return Member{}, err
	}
	now := s.Clock()
	m := Member{
		ID: core.NewID(), Chamber: d.Chamber, Details: d.Details, Consent: Consent{Basis: d.Basis, Source: cut(tidy(d.Source), mostText), At: now},
		CreatedBy: actor.Person, CreatedAt: now, UpdatedBy: actor.Person, UpdatedAt: now, Version: 1,
	}
	if err := m.check(); err != nil {
		return Member{}, err
	}
	if !slices.Contains(Bases, d.Basis) || m.Consent.Source == "" {
		return Member{}, errConsent
	}
	return m, s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.Store.InsertMembers(ctx, []Member{m}); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("create-member", "member", m.ID, m.Chamber, nil))
	})
}

// Change edits a member.
func (s *Service) Change(ctx context.Context, actor core.Actor, id core.ID, v core.Version, edit func(d *Details)) (Member, error) {
	var m Member
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if m, err = s.find(ctx, actor, "update-member", id); err != nil {
			return err
		}
		if m.Version != v {
			return core.Stale(m.Version)
		}
		edit(&m.Details)
		if err := m.check(); err != nil {
			return err
		}
		m.step(actor.Person, s.Clock())
		if err := s.Store.UpdateMembers(ctx, []Member{m}); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("update-member", "member", id, m.Chamber, nil))
	})
	return m, err
}

func (m *Member) step(by core.ID, at time.Time) {
	m.Version++
	m.UpdatedBy, m.UpdatedAt = by, at
}

// Unsubscribe keeps that a member wants nothing sent; the domain that sends calls it.
func (s *Service) Unsubscribe(ctx context.Context, id core.ID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		m, err := s.Store.Member(ctx, id)
		if err != nil || m.Unsubscribed() {
			return err
		}
		now := s.Clock()
		m.UnsubscribedAt = &now
		m.step("", now)
		return s.Store.UpdateMembers(ctx, []Member{m})
	})
}

// Labelling adds or takes a group or tag of several members.
type Labelling struct {
	Members []core.ID
	Kind    LabelKind
	Name    string
	Take    bool // away
}

// mostAtOnce is how many members can be labelled in one go.
const mostAtOnce = 1000

// LabelMembers adds a group or a tag to members of a chamber, or takes it away.
func (s *Service) LabelMembers(ctx context.Context, actor core.Actor, chamber core.ID, l Labelling) (int, error) {
	if err := s.staff(ctx, actor, "label-members", chamber, "member", ""); err != nil {
		return 0, err
	}
	names, long := tidyLabels([]string{l.Name})
	if len(names) == 0 || long || len(l.Members) > mostAtOnce {
		return 0, core.Invalid("member_label_invalid", "Give a name of at most 40 characters, and at most 1,000 members.").On("body.name")
	}
	changed := []Member{}
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		page, err := s.Store.Members(ctx, chamber, Filter{IDs: append([]core.ID{}, l.Members...)}, core.Paging{Limit: mostAtOnce})
		if err != nil {
			return err
		}
		for _, m := range page.Items {
			to := &m.Groups
			if l.Kind == TagLabel {
				to = &m.Tags
			}
			before := len(*to)
			if l.Take {
				*to = slices.DeleteFunc(slices.Clone(*to), func(s string) bool { return s == names[0] })
			} else {
				*to = join(*to, names)
			}
			if len(*to) != before {
				m.step(actor.Person, s.Clock())
				changed = append(changed, m)
			}
		}
		if err := s.Store.UpdateMembers(ctx, changed); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("label-members", "member", "", chamber, map[string]any{"members": len(changed), "name": names[0]}))
	})
	return len(changed), err
}

// Delete removes a member and all that is kept of them, for good.
func (s *Service) Delete(ctx context.Context, actor core.Actor, id core.ID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		m, err := s.find(ctx, actor, "delete-member", id)
		if err != nil {
			return err
		}
		if err := s.erase(ctx, m); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("delete-member", "member", id, m.Chamber, nil))
	})
}

// Data is everything that is kept of a member, for themselves (PIPL Art. 45).
type Data struct {
	At     time.Time      `json:"at"`
	Member Member         `json:"member"`
	More   map[string]any `json:"more,omitempty"` // by what it is
}

// Data gathers what is kept of a member.
func (s *Service) Data(ctx context.Context, actor core.Actor, id core.ID) (Data, error) {
	m, err := s.find(ctx, actor, "get-member-data", id)
	if err != nil {
		return Data{}, err
	}
	d := Data{At: s.Clock(), Member: m, More: map[string]any{}}
	for _, h := range s.holders {
		name, data, err := h.MemberData(ctx, m)
		if err != nil {
			return Data{}, err
		}
		if data != nil {
			d.More[name] = data
		}
	}
	return d, s.Audit.Audit(ctx, actor.Audited("get-member-data", "member", id, m.Chamber, nil))
}
