package verify

import (
	"crypto/ecdsa"
	"crypto/x509"
	"strconv"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/gmsign"
)

// clockTolerance is how far the clock of a timestamp authority may be from the platform's.
const clockTolerance = 5 * time.Minute

// chain checks that the lines are those that were written, in their order.
func (c *check) chain() {
	broken := c.pkg.Chain.Check()
	codes := map[evidence.Fault]Code{evidence.FaultSeq: ChainSeq, evidence.FaultPrev: ChainPrev, evidence.FaultTime: ChainTime}
	for _, b := range broken {
		c.bad(codes[b.Fault], place(b.Line), "line", strconv.Itoa(b.Line+1))
	}
	if len(broken) == 0 {
		c.good(ChainHeld, "", "lines", strconv.Itoa(len(c.pkg.Chain.Lines)))
	}
}

// root checks that the lines are those of the day of the release: by the clock of an
// authority, and by the key that certified the document.
func (c *check) root() {
	before := len(c.r.Findings)
	p := c.pkg
	if p.Chain.Root() != p.Root {
		c.bad(RootDiffers, "")
	}
	at := c.rootStamp()
	if !c.rootSigned() {
		c.bad(RootSignatureBad, "")
	}
	if !badSince(c.r.Findings[before:]) {
		c.good(RootHeld, "", "at", stamp(at))
	}
}

func (c *check) rootStamp() (at time.Time) {
	p := c.pkg
	if len(p.RootStamp) == 0 {
		c.bad(RootUnstamped, "")
		return at
	}
	s, err := pades.ReadStamp(p.RootStamp, p.Root)
	if err != nil {
		c.bad(RootStampBad, "", "why", err.Error())
		return at
	}
	if err := pades.VouchStamp(s, c.trust); err != nil {
		c.bad(RootStampUntrusted, "", "authority", s.Certificate.Subject.CommonName)
	}
	if last := p.Chain.Lines[len(p.Chain.Lines)-1]; s.At.Before(last.At.Add(-clockTolerance)) {
		c.bad(RootStampEarly, "", "at", stamp(s.At))
	}
	return s.At
}

// rootSigned holds the signature of the root against the platform's certificate in the
// document. After the platform has changed its key, the same subject by a trusted
// authority will do; a party's certificate never does.
func (c *check) rootSigned() bool {
	cert := c.pkg.RootCertificate
	if cert == nil || c.doc == nil || len(c.doc.Signatures) == 0 {
		return false
	}
	platform := c.doc.Signatures[0].Certificate
	if platform == nil || string(platform.RawSubject) != string(cert.RawSubject) || !platform.Equal(cert) && !c.vouched(cert) {
		return false
	}
	if _, party := pades.Evidence(cert); party {
		return false
	}
	key, ok := cert.PublicKey.(*ecdsa.PublicKey)
	return ok && ecdsa.VerifyASN1(key, c.pkg.Root[:], c.pkg.RootSignature)
}

func (c *check) vouched(cert *x509.Certificate) bool {
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	for _, r := range c.trust {
		roots.AddCert(r)
	}
	for _, s := range append(c.doc.Certificates, c.doc.Signatures[0].Chain...) {
		between.AddCert(s)
	}
	_, err := cert.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: c.pkg.Chain.Lines[len(c.pkg.Chain.Lines)-1].At,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	return err == nil
}

// sm2 checks the detached signature beside the document, if there is one.
func (c *check) sm2() {
	p := c.pkg
	if len(p.Detached) == 0 {
		return
	}
	roots := c.o.TrustSM2
	if len(roots) == 0 && len(c.o.Trust) == 0 {
		roots = [][]byte{p.DetachedRoot}
	}
	s, err := gmsign.Verify(p.Detached, p.Document, roots)
	switch {
	case err != nil:
		c.bad(SM2Bad, "", "why", err.Error())
	case !s.Trusted:
		c.add(Warn, SM2Untrusted, "", "issuer", s.Issuer)
	default:
		c.good(SM2Held, "", "subject", s.Subject)
	}
}
