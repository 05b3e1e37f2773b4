// Package gmsign makes and checks detached SM2/SM3 signatures (GB/T 35275) that lie
// beside a signed agreement: viewers of PDF know ECDSA, Chinese law knows SM2.
package gmsign

import (
	"context"
	"crypto/rand"
	"crypto/x509/pkix"
	"encoding/json"
	"fmt"
	"math/big"
	"time"

	"github.com/emmansun/gmsm/pkcs7"
	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
)

// Vault is where the keys are kept; pki's is one.
type Vault interface {
	// Create keeps a value under a name that has none, and returns what is kept now.
	Create(ctx context.Context, name string, value []byte) ([]byte, error)
}

// Signer signs for the platform with an SM2 key.
type Signer struct {
	key               *sm2.PrivateKey
	certificate, root *smx509.Certificate
}

// name is under which the vault keeps the keys.
const name = "pilot-sm2"

// Lifetimes in years, as those of pki.
const (
	rootYears   = 20
	signerYears = 15
	early       = 10 * time.Minute // for clocks that differ
)

// kept is what the vault keeps: one record, so that servers that start together
// agree on all of it. The root's own key is not kept; it signed once.
type kept struct {
	Key         []byte `json:"key"` // PKCS#8
	Certificate []byte `json:"certificate"`
	Root        []byte `json:"root"`
}

// Open returns the platform's signer. Its key and its certificate, by an SM2 root
// of the pilot, are made at the first time.
func Open(ctx context.Context, vault Vault, now time.Time) (*Signer, error) {
	made, err := generate(now.UTC().Truncate(time.Second))
	if err != nil {
		return nil, fmt.Errorf("make an SM2 key: %w", err)
	}
	raw, err := vault.Create(ctx, name, made)
	if err != nil {
		return nil, fmt.Errorf("keep the SM2 key: %w", err)
	}
	return open(raw)
}

func open(raw []byte) (*Signer, error) {
	var k kept
	if err := json.Unmarshal(raw, &k); err != nil {
		return nil, fmt.Errorf("open the SM2 key: %w", err)
	}
	key, err := smx509.ParsePKCS8PrivateKey(k.Key)
	if err != nil {
		return nil, fmt.Errorf("open the SM2 key: %w", err)
	}
	s := &Signer{}
	var ok bool
	if s.key, ok = key.(*sm2.PrivateKey); !ok {
		return nil, fmt.Errorf("open the SM2 key: it is another kind of key")
	}
	if s.certificate, err = smx509.ParseCertificate(k.Certificate); err != nil {
		return nil, fmt.Errorf("open the SM2 certificate: %w", err)
	}
	if s.root, err = smx509.ParseCertificate(k.Root); err != nil {
		return nil, fmt.Errorf("open the SM2 root: %w", err)
	}
	return s, nil
}

func generate(now time.Time) ([]byte, error) {
	organization := []string{"招云试点（非持牌认证机构） Zhaoyun pilot, not a licensed CA"}
	above, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	key, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	number, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	rootTemplate := &smx509.Certificate{
		SerialNumber: big.NewInt(1), IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: smx509.KeyUsageCertSign,
		Subject:   pkix.Name{CommonName: "招云试点 SM2 根证书 Zhaoyun Pilot SM2 Root", Organization: organization, Country: []string{"CN"}},
		NotBefore: now.Add(-early), NotAfter: now.AddDate(rootYears, 0, 0),
	}
	template := &smx509.Certificate{
		SerialNumber: number, BasicConstraintsValid: true, KeyUsage: smx509.KeyUsageDigitalSignature | smx509.KeyUsageContentCommitment,
		Subject:   pkix.Name{CommonName: "招云试点平台 SM2 Zhaoyun Pilot Platform", Organization: organization, Country: []string{"CN"}},
		NotBefore: now.Add(-early), NotAfter: now.AddDate(signerYears, 0, 0),
	}
	k := kept{}
	if k.Root, err = smx509.CreateCertificate(rand.Reader, rootTemplate, rootTemplate, &above.PublicKey, above); err != nil {
		return nil, err
	}
	root, err := smx509.ParseCertificate(k.Root)
	if err != nil {
		return nil, err
	}
	if k.Certificate, err = smx509.CreateCertificate(rand.Reader, template, root, &key.PublicKey, above); err != nil {
		return nil, err
	}
	if k.Key, err = smx509.MarshalPKCS8PrivateKey(key); err != nil {
		return nil, err
	}
	return json.Marshal(k)
}

// Root is the certificate (DER) of the SM2 root.
func (s *Signer) Root() []byte { return s.root.Raw }

// Certificate is the signer's certificate (DER).
func (s *Signer) Certificate() []byte { return s.certificate.Raw }

// Sign returns a detached signature over content: SignedData of GB/T 35275, DER.
func (s *Signer) Sign(content []byte) ([]byte, error) {
	data, err := pkcs7.NewSMSignedData(content)
	if err != nil {
		return nil, fmt.Errorf("sign with SM2: %w", err)
	}
	if err := data.AddSignerChain(s.certificate, s.key, []*smx509.Certificate{s.root}, pkcs7.SignerInfoConfig{}); err != nil {
		return nil, fmt.Errorf("sign with SM2: %w", err)
	}
	data.Detach()
	return data.Finish()
}
