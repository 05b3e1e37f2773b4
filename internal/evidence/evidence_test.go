package evidence

import (
	"crypto/sha256"
	"strings"
	"testing"
	"time"
)

var at = time.Date(2026, 11, 3, 2, 30, 0, 123_000_000, time.UTC)

func chainOf(t *testing.T, n int) Chain {
	t.Helper()
	c := Chain{Agreement: "a-1"}
	for i := range n {
		if _, err := c.Add(at.Add(time.Duration(i)*time.Second), KindRead, "s-1", Read{Version: 1, Page: i + 1, Pages: n}); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func TestALineKeepsItsBytes(t *testing.T) {
	t.Parallel()
	var c Chain
	l, err := c.Add(at, KindVoided, Platform, Voided{Reason: "乙方<改名>& \u2028 “䶮𠮷”"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseLine(l.Raw())
	if err != nil {
		t.Fatal(err)
	}
	if string(again.Raw()) != string(l.Raw()) || again.Head() != l.Head() {
		t.Errorf("read %s, wrote %s", again.Raw(), l.Raw())
	}
	var v Voided
	if err := again.Into(&v); err != nil || v.Reason != "乙方<改名>& \u2028 “䶮𠮷”" {
		t.Errorf("%q, %v", v.Reason, err)
	}
	if !strings.Contains(string(l.Raw()), "<改名>&") {
		t.Errorf("escaped without need: %s", l.Raw())
	}
}

func TestThereIsOneWayToWriteALine(t *testing.T) {
	t.Parallel()
	good := string(chainOf(t, 1).Lines[0].Raw())
	for name, bad := range map[string]string{
		"a space":         strings.Replace(good, `,"at"`, `, "at"`, 1),
		"a name twice":    strings.Replace(good, `{"seq":0`, `{"seq":0,"seq":0`, 1),
		"another case":    strings.Replace(good, `"kind"`, `"Kind"`, 1),
		"an unknown name": strings.Replace(good, `{"seq"`, `{"x":1,"seq"`, 1),
		"an escape":       strings.Replace(good, `"s-1"`, `"\u0073-1"`, 1),
		"a zone":          strings.Replace(good, `.123Z`, `.123+00:00`, 1),
		"a big digest":    strings.Replace(good, `"prev":"`+Genesis("a-1").Digest.String(), `"prev":"`+strings.ToUpper(Genesis("a-1").Digest.String()), 1),
		"something after": good + " ",
		"no data":         strings.Replace(good, `{"version":1,"page":1,"pages":1}`, `null`, 1),
		"too much":        strings.Replace(good, `s-1`, strings.Repeat("x", maxLine), 1),
	} {
		if bad == good {
			t.Errorf("%s: the test changes nothing", name)
		}
		if _, err := ParseLine([]byte(bad)); err == nil {
			t.Errorf("%s is taken: %.200s", name, bad)
		}
	}
}

func TestABrokenChainSaysWhere(t *testing.T) {
	t.Parallel()
	c := chainOf(t, 6)
	if broken := c.Check(); broken != nil {
		t.Fatalf("a whole chain: %v", broken)
	}
	has := func(name string, c Chain, want Broken) {
		t.Helper()
		for _, b := range c.Check() {
			if b == want {
				return
			}
		}
		t.Errorf("%s: %v, want %v", name, c.Check(), want)
	}
	lines := func(l ...Line) Chain { return Chain{Agreement: "a-1", Lines: l} }
	l := c.Lines
	has("dropped", lines(l[0], l[1], l[3], l[4], l[5]), Broken{FaultSeq, 2})
	has("reordered", lines(l[0], l[2], l[1], l[3]), Broken{FaultSeq, 1})
	altered, err := ParseLine([]byte(strings.Replace(string(l[2].Raw()), `"page":3`, `"page":4`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	has("altered", lines(l[0], l[1], altered, l[3]), Broken{FaultPrev, 3})
	has("of another agreement", Chain{Agreement: "a-2", Lines: l}, Broken{FaultPrev, 0})
	late, err := l[1].Head().Next(at.Add(-time.Hour), KindRead, "s-1", Read{})
	if err != nil {
		t.Fatal(err)
	}
	has("back in time", lines(l[0], l[1], late), Broken{FaultTime, 2})
}

// The tree of RFC 6962, section 2.1, written the way the RFC does.
func TestTheRootIsTheRFCs(t *testing.T) {
	t.Parallel()
	var mth func(l []Line) []byte
	mth = func(l []Line) []byte {
		switch len(l) {
		case 0:
			h := sha256.Sum256(nil)
			return h[:]
		case 1:
			h := sha256.Sum256(append([]byte{0}, l[0].Raw()...))
			return h[:]
		}
		k := 1
		for k*2 < len(l) {
			k *= 2
		}
		h := sha256.Sum256(append(append([]byte{1}, mth(l[:k])...), mth(l[k:])...))
		return h[:]
	}
	for n := range 20 {
		c := chainOf(t, n)
		if root := c.Root(); string(root[:]) != string(mth(c.Lines)) {
			t.Errorf("%d lines: %s", n, root)
		}
	}
}

func TestAnIntentHasOneText(t *testing.T) {
	t.Parallel()
	i := Intent{Agreement: "a-1", DocSHA256: Sum([]byte("x")), Field: "party-1", Party: "甲", Name: "𠮷田", Statement: "我同意", KeySHA256: Sum([]byte("k")), Nonce: "0123456789abcdef", At: at}
	text, err := i.Text()
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseIntent(text)
	i.V = IntentVersion
	if err != nil || got != i {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"", "{}", " " + text, strings.Replace(text, "intent/1", "intent/2", 1), strings.Replace(text, `"name":"𠮷田"`, `"name":""`, 1)} {
		if _, err := ParseIntent(bad); err == nil {
			t.Errorf("taken: %s", bad)
		}
	}
}
