package pades_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"math"
	"testing"

	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/padestest"
)

func signWith(t *testing.T, key crypto.Signer, attributes []byte) []byte {
	t.Helper()
	digest := sha256.Sum256(attributes)
	signature, err := key.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return signature
}

func TestAPendingSignatureIsFinishedByAnotherProcess(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	frozen := padestest.Frozen(t, a, padestest.Plain(2), padestest.Parties, 2)
	p, err := pades.Begin(frozen, pades.SlotOptions{Field: "party-2", Name: "乙方", Chain: a.Platform.Chain})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var again pades.Pending
	if err := json.Unmarshal(kept, &again); err != nil {
		t.Fatal(err)
	}
	if _, err := pades.Finish(context.Background(), again, signWith(t, a.Platform.Key, again.Attributes), a.TSA); err != nil {
		t.Fatal(err)
	}
}

func TestFinishTakesOnlyTheCertificatesKey(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	frozen := padestest.Frozen(t, a, padestest.Plain(2), padestest.Parties, 2)
	p, err := pades.Begin(frozen, pades.SlotOptions{Field: "party-1", Name: "甲方", Chain: a.Platform.Chain})
	if err != nil {
		t.Fatal(err)
	}
	other, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	right := signWith(t, a.Platform.Key, p.Attributes)
	for name, signature := range map[string][]byte{
		"another key": signWith(t, other, p.Attributes), "other attributes": signWith(t, a.Platform.Key, p.PDF), "nothing": nil, "half": right[:20],
	} {
		if _, err := pades.Finish(context.Background(), p, signature, a.TSA); !errors.Is(err, pades.ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
	tight := p
	tight.Room = 700
	tight.PDF = append(append(append([]byte{}, p.PDF[:p.Contents+1]...), bytes.Repeat([]byte("0"), 1400)...), '>', ' ', ' ')
	if _, err := pades.Finish(context.Background(), tight, right, a.TSA); !errors.Is(err, pades.ErrRoom) {
		t.Errorf("too little room: %v", err)
	}
	for name, damage := range map[string]func(p *pades.Pending){
		"moved": func(p *pades.Pending) { p.Contents++ }, "negative": func(p *pades.Pending) { p.Contents = -1 },
		"cut": func(p *pades.Pending) { p.PDF = p.PDF[:p.Contents+10] }, "huge": func(p *pades.Pending) { p.Room = 1 << 40 },
		"no chain": func(p *pades.Pending) { p.Chain = nil }, "no certificate": func(p *pades.Pending) { p.Chain = [][]byte{{1}} },
	} {
		broken := p
		damage(&broken)
		if _, err := pades.Finish(context.Background(), broken, right, a.TSA); !errors.Is(err, pades.ErrPending) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// liar stamps something else.
type liar struct{ pades.Stamper }

func (l liar) Stamp(ctx context.Context, digest [sha256.Size]byte) ([]byte, error) {
	digest[0] ^= 1
	return l.Stamper.Stamp(ctx, digest)
}

func TestAStampOfSomethingElseIsNotEmbedded(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	frozen := padestest.Frozen(t, a, padestest.Plain(2), padestest.Parties, 2)
	if _, err := pades.Timestamp(context.Background(), frozen, "closing", liar{a.TSA}); err == nil {
		t.Error("the document's")
	}
	p, err := pades.Begin(frozen, pades.SlotOptions{Field: "party-1", Chain: a.Platform.Chain})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pades.Finish(context.Background(), p, signWith(t, a.Platform.Key, p.Attributes), liar{a.TSA}); err == nil {
		t.Error("a signature's")
	}
}

func TestFieldsThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	box := [4]float64{10, 10, 100, 50}
	for name, fields := range map[string][]pades.Field{
		"none": nil, "no name": {{Page: 1, Rect: box}}, "a dot": {{Name: "a.b", Page: 1, Rect: box}},
		"twice": {{Name: "a"}, {Name: "a"}}, "no such page": {{Name: "a", Page: 3, Rect: box}}, "before the first page": {{Name: "a", Page: -1, Rect: box}},
		"no box": {{Name: "a", Page: 1}}, "upside down": {{Name: "a", Page: 1, Rect: [4]float64{100, 10, 10, 50}}},
		"no number": {{Name: "a", Page: 1, Rect: [4]float64{math.NaN(), 0, 10, 10}}}, "endless": {{Name: "a", Page: 1, Rect: [4]float64{0, 0, math.Inf(1), 10}}},
	} {
		if _, err := pades.Prepare(padestest.Plain(2), fields); !errors.Is(err, pades.ErrFields) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStepsOutOfOrderAreRefused(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	ctx := context.Background()
	frozen := padestest.Frozen(t, a, padestest.Plain(2), padestest.Parties, 2)
	o := pades.SlotOptions{Field: "party-1", Chain: a.Platform.Chain}
	if _, err := pades.Prepare(frozen, padestest.Fields(nil, 1)); !errors.Is(err, pades.ErrForm) {
		t.Errorf("prepared twice: %v", err)
	}
	if _, err := pades.Certify(ctx, frozen, pades.CertifyOptions{SlotOptions: o, Key: a.Platform.Key}, a.TSA); !errors.Is(err, pades.ErrNotFirst) {
		t.Errorf("certified twice: %v", err)
	}
	if _, err := pades.Begin(frozen, pades.SlotOptions{Field: "platform", Chain: a.Platform.Chain}); !errors.Is(err, pades.ErrSigned) {
		t.Errorf("signed twice: %v", err)
	}
	if _, err := pades.Begin(frozen, pades.SlotOptions{Field: "nobody", Chain: a.Platform.Chain}); !errors.Is(err, pades.ErrNoField) {
		t.Errorf("a field that is not there: %v", err)
	}
	if _, err := pades.Begin(frozen, pades.SlotOptions{Field: "party-1"}); !errors.Is(err, pades.ErrChain) {
		t.Errorf("no certificate: %v", err)
	}
	if _, err := pades.AddDSS(padestest.Sealed(t, a, 1), nil, nil); !errors.Is(err, pades.ErrStore) {
		t.Errorf("two stores: %v", err)
	}
}

func TestBrowsersSignaturesBecomeDER(t *testing.T) {
	t.Parallel()
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	digest := sha256.Sum256([]byte("attributes"))
	for range 64 { // leading zeros and high bits come by chance
		r, s, err := ecdsa.Sign(rand.Reader, key, digest[:])
		if err != nil {
			t.Fatal(err)
		}
		raw := append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
		der, err := pades.RawToDER(raw)
		if err != nil || !ecdsa.VerifyASN1(&key.PublicKey, digest[:], der) {
			t.Fatalf("%x: %v", raw, err)
		}
	}
	if _, err := pades.RawToDER(make([]byte, 63)); err == nil {
		t.Error("63 bytes")
	}
}
