package account

import (
	"context"
	"sync"
	"time"

	"zhaoyun/internal/core"
)

// actorLife is how long who somebody is may be remembered. Taking a role or a
// sign-in away reaches every node within two seconds, so this stays below.
const actorLife = time.Second

// Authenticate returns who an access token stands for: token_invalid,
// token_expired or signed_out when nobody.
func (s *Service) Authenticate(ctx context.Context, accessToken string) (core.Actor, error) {
	if a, _, ok := s.cache.get(accessToken); ok {
		return a, nil
	}
	c, err := s.tokens.read(accessToken)
	if err != nil {
		return core.Actor{}, err
	}
	a, until, ok := s.cache.get(c.SignIn)
	if !ok {
		a, err = s.Identify(ctx, c.SignIn)
	}
	switch {
	case err != nil:
		return core.Actor{}, err
	case a.Person != c.Subject:
		return core.Actor{}, ErrSignedOut
	case ok: // known for a moment: so is the token, if it lasts as long
		if c.ExpiresAt.Before(until) {
			until = c.ExpiresAt.Time
		}
		s.cache.put(accessToken, a, until)
	}
	return a, nil
}

// Identify returns whose sign-in it is, as the store has it now; signed_out when
// it has ended. It is for what outlives an access token, such as a socket.
func (s *Service) Identify(ctx context.Context, signIn core.ID) (core.Actor, error) {
	// One question at a time per sign-in: a page opens with a dozen requests at once.
	v, err, _ := s.flight.Do(signIn, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		si, p, err := s.Store.Identity(ctx, signIn)
		if core.HasCode(err, ErrNoSignIn.Code) {
			return nil, ErrSignedOut
		}
		if err != nil {
			return nil, err
		}
		if !si.live(s.Clock()) || p.ErasedAt != nil {
			return nil, ErrSignedOut
		}
		a := actorOf(p, si.ID)
		s.cache.put(signIn, a, s.Clock().Add(actorLife))
		return a, nil
	})
	if err != nil {
		return core.Actor{}, err
	}
	return v.(core.Actor), nil
}

func actorOf(p Person, signIn core.ID) core.Actor {
	a := core.Actor{Person: p.ID, SignIn: signIn, Name: p.Name, Kind: p.Kind, Language: p.Language, TimeZone: p.TimeZone}
	for _, m := range p.Memberships {
		a.Memberships = append(a.Memberships, core.Membership{Organisation: m.Organisation, Kind: m.Kind, Role: m.Role})
	}
	return a
}

// actorCache remembers who asked, by sign-in and by the access token that was
// found to be genuine.
type actorCache struct {
	clock core.Clock

	mu     sync.Mutex
	known  map[string]cachedActor
	pruned time.Time
}

type cachedActor struct {
	actor core.Actor
	until time.Time
}

func newActorCache(clock core.Clock) *actorCache {
	return &actorCache{clock: clock, known: map[string]cachedActor{}}
}

func (c *actorCache) get(key string) (a core.Actor, until time.Time, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.known[key]
	return e.actor, e.until, ok && c.clock().Before(e.until)
}

func (c *actorCache) put(key string, a core.Actor, until time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.clock()
	if now.Sub(c.pruned) > actorLife {
		c.pruned = now
		for key, e := range c.known {
			if !now.Before(e.until) {
				delete(c.known, key)
			}
		}
	}
	c.known[key] = cachedActor{a, until}
}

// forgetPerson makes a change on this node felt at once.
func (c *actorCache) forgetPerson(person core.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, e := range c.known {
		if e.actor.Person == person {
			delete(c.known, id)
		}
	}
}
