package evidence

import (
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
)

// PackageVersion is the form of packages.
const PackageVersion = "zhaoyun/evidence/1"

// Package is everything needed to check a signed agreement without asking anybody.
// Write makes the zip file of it, Open takes one apart.
type Package struct {
	Document []byte // the released PDF
	Chain    Chain
	Root     Digest // Chain.Root when the agreement was released
	// RootStamp is an RFC 3161 token (DER) whose imprint is Root: pades.Stamper.Stamp(ctx, Root).
	RootStamp []byte
	// RootSignature is the platform's over Root, see SignRoot, and RootCertificate its
	// certificate: that of the certification in the document. A public timestamp
	// authority stamps anything for anybody; this says whose chain it is.
	RootSignature   []byte
	RootCertificate *x509.Certificate
	// Anchors are the roots of the certificate and timestamp authorities, as the
	// platform names them. A reader who does not trust them already gains nothing by them.
	Anchors []*x509.Certificate
	// Detached is a GB/T 35275 (SM2 with SM3) SignedData over the document, nil for none;
	// DetachedRoot is the SM2 root (DER) that the platform names for it.
	Detached     []byte
	DetachedRoot []byte
}

// SignRoot signs a root with the platform's key.
func SignRoot(root Digest, key crypto.Signer) ([]byte, error) {
	return key.Sign(rand.Reader, root[:], crypto.SHA256)
}

// Find gives the last line of a kind about somebody; who may be empty for anybody.
func (c Chain) Find(kind Kind, who string) (Line, bool) {
	for i := len(c.Lines) - 1; i >= 0; i-- {
		if l := c.Lines[i]; l.Kind == kind && (who == "" || l.Who == who) {
			return l, true
		}
	}
	return Line{}, false
}

// manifest is evidence.json. Lines are texts, not objects: their bytes count.
type manifest struct {
	V               string   `json:"v"`
	Agreement       string   `json:"agreement"`
	Lines           []string `json:"lines"`
	Root            Digest   `json:"root"`
	RootStamp       []byte   `json:"root_stamp"`
	RootSignature   []byte   `json:"root_signature"`
	RootCertificate []byte   `json:"root_certificate"`
	Anchors         [][]byte `json:"anchors"`
	DetachedRoot    []byte   `json:"detached_root,omitempty"`
}

func (p *Package) manifest() ([]byte, error) {
	m := manifest{
		V: PackageVersion, Agreement: p.Chain.Agreement, Lines: make([]string, len(p.Chain.Lines)), Root: p.Root,
		RootStamp: p.RootStamp, RootSignature: p.RootSignature, Anchors: make([][]byte, len(p.Anchors)), DetachedRoot: p.DetachedRoot,
	}
	for i, l := range p.Chain.Lines {
		m.Lines[i] = string(l.Raw())
	}
	for i, a := range p.Anchors {
		m.Anchors[i] = a.Raw
	}
	if p.RootCertificate != nil {
		m.RootCertificate = p.RootCertificate.Raw
	}
	raw, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	return raw, nil
}

// readManifest fills a package from evidence.json.
func readManifest(raw []byte) (*Package, error) {
	var m manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("evidence: %s: %w", nameManifest, err)
	}
	if m.V != PackageVersion {
		return nil, fmt.Errorf("evidence: a package of the form %q is not known", m.V)
	}
	if m.Agreement == "" || len(m.Lines) == 0 {
		return nil, errors.New("evidence: the package names no agreement or has no lines")
	}
	p := &Package{Chain: Chain{Agreement: m.Agreement}, Root: m.Root, RootStamp: m.RootStamp, RootSignature: m.RootSignature, DetachedRoot: m.DetachedRoot}
	for i, text := range m.Lines {
		l, err := ParseLine([]byte(text))
		if err != nil {
			return nil, &LineError{Line: i, Err: err}
		}
		p.Chain.Lines = append(p.Chain.Lines, l)
	}
	for _, der := range m.Anchors {
		a, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, fmt.Errorf("evidence: anchor: %w", err)
		}
		p.Anchors = append(p.Anchors, a)
	}
	if len(m.RootCertificate) > 0 {
		var err error
		if p.RootCertificate, err = x509.ParseCertificate(m.RootCertificate); err != nil {
			return nil, fmt.Errorf("evidence: certificate of the root: %w", err)
		}
	}
	return p, nil
}

// LineError says which line of a package cannot be read.
type LineError struct {
	Line int
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap gives the cause.
func (e *LineError) Unwrap() error { return e.Err }
