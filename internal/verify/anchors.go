package verify

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/pades/gmsign"
)

// Anchors are the roots that an installation names for those who check what was
// signed in it.
type Anchors struct {
	Pilot bool     `json:"pilot" doc:"An authority among them is the built-in one for pilots"`
	List  []Anchor `json:"list"`
	PEM   string   `json:"pem" doc:"All of them as one PEM file, for zhaoyun verify --trust"`
}

// Anchor is a root. Its fingerprint is to be compared with one from elsewhere.
type Anchor struct {
	Name   string          `json:"name"`
	SM2    bool            `json:"sm2" doc:"For the detached SM2 signature"`
	Until  time.Time       `json:"until"`
	SHA256 evidence.Digest `json:"sha256" doc:"Fingerprint of the certificate (DER)"`
}

// AnchorsOf describes roots; those of SM2 are DER.
func AnchorsOf(pilot bool, roots []*x509.Certificate, sm2 ...[]byte) (Anchors, error) {
	a := Anchors{Pilot: pilot, List: []Anchor{}}
	var file bytes.Buffer
	add := func(one Anchor, der []byte) error {
		one.SHA256 = evidence.Sum(der)
		a.List = append(a.List, one)
		return pem.Encode(&file, &pem.Block{Type: "CERTIFICATE", Bytes: der})
	}
	for _, r := range roots {
		if err := add(Anchor{Name: r.Subject.CommonName, Until: r.NotAfter.UTC()}, r.Raw); err != nil {
			return Anchors{}, err
		}
	}
	for _, der := range sm2 {
		name, until, err := gmsign.Describe(der)
		if err != nil {
			return Anchors{}, err
		}
		if err := add(Anchor{Name: name, SM2: true, Until: until.UTC()}, der); err != nil {
			return Anchors{}, err
		}
	}
	a.PEM = file.String()
	return a, nil
}
