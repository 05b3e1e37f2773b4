package attach

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/typeset"
)

func TestSignaturePagesStandBehindAnUploadedDocument(t *testing.T) {
	t.Parallel()
	upload, err := os.ReadFile("../../demo/assets/slides.pdf")
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "whole.pdf")
	before := pages(t, "../../demo/assets/slides.pdf")
	signatures, fields, err := typeset.SignaturePages(typeset.Draft{
		Title: "项目合作协议", Parties: []typeset.Party{{Role: "甲方", Name: "示例区投资促进局", Signers: []typeset.Signer{{Field: "a", Name: "龚䶮𠮷"}}}},
	}, before)
	if core.HasCode(err, "fonts_missing") {
		t.Fatal("the fonts are missing: run scripts/fonts.sh")
	}
	if err != nil {
		t.Fatal(err)
	}
	whole, err := Append(upload, signatures)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", name).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %s", out)
	}
	if got := pages(t, name); got != before+1 || fields[0].Page != got {
		t.Errorf("%d pages after %d, field %+v", got, before, fields[0])
	}
	text, err := exec.Command("pdftotext", "-f", "1", name, "-").Output()
	if err != nil || !strings.Contains(string(text), "龚䶮𠮷") {
		t.Errorf("the names are not there: %v", err)
	}
	if strings.Contains(string(whole), "/ObjStm") || !strings.Contains(string(whole), "\nxref\n") {
		t.Error("the cross-reference table is not a classic one")
	}
}

func TestWhatIsNoPDFIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := Append([]byte("no PDF"), []byte("%PDF-1.7")); err == nil {
		t.Error("it was taken")
	}
}

func pages(t *testing.T, name string) int {
	t.Helper()
	out, err := exec.Command("qpdf", "--show-npages", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range strings.TrimSpace(string(out)) {
		n = 10*n + int(c-'0')
	}
	return n
}
