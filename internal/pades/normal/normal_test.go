package normal_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/normal"
	"zhaoyun/internal/pades/padestest"
)

func TestAModernFileBecomesAPlainOne(t *testing.T) {
	t.Parallel()
	if _, err := pades.Prepare(padestest.Modern(), padestest.Fields(padestest.Parties, 1)); err == nil {
		t.Fatal("the sample is plain already")
	}
	plain, report, err := normal.Normalise(padestest.Modern())
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{normal.Actions, normal.Embedded, normal.Form}; report.Pages != 1 || !slices.Equal(report.Removed, want) {
		t.Errorf("%+v, want %v removed", report, want)
	}
	for _, no := range []string{"JavaScript", "EmbeddedFile", "AcroForm", "/ObjStm", "/XRef", "OpenAction", "/AA"} {
		if bytes.Contains(plain, []byte(no)) {
			t.Errorf("%s is still there", no)
		}
	}
	path := filepath.Join(t.TempDir(), "plain.pdf")
	if err := os.WriteFile(path, plain, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %s", out)
	}
	if out, err := exec.Command("pdftotext", path, "-").CombinedOutput(); err != nil || !strings.Contains(string(out), "Page 1: Party A") {
		t.Errorf("pdftotext: %s", out)
	}
	a := padestest.Authorities(t)
	frozen := padestest.Frozen(t, a, plain, padestest.Parties, 1)
	doc, err := pades.Inspect(padestest.Close(t, a, padestest.Sign(t, a, frozen, padestest.Parties[0])))
	if err != nil || !doc.OK() {
		t.Fatalf("%v, %+v", err, doc.Findings)
	}
}

func TestWhatIsSignedAlreadyIsPlainAgain(t *testing.T) {
	t.Parallel()
	a := padestest.Authorities(t)
	plain, report, err := normal.Normalise(padestest.Sealed(t, a, 3, padestest.Parties...))
	if err != nil || report.Pages != 3 || !slices.Contains(report.Removed, normal.Signatures) {
		t.Fatalf("%+v, %v", report, err)
	}
	padestest.Frozen(t, a, plain, padestest.Parties, 3)
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	api.DisableConfigDir()
	lock := func(user string) []byte {
		var b bytes.Buffer
		if err := api.Encrypt(bytes.NewReader(padestest.Plain(2)), &b, model.NewAESConfiguration(user, "own", 256)); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	if _, _, err := normal.Normalise(lock("open")); !errors.Is(err, normal.ErrEncrypted) {
		t.Errorf("a file that asks for a password: %v", err)
	}
	plain, report, err := normal.Normalise(lock(""))
	if err != nil || !slices.Contains(report.Removed, normal.Encryption) {
		t.Fatalf("a file that asks for none: %+v, %v", report, err)
	}
	path := filepath.Join(t.TempDir(), "plain.pdf")
	if err := os.WriteFile(path, plain, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftotext", path, "-").CombinedOutput(); err != nil || !strings.Contains(string(out), "Page 2: Party A") {
		t.Errorf("pdftotext: %s", out)
	}
}

func TestWhatIsNoPDFIsBroken(t *testing.T) {
	t.Parallel()
	for name, content := range map[string][]byte{"nothing": nil, "text": []byte("hello"), "half": padestest.Plain(3)[:300]} {
		if _, _, err := normal.Normalise(content); !errors.Is(err, normal.ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
