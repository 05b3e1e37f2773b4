package account

import (
	"strings"
	"testing"
)

// FuzzRefreshToken hides a token behind another: only who has that one finds it,
// and nothing from outside breaks what is kept.
func FuzzRefreshToken(f *testing.F) {
	one, two := newRefreshToken(), newRefreshToken()
	for _, s := range []string{one, "", "x", strings.Repeat("A", 43), "\xff\x00", one + "="} {
		f.Add(s, seal(one, two))
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, token, sealed string) {
		next := newRefreshToken()
		if got, err := unseal(token, seal(token, next)); err != nil || got != next {
			t.Fatalf("%q hides %q and shows %q, %v", token, next, got, err)
		}
		if len(refreshHash(token)) != 64 {
			t.Fatalf("%q", refreshHash(token))
		}
		shown, err := unseal(token, sealed)
		if err != nil {
			if shown != "" {
				t.Fatalf("%q is refused and shows %q", sealed, shown)
			}
			return
		}
		if len(shown) != len(next) {
			t.Fatalf("%q shows %q", sealed, shown)
		}
		if token != one && sealed == seal(one, two) && shown == two {
			t.Fatalf("%q opens what another hides", token)
		}
	})
}

// FuzzUSCC reads register numbers: what is taken is taken again as it is.
func FuzzUSCC(f *testing.F) {
	for _, s := range []string{"91350100M000100Y43", " 91330100 799655058b ", "９１３３０１００７９９６５５０５８Ｂ", "9133010079965505OB", "", "91330100799655085B"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code, err := CheckUSCC(s)
		if err != nil {
			return
		}
		if again, err := CheckUSCC(code); err != nil || again != code || len(code) != 18 || strings.ToUpper(code) != code {
			t.Fatalf("%q becomes %q and then %q, %v", s, code, again, err)
		}
	})
}
