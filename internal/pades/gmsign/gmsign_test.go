package gmsign_test

import (
	"context"
	"encoding/asn1"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"zhaoyun/internal/pades/gmsign"
	"zhaoyun/internal/pades/padestest"
)

func signer(t *testing.T) *gmsign.Signer {
	t.Helper()
	s, err := gmsign.Open(context.Background(), &padestest.Vault{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var content = []byte("投资协议的摘要")

func TestAnSM2SignatureIsRightForItsContentAlone(t *testing.T) {
	t.Parallel()
	s := signer(t)
	signature, err := s.Sign(content)
	if err != nil {
		t.Fatal(err)
	}
	got, err := gmsign.Verify(signature, content, [][]byte{s.Root()})
	if err != nil || !got.Trusted || !strings.Contains(got.Subject, "试点") {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := gmsign.Verify(signature, append([]byte("x"), content...), [][]byte{s.Root()}); err == nil {
		t.Error("another content passed")
	}
	other := signer(t)
	if got, err := gmsign.Verify(signature, content, [][]byte{other.Root()}); err != nil || got.Trusted {
		t.Errorf("another root was trusted: %+v, %v", got, err)
	}
	for i := range signature {
		broken := append([]byte{}, signature...)
		broken[i] ^= 0x40
		if got, err := gmsign.Verify(broken, content, [][]byte{s.Root()}); err == nil && string(got.Certificate) == string(s.Certificate()) && got.Trusted {
			// Some bytes say nothing, such as the algorithm's parameters; none of the signature does.
			if i > len(signature)-64 {
				t.Errorf("byte %d of the signature may be changed", i)
			}
		}
	}
}

func TestServersThatShareAVaultShareTheKey(t *testing.T) {
	t.Parallel()
	vault := &padestest.Vault{}
	a, err := gmsign.Open(context.Background(), vault, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	b, err := gmsign.Open(context.Background(), vault, time.Now())
	if err != nil || string(a.Certificate()) != string(b.Certificate()) {
		t.Fatalf("another certificate: %v", err)
	}
}

// TestOpenSSLVerifiesTheSM2Signature takes the signed attributes and the signature
// out of the message and asks another hand.
func TestOpenSSLVerifiesTheSM2Signature(t *testing.T) {
	t.Parallel()
	s := signer(t)
	signature, err := s.Sign(content)
	if err != nil {
		t.Fatal(err)
	}
	attributes, value := takeApart(t, signature)
	certificate, err := smx509.ParseCertificate(s.Certificate())
	if err != nil {
		t.Fatal(err)
	}
	public, err := smx509.MarshalPKIXPublicKey(certificate.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	key := write("key.pem", pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}))
	sig := write("signature", value)
	verify := func(data string) string {
		out, _ := exec.Command("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-sigfile", sig, "-in", data,
			"-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678").CombinedOutput()
		return string(out)
	}
	if out := verify(write("attributes", attributes)); !strings.Contains(out, "Signature Verified Successfully") {
		t.Fatalf("openssl: %s", out)
	}
	attributes[len(attributes)-1] ^= 1
	if out := verify(write("broken", attributes)); !strings.Contains(out, "Failure") {
		t.Fatalf("openssl takes what is broken: %s", out)
	}
	// The certificates hold together, by openssl's own rules for SM2.
	root := write("root.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Root()}))
	own := write("own.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate()}))
	if out, err := exec.Command("openssl", "verify", "-vfyopt", "distid:1234567812345678", "-CAfile", root, own).CombinedOutput(); err != nil {
		t.Fatalf("openssl verify: %s", out)
	}
}

// takeApart returns the signed attributes, as a SET, and the signature.
func takeApart(t *testing.T, message []byte) (attributes, signature []byte) {
	t.Helper()
	var outer struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue
	}
	var data struct {
		Version int
		Digests asn1.RawValue
		Content asn1.RawValue
		Certs   asn1.RawValue
		Signers []struct {
			Version    int
			ID         asn1.RawValue
			Digest     asn1.RawValue
			Attributes asn1.RawValue
			Algorithm  asn1.RawValue
			Signature  []byte
		} `asn1:"set"`
	}
	if _, err := asn1.Unmarshal(message, &outer); err != nil {
		t.Fatal(err)
	}
	if outer.Type.String() != "1.2.156.10197.6.1.4.2.2" {
		t.Fatalf("the message is of type %s, not signedData of GB/T 35275", outer.Type)
	}
	if _, err := asn1.Unmarshal(outer.Content.Bytes, &data); err != nil {
		t.Fatal(err)
	}
	attributes = append([]byte{}, data.Signers[0].Attributes.FullBytes...)
	attributes[0] = 0x31
	return attributes, data.Signers[0].Signature
}
