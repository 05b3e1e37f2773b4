// Package account knows people, the organisations they act for and how they sign
// in. It hands out the access tokens by which every other part knows who asks.
package account

import (
	"context"
	"time"

	"golang.org/x/sync/singleflight"

	"zhaoyun/internal/core"
)

// Store is what the package keeps; every method joins the transaction of its context.
type Store interface {
	organisationStore
	personStore
	membershipStore
	signInStore
	codeStore
	failureStore
	keyStore
	auditStore
}

// Eraser empties what another domain keeps about a person: registrations,
// payloads and names in rooms. It joins the transaction of the context.
type Eraser interface {
	ErasePerson(ctx context.Context, actor core.Actor, person core.ID) error
}

// Deps is what a Service works with.
type Deps struct {
	Store     Store
	Tx        core.Transactor
	Audit     core.Auditor
	Authority core.Authority
	Sender    Sender
	Erasers   []Eraser
	Clock     core.Clock // core.Now when nil
	Hash      HashCost   // DefaultHashCost when zero
}

// Service is the account domain.
type Service struct {
	Deps

	hasher *hasher
	tokens *tokens
	cache  *actorCache
	flight singleflight.Group

	keepers []Keeper
}

// New makes the service and its signing key, or finds the key another node made.
func New(ctx context.Context, d Deps) (*Service, error) {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	if d.Hash == (HashCost{}) {
		d.Hash = DefaultHashCost
	}
	t, err := newTokens(ctx, d.Store, d.Clock)
	if err != nil {
		return nil, err
	}
	return &Service{Deps: d, hasher: newHasher(d.Hash), tokens: t, cache: newActorCache(d.Clock)}, nil
}

// Installation names the installation: the same on all its nodes, another for any
// other database.
func (s *Service) Installation() core.ID { return s.tokens.first }

// AddErasers adds domains that are wired after this one.
func (s *Service) AddErasers(e ...Eraser) { s.Erasers = append(s.Erasers, e...) }

// Sweep drops what has outlived its use: expired codes, ended sign-ins and their
// refresh tokens, old failures. One node a day is enough.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.Clock()
	if err := s.Store.DropCodes(ctx, now.Add(-24*time.Hour)); err != nil {
		return err
	}
	if err := s.Store.DropFailures(ctx, now.Add(-2*failureMemory)); err != nil {
		return err
	}
	return s.Store.DropSignIns(ctx, now.Add(-30*24*time.Hour))
}
