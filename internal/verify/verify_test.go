package verify_test

import (
	"context"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/evidence/evidencetest"
	"zhaoyun/internal/verify"
)

// whole is an agreement of three parties, and the reader who trusts its authorities.
func whole(t testing.TB) (*evidencetest.Agreement, *evidence.Package, verify.Options) {
	t.Helper()
	a, p := evidencetest.Whole(t.Context(), evidencetest.Options{Title: "云州高新区项目投资协议", Parties: evidencetest.Parties(3)})
	return a, p, reader(a)
}

func reader(a *evidencetest.Agreement) verify.Options {
	o := verify.Options{Trust: a.Authorities.Anchors(), At: time.Now()}
	if a.SM2 != nil {
		o.TrustSM2 = [][]byte{a.SM2.Root()}
	}
	return o
}

func badCodes(r verify.Report) []verify.Code {
	var out []verify.Code
	for _, f := range r.Findings {
		if f.Severity == verify.Bad && !slices.Contains(out, f.Code) {
			out = append(out, f.Code)
		}
	}
	return out
}

func TestAWholePackageIsVerified(t *testing.T) {
	t.Parallel()
	a, p, o := whole(t)
	r := verify.Verify("协议.zip", evidencetest.File(p), o)
	if !r.OK || r.Verdict != verify.VerdictValid || r.Kind != verify.KindPackage {
		t.Fatalf("%s, bad: %v\n%+v", r.Verdict, badCodes(r), r.Findings)
	}
	var parties []verify.Signature
	for _, s := range r.Signatures {
		if !s.Valid || s.At.IsZero() {
			t.Errorf("%+v", s)
		}
		if s.Role == verify.RoleParty {
			parties = append(parties, s)
		}
	}
	for i, s := range parties {
		want := a.Parties[i]
		if s.Name != want.Name || s.Organisation != want.Organisation || s.Level != want.Level {
			t.Errorf("%+v, want %s of %s by %s", s, want.Name, want.Organisation, want.Level)
		}
	}
	if len(parties) != 3 || len(r.Timeline) != len(p.Chain.Lines) || r.Document.SHA256 != evidence.Sum(p.Document) || r.Document.Title != a.Title {
		t.Errorf("%d parties, %d steps, %+v", len(parties), len(r.Timeline), r.Document)
	}
	for _, code := range []verify.Code{verify.ChainHeld, verify.RootHeld, verify.FrozenHeld, verify.ReleasedHeld, verify.DocumentHeld, verify.PartyHeld, verify.PartyHeldCode} {
		if !r.Has(code) {
			t.Errorf("nothing says %s", code)
		}
	}
}

func TestThePDFAloneIsVerified(t *testing.T) {
	t.Parallel()
	_, p, o := whole(t)
	r := verify.Verify("协议.pdf", p.Document, o)
	if !r.OK || r.Verdict != verify.VerdictValidPDF || !r.Has(verify.EvidenceNone) || len(r.Signatures) != 5 {
		t.Errorf("%s, %d signatures, bad: %v", r.Verdict, len(r.Signatures), badCodes(r))
	}
}

func TestWithoutTrustNobodyVouches(t *testing.T) {
	t.Parallel()
	a, p, _ := whole(t)
	for _, file := range [][]byte{evidencetest.File(p), p.Document} {
		r := verify.Verify("协议", file, verify.Options{At: time.Now()})
		if r.OK || r.Verdict != verify.VerdictUntrusted || !r.Has(verify.TrustNone) {
			t.Errorf("%s, bad: %v", r.Verdict, badCodes(r))
		}
		print := evidence.Sum(a.Authorities.Anchors()[0].Raw).String()
		if f := r.Findings[slices.IndexFunc(r.Findings, func(f verify.Finding) bool { return f.Code == verify.TrustNone })]; !strings.Contains(f.Params["fingerprints"], print) {
			t.Errorf("%v does not name %s", f.Params, print)
		}
	}
}

func TestWhatIsNoSignedFileIsCalledThat(t *testing.T) {
	t.Parallel()
	for name, file := range map[string][]byte{
		"empty": nil, "text": []byte("hello"), "a PDF without signatures": evidencetest.Paper(2, nil), "another archive": []byte("PK\x03\x04"),
		"half a PDF": []byte("%PDF-1.7\n1 0 obj"),
	} {
		r := verify.Verify(name, file, verify.Options{At: time.Now()})
		if r.OK || r.Verdict != verify.VerdictNotSigned {
			t.Errorf("%s: %s %v", name, r.Verdict, r.Findings)
		}
	}
}

// A signer loses the key and confirms anew, one withdraws while it is being sealed,
// one is replaced: what counts is what stands at the end.
func TestOnlyWhatStandsAtTheEndCounts(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	a := evidencetest.New(ctx, evidencetest.Options{Parties: evidencetest.Parties(3)})
	frozen := a.PDF
	for _, p := range a.Parties {
		a.Confirm(p)
	}
	a.Parties[0].Browser = evidencetest.NewBrowser() // the key is lost
	a.Confirm(a.Parties[0])
	a.Seal(ctx, a.Parties[0])
	a.Line(evidence.KindWithdrawn, a.Parties[1].ID, evidence.Withdrawn{})
	a.PDF = frozen // the slots are dropped
	old, heir := a.Parties[2], *a.Parties[2]
	heir.ID, heir.Name, heir.Browser, heir.Passkey = "signer-4", "张𬭎", evidencetest.NewBrowser(), nil
	a.Line(evidence.KindInvited, heir.ID, evidence.Invited{Name: heir.Name, Organisation: heir.Organisation, Field: heir.Field})
	a.Line(evidence.KindReplaced, old.ID, evidence.Replaced{By: heir.ID, Field: heir.Field, Reason: "调任"})
	a.Parties[2] = &heir
	a.Confirm(&heir)
	a.Confirm(a.Parties[1])
	for _, p := range a.Parties {
		a.Seal(ctx, p)
	}
	if r := verify.Verify("x.zip", evidencetest.File(a.Release(ctx)), reader(a)); !r.OK {
		t.Errorf("%s: %+v", r.Verdict, r.Findings)
	}
}

var code = regexp.MustCompile(`(?m)^\s+[A-Za-z0-9]+\s+Code = "([a-z_0-9.]+)"`)

// Every code has its words, in every language, naming the same parameters.
func TestEveryCodeHasItsWords(t *testing.T) {
	t.Parallel()
	check := func(c verify.Code, bracket string) {
		texts := map[verify.Language]string{}
		for _, l := range verify.Languages {
			texts[l] = l.Finding(verify.Finding{Code: c})
			if strings.HasPrefix(string(c), "verdict.") {
				texts[l] = l.Text(c)
			}
			if texts[l] == "" || strings.Contains(texts[l], string(c)) {
				t.Errorf("%s has no words in %s", c, l)
			}
			if got, want := places(texts[l]), places(texts[verify.Chinese]); !slices.Equal(got, want) {
				t.Errorf("%s in %s names %v, in Chinese %v", c, l, got, want)
			}
		}
	}
	for file, prefix := range map[string]string{"codes.go": "", "../pades/finding.go": "document."} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := code.FindAllStringSubmatch(string(source), -1)
		if len(found) < 20 {
			t.Fatalf("%d codes in %s", len(found), file)
		}
		for _, m := range found {
			check(verify.Code(prefix+m[1]), "")
		}
	}
}

var parameter = regexp.MustCompile(`\{[a-z]+\}`)

func places(text string) []string {
	found := parameter.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestAReportSaysTheSameAsJSON(t *testing.T) {
	t.Parallel()
	_, p, o := whole(t)
	r := verify.English.Say(verify.Verify("x.zip", evidencetest.File(p), o))
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"ok":true`, `"role_text":"signer"`, `"level_text":"passkey"`, `"text":"frozen"`, `"verdict":"verdict.valid"`} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%s is not in %s", want, raw)
		}
	}
	if strings.Contains(r.Text, "{") {
		t.Error(r.Text)
	}
	for _, f := range r.Findings {
		if strings.Contains(f.Text, "{") {
			t.Errorf("%s leaves a parameter open: %s", f.Code, f.Text)
		}
	}
}
