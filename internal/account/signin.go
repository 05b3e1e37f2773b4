package account

import (
	"context"
	"strings"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// SignIn is one device or program on which a person is signed in.
type SignIn struct {
	ID        core.ID
	Person    core.ID
	Method    Method
	IP        string
	Agent     string // what the device calls itself
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
	EndedAt   *time.Time
	EndedWhy  string
}

// live reports whether the sign-in still counts.
func (si SignIn) live(now time.Time) bool { return si.EndedAt == nil && now.Before(si.ExpiresAt) }

// Method is how somebody signs in.
type Method string

// The ways to sign in.
const (
	MethodPassword Method = "password"
	MethodCode     Method = "code"
	MethodGuest    Method = "guest"
)

// How long a sign-in lasts without being used.
const (
	visitorIdle = 30 * 24 * time.Hour
	staffIdle   = 12 * time.Hour
)

// guestsFromIP is how many may enter as guests from one address in ten minutes: a
// whole hall may share one.
const guestsFromIP = 600

// ErrNoSignIn is what the store answers about an unknown sign-in.
var ErrNoSignIn = core.NotFound("sign_in_not_found", "There is no such sign-in.")

// signInStore keeps sign-ins and their refresh tokens.
type signInStore interface {
	InsertSignIn(ctx context.Context, si SignIn) error
	// LockSignIn returns a sign-in and keeps others from changing it until the
	// transaction ends; sign_in_not_found when there is none.
	LockSignIn(ctx context.Context, id core.ID) (SignIn, error)
	// Identity returns a sign-in and its person with roles, but without contacts and
	// password; sign_in_not_found when there is none or the person was erased.
	Identity(ctx context.Context, signIn core.ID) (SignIn, Person, error)
	ExtendSignIn(ctx context.Context, id core.ID, seen, expires time.Time) error
	// EndSignIn reports whether it was live until now.
	EndSignIn(ctx context.Context, id core.ID, at time.Time, why string) (bool, error)
	// EndSignIns ends all live sign-ins of a person but one, and returns them.
	EndSignIns(ctx context.Context, person, except core.ID, at time.Time, why string) ([]core.ID, error)
	SignInsFrom(ctx context.Context, ip string, m Method, since time.Time) (int, error)
	DropSignIns(ctx context.Context, before time.Time) error

	InsertRefreshToken(ctx context.Context, t RefreshToken) error
	// RefreshToken fails with signed_out when there is no such token.
	RefreshToken(ctx context.Context, hash string) (RefreshToken, error)
	UseRefreshToken(ctx context.Context, hash, sealed string, at time.Time) error
}

// Credentials is what somebody signs in with; the fields depend on the method.
type Credentials struct {
	Method             Method
	Login, Password    string // password
	Contact, Code      string // code
	Name               string // guest; optional with code, for a new account
	Language, TimeZone string
	Agent              string
}

// Issued is a fresh or renewed sign-in with its tokens.
type Issued struct {
	Person           Person
	SignIn           core.ID
	AccessToken      string
	AccessExpiresAt  time.Time
	RefreshToken     string
	RefreshExpiresAt time.Time
}

// methods has the one way each method works.
var methods = map[Method]func(*Service, context.Context, core.Actor, Credentials) (Issued, error){
	MethodPassword: (*Service).byPassword,
	MethodCode:     (*Service).byCode,
	MethodGuest:    (*Service).asGuest,
}

// SignIn checks the credentials and starts a sign-in.
func (s *Service) SignIn(ctx context.Context, actor core.Actor, c Credentials) (Issued, error) {
	if err := policy.Check(actor, "sign-in", policy.Target{}); err != nil {
		return Issued{}, err
	}
	f, ok := methods[c.Method]
	if !ok {
		return Issued{}, core.Invalid("not_an_option", "Use password, code or guest.").On("body.method")
	}
	return f(s, ctx, actor, c)
}

// byPassword does the same work whether or not anybody has the login.
func (s *Service) byPassword(ctx context.Context, actor core.Actor, c Credentials) (Issued, error) {
	login := strings.TrimSpace(c.Login)
	if contact, err := ParseContact(login); err == nil {
		login = contact.Value
	}
	id, phc, err := s.Store.PasswordOf(ctx, login)
	if err != nil {
		return Issued{}, err
	}
	subject, ip := firstOf(id, loginDigest(login)), network(actor.IP)
	if err := s.attempt(ctx, subject, ip, id); err != nil {
		return Issued{}, err
	}
	ok, err := s.hasher.verify(ctx, phc, c.Password)
	if err != nil {
		return Issued{}, err
	}
	if !ok {
		return Issued{}, core.Invalid("credentials_wrong", "The login or the password is wrong. You can sign in with a code instead.").On("body.password")
	}
	var issued Issued
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.Store.ForgetFailures(ctx, subject, ip); err != nil {
			return err
		}
		p, err := s.Store.Person(ctx, id)
		if err != nil {
			return err
		}
		issued, err = s.open(ctx, actor, p, MethodPassword, c.Agent)
		return err
	})
	return issued, err
}

// byCode signs in whoever received the code. The first time, the contact becomes
// verified: for the guest who registered with it, or for a new account.
func (s *Service) byCode(ctx context.Context, actor core.Actor, c Credentials) (Issued, error) {
	contact, err := ParseContact(c.Contact)
	if err != nil {
		return Issued{}, core.AsError(err).On("body.contact")
	}
	if err := s.attempt(ctx, "", network(actor.IP), ""); err != nil {
		return Issued{}, err
	}
	var (
		wrong  *core.Error
		issued Issued
	)
	err = s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if wrong, err = s.checkCode(ctx, contact.Value, c.Code); err != nil || wrong != nil {
			return err
		}
		p, err := s.holder(ctx, actor, contact, c)
		if err != nil {
			return err
		}
		if err := s.Store.Unlock(ctx, p.ID); err != nil {
			return err
		}
		issued, err = s.open(ctx, actor, p, MethodCode, c.Agent)
		return err
	})
	if err != nil {
		return Issued{}, err
	}
	if wrong != nil {
		return Issued{}, wrong
	}
	return issued, nil
}

// asGuest makes a person of whom only the name is known.
func (s *Service) asGuest(ctx context.Context, actor core.Actor, c Credentials) (Issued, error) {
	return s.enrol(ctx, actor, Guest{Name: c.Name, Language: firstOf(c.Language, actor.Language), TimeZone: c.TimeZone, Agent: c.Agent})
}

// open starts a sign-in of the person in the transaction of ctx.
func (s *Service) open(ctx context.Context, actor core.Actor, p Person, m Method, agent string) (Issued, error) {
	now := s.Clock()
	si := SignIn{
		ID: core.NewID(), Person: p.ID, Method: m, IP: network(actor.IP), Agent: clip(agent, 200),
		CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(idle(p)),
	}
	if err := s.Store.InsertSignIn(ctx, si); err != nil {
		return Issued{}, err
	}
	if err := s.Store.SeePerson(ctx, p.ID, now); err != nil {
		return Issued{}, err
	}
	if si.IP != "" && m != MethodGuest { // the attempt was counted as failed in advance
		if err := s.Store.TakeBack(ctx, si.IP); err != nil {
			return Issued{}, err
		}
	}
	refresh := newRefreshToken()
	if err := s.Store.InsertRefreshToken(ctx, RefreshToken{Hash: refreshHash(refresh), SignIn: si.ID, CreatedAt: now}); err != nil {
		return Issued{}, err
	}
	if len(p.Memberships) > 0 {
		line := core.Actor{Person: p.ID, RequestID: actor.RequestID, IP: actor.IP}.
			Audited("sign-in", "person", p.ID, "", map[string]any{"method": m})
		if err := s.Audit.Audit(ctx, line); err != nil {
			return Issued{}, err
		}
	}
	return s.issue(p, si.ID, refresh, si.ExpiresAt)
}

// issue puts the tokens of a sign-in together.
func (s *Service) issue(p Person, signIn core.ID, refresh string, until time.Time) (Issued, error) {
	access, expires, err := s.tokens.sign(p.ID, signIn)
	return Issued{
		Person: p, SignIn: signIn, AccessToken: access, AccessExpiresAt: expires, RefreshToken: refresh, RefreshExpiresAt: until,
	}, err
}

// idle is how long a sign-in of the person lasts without being used.
func idle(p Person) time.Duration {
	for _, m := range p.Memberships {
		if isStaff(m.Role) {
			return staffIdle
		}
	}
	return visitorIdle
}

// SignOut ends the actor's sign-in, or all of them. An access token that expired
// a moment ago still names the sign-in to end; there is nothing to steal by it.
func (s *Service) SignOut(ctx context.Context, actor core.Actor, accessToken string, everywhere bool) error {
	if !actor.SignedIn() && accessToken != "" {
		c, err := s.tokens.read(accessToken)
		switch expired := core.HasCode(err, errTokenExpired.Code); {
		case everywhere && expired:
			return err // more than this device ends only for who is really there
		case everywhere:
			return ErrSignedOut
		case err == nil || expired:
			actor.Person, actor.SignIn = c.Subject, c.SignIn
		}
	}
	if err := policy.Check(actor, "sign-out", policy.Target{}); err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		if everywhere {
			if err := s.endSignIns(ctx, actor.Person, "", "sign_out"); err != nil {
				return err
			}
			return s.Audit.Audit(ctx, actor.Audited("sign-out", "person", actor.Person, "", map[string]any{"everywhere": true}))
		}
		return s.endSignIn(ctx, actor.Person, actor.SignIn, "sign_out")
	})
}

// SignOutPerson ends all sign-ins of somebody else.
func (s *Service) SignOutPerson(ctx context.Context, actor core.Actor, id core.ID) error {
	if err := s.staff(ctx, actor, "sign-out-person", policy.Target{Owner: id}, "person", id); err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Store.Person(ctx, id); err != nil {
			return err
		}
		if err := s.endSignIns(ctx, id, "", "administrator"); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("sign-out-person", "person", id, "", nil))
	})
}

// endSignIn ends one sign-in on every node.
func (s *Service) endSignIn(ctx context.Context, person, signIn core.ID, why string) error {
	live, err := s.Store.EndSignIn(ctx, signIn, s.Clock(), why)
	if err != nil || !live {
		return err
	}
	core.AfterCommit(ctx, func(context.Context) { s.cache.forgetPerson(person) })
	return s.Authority.Note(ctx, core.AuthorityChange{Person: person, SignIn: signIn, Kind: core.AuthoritySignInRevoked})
}

// endSignIns ends all sign-ins of a person but one.
func (s *Service) endSignIns(ctx context.Context, person, except core.ID, why string) error {
	ended, err := s.Store.EndSignIns(ctx, person, except, s.Clock(), why)
	if err != nil {
		return err
	}
	for _, id := range ended {
		if err := s.Authority.Note(ctx, core.AuthorityChange{Person: person, SignIn: id, Kind: core.AuthoritySignInRevoked}); err != nil {
			return err
		}
	}
	core.AfterCommit(ctx, func(context.Context) { s.cache.forgetPerson(person) })
	return nil
}

// firstOf returns the first value that is not empty.
func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// clip cuts s to n bytes at a character.
func clip(s string, n int) string {
	if len(s) > n {
		s = strings.ToValidUTF8(s[:n], "")
	}
	return s
}
