package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"time"

	"zhaoyun/internal/core"
)

// failureStore counts failed sign-ins.
type failureStore interface {
	// CountFailure adds one to the count of the pair, starting over when the last
	// one is older than fresh, and returns the new count and the present lock. Other
	// transactions on the pair wait until this one ends.
	CountFailure(ctx context.Context, subject, ip string, now, fresh time.Time) (count int, lockedUntil time.Time, err error)
	LockUntil(ctx context.Context, subject, ip string, until time.Time) error
	// ForgetFailures drops the counts of a subject from one address and in total.
	ForgetFailures(ctx context.Context, subject, ip string) error
	// Unlock drops all counts of a subject.
	Unlock(ctx context.Context, subject string) error
	// TakeBack subtracts one failure of an address.
	TakeBack(ctx context.Context, ip string) error
	DropFailures(ctx context.Context, before time.Time) error
}

// A sign-in counts as failed until it succeeds, so that many at once cannot slip
// through between counting and locking. Three counts apply: of the account from
// one address, of the account from anywhere (a guesser with many addresses), and
// of the address against any account (a guesser with many accounts; generous,
// because a whole office may share one).
const (
	failuresOfPair    = 5
	failuresOfAccount = 30
	failuresOfAddress = 150

	failureMemory = 24 * time.Hour // failures older than this no longer count
	lockFirst     = time.Minute    // doubled by each further failure
	lockLongest   = time.Hour
)

// attempt notes a sign-in that has not succeeded yet, or refuses it with locked.
// The subject is a person's id, or the digest of a login nobody has: both lock alike.
func (s *Service) attempt(ctx context.Context, subject, ip string, person core.ID) error {
	now := s.Clock()
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, scope := range scopes(subject, ip) {
			count, until, err := s.Store.CountFailure(ctx, scope.subject, scope.ip, now, now.Add(-failureMemory))
			if err != nil {
				return err
			}
			if until.After(now) {
				return core.RateLimited("locked", "Too many attempts failed. Wait, or sign in with a code.", until.Sub(now))
			}
			if count < scope.limit {
				continue
			}
			if err := s.Store.LockUntil(ctx, scope.subject, scope.ip, now.Add(lockTime(count-scope.limit))); err != nil {
				return err
			}
			if person != "" && scope.name != "" {
				if err := s.noteLock(ctx, person, scope.name, ip); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// scope is one count a sign-in goes into.
type scope struct {
	name, subject, ip string
	limit             int
}

// scopes are the counts for a subject and an address; either may be unknown.
func scopes(subject, ip string) (list []scope) {
	if subject != "" && ip != "" {
		list = append(list, scope{"address", subject, ip, failuresOfPair})
	}
	if subject != "" {
		list = append(list, scope{"account", subject, "", failuresOfAccount})
	}
	if ip != "" {
		list = append(list, scope{"", "", ip, failuresOfAddress})
	}
	return list
}

// lockTime doubles with each failure beyond the limit.
func lockTime(beyond int) time.Duration {
	if beyond > 10 {
		return lockLongest
	}
	return min(lockFirst<<beyond, lockLongest)
}

func (s *Service) noteLock(ctx context.Context, person core.ID, scope, ip string) error {
	if err := s.Authority.Note(ctx, core.AuthorityChange{Person: person, Kind: core.AuthorityPersonChanged}); err != nil {
		return err
	}
	line := core.Actor{IP: ip}.Audited("lock-account", "person", person, "", map[string]any{"scope": scope})
	line.Result = core.AuditRefused
	return s.Audit.Audit(ctx, line)
}

// loginDigest stands for a login that belongs to nobody, without keeping it.
func loginDigest(login string) string {
	sum := sha256.Sum256([]byte(login))
	return "login:" + hex.EncodeToString(sum[:16])
}

// network is what counts as one address: IPv6 users own a whole /64.
func network(ip string) string {
	a, err := netip.ParseAddr(ip)
	if err != nil || a.Unmap().Is4() {
		return ip
	}
	p, err := a.Prefix(64)
	if err != nil {
		return ip
	}
	return p.String()
}
