package verify

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/pades"
)

func (c *check) unreadable(err error) {
	var line *evidence.LineError
	if errors.As(err, &line) {
		c.r.Kind = KindPackage
		c.bad(LineUnreadable, place(line.Line), "line", strconv.Itoa(line.Line+1), "why", line.Err.Error())
		return
	}
	// Any zip file begins like a package: only what claims to be one is a bad one.
	if !errors.Is(err, evidence.ErrNotOurs) {
		c.r.Kind = KindPackage
	}
	c.bad(PackageUnreadable, "", "why", err.Error())
}

// document checks the PDF for itself: every signature, and that nothing but
// signatures came after the first.
func (c *check) document(pdf []byte) {
	doc, err := pades.Inspect(pdf)
	if err != nil {
		c.bad(DocumentUnreadable, "", "why", err.Error())
		return
	}
	c.doc = doc
	c.r.Document = &Document{SHA256: evidence.Sum(pdf), Size: int64(len(pdf)), Pages: doc.Pages}
	c.authorities()
	before := len(c.r.Findings)
	for _, f := range doc.Findings {
		c.pades(f)
	}
	for _, f := range doc.Vouch(c.trust) {
		c.pades(f)
	}
	for _, s := range doc.Signatures {
		c.r.Signatures = append(c.r.Signatures, signature(s))
	}
	if len(doc.Signatures) == 0 {
		return
	}
	if doc.Signatures[0].Kind == pades.Certification {
		c.r.Document.Frozen = doc.Revisions[doc.Signatures[0].Revision].SHA256
	}
	if !badSince(c.r.Findings[before:]) {
		params := []string{"signatures", strconv.Itoa(len(doc.Signatures))}
		if last := doc.Signatures[len(doc.Signatures)-1]; last.Stamp != nil {
			params = append(params, "at", stamp(last.Stamp.At))
		}
		c.good(DocumentHeld, "", params...)
	}
	if c.pkg == nil {
		c.add(Warn, EvidenceNone, "")
	}
}

// authorities decides whom to trust.
func (c *check) authorities() {
	if c.trust = c.o.Trust; len(c.trust) > 0 {
		return
	}
	if c.pkg != nil {
		c.trust = c.pkg.Anchors
	} else {
		c.trust = c.own()
	}
	prints := make([]string, len(c.trust))
	for i, cert := range c.trust {
		prints[i] = cert.Subject.CommonName + " " + evidence.Sum(cert.Raw).String()
	}
	c.add(Warn, TrustNone, "", "fingerprints", strings.Join(prints, "\n"))
}

// own gives the roots that the document brings along.
func (c *check) own() []*x509.Certificate {
	var out []*x509.Certificate
	seen := map[string]bool{}
	take := func(list []*x509.Certificate) {
		for _, cert := range list {
			if bytes.Equal(cert.RawIssuer, cert.RawSubject) && !seen[string(cert.Raw)] {
				seen[string(cert.Raw)] = true
				out = append(out, cert)
			}
		}
	}
	take(c.doc.Certificates)
	for _, s := range c.doc.Signatures {
		take(s.Chain)
		if s.Stamp != nil {
			take(s.Stamp.Chain)
		}
	}
	return out
}

func badSince(findings []Finding) bool {
	for _, f := range findings {
		if f.Severity == Bad {
			return true
		}
	}
	return false
}

// pades takes over a finding about the document.
func (c *check) pades(f pades.Finding) {
	// Of a PDF without any signature nothing else matters.
	var params []string
	for name, v := range f.Params {
		text := fmt.Sprint(v)
		if at, ok := v.(time.Time); ok {
			text = stamp(at)
		}
		params = append(params, name, text)
	}
	severity := Bad
	if f.Severity == pades.Warn {
		severity = Warn
	}
	c.add(severity, Code("document."+string(f.Code)), f.Field, params...)
}

func signature(s pades.Signature) Signature {
	out := Signature{Field: s.Field, Role: RoleParty, Name: s.Name, Reason: s.Reason}
	switch s.Kind {
	case pades.Certification:
		out.Role = RolePlatform
	case pades.Timestamped:
		out.Role = RoleTimestamp
	}
	if s.Stamp != nil {
		out.At = s.Stamp.At
		if out.Role == RoleTimestamp && s.Stamp.Certificate != nil {
			out.Name = s.Stamp.Certificate.Subject.CommonName
		}
	}
	if cert := s.Certificate; cert != nil {
		out.Name, out.Issuer, out.Certificate = cert.Subject.CommonName, cert.Issuer.CommonName, evidence.Sum(cert.Raw)
		out.Organisation, out.ID = first(cert.Subject.Organization), identifier(cert)
	}
	return out
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// identifier gives the organizationIdentifier (2.5.4.97).
func identifier(cert *x509.Certificate) string {
	for _, n := range cert.Subject.Names {
		if n.Type.String() == "2.5.4.97" {
			s, _ := n.Value.(string)
			return s
		}
	}
	return ""
}

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// place names a line of the evidence as Where: counted from 1, as people do.
func place(i int) string { return "line " + strconv.Itoa(i+1) }
