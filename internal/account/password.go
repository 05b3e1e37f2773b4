package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"zhaoyun/internal/core"
)

// HashCost is what one password hash costs (argon2id, RFC 9106).
type HashCost struct {
	Memory  uint32 // KiB
	Time    uint32 // passes
	Threads uint8
}

// DefaultHashCost takes 64 MiB and about 35 ms of one core.
var DefaultHashCost = HashCost{Memory: 64 << 10, Time: 1, Threads: 2}

// hashWait bounds how long a sign-in waits for its turn to hash.
const hashWait = 8 * time.Second

// hasher hashes and verifies passwords, only so many at once: each takes 64 MiB,
// and a flood of sign-ins must not take the server's memory.
type hasher struct {
	cost  HashCost
	slots chan struct{}
	dummy string // verified when there is no such account, to take as long
}

func newHasher(cost HashCost) *hasher {
	h := &hasher{cost: cost, slots: make(chan struct{}, max(2, runtime.NumCPU()))}
	salt := make([]byte, 16)
	h.dummy = encodePHC(cost, salt, make([]byte, 32))
	return h
}

// hash returns the PHC string of a password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	release, err := h.acquire(ctx)
	if err != nil {
		return "", err
	}
	defer release()
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails, see crypto/rand
	key := argon2.IDKey([]byte(norm.NFKC.String(password)), salt, h.cost.Time, h.cost.Memory, h.cost.Threads, 32)
	return encodePHC(h.cost, salt, key), nil
}

// verify compares a password with a PHC string. Without one it takes as long and says no.
func (h *hasher) verify(ctx context.Context, phc, password string) (bool, error) {
	known := phc != ""
	if !known {
		phc = h.dummy
	}
	cost, salt, want, err := decodePHC(phc)
	if err != nil {
		return false, err
	}
	release, err := h.acquire(ctx)
	if err != nil {
		return false, err
	}
	defer release()
	got := argon2.IDKey([]byte(norm.NFKC.String(password)), salt, cost.Time, cost.Memory, cost.Threads, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1 && known, nil
}

func (h *hasher) acquire(ctx context.Context) (release func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, hashWait)
	defer cancel()
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots }, nil
	case <-ctx.Done():
		return nil, core.Unavailable("sign_in_busy", "Many people are signing in right now. Try again in a moment.").After(5 * time.Second)
	}
}

func encodePHC(c HashCost, salt, key []byte) string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Time, c.Threads, b.EncodeToString(salt), b.EncodeToString(key))
}

func decodePHC(s string) (c HashCost, salt, key []byte, err error) {
	parts := strings.Split(s, "$")
	version := 0
	if len(parts) != 6 || parts[1] != "argon2id" {
		return c, nil, nil, fmt.Errorf("read password hash: not an argon2id PHC string")
	}
	if _, err = fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return c, nil, nil, fmt.Errorf("read password hash: version %q", parts[2])
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Time, &c.Threads); err != nil {
		return c, nil, nil, fmt.Errorf("read password hash: %w", err)
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return c, nil, nil, fmt.Errorf("read password salt: %w", err)
	}
	if key, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil {
		return c, nil, nil, fmt.Errorf("read password key: %w", err)
	}
	if len(key) < 16 {
		return c, nil, nil, fmt.Errorf("read password key: too short")
	}
	return c, salt, key, nil
}

// Lengths of a password in characters.
const (
	passwordMin = 10
	passwordMax = 128
)

// commonPasswords are what everybody tries first, among those long enough.
var commonPasswords = map[string]bool{
	"1234567890": true, "0123456789": true, "0987654321": true, "1111111111": true, "0000000000": true, "8888888888": true,
	"6666666666": true, "password123": true, "password1234": true, "passw0rd123": true, "qwertyuiop": true, "qwerty12345": true,
	"1qaz2wsx3edc": true, "q1w2e3r4t5": true, "admin12345": true, "admin123456": true, "administrator": true, "woaini1314": true,
	"woaini520520": true, "1234567891": true, "12345678910": true, "123456789a": true, "a123456789": true, "abc1234567": true,
	"abcdefghij": true, "zhaoshang123": true, "zhaoyun123": true, "5201314520": true, "1357924680": true, "9876543210": true,
}

// newPassword checks a password somebody chose and hashes it.
func (s *Service) newPassword(ctx context.Context, field, password string) (string, error) {
	n := len([]rune(password))
	switch {
	case n < passwordMin:
		return "", core.Invalid("password_too_short", "Use a longer password.").On(field).With("min", passwordMin)
	case n > passwordMax:
		return "", core.Invalid("password_too_long", "Use a shorter password.").On(field).With("max", passwordMax)
	case commonPasswords[strings.ToLower(password)]:
		return "", core.Invalid("password_too_common", "This password is among the first that are tried. Choose another one.").On(field)
	}
	return s.hasher.hash(ctx, password)
}
