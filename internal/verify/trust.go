package verify

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
)

// ParseTrust reads roots from PEM files, one after another. Roots of SM2, which
// crypto/x509 does not know, are told apart.
func ParseTrust(files ...[]byte) (roots []*x509.Certificate, sm2 [][]byte, err error) {
	for _, file := range files {
		found := false
		for {
			var block *pem.Block
			if block, file = pem.Decode(file); block == nil {
				break
			}
			if block.Type != "CERTIFICATE" {
				continue
			}
			found = true
			if cert, err := x509.ParseCertificate(block.Bytes); err == nil {
				roots = append(roots, cert)
			} else {
				sm2 = append(sm2, block.Bytes)
			}
		}
		if !found {
			return nil, nil, errors.New("verify: no certificate in PEM form")
		}
	}
	return roots, sm2, nil
}
