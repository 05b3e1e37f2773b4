package pki_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/padestest"
	"zhaoyun/internal/pki"
)

func open(t *testing.T, s pki.Settings) *pki.Authorities {
	t.Helper()
	a, err := pki.Open(context.Background(), s, &padestest.Vault{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func partyKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestThePilotSaysThatItIsOne(t *testing.T) {
	t.Parallel()
	a := open(t, pki.Settings{})
	stamp := stampOf(t, a)
	for _, c := range append(a.CA.Chain(), a.Platform.Chain[0], stamp.Certificate) {
		if !strings.Contains(c.Subject.CommonName, "试点") || !strings.Contains(c.Subject.Organization[0], "not a licensed CA") {
			t.Errorf("%s does not say so", c.Subject)
		}
	}
	if !a.Pilot {
		t.Error("Pilot is false")
	}
}

func stampOf(t *testing.T, a *pki.Authorities) *pades.Stamp {
	t.Helper()
	digest := sha256.Sum256([]byte("root"))
	token, err := a.TSA.Stamp(context.Background(), digest)
	if err != nil {
		t.Fatal(err)
	}
	stamp, err := pades.ReadStamp(token, digest)
	if err != nil {
		t.Fatal(err)
	}
	if err := pades.VouchStamp(stamp, a.Anchors()); err != nil {
		t.Fatal(err)
	}
	if _, err := pades.ReadStamp(token, sha256.Sum256([]byte("another"))); err == nil {
		t.Error("the stamp fits another digest")
	}
	return stamp
}

func TestCertificatesLiveForYearsAndSayWhatTheyAreFor(t *testing.T) {
	t.Parallel()
	now := time.Now()
	a := open(t, pki.Settings{Now: func() time.Time { return now }})
	evidence := sha256.Sum256([]byte("intent and assertion"))
	key := partyKey(t)
	c, err := a.CA.Issue(context.Background(), pki.Request{
		CommonName: "䶮三", Organization: "杭州某某有限公司", OrganizationID: "91330100MA2XXXXXX1", Key: &key.PublicKey, Evidence: evidence,
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := pades.Evidence(c); !ok || got != evidence {
		t.Errorf("evidence %x", got)
	}
	if _, ok := pades.Evidence(a.Platform.Chain[0]); ok {
		t.Error("the platform's certificate binds evidence")
	}
	if c.KeyUsage != x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment || c.IsCA || !key.PublicKey.Equal(c.PublicKey) {
		t.Errorf("key usage %b", c.KeyUsage)
	}
	stamp := stampOf(t, a)
	for name, want := range map[string]struct {
		c     *x509.Certificate
		years int
	}{"party": {c, 3}, "root": {a.CA.Chain()[0], 20}, "timestamp": {stamp.Certificate, 15}, "platform": {a.Platform.Chain[0], 15}} {
		if until := now.AddDate(want.years, 0, -1); want.c.NotAfter.Before(until) || want.c.NotBefore.After(now) {
			t.Errorf("%s: from %s to %s", name, want.c.NotBefore, want.c.NotAfter)
		}
	}
	critical := slices.ContainsFunc(stamp.Certificate.Extensions, func(e pkix.Extension) bool { return e.Id.String() == "2.5.29.37" && e.Critical })
	if !critical || !slices.Equal(stamp.Certificate.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}) {
		t.Error("the usage of the timestamp authority is not critical, or not the only one")
	}
	list, err := a.CA.CRL(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	read, err := x509.ParseRevocationList(list)
	if err != nil || read.CheckSignatureFrom(a.CA.Chain()[0]) != nil || read.NextUpdate.Before(now.AddDate(19, 0, 0)) {
		t.Errorf("%v, next %s", err, read.NextUpdate)
	}
}

func TestOnlyP256IsCertified(t *testing.T) {
	t.Parallel()
	a := open(t, pki.Settings{})
	other, _ := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	for _, key := range []*ecdsa.PublicKey{nil, &other.PublicKey} {
		if _, err := a.CA.Issue(context.Background(), pki.Request{CommonName: "x", Key: key}); !errors.Is(err, pki.ErrKey) {
			t.Errorf("%v", err)
		}
	}
}

// production makes a CA below a root, with an RSA key, as one that is bought has.
func production(t *testing.T, change func(*x509.Certificate)) (file string, root *x509.Certificate) {
	t.Helper()
	rootKey := partyKey(t)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Licensed Root"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(10, 0, 0),
	}
	issue := func(template, parent *x509.Certificate, public crypto.PublicKey, by crypto.Signer) *x509.Certificate {
		der, err := x509.CreateCertificate(rand.Reader, template, parent, public, by)
		if err != nil {
			t.Fatal(err)
		}
		c, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	root = issue(template, template, &rootKey.PublicKey, rootKey)
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	below := *template
	below.SerialNumber, below.Subject = big.NewInt(2), pkix.Name{CommonName: "Licensed Issuing CA"}
	if change != nil {
		change(&below)
	}
	content, err := pkcs12.Modern.Encode(key, issue(&below, root, &key.PublicKey, rootKey), []*x509.Certificate{root}, "secret")
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "ca.p12")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file, root
}

func TestACAFromAFileIssuesAndIsTheAnchor(t *testing.T) {
	t.Parallel()
	file, root := production(t, nil)
	a := open(t, pki.Settings{CAFile: file, CAPassword: "secret"})
	if chain := a.CA.Chain(); a.Pilot || len(chain) != 2 || !chain[1].Equal(root) || !a.Anchors()[0].Equal(root) {
		t.Fatalf("chain %v", a.CA.Chain())
	}
	sealed := padestest.Sealed(t, a, 2, padestest.Parties...)
	doc, err := pades.Inspect(sealed)
	if err != nil {
		t.Fatal(err)
	}
	if all := append(doc.Findings, doc.Vouch(a.Anchors())...); len(all) > 0 {
		t.Errorf("%+v", all)
	}
	if len(doc.CRLs) != 2 { // its own, and that of the pilot's timestamps
		t.Errorf("%d lists", len(doc.CRLs))
	}
	// With the root of the CA alone nobody vouches for the pilot's timestamps.
	if all := doc.Vouch([]*x509.Certificate{root}); len(all) == 0 || all[0].Code != pades.UntrustedTimestamp {
		t.Errorf("%+v", all)
	}
}

func TestACAThatCannotIssueIsRefusedAtTheStart(t *testing.T) {
	t.Parallel()
	leaf, _ := production(t, func(c *x509.Certificate) { c.IsCA, c.KeyUsage = false, x509.KeyUsageDigitalSignature })
	past, _ := production(t, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) })
	good, _ := production(t, nil)
	for name, s := range map[string]pki.Settings{
		"no CA": {CAFile: leaf, CAPassword: "secret"}, "over": {CAFile: past, CAPassword: "secret"}, "another password": {CAFile: good, CAPassword: "x"},
		"no file": {CAFile: good + "x"}, "no roots": {TSAURL: "http://127.0.0.1:1", TSATrust: good},
	} {
		if _, err := pki.Open(context.Background(), s, &padestest.Vault{}); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestServersAgree(t *testing.T) {
	t.Parallel()
	vault := &padestest.Vault{}
	one, err := pki.Open(context.Background(), pki.Settings{}, vault)
	if err != nil {
		t.Fatal(err)
	}
	two, err := pki.Open(context.Background(), pki.Settings{}, vault)
	if err != nil || !one.CA.Chain()[0].Equal(two.CA.Chain()[0]) || !one.Platform.Chain[0].Equal(two.Platform.Chain[0]) {
		t.Fatalf("%v", err)
	}
}

// pemFile writes certificates.
func pemFile(t *testing.T, certs ...*x509.Certificate) string {
	t.Helper()
	var out []byte
	for _, c := range certs {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	path := filepath.Join(t.TempDir(), "certs.pem")
	if err := os.WriteFile(path, out, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
