package pki

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

var pilotOrganization = []string{"招云试点（非持牌认证机构） Zhaoyun pilot, not a licensed CA"}

func rootTemplate(now time.Time) *x509.Certificate {
	return &x509.Certificate{
		Subject:   pkix.Name{CommonName: "招云试点根证书 Zhaoyun Pilot Root CA", Organization: pilotOrganization, Country: []string{"CN"}},
		NotBefore: now.Add(-early), NotAfter: now.AddDate(rootYears, 0, 0),
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
	}
}

var oidExtendedKeyUsage, oidTimeStamping = asn1.ObjectIdentifier{2, 5, 29, 37}, asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 8}

// stamperTemplate has the usage marked as critical, as RFC 3161 asks; x509 by itself
// would not.
func stamperTemplate(now time.Time) (*x509.Certificate, error) {
	usage, err := asn1.Marshal([]asn1.ObjectIdentifier{oidTimeStamping})
	return &x509.Certificate{
		Subject:   pkix.Name{CommonName: "招云试点时间戳 Zhaoyun Pilot TSA", Organization: pilotOrganization, Country: []string{"CN"}},
		NotBefore: now.Add(-early), NotAfter: now.AddDate(stamperYears, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtraExtensions: []pkix.Extension{{Id: oidExtendedKeyUsage, Critical: true, Value: usage}},
	}, err
}

func platformTemplate(pilot bool, now time.Time) *x509.Certificate {
	subject := pkix.Name{CommonName: "招云平台 Zhaoyun Platform", Country: []string{"CN"}}
	if pilot {
		subject.CommonName, subject.Organization = "招云试点平台 Zhaoyun Pilot Platform", pilotOrganization
	}
	return &x509.Certificate{
		Subject: subject, NotBefore: now.Add(-early), NotAfter: now.AddDate(platformYears, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
	}
}

// openPilot returns the built-in authority.
func openPilot(ctx context.Context, vault Vault, now func() time.Time) (*issuer, error) {
	id, err := keep(ctx, vault, "pilot-ca", nil, rootTemplate(now()))
	return &issuer{id.Key, id.Chain, now}, err
}

// kept is an identity in the vault.
type kept struct {
	Key         []byte `json:"key"` // PKCS#8
	Certificate []byte `json:"certificate"`
}

// keep returns the identity in the vault, made of the template when there is none
// yet. Key and certificate are one record, so that servers that start together
// agree on both.
func keep(ctx context.Context, vault Vault, name string, by *issuer, template *x509.Certificate) (Identity, error) {
	raw, err := vault.Load(ctx, name)
	if errors.Is(err, ErrEmpty) {
		if raw, err = generate(by, template); err == nil {
			raw, err = vault.Create(ctx, name, raw)
		}
	}
	var k kept
	if err == nil {
		err = json.Unmarshal(raw, &k)
	}
	if err != nil {
		return Identity{}, fmt.Errorf("open the key %s: %w", name, err)
	}
	key, err := x509.ParsePKCS8PrivateKey(k.Key)
	if err != nil {
		return Identity{}, fmt.Errorf("open the key %s: %w", name, err)
	}
	certificate, err := x509.ParseCertificate(k.Certificate)
	if err != nil {
		return Identity{}, fmt.Errorf("open the certificate %s: %w", name, err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return Identity{}, fmt.Errorf("the key %s cannot sign", name)
	}
	id := Identity{signer, []*x509.Certificate{certificate}}
	if by != nil {
		id.Chain = append(id.Chain, by.chain...)
	}
	return id, nil
}

func generate(by *issuer, template *x509.Certificate) ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	var certificate *x509.Certificate
	if by == nil {
		certificate, err = create(template, template, &key.PublicKey, key)
	} else {
		certificate, err = by.sign(template, &key.PublicKey)
	}
	if err != nil {
		return nil, err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return json.Marshal(kept{private, certificate.Raw})
}
