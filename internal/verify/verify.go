package verify

import (
	"bytes"
	"crypto/x509"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/pades"
)

// Options are what the reader brings.
type Options struct {
	// Trust are the roots the reader trusts, for certificates and for timestamps.
	// Without any the file's own are used, and the report says that nobody the
	// reader trusts vouches: it is then not OK.
	Trust []*x509.Certificate
	// TrustSM2 are roots (DER) for the detached SM2 signature; see ParseTrust.
	TrustSM2 [][]byte
	// At is the time that certificates are held against where no timestamp says
	// one, usually now.
	At time.Time
}

// MaxFile is how large a file may be. What is larger is not ours.
const MaxFile = 192 << 20

// Verify checks a file, a signed PDF or an evidence package, and never fails: what is
// wrong with the file is a finding.
func Verify(name string, file []byte, o Options) Report {
	c := &check{o: o, r: Report{
		Kind: KindUnknown, Name: name, SHA256: evidence.Sum(file), Size: int64(len(file)), Checked: o.At.UTC(),
		Signatures: []Signature{}, Timeline: []Step{}, Findings: []Finding{},
	}}
	switch {
	case evidence.Looks(file):
		c.pack(file)
	case bytes.Contains(file[:min(len(file), 1024)], []byte("%PDF-")):
		c.r.Kind = KindPDF
		c.document(file)
	}
	return c.finish()
}

// check is one run of the verifier.
type check struct {
	o     Options
	r     Report
	trust []*x509.Certificate // the reader's or, for want of them, the file's own
	doc   *pades.Document
	pkg   *evidence.Opened
	story story
}

func (c *check) add(severity Severity, code Code, where string, params ...string) {
	f := Finding{Code: code, Severity: severity, Where: where}
	for i := 0; i+1 < len(params); i += 2 {
		if f.Params == nil {
			f.Params = map[string]string{}
		}
		f.Params[params[i]] = params[i+1]
	}
	c.r.Findings = append(c.r.Findings, f)
}

func (c *check) bad(code Code, where string, params ...string) { c.add(Bad, code, where, params...) }
func (c *check) good(code Code, where string, params ...string) {
	c.add(Good, code, where, params...)
}

// finish sums up.
func (c *check) finish() Report {
	r := &c.r
	for i, s := range r.Signatures {
		r.Signatures[i].Valid = !c.spoken(s.Field)
	}
	bad := r.bad()
	signed := c.doc != nil && len(c.doc.Signatures) > 0
	switch {
	case r.Kind == KindUnknown, r.Kind == KindPDF && !signed:
		r.Verdict = VerdictNotSigned
	case bad:
		r.Verdict = VerdictInvalid
	case r.Has(TrustNone):
		r.Verdict = VerdictUntrusted
	case r.Kind == KindPDF:
		r.Verdict, r.OK = VerdictValidPDF, true
	default:
		r.Verdict, r.OK = VerdictValid, true
	}
	return *r
}

// spoken says whether something speaks against a field.
func (c *check) spoken(field string) bool {
	for _, f := range c.r.Findings {
		if f.Severity == Bad && f.Where == field {
			return true
		}
	}
	return false
}

func (r *Report) bad() bool {
	for _, f := range r.Findings {
		if f.Severity == Bad {
			return true
		}
	}
	return false
}

// pack checks an evidence package.
func (c *check) pack(file []byte) {
	p, err := evidence.Open(file)
	if err != nil {
		c.unreadable(err)
		return
	}
	c.r.Kind, c.pkg = KindPackage, p
	for name, list := range map[Code][]string{PackageUnexpected: p.Unexpected, PackageDiffers: p.Differing, PackageMissing: p.Missing} {
		for _, file := range list {
			c.bad(name, file, "file", file)
		}
	}
	c.document(p.Document)
	c.chain()
	c.root()
	c.tell()
	c.frozen()
	c.parties()
	c.released()
	c.sm2()
}
