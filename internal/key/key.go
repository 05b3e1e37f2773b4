// Package key keeps the keys with which other programmes use the interface: each for
// one bureau, for what its scopes say and no longer than it is good for.
package key

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Key is a key without what is secret of it.
type Key struct {
	ID           core.ID
	Organisation core.ID // the bureau it acts for
	Name         string
	Prefix       string // how it begins after zyk_; by this it is found
	Digest       string // of the whole key
	Scopes       []policy.Scope
	ExpiresAt    *time.Time
	RevokedAt    *time.Time
	LastUsedAt   *time.Time
	CreatedBy    core.ID
	CreatedAt    time.Time
}

// Draft is what an administrator says of a key.
type Draft struct {
	Organisation core.ID
	Name         string
	Scopes       []policy.Scope
	ExpiresAt    *time.Time // nil: good until it is revoked
}

// Store keeps keys; every method joins the transaction of its context.
type Store interface {
	InsertKey(ctx context.Context, k Key) error
	// Key finds one by its id, KeyBy by its prefix; key_not_found.
	Key(ctx context.Context, id core.ID) (Key, error)
	KeyBy(ctx context.Context, prefix string) (Key, error)
	// Keys lists all, latest first.
	Keys(ctx context.Context, p core.Paging) (core.Page[Key], error)
	// RevokeKey notes when a key was revoked, unless it was before.
	RevokeKey(ctx context.Context, id core.ID, at time.Time) error
	// UseKey notes when a key was used last.
	UseKey(ctx context.Context, id core.ID, at time.Time) error
}

// Organisations tells which organisations are bureaus; the account domain does.
type Organisations interface {
	Bureau(ctx context.Context, id core.ID) error
}

// Deps is what a Service works with.
type Deps struct {
	Store         Store
	Tx            core.Transactor
	Audit         core.Auditor
	Organisations Organisations
	Clock         core.Clock // core.Now when nil
}

// Service is the domain of keys.
type Service struct {
	Deps

	pace pace
}

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	return &Service{Deps: d}
}

// Mark is how every key begins, so that it is known where it turns up.
const Mark = "zyk_"

const (
	maxName      = 60
	prefixLength = 8
	// useEvery is how exactly is known when a key was used last.
	useEvery = time.Minute
)

var (
	// ErrNoKey is what the store answers when there is none.
	ErrNoKey = core.NotFound("key_not_found", "There is no such key.")

	errUnknown = core.Unauthenticated("key_unknown", "This is none of our keys. Check that it was copied whole.")
	errRevoked = core.Unauthenticated("key_revoked", "This key was revoked. Ask an administrator for another one.")
	errExpired = core.Unauthenticated("key_expired", "This key has expired. Ask an administrator for another one.")
)

// fresh makes the secret of a key: zyk_, eight characters by which it is found, and 26 more.
func fresh() (whole, prefix string) {
	prefix = strings.ToLower(rand.Text())[:prefixLength]
	return Mark + prefix + strings.ToLower(rand.Text()), prefix
}

func digest(whole string) string {
	sum := sha256.Sum256([]byte(whole))
	return hex.EncodeToString(sum[:])
}

func (s *Service) may(ctx context.Context, actor core.Actor, op policy.Op, id, organisation core.ID) error {
	err := policy.Check(actor, op, policy.Target{Organisation: organisation})
	return core.NoteRefusal(ctx, s.Audit, err, actor.Audited(string(op), "key", id, organisation, nil))
}

// List lists the keys of all bureaus, latest first, those that are no good any more too.
func (s *Service) List(ctx context.Context, actor core.Actor, p core.Paging) (core.Page[Key], error) {
	if err := s.may(ctx, actor, "list-keys", "", ""); err != nil {
		return core.Page[Key]{}, err
	}
	return s.Store.Keys(ctx, p)
}

// Create makes a key and returns it whole, which nobody can do again.
func (s *Service) Create(ctx context.Context, actor core.Actor, d Draft) (Key, string, error) {
	if err := s.may(ctx, actor, "create-key", "", d.Organisation); err != nil {
		return Key{}, "", err
	}
	if err := d.check(s.Clock()); err != nil {
		return Key{}, "", err
	}
	whole, prefix := fresh()
	k := Key{
		ID: core.NewID(), Organisation: d.Organisation, Name: d.Name, Prefix: prefix, Digest: digest(whole), Scopes: d.Scopes,
		ExpiresAt: d.ExpiresAt, CreatedBy: actor.Person, CreatedAt: s.Clock(),
	}
	return k, whole, s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.Organisations.Bureau(ctx, d.Organisation); err != nil {
			return err
		}
		if err := s.Store.InsertKey(ctx, k); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("create-key", "key", k.ID, k.Organisation, map[string]any{"scopes": k.Scopes}))
	})
}

func (d *Draft) check(now time.Time) error {
	var wrong []core.FieldError
	d.Name = strings.TrimSpace(d.Name)
	if n := utf8.RuneCountInString(d.Name); n == 0 || n > maxName {
		wrong = append(wrong, core.FieldError{Field: "body.name", Code: "key_name", Message: "Give a name of at most 60 characters: which programme has the key."})
	}
	slices.Sort(d.Scopes)
	d.Scopes = slices.Compact(d.Scopes)
	if len(d.Scopes) == 0 || slices.ContainsFunc(d.Scopes, func(c policy.Scope) bool { return !slices.Contains(policy.Scopes(), c) }) {
		wrong = append(wrong, core.FieldError{Field: "body.scopes", Code: "key_scopes", Message: "Choose at least one of the scopes there are."})
	}
	if d.ExpiresAt != nil && !d.ExpiresAt.After(now) {
		wrong = append(wrong, core.FieldError{Field: "body.expiresAt", Code: "key_expiry", Message: "Choose a day that is to come."})
	}
	if len(wrong) > 0 {
		return core.InvalidFields(wrong...)
	}
	return nil
}

// Revoke makes a key worthless from now on. Doing so twice is fine.
func (s *Service) Revoke(ctx context.Context, actor core.Actor, id core.ID) error {
	if err := s.may(ctx, actor, "revoke-key", id, ""); err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		k, err := s.Store.Key(ctx, id)
		if err != nil || k.RevokedAt != nil {
			return err
		}
		if err := s.Store.RevokeKey(ctx, id, s.Clock()); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("revoke-key", "key", id, k.Organisation, nil))
	})
}

// Authenticate returns for whom a key acts: an official of its bureau, as far as its
// scopes go.
func (s *Service) Authenticate(ctx context.Context, whole string) (core.Actor, error) {
	rest, ok := strings.CutPrefix(whole, Mark)
	if !ok || len(rest) < prefixLength || len(rest) > 100 {
		return core.Actor{}, errUnknown
	}
	k, err := s.Store.KeyBy(ctx, rest[:prefixLength])
	if core.HasCode(err, ErrNoKey.Code) || err == nil && subtle.ConstantTimeCompare([]byte(k.Digest), []byte(digest(whole))) != 1 {
		return core.Actor{}, errUnknown
	}
	now := s.Clock()
	switch {
	case err != nil:
		return core.Actor{}, err
	case k.RevokedAt != nil:
		return core.Actor{}, errRevoked
	case k.ExpiresAt != nil && !now.Before(*k.ExpiresAt):
		return core.Actor{}, errExpired
	}
	if wait := s.pace.take(k.ID, now); wait > 0 {
		return core.Actor{}, core.RateLimited("key_pace", "This key is used very often. Wait a moment.", wait).With("limit", perMinute)
	}
	if k.LastUsedAt == nil || now.Sub(*k.LastUsedAt) >= useEvery {
		if err := s.Store.UseKey(ctx, k.ID, now); err != nil {
			return core.Actor{}, err
		}
	}
	a := core.Actor{
		Person: k.ID, Name: k.Name, Kind: core.PersonKey, Language: core.Languages[0], TimeZone: "Asia/Shanghai",
		Memberships: []core.Membership{{Organisation: k.Organisation, Kind: core.OrgBureau, Role: core.RoleOfficial}},
	}
	for _, scope := range k.Scopes {
		a.Scopes = append(a.Scopes, string(scope))
	}
	return a, nil
}
