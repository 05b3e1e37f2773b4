package pki

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"

	"zhaoyun/internal/pades/cms"
)

// Bounds of asking a timestamp authority.
const (
	stampTime   = 15 * time.Second
	stampAnswer = 256 << 10 // bytes
)

// remote is a timestamp authority over HTTP (RFC 3161).
type remote struct {
	url    string
	trust  []*x509.Certificate
	client *http.Client
}

func openRemote(s Settings) (*remote, error) {
	trust, err := readPEM(s.TSATrust)
	if err != nil {
		return nil, fmt.Errorf("read the roots of the timestamp authority: %w", err)
	}
	r := &remote{url: s.TSAURL, trust: trust, client: s.Client}
	if r.client == nil {
		r.client = &http.Client{Timeout: stampTime}
	}
	return r, nil
}

// Roots implements Stamper.
func (r *remote) Roots() []*x509.Certificate { return r.trust }

// Stamp implements Stamper.
func (r *remote) Stamp(ctx context.Context, digest [sha256.Size]byte) ([]byte, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, err
	}
	question, err := cms.Question(digest[:], nonce)
	if err != nil {
		return nil, err
	}
	answer, err := r.post(ctx, question)
	if err != nil {
		return nil, fmt.Errorf("ask the timestamp authority: %w", err)
	}
	token, err := cms.Answer(answer)
	if err != nil {
		return nil, fmt.Errorf("ask the timestamp authority: %w", err)
	}
	read, err := cms.ParseToken(token, digest[:])
	if err != nil {
		return nil, fmt.Errorf("read a timestamp: %w", err)
	}
	if read.Info.Nonce == nil || read.Info.Nonce.Cmp(nonce) != 0 {
		return nil, errors.New("the timestamp answers another question")
	}
	return token, r.vouched(read)
}

// vouched reports whether a token is by somebody below the trusted roots: one that
// is not would make the finished file worthless.
func (r *remote) vouched(t *cms.Token) error {
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	for _, c := range r.trust {
		roots.AddCert(c)
	}
	for _, c := range t.Certificates {
		between.AddCert(c)
	}
	_, err := t.Signer.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: t.Info.At, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	})
	if err != nil {
		return fmt.Errorf("the timestamp authority is not one of those trusted: %w", err)
	}
	return nil
}

func (r *remote) post(ctx context.Context, question []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url, bytes.NewReader(question))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/timestamp-query")
	request.Header.Set("Accept", "application/timestamp-reply")
	response, err := r.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answers %s", response.Status)
	}
	return io.ReadAll(io.LimitReader(response.Body, stampAnswer))
}
