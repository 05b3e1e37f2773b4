package account

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"zhaoyun/internal/core"
)

// accessLife is how long an access token is good for without asking again.
const accessLife = 10 * time.Minute

// issuer and audience of access tokens.
const issuer = "zhaoyun"

// accessLimit is the length of an access token beyond which it is not looked at.
const accessLimit = 2048

// SigningKey signs access tokens.
type SigningKey struct {
	ID         string // the kid of tokens signed with it
	Generation int
	Seed       string // base64 of the Ed25519 seed
	CreatedAt  time.Time
}

// keyStore keeps the signing keys, the same for all nodes.
type keyStore interface {
	// EnsureKey adds the key unless its generation is there, and returns all keys by generation.
	EnsureKey(ctx context.Context, k SigningKey) ([]SigningKey, error)
}

// claims of an access token.
type claims struct {
	jwt.RegisteredClaims
	SignIn string `json:"sid"`
}

// tokens makes and reads access tokens.
type tokens struct {
	first  string // id of the first key, the same for ever
	kid    string
	signer ed25519.PrivateKey
	keys   map[string]ed25519.PublicKey
	parser *jwt.Parser
	clock  core.Clock
}

// newTokens takes the signing key from the store and makes it at the first start.
func newTokens(ctx context.Context, store keyStore, clock core.Clock) (*tokens, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	keys, err := store.EnsureKey(ctx, SigningKey{
		ID: core.NewID(), Generation: 1, Seed: base64.StdEncoding.EncodeToString(private.Seed()), CreatedAt: clock(),
	})
	if err != nil {
		return nil, err
	}
	return tokensOf(keys, clock)
}

func tokensOf(keys []SigningKey, clock core.Clock) (*tokens, error) {
	t := &tokens{keys: map[string]ed25519.PublicKey{}, clock: clock}
	for _, k := range keys { // the last generation signs, all verify
		seed, err := base64.StdEncoding.DecodeString(k.Seed)
		if err != nil || len(seed) != ed25519.SeedSize {
			return nil, fmt.Errorf("read signing key %s: not an Ed25519 seed", k.ID)
		}
		if t.first == "" {
			t.first = k.ID
		}
		t.kid, t.signer = k.ID, ed25519.NewKeyFromSeed(seed)
		t.keys[k.ID] = t.signer.Public().(ed25519.PublicKey)
	}
	t.parser = jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
		jwt.WithIssuer(issuer), jwt.WithAudience(issuer), jwt.WithExpirationRequired(),
		jwt.WithStrictDecoding(), // one token has one spelling
		jwt.WithTimeFunc(func() time.Time { return clock() }),
	)
	return t, nil
}

// sign makes the access token of a sign-in.
func (t *tokens) sign(person, signIn core.ID) (token string, expires time.Time, err error) {
	now := t.clock()
	expires = now.Add(accessLife).Truncate(time.Second)
	j := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: issuer, Audience: jwt.ClaimStrings{issuer}, Subject: person,
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(expires),
		},
		SignIn: signIn,
	})
	j.Header["kid"] = t.kid
	token, err = j.SignedString(t.signer)
	if err != nil {
		return "", expires, fmt.Errorf("sign access token: %w", err)
	}
	return token, expires, nil
}

var (
	errTokenInvalid = core.Unauthenticated("token_invalid", "This access token is not one of ours. Sign in again.")
	errTokenExpired = core.Unauthenticated("token_expired", "The access token has expired. Refresh it.")
	// ErrSignedOut says that a sign-in is over; the store answers it about unknown refresh tokens.
	ErrSignedOut = core.Unauthenticated("signed_out", "This sign-in has ended. Sign in again.")
)

// read returns the claims of a genuine access token. For one that is genuine but
// expired it returns them with token_expired.
func (t *tokens) read(token string) (claims, error) {
	var c claims
	if len(token) > accessLimit {
		return claims{}, errTokenInvalid
	}
	_, err := t.parser.ParseWithClaims(token, &c, func(j *jwt.Token) (any, error) {
		kid, _ := j.Header["kid"].(string)
		if key, ok := t.keys[kid]; ok {
			return key, nil
		}
		return nil, errors.New("unknown kid")
	})
	if !core.IsID(c.Subject) || !core.IsID(c.SignIn) {
		return claims{}, errTokenInvalid
	}
	switch {
	case err == nil:
		return c, nil
	case errors.Is(err, jwt.ErrTokenExpired) && !errors.Is(err, jwt.ErrTokenInvalidIssuer) && !errors.Is(err, jwt.ErrTokenInvalidAudience):
		return c, errTokenExpired
	default:
		return claims{}, errTokenInvalid.Wrap(err)
	}
}
