package account

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"zhaoyun/internal/core"
)

// refreshGrace is how long a refresh token still works after it was exchanged:
// tabs of one browser race with the same cookie.
const refreshGrace = 20 * time.Second

// RefreshToken is one link of the chain of refresh tokens of a sign-in.
type RefreshToken struct {
	Hash      string
	SignIn    core.ID
	Sealed    string // the next token, readable only by who holds this one
	CreatedAt time.Time
	UsedAt    *time.Time
}

// Refresh exchanges a refresh token for the next one and a fresh access token. A
// token that comes back within the grace is answered with the end of the chain,
// so all racing tabs end up with the same token. One that comes back later was
// stolen, here or there: the whole sign-in ends.
func (s *Service) Refresh(ctx context.Context, actor core.Actor, token string) (Issued, error) {
	var (
		issued Issued
		reused bool
	)
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, si, err := s.refreshing(ctx, token)
		if err != nil {
			return err
		}
		next, err := s.rotate(ctx, token)
		if err != nil {
			return err
		}
		if reused = next == ""; reused {
			return s.endStolen(ctx, actor, si)
		}
		now := s.Clock()
		until := now.Add(idle(p))
		if err := s.Store.ExtendSignIn(ctx, si.ID, now, until); err != nil {
			return err
		}
		if err := s.Store.SeePerson(ctx, p.ID, now); err != nil {
			return err
		}
		issued, err = s.issue(p, si.ID, next, until)
		return err
	})
	if err == nil && reused {
		err = core.Unauthenticated("refresh_reused", "This sign-in was ended because its token was used twice. Sign in again.")
	}
	return issued, err
}

// refreshing finds the live sign-in a token belongs to and locks it, so that one
// exchange of a chain follows another.
func (s *Service) refreshing(ctx context.Context, token string) (Person, SignIn, error) {
	t, err := s.Store.RefreshToken(ctx, refreshHash(token))
	if err != nil {
		return Person{}, SignIn{}, err
	}
	si, err := s.Store.LockSignIn(ctx, t.SignIn)
	if err != nil {
		return Person{}, SignIn{}, err
	}
	p, err := s.Store.Person(ctx, si.Person)
	if core.HasCode(err, ErrNoPerson.Code) {
		return Person{}, SignIn{}, ErrSignedOut
	}
	if err != nil {
		return Person{}, SignIn{}, err
	}
	now := s.Clock()
	if !si.live(now) || !now.Before(si.SeenAt.Add(idle(p))) { // staff since the last time: the shorter life counts
		return Person{}, SignIn{}, ErrSignedOut
	}
	return p, si, nil
}

// rotate returns the token after the given one; empty when it was used too long ago.
func (s *Service) rotate(ctx context.Context, token string) (string, error) {
	for {
		t, err := s.Store.RefreshToken(ctx, refreshHash(token))
		if err != nil {
			return "", err
		}
		now := s.Clock()
		if t.UsedAt != nil {
			if now.Sub(*t.UsedAt) > refreshGrace {
				return "", nil
			}
			next, err := unseal(token, t.Sealed)
			if err != nil {
				return "", err
			}
			n, err := s.Store.RefreshToken(ctx, refreshHash(next))
			if err != nil || n.UsedAt == nil {
				return next, err
			}
			token = next
			continue
		}
		next := newRefreshToken()
		if err := s.Store.UseRefreshToken(ctx, t.Hash, seal(token, next), now); err != nil {
			return "", err
		}
		return next, s.Store.InsertRefreshToken(ctx, RefreshToken{Hash: refreshHash(next), SignIn: t.SignIn, CreatedAt: now})
	}
}

// endStolen ends a sign-in whose token came back.
func (s *Service) endStolen(ctx context.Context, actor core.Actor, si SignIn) error {
	if err := s.endSignIn(ctx, si.Person, si.ID, "refresh_reused"); err != nil {
		return err
	}
	line := core.Actor{RequestID: actor.RequestID, IP: actor.IP}.
		Audited("refresh-sign-in", "person", si.Person, "", map[string]any{"code": "refresh_reused", "signIn": si.ID})
	line.Result = core.AuditRefused
	return s.Audit.Audit(ctx, line)
}

// refreshBytes is the length of a refresh token before encoding.
const refreshBytes = sha256.Size

func newRefreshToken() string {
	raw := make([]byte, refreshBytes)
	_, _ = rand.Read(raw) // never fails, see crypto/rand
	return base64.RawURLEncoding.EncodeToString(raw)
}

func refreshHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// seal hides the next token behind the present one: a one-time pad made of it.
// The database alone, which has only hashes of tokens, reveals neither.
func seal(token, next string) string {
	raw, _ := base64.RawURLEncoding.DecodeString(next)
	out := make([]byte, refreshBytes)
	subtle.XORBytes(out, raw, pad(token))
	return base64.RawURLEncoding.EncodeToString(out)
}

func unseal(token, sealed string) (string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err == nil && len(raw) != refreshBytes {
		err = errors.New("wrong length")
	}
	if err != nil {
		return "", fmt.Errorf("read sealed refresh token: %w", err)
	}
	subtle.XORBytes(raw, raw, pad(token))
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

func pad(token string) []byte {
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte("zhaoyun refresh successor"))
	return mac.Sum(nil)
}
