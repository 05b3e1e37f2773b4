package cms

import (
	"errors"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	der "golang.org/x/crypto/cryptobyte/asn1"
)

// Question is a request for a timestamp over a SHA-256 digest (TimeStampReq),
// certificates wanted.
func Question(digest []byte, nonce *big.Int) ([]byte, error) {
	var b cryptobyte.Builder
	sequence(&b, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		sequence(b, func(b *cryptobyte.Builder) {
			algorithm(b, OIDSHA256)
			b.AddASN1OctetString(digest)
		})
		b.AddASN1BigInt(nonce)
		b.AddASN1Boolean(true)
	})
	return b.Bytes()
}

// Answer takes the token out of a reply (TimeStampResp).
func Answer(b []byte) ([]byte, error) {
	in := cryptobyte.String(b)
	var body, status, token cryptobyte.String
	var granted int64
	if !in.ReadASN1(&body, der.SEQUENCE) || !body.ReadASN1(&status, der.SEQUENCE) || !status.ReadASN1Integer(&granted) {
		return nil, errors.New("this is no reply of a timestamp authority")
	}
	if granted > 1 { // granted, or granted with changes
		return nil, errors.New("the timestamp authority refused")
	}
	if !body.ReadASN1Element(&token, der.SEQUENCE) {
		return nil, errors.New("the reply has no timestamp")
	}
	return token, nil
}
