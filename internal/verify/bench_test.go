package verify_test

import (
	"testing"

	"zhaoyun/internal/evidence/evidencetest"
	"zhaoyun/internal/verify"
)

// Five signatures on thirty pages.
func BenchmarkVerify(b *testing.B) {
	a, p := evidencetest.Whole(b.Context(), evidencetest.Options{Paper: evidencetest.Paper(30, nil), Pages: 30, Parties: evidencetest.Parties(5)})
	file, o := evidencetest.File(p), reader(a)
	b.Run("package", func(b *testing.B) {
		for b.Loop() {
			if r := verify.Verify("x.zip", file, o); !r.OK {
				b.Fatal(badCodes(r))
			}
		}
	})
	b.Run("pdf", func(b *testing.B) {
		for b.Loop() {
			if r := verify.Verify("x.pdf", p.Document, o); !r.OK {
				b.Fatal(badCodes(r))
			}
		}
	})
}
