package pki

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"time"

	"zhaoyun/internal/pades/cms"
)

// oidPolicy says that a timestamp is by the built-in authority; the arc is for pilots.
var oidPolicy = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 55555, 1, 2}

// builtIn is the timestamp authority of pilots; its clock is the server's.
type builtIn struct {
	id  Identity
	now func() time.Time
}

// Roots implements Stamper.
func (b *builtIn) Roots() []*x509.Certificate { return b.id.Chain[1:] }

// Stamp implements Stamper.
func (b *builtIn) Stamp(_ context.Context, digest [sha256.Size]byte) ([]byte, error) {
	number, err := serial()
	if err != nil {
		return nil, err
	}
	info, err := cms.Info{Policy: oidPolicy, Digest: digest[:], Serial: number, At: b.now()}.Marshal()
	if err != nil {
		return nil, fmt.Errorf("write a timestamp: %w", err)
	}
	hash := sha256.Sum256(info)
	attributes, err := cms.Attributes(cms.OIDTSTInfo, hash[:], b.id.Chain[0])
	if err != nil {
		return nil, err
	}
	hash = sha256.Sum256(attributes)
	signature, err := b.id.Key.Sign(rand.Reader, hash[:], crypto.SHA256)
	if err != nil {
		return nil, fmt.Errorf("sign a timestamp: %w", err)
	}
	return cms.Encoding{
		ContentType: cms.OIDTSTInfo, Content: info, Certificates: b.id.Chain, Attributes: attributes, Signature: signature,
	}.Marshal()
}
