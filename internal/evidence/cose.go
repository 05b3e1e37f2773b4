package evidence

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/big"

	"github.com/fxamacker/cbor/v2"
)

// The algorithms that passkeys sign with (RFC 9053): nearly all ES256, Windows Hello RS256.
const (
	algES256 = -7
	algEdDSA = -8
	algRS256 = -257
)

var coseMode = must(cbor.DecOptions{
	DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden, MaxNestedLevels: 4,
	ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
}.DecMode())

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// coseKey has the fields that all three have in common. What -1 to -3 are depends on
// the kind of key.
type coseKey struct {
	Kind   int             `cbor:"1,keyasint"`
	Alg    int             `cbor:"3,keyasint"`
	First  cbor.RawMessage `cbor:"-1,keyasint"` // curve, or modulus
	Second cbor.RawMessage `cbor:"-2,keyasint"` // x, or exponent
	Third  cbor.RawMessage `cbor:"-3,keyasint"` // y
}

// ParseCOSE reads the public key of a passkey (RFC 9052, section 7).
func ParseCOSE(raw []byte) (crypto.PublicKey, error) {
	var k coseKey
	if err := coseMode.Unmarshal(raw, &k); err != nil {
		return nil, fmt.Errorf("evidence: key of a passkey: %w", err)
	}
	switch {
	case k.Kind == 2 && k.Alg == algES256:
		return k.p256()
	case k.Kind == 3 && k.Alg == algRS256:
		return k.rsa()
	case k.Kind == 1 && k.Alg == algEdDSA:
		return k.ed25519()
	}
	return nil, fmt.Errorf("evidence: a passkey of kind %d with algorithm %d is not known", k.Kind, k.Alg)
}

func (k coseKey) p256() (crypto.PublicKey, error) {
	var curve int
	var x, y []byte
	if err := errors.Join(coseMode.Unmarshal(k.First, &curve), coseMode.Unmarshal(k.Second, &x), coseMode.Unmarshal(k.Third, &y)); err != nil {
		return nil, fmt.Errorf("evidence: key of a passkey: %w", err)
	}
	if curve != 1 || len(x) != 32 || len(y) != 32 {
		return nil, errors.New("evidence: key of a passkey: not of P-256")
	}
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), append(append([]byte{4}, x...), y...))
	if err != nil {
		return nil, fmt.Errorf("evidence: key of a passkey: %w", err)
	}
	return key, nil
}

func (k coseKey) rsa() (crypto.PublicKey, error) {
	var n, e []byte
	if err := errors.Join(coseMode.Unmarshal(k.First, &n), coseMode.Unmarshal(k.Second, &e)); err != nil {
		return nil, fmt.Errorf("evidence: key of a passkey: %w", err)
	}
	key := &rsa.PublicKey{N: new(big.Int).SetBytes(n)}
	if bits := key.N.BitLen(); bits < 2048 || bits > 8192 || len(e) > 4 {
		return nil, fmt.Errorf("evidence: key of a passkey: RSA of %d bits", bits)
	}
	for _, b := range e {
		key.E = key.E<<8 | int(b)
	}
	if key.E < 3 || key.E > 1<<31-1 || key.E%2 == 0 {
		return nil, fmt.Errorf("evidence: key of a passkey: RSA with the exponent %d", key.E)
	}
	return key, nil
}

func (k coseKey) ed25519() (crypto.PublicKey, error) {
	var curve int
	var x []byte
	if err := errors.Join(coseMode.Unmarshal(k.First, &curve), coseMode.Unmarshal(k.Second, &x)); err != nil {
		return nil, fmt.Errorf("evidence: key of a passkey: %w", err)
	}
	if curve != 6 || len(x) != ed25519.PublicKeySize {
		return nil, errors.New("evidence: key of a passkey: not of Ed25519")
	}
	return ed25519.PublicKey(x), nil
}

func verifyCOSE(key crypto.PublicKey, message, signature []byte) bool {
	digest := sha256.Sum256(message)
	switch k := key.(type) {
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(k, digest[:], signature)
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(k, crypto.SHA256, digest[:], signature) == nil
	case ed25519.PublicKey:
		return ed25519.Verify(k, message, signature)
	}
	return false
}
