package verify_test

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/evidence/evidencetest"
	"zhaoyun/internal/verify"
)

// rezip alters one file of a package.
func rezip(t *testing.T, raw []byte, name string, alter func(string) string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == name {
			body = []byte(alter(string(body)))
		}
		e, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lineOf finds a line by what it says.
func lineOf(t *testing.T, c evidence.Chain, kind evidence.Kind, nth int) int {
	t.Helper()
	for i, l := range c.Lines {
		if l.Kind == kind {
			if nth == 0 {
				return i
			}
			nth--
		}
	}
	t.Fatalf("no line of the kind %s", kind)
	return 0
}

func TestADroppedLineIsNamed(t *testing.T) {
	t.Parallel()
	_, p, o := whole(t)
	for _, kind := range []evidence.Kind{evidence.KindInvited, evidence.KindRead, evidence.KindFrozen, evidence.KindPasskey, evidence.KindConfirmed, evidence.KindSealed} {
		q, i := *p, lineOf(t, p.Chain, kind, 0)
		q.Chain.Lines = slices.Delete(slices.Clone(p.Chain.Lines), i, i+1)
		caught(t, &q, o, verify.ChainSeq, verify.RootDiffers)
	}
	q := *p
	q.Chain.Lines = p.Chain.Lines[:len(p.Chain.Lines)-1]
	caught(t, &q, o, verify.RootDiffers, verify.ReleasedMissing)
}

func TestReorderedLinesAreNamed(t *testing.T) {
	t.Parallel()
	_, p, o := whole(t)
	q, i := *p, lineOf(t, p.Chain, evidence.KindRead, 1)
	q.Chain.Lines = slices.Clone(p.Chain.Lines)
	q.Chain.Lines[i], q.Chain.Lines[i+1] = q.Chain.Lines[i+1], q.Chain.Lines[i]
	caught(t, &q, o, verify.ChainSeq, verify.RootDiffers)
}

func TestAnAlteredLineIsNamed(t *testing.T) {
	t.Parallel()
	_, p, o := whole(t)
	q, i := *p, lineOf(t, p.Chain, evidence.KindRead, 2)
	altered, err := evidence.ParseLine([]byte(strings.Replace(string(p.Chain.Lines[i].Raw()), `"page":3`, `"page":2`, 1)))
	if err != nil || bytes.Equal(altered.Raw(), p.Chain.Lines[i].Raw()) {
		t.Fatal("the test changes nothing", err)
	}
	q.Chain.Lines = slices.Clone(p.Chain.Lines)
	q.Chain.Lines[i] = altered
	caught(t, &q, o, verify.ChainPrev, verify.RootDiffers)
}

// rebuild writes the chain anew around altered lines: every line names the one before.
func rebuild(t *testing.T, c evidence.Chain, keep func(evidence.Line) bool) evidence.Chain {
	t.Helper()
	out := evidence.Chain{Agreement: c.Agreement}
	for _, l := range c.Lines {
		if keep(l) {
			if _, err := out.Add(l.At, l.Kind, l.Who, l.Data); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}

// Whoever writes the whole chain anew, has it stamped by the very authority that the
// reader trusts and signs it with a key of their own is told from the platform.
func TestARewrittenChainIsNamed(t *testing.T) {
	t.Parallel()
	a, p, o := whole(t)
	p.Chain = rebuild(t, p.Chain, func(l evidence.Line) bool { return l.Kind != evidence.KindRead })
	caught(t, p, o, verify.RootDiffers)
	p.Root = p.Chain.Root()
	caught(t, p, o, verify.RootStampBad, verify.RootSignatureBad)
	stamp, err := a.Authorities.TSA.Stamp(t.Context(), p.Root)
	if err != nil {
		t.Fatal(err)
	}
	p.RootStamp = stamp
	caught(t, p, o, verify.RootSignatureBad)
	party := a.Parties[0]
	p.RootCertificate = party.Certificate
	caught(t, p, o, verify.RootSignatureBad)
	p.RootStamp = nil
	caught(t, p, o, verify.RootUnstamped)
}

func TestAnotherInstallationsPackageIsNotVouchedFor(t *testing.T) {
	t.Parallel()
	_, p, _ := whole(t)
	other, _, _ := whole(t)
	caught(t, p, reader(other), verify.RootStampUntrusted, "document.untrusted_certificate", "document.untrusted_timestamp")
}

func TestALeftOutPartyIsNamed(t *testing.T) {
	t.Parallel()
	a := confirmed(t, nil)
	for _, p := range a.Parties[:2] {
		a.Seal(t.Context(), p)
	}
	caught(t, a.Release(t.Context()), reader(a), verify.PartyUnsigned, verify.ChainOrder)
}

func TestAnEndedAgreementHasNoSignedDocument(t *testing.T) {
	t.Parallel()
	a := confirmed(t, nil)
	for _, p := range a.Parties {
		a.Seal(t.Context(), p)
	}
	a.Line(evidence.KindVoided, evidence.Platform, evidence.Voided{Reason: "另行商定"})
	caught(t, a.Release(t.Context()), reader(a), verify.ReleasedEnded, verify.ChainOrder)
}

func TestAFileThatDoesNotBelongIsNamed(t *testing.T) {
	t.Parallel()
	_, p, o := whole(t)
	caughtFile(t, rezip(t, evidencetest.File(p), "assertions/party-1/intent.json", func(s string) string { return s + " " }), o, verify.PackageDiffers)
}
