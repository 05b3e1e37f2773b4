package pades_test

import (
	"testing"

	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/padestest"
)

// BenchmarkParty is what one party costs: certificate, revision, timestamp.
func BenchmarkParty(b *testing.B) {
	a := padestest.Authorities(b)
	frozen := padestest.Frozen(b, a, padestest.Plain(30), padestest.Parties, 30)
	for b.Loop() {
		padestest.Sign(b, a, frozen, padestest.Parties[0])
	}
}

// BenchmarkInspect is what reading a sealed document of three parties costs.
func BenchmarkInspect(b *testing.B) {
	sealed := padestest.Sealed(b, padestest.Authorities(b), 30, padestest.Parties...)
	b.SetBytes(int64(len(sealed)))
	for b.Loop() {
		if doc, err := pades.Inspect(sealed); err != nil || !doc.OK() {
			b.Fatal(err)
		}
	}
}
