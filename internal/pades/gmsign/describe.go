package gmsign

import (
	"fmt"
	"time"

	"github.com/emmansun/gmsm/smx509"
)

// Describe names a certificate (DER) of SM2 for people.
func Describe(certificate []byte) (name string, until time.Time, err error) {
	c, err := smx509.ParseCertificate(certificate)
	if err != nil {
		return "", time.Time{}, fmt.Errorf("read an SM2 certificate: %w", err)
	}
	return c.Subject.CommonName, c.NotAfter, nil
}
