package account

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Me is what a signed-in person learns about themselves.
type Me struct {
	Person
	Can []string // operations of the house, not of one thing, that they may do
}

// general are the operations a page offers before anything is chosen.
var general = []policy.Op{
	"create-event", "list-organisations", "create-organisation", "update-organisation", "list-people", "create-person",
	"update-person", "erase-person", "sign-out-person", "set-memberships", "list-audit", "list-follow-ups", "list-leads", "create-file",
	"list-nodes", "set-node-accepting", "move-node", "list-webhooks",
	"create-parcel", "create-carrier", "list-members", "create-member", "list-campaigns", "create-campaign",
	"create-agreement", "list-attributions", "compare-chambers", "dispute-attribution", "decide-attribution", "create-check-in",
}

// MeOf says what the person may do.
func MeOf(p Person) Me {
	return Me{Person: p, Can: policy.Can(actorOf(p, ""), policy.Target{}, general...)}
}

// Me returns the actor's own account.
func (s *Service) Me(ctx context.Context, actor core.Actor) (Me, error) {
	if err := policy.Check(actor, "get-me", policy.Target{Owner: actor.Person}); err != nil {
		return Me{}, err
	}
	p, err := s.Store.Person(ctx, actor.Person)
	return MeOf(p), err
}

// MeChange names what somebody changes about themselves; nil leaves it as it is.
type MeChange struct {
	PersonChange
	Password *PasswordChange
}

// PasswordChange replaces a password. Current stays empty when there was none.
type PasswordChange struct{ Current, New string }

// UpdateMe edits the actor's own account. A new password ends all other sign-ins.
func (s *Service) UpdateMe(ctx context.Context, actor core.Actor, v core.Version, c MeChange) (Me, error) {
	if err := policy.Check(actor, "update-me", policy.Target{Owner: actor.Person}); err != nil {
		return Me{}, err
	}
	hash := ""
	if c.Password != nil {
		var err error
		if hash, err = s.replacePassword(ctx, actor, *c.Password); err != nil {
			return Me{}, err
		}
	}
	p, err := s.changePerson(ctx, actor.Person, v, func(ctx context.Context, p *Person) error {
		if err := c.apply(p); err != nil {
			return err
		}
		if hash == "" {
			return nil
		}
		p.Password = hash
		if err := s.endSignIns(ctx, p.ID, actor.SignIn, "password_changed"); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("update-me", "person", p.ID, "", map[string]any{"changed": "password"}))
	})
	return MeOf(p), err
}

// replacePassword checks the present password, counting failures as a sign-in
// does, and hashes the new one. It hashes outside of any transaction.
func (s *Service) replacePassword(ctx context.Context, actor core.Actor, c PasswordChange) (string, error) {
	p, err := s.Store.Person(ctx, actor.Person)
	if err != nil {
		return "", err
	}
	if !p.Verified() {
		return "", core.Conflict("contact_unverified", "Sign in with a code once, so that your contact is known to be yours; then set a password.")
	}
	if p.Password != "" {
		if err := s.attempt(ctx, p.ID, network(actor.IP), p.ID); err != nil {
			return "", err
		}
		ok, err := s.hasher.verify(ctx, p.Password, c.Current)
		if err != nil {
			return "", err
		}
		if !ok {
			return "", core.Invalid("password_wrong", "The present password is wrong.").On("body.password.current")
		}
		if err := s.Store.ForgetFailures(ctx, p.ID, network(actor.IP)); err != nil {
			return "", err
		}
	}
	return s.newPassword(ctx, "body.password.new", c.New)
}
