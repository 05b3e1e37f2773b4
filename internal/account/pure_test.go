package account

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"zhaoyun/internal/core"
)

func TestUnifiedSocialCreditCodes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"91350100M000100Y43":    "91350100M000100Y43",
		"91330100799655058B":    "91330100799655058B",
		" 91330100 799655058b ": "91330100799655058B",
		"９１３３０１００７９９６５５０５８Ｂ": "91330100799655058B",
	} {
		if got, err := CheckUSCC(in); err != nil || got != want {
			t.Errorf("%q: got %q, %v", in, got, err)
		}
	}
	for in, code := range map[string]string{
		"91310115MA1H8R7C6D": "uscc_check_digit",
		"91330100799655085B": "uscc_check_digit", // two digits exchanged
		"9133010079965505":   "uscc_length",
		"9133010079965505OB": "uscc_characters",
		"":                   "uscc_length",
	} {
		if _, err := CheckUSCC(in); !core.HasCode(err, code) {
			t.Errorf("%q: got %v, want %s", in, err, code)
		}
	}
}

func TestContactsAreBroughtIntoOneForm(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][2]string{
		"13800138000":          {"+8613800138000", "138****8000"},
		"+86 138-0013-8000":    {"+8613800138000", "138****8000"},
		"0086 13800138000":     {"+8613800138000", "138****8000"},
		"+852 9123 4567":       {"+85291234567", "+852****567"},
		"00852-91234567":       {"+85291234567", "+852****567"},
		"+86 10 6655 4433":     {"+861066554433", "+861****433"},
		"Chen.Xiao@ZS.example": {"chen.xiao@zs.example", "c***@zs.example"},
	} {
		c, err := ParseContact(in)
		if err != nil || c.Value != want[0] || c.Masked() != want[1] {
			t.Errorf("%q: got %q, masked %q, %v", in, c.Value, c.Masked(), err)
		}
	}
	for _, in := range []string{"", "138001380", "12800138000", "+8613800138", "91234567", "a@b", "a b@c.d", "<a@b.c>", "A <a@b.c>", "a@b.c\nBcc: d@e.f", "+0123456789"} {
		if c, err := ParseContact(in); err == nil {
			t.Errorf("%q was taken for %q", in, c.Value)
		}
	}
}

func TestPasswordsAreHashedAtTheAgreedPriceAndOnlySoManyAtOnce(t *testing.T) {
	t.Parallel()
	h, ctx := newHasher(DefaultHashCost), context.Background()
	phc, err := h.hash(ctx, "correct horse battery")
	if err != nil || !strings.HasPrefix(phc, "$argon2id$v=19$m=65536,t=1,p=2$") {
		t.Fatalf("%q, %v", phc, err)
	}
	for password, want := range map[string]bool{"correct horse battery": true, "correct horse": false} {
		if ok, err := h.verify(ctx, phc, password); ok != want || err != nil {
			t.Errorf("%q: %v, %v", password, ok, err)
		}
	}
	if ok, err := h.verify(ctx, "", ""); ok || err != nil {
		t.Errorf("no account: %v, %v", ok, err)
	}
	for range cap(h.slots) {
		h.slots <- struct{}{}
	}
	full, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := h.hash(full, "correct horse battery"); !core.HasCode(err, "sign_in_busy") {
		t.Errorf("with all slots taken: %v", err)
	}
}

func testTokens(tb testing.TB, now time.Time) *tokens {
	tb.Helper()
	seed := base64.StdEncoding.EncodeToString(make([]byte, ed25519.SeedSize))
	t, err := tokensOf([]SigningKey{{ID: "k1", Seed: seed}}, func() time.Time { return now })
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func TestOnlyOurOwnTokensAreRead(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	ours := testTokens(t, now)
	person, signIn := core.NewID(), core.NewID()
	good, expires, err := ours.sign(person, signIn)
	if err != nil || expires.Sub(now) != accessLife {
		t.Fatalf("%v, %v", expires, err)
	}
	if c, err := ours.read(good); err != nil || c.Subject != person || c.SignIn != signIn {
		t.Fatalf("%+v, %v", c, err)
	}
	if c, err := testTokens(t, now.Add(accessLife)).read(good); !core.HasCode(err, "token_expired") || c.SignIn != signIn {
		t.Errorf("expired: %+v, %v", c, err)
	}
	full := claims{jwt.RegisteredClaims{
		Issuer: issuer, Audience: jwt.ClaimStrings{issuer}, Subject: person, ExpiresAt: jwt.NewNumericDate(expires),
	}, signIn}
	forge := func(method jwt.SigningMethod, key any, kid string, change func(*claims)) string {
		c := full
		if change != nil {
			change(&c)
		}
		j := jwt.NewWithClaims(method, c)
		j.Header["kid"] = kid
		s, err := j.SignedString(key)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	_, stranger, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	public := ours.signer.Public().(ed25519.PublicKey)
	for name, token := range map[string]string{
		"empty":              "",
		"no signature":       forge(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, "k1", nil),
		"public key as HMAC": forge(jwt.SigningMethodHS256, []byte(public), "k1", nil),
		"another key":        forge(jwt.SigningMethodEdDSA, stranger, "k1", nil),
		"unknown kid":        forge(jwt.SigningMethodEdDSA, ours.signer, "k2", nil),
		"another issuer":     forge(jwt.SigningMethodEdDSA, ours.signer, "k1", func(c *claims) { c.Issuer = "else" }),
		"another audience":   forge(jwt.SigningMethodEdDSA, ours.signer, "k1", func(c *claims) { c.Audience = nil }),
		"never expires":      forge(jwt.SigningMethodEdDSA, ours.signer, "k1", func(c *claims) { c.ExpiresAt = nil }),
		"no person":          forge(jwt.SigningMethodEdDSA, ours.signer, "k1", func(c *claims) { c.Subject = "" }),
		"no sign-in":         forge(jwt.SigningMethodEdDSA, ours.signer, "k1", func(c *claims) { c.SignIn = "x" }),
		"expired, and of another issuer": forge(jwt.SigningMethodEdDSA, ours.signer, "k1", func(c *claims) {
			c.Issuer, c.ExpiresAt = "else", jwt.NewNumericDate(now.Add(-time.Hour))
		}),
		"expired, and forged": forge(jwt.SigningMethodEdDSA, stranger, "k1", func(c *claims) { c.ExpiresAt = jwt.NewNumericDate(now.Add(-time.Hour)) }),
		"cut":                 good[:len(good)-4],
		"huge":                good + strings.Repeat("A", accessLimit),
	} {
		if c, err := ours.read(token); !core.HasCode(err, "token_invalid") || c.Subject != "" {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}

// FuzzReadToken looks for a token that is read although nobody signed it.
func FuzzReadToken(f *testing.F) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	t := testTokens(f, now)
	// Fixed, because each worker of the fuzzer makes it again.
	good, _, err := t.sign("0190a000-0000-7000-8000-000000000001", "0190a000-0000-7000-8000-000000000002")
	if err != nil {
		f.Fatal(err)
	}
	parts := strings.Split(good, ".")
	for _, s := range []string{good, "", "..", parts[0] + "." + parts[1] + ".", "e30." + parts[1] + "." + parts[2], good + "."} {
		f.Add(s)
	}
	f.Fuzz(func(tt *testing.T, token string) {
		c, err := t.read(token)
		if err == nil && token != good {
			tt.Fatalf("read %+v from %q", c, token)
		}
		if err != nil && c.Subject != "" && !core.HasCode(err, "token_expired") {
			tt.Fatalf("claims %+v of a refused token %q", c, token)
		}
	})
}

// FuzzParseContact looks for a contact that changes when it is read again, or
// that could add a line to a mail.
func FuzzParseContact(f *testing.F) {
	for _, s := range []string{"13800138000", "+852 9123 4567", "a@b.example", "Ａ＠ｂ.example", "\"a b\"@c.d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseContact(s)
		if err != nil {
			return
		}
		again, err := ParseContact(c.Value)
		if err != nil || again.Value != c.Value || again.Kind != c.Kind || strings.ContainsAny(c.Value, "\r\n \t") || c.Masked() == "" {
			t.Fatalf("%q became %q, then %q, %v", s, c.Value, again.Value, err)
		}
	})
}
