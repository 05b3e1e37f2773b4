package verify_test

import (
	"bytes"
	"encoding/pem"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font/sfnt"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/evidence/evidencetest"
	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/outline"
	"zhaoyun/internal/typeset"
	"zhaoyun/internal/typeset/fonts"
	"zhaoyun/internal/verify"
)

// The sample of the documentation is made anew with
//
//	go test ./internal/verify -run TheSample -sample
var makeSample = flag.Bool("sample", false, "make docs/samples anew")

const samples = "../../docs/samples"

// sampleParties have names, organisations and reasons that programs get wrong.
func sampleParties() []*evidencetest.Party {
	parties := []*evidencetest.Party{
		{Name: "示例䶮", Position: "局长", Organisation: "示例市龑䶮投资促进示范区投资促进局", Masked: "138****0001"},
		{Name: "示例𠮷", Position: "董事", Organisation: "示例控股（香港）有限公司", Masked: "s***@example.com"},
		{Name: "欧阳示例", Position: "授权代表", Organisation: "示例长三角一体化示范区高端装备智能制造产业投资发展集团股份有限公司上海分公司筹备处", Masked: "139****0003"},
	}
	fill := evidencetest.Parties(len(parties))
	for i, p := range parties {
		p.ID, p.Field, p.Role, p.OrganisationID, p.Alg = fill[i].ID, fill[i].Field, fill[i].Role, fill[i].OrganisationID, evidencetest.ES256
		p.Level = evidence.LevelPasskey
	}
	parties[2].Level = evidence.LevelCode
	return parties
}

func sampleText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(samples, "agreement.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// writeSample has three parties sign an agreement set as the product sets it.
func writeSample(t *testing.T) {
	t.Helper()
	parties := sampleParties()
	draft := typeset.Draft{Language: "zh-CN", Title: "项目合作协议（示例）", Text: sampleText(t), At: time.Now()}
	for _, p := range parties {
		draft.Parties = append(draft.Parties, typeset.Party{
			Role: p.Role, Name: p.Organisation, ID: p.OrganisationID,
			Signers: []typeset.Signer{{Field: p.Field, Name: p.Name, Position: p.Position}},
		})
	}
	paper, fields, err := typeset.Agreement(draft)
	if err != nil {
		t.Fatal(err)
	}
	var places []pades.Field
	for _, f := range fields {
		places = append(places, pades.Field{Page: f.Page, Rect: f.Rect})
	}
	read, err := pades.Inspect(paper)
	if err != nil {
		t.Fatal(err)
	}
	a, p := evidencetest.Whole(t.Context(), evidencetest.Options{
		ID: "sample", Title: draft.Title, Paper: paper, Pages: read.Pages, Places: places, Parties: parties, Draw: sampleAppearance(t),
	})
	var roots bytes.Buffer
	for _, c := range a.Authorities.Anchors() {
		roots.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
	}
	roots.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.SM2.Root()}))
	for name, content := range map[string][]byte{"evidence.zip": evidencetest.File(p), "roots.pem": roots.Bytes()} {
		if err := os.WriteFile(filepath.Join(samples, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func sampleAppearance(t *testing.T) func(*evidencetest.Party) []byte {
	t.Helper()
	var face outline.Face
	for _, name := range []string{"text", "rare"} {
		raw, err := fonts.Raw(name)
		if err != nil {
			t.Fatal(err)
		}
		font, err := sfnt.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if face.Font == nil {
			face.Font = font
		} else {
			face.Fallbacks = append(face.Fallbacks, font)
		}
	}
	return func(p *evidencetest.Party) []byte {
		drawn, _, err := outline.Draw(face, p.Name, 6, 20, 22)
		if err != nil {
			t.Fatal(err)
		}
		return append([]byte("0.76 0.16 0.12 rg\n"), drawn...)
	}
}

func readSample(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(samples, name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestTheSampleIsVerified(t *testing.T) {
	if *makeSample {
		writeSample(t)
	}
	o := verify.Options{At: time.Now()}
	var err error
	if o.Trust, o.TrustSM2, err = verify.ParseTrust(readSample(t, "roots.pem")); err != nil {
		t.Fatal(err)
	}
	r := verify.Verify("evidence.zip", readSample(t, "evidence.zip"), o)
	if !r.OK || r.Verdict != verify.VerdictValid || !r.Has(verify.SM2Held) {
		t.Fatalf("%s, bad: %v", r.Verdict, badCodes(r))
	}
	for _, want := range sampleParties() {
		i := slices.IndexFunc(r.Signatures, func(s verify.Signature) bool { return s.Field == want.Field })
		if i < 0 {
			t.Fatalf("nobody signed for %s", want.Organisation)
		}
		got := r.Signatures[i]
		if got.Name != want.Name || got.Organisation != want.Organisation || got.Level != want.Level || got.Reason != want.Role+"签署" {
			t.Errorf("%s of %s is read back as %+v", want.Name, want.Organisation, got)
		}
	}
}

// Rare characters and long names come back from the paper, too, whoever reads it.
func TestNamesOfTheSampleAreReadBackFromItsText(t *testing.T) {
	t.Parallel()
	opened, err := evidence.Open(readSample(t, "evidence.zip"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(file, opened.Document, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(out)), "")
	for _, p := range sampleParties() {
		for _, want := range []string{p.Name, p.Organisation, p.OrganisationID} {
			if !strings.Contains(text, want) {
				t.Errorf("pdftotext does not read %q in\n%s", want, out)
			}
		}
	}
}
