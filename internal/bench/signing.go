package bench

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/pades"
	"zhaoyun/internal/pki"
)

// Sizes of the agreement that is signed.
const (
	agreementPages   = 30
	agreementParties = 5
	agreementFont    = 300 << 10 // bytes of a font in it
)

// Who signs.
const (
	signerName  = "张三"
	signerParty = "某某投资有限公司"
)

// signing is what it takes to sign an agreement: for one party, from its key to its
// signature in the file with a timestamp, without what its browser does; and for the
// whole closing of five parties, with what is appended for later readers. It happens
// in this process, one after the other, and no store takes part.
func signing(ctx context.Context, o Options) error {
	authorities, err := pki.Open(ctx, pki.Settings{}, vault{})
	if err != nil {
		return err
	}
	s := signer{ctx, authorities}
	var party, all, inspect, size []float64
	for round := range o.Repeats + 1 {
		content, err := s.freeze(agreement())
		if err != nil {
			return err
		}
		began := time.Now()
		for n := range agreementParties {
			start := time.Now()
			if content, err = s.sign(content, n); err != nil {
				return err
			}
			if round > 0 { // the first is for warming up
				party = append(party, milliseconds(start))
			}
		}
		if content, err = s.seal(content); err != nil {
			return err
		}
		took := milliseconds(began)
		start := time.Now()
		doc, err := pades.Inspect(content)
		if err != nil {
			return err
		}
		read := milliseconds(start)
		if !doc.OK() || len(doc.Signatures) != agreementParties+2 {
			return fmt.Errorf("the signed agreement is not right: %v", doc.Findings)
		}
		if round > 0 {
			all, inspect, size = append(all, took), append(inspect, read), append(size, float64(len(content))/1024)
		}
	}
	checked, err := s.verifying(o.Repeats)
	if err != nil {
		return err
	}
	o.show(
		row{"signing-party", party, "ms", "<=150"},
		row{"signing-five", all, "ms", "<=250"},
		row{"signing-verify", checked, "ms", "<=100"},
		row{"signing-inspect", inspect, "ms", ""},
		row{"signing-size", size, "KiB", ""},
	)
	return nil
}

func milliseconds(since time.Time) float64 { return float64(time.Since(since).Microseconds()) / 1000 }

type signer struct {
	ctx context.Context
	*pki.Authorities
}

// freeze adds the fields and certifies.
func (s signer) freeze(content []byte) ([]byte, error) {
	fields := []pades.Field{{Name: "platform"}, {Name: "closing"}}
	for n := range agreementParties {
		y := 700 - float64(n)*100
		fields = append(fields, pades.Field{Name: fieldName(n), Page: agreementPages, Rect: [4]float64{60, y, 280, y + 80}})
	}
	content, err := pades.Prepare(content, fields)
	if err != nil {
		return nil, err
	}
	return pades.Certify(s.ctx, content, pades.CertifyOptions{
		SlotOptions: pades.SlotOptions{Field: "platform", Name: "平台", Reason: "冻结", At: time.Now(), Chain: s.Platform.Chain}, Key: s.Platform.Key,
	}, s.TSA)
}

func fieldName(n int) string { return fmt.Sprintf("party-%d", n+1) }

// sign is the server's part of one party, and the signature of its browser.
func (s signer) sign(content []byte, n int) ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	certificate, err := s.issue(key, evidence.Digest{})
	if err != nil {
		return nil, err
	}
	return s.embed(content, n, key, certificate)
}

// issue certifies a browser's key for what its owner confirmed.
func (s signer) issue(key *ecdsa.PrivateKey, confirmed evidence.Digest) (*x509.Certificate, error) {
	return s.CA.Issue(s.ctx, pki.Request{CommonName: signerName, Organization: signerParty, Key: &key.PublicKey, Evidence: confirmed})
}

// embed puts a party's signature into the file.
func (s signer) embed(content []byte, n int, key *ecdsa.PrivateKey, certificate *x509.Certificate) ([]byte, error) {
	pending, err := pades.Begin(content, pades.SlotOptions{
		Field: fieldName(n), Name: signerName, Reason: "签署", At: time.Now(), Chain: append([]*x509.Certificate{certificate}, s.CA.Chain()...),
		Appearance: bytes.Repeat([]byte("12.34 56.78 m 23.45 67.89 l 34.56 78.90 l f\n"), 600),
	})
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(pending.Attributes)
	signature, err := key.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	return pades.Finish(s.ctx, pending, signature, s.TSA)
}

// seal appends what later readers need, and closes.
func (s signer) seal(content []byte) ([]byte, error) {
	certs, crls, err := s.Validation(s.ctx)
	if err != nil {
		return nil, err
	}
	if content, err = pades.AddDSS(content, certs, crls); err != nil {
		return nil, err
	}
	return pades.Timestamp(s.ctx, content, "closing", s.TSA)
}

// agreement is a PDF as long as agreements are, with a font as large as a subset of
// Chinese ones.
func agreement() []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	stream := func(data []byte) { object("<</Length %d>>\nstream\n%s\nendstream", len(data), data) }
	b.WriteString("%PDF-1.7\n")
	kids := ""
	for n := range agreementPages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*n)
	}
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]>>", agreementPages, kids)
	stream(bytes.Repeat([]byte("font"), agreementFont/4))
	for n := range agreementPages {
		object("<</Type/Page/Parent 2 0 R/Resources<<>>/Contents %d 0 R>>", 5+2*n)
		stream(bytes.Repeat([]byte("0 0 m 1 1 l S\n"), 250))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// vault keeps keys in memory.
type vault map[string][]byte

// Load implements pki.Vault.
func (v vault) Load(_ context.Context, name string) ([]byte, error) {
	if b, ok := v[name]; ok {
		return b, nil
	}
	return nil, pki.ErrEmpty
}

// Create implements pki.Vault.
func (v vault) Create(_ context.Context, name string, value []byte) ([]byte, error) {
	v[name] = value
	return value, nil
}
