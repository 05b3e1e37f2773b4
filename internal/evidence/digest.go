package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Digest is a SHA-256. As text, in JSON too, it is 64 lower-case hexadecimal digits.
type Digest [sha256.Size]byte

// Sum is the digest of the parts, one after another.
func Sum(parts ...[]byte) Digest {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return Digest(h.Sum(nil))
}

// String gives the digits.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// IsZero says that there is none.
func (d Digest) IsZero() bool { return d == Digest{} }

// MarshalText gives the digits.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the digits; there is one way to write them.
func (d *Digest) UnmarshalText(text []byte) error {
	var read Digest
	if len(text) != 2*len(read) {
		return fmt.Errorf("evidence: a digest has %d digits, not %d", 2*len(read), len(text))
	}
	if _, err := hex.Decode(read[:], text); err != nil {
		return fmt.Errorf("evidence: digest: %w", err)
	}
	if read.String() != string(text) {
		return fmt.Errorf("evidence: the digits of a digest are lower case")
	}
	*d = read
	return nil
}
