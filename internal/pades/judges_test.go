package pades_test

import (
	"encoding/json"
	"os"
	"testing"

	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/padestest"
)

func TestASealedDocumentHasNoFindings(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	sealed := padestest.Sealed(t, a, 4, padestest.Parties...)
	if keep := os.Getenv("PADES_KEEP"); keep != "" {
		os.WriteFile(keep, sealed, 0o600)
	}
	doc, err := pades.Inspect(sealed)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(doc.Findings, doc.Vouch(a.Anchors())...) {
		s, _ := json.Marshal(f)
		t.Errorf("finding %s", s)
	}
}
