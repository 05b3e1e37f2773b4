package pki

import (
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

// openFile returns the authority whose key and chain are in a PKCS#12 file.
func openFile(path, password string, now func() time.Time) (*issuer, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the CA: %w", err)
	}
	key, certificate, above, err := pkcs12.DecodeChain(content, password)
	if err != nil {
		return nil, fmt.Errorf("read the CA in %s: %w", path, err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("the CA's key in %s cannot sign", path)
	}
	if err := fitToIssue(certificate, signer, now()); err != nil {
		return nil, fmt.Errorf("the CA in %s: %w", path, err)
	}
	return &issuer{signer, order(certificate, above), now}, nil
}

func fitToIssue(c *x509.Certificate, key crypto.Signer, now time.Time) error {
	public, ok := key.Public().(interface{ Equal(crypto.PublicKey) bool })
	switch {
	case !ok || !public.Equal(c.PublicKey):
		return errors.New("the key is not the certificate's")
	case !c.IsCA || c.KeyUsage&x509.KeyUsageCertSign == 0:
		return errors.New("the certificate may not issue others")
	case now.Before(c.NotBefore) || now.After(c.NotAfter):
		return fmt.Errorf("the certificate is valid from %s to %s only", c.NotBefore.Format(time.DateOnly), c.NotAfter.Format(time.DateOnly))
	}
	return nil
}

// order puts a chain into the order of issuing; certificates that do not belong to
// it are left out.
func order(first *x509.Certificate, others []*x509.Certificate) []*x509.Certificate {
	chain := []*x509.Certificate{first}
	for range others {
		last := chain[len(chain)-1]
		for _, c := range others {
			if !last.Equal(c) && last.CheckSignatureFrom(c) == nil {
				chain = append(chain, c)
				break
			}
		}
	}
	return chain
}

// readPEM reads the certificates of a file.
func readPEM(path string) ([]*x509.Certificate, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []*x509.Certificate
	for block, rest := pem.Decode(content); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, errors.New("there is no certificate (PEM) in it")
	}
	return out, nil
}
