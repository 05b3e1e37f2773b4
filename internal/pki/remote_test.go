package pki_test

import (
	"context"
	"crypto/sha256"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/padestest"
	"zhaoyun/internal/pki"
)

const opensslConfig = `
[req]
distinguished_name = name
prompt = no
[name]
CN = Another TSA
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[tsa]
extendedKeyUsage = critical,timeStamping
[server]
extendedKeyUsage = serverAuth
[service]
serial = $ENV::TSA_DIR/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
ordering = yes
accuracy = secs:1
`

// authority is openssl's, behind HTTP.
type authority struct {
	url, root string
	answer    func(question, reply []byte) []byte // what goes out instead
}

// startAuthority makes a root and a TSA below it, and answers with them.
func startAuthority(t *testing.T, usage string) *authority {
	t.Helper()
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	openssl := func(stdin io.Reader, args ...string) []byte {
		cmd := exec.CommandContext(t.Context(), "openssl", args...)
		cmd.Env, cmd.Stdin, cmd.Dir = append(os.Environ(), "TSA_DIR="+dir), stdin, dir
		var said strings.Builder
		cmd.Stderr = &said
		out, err := cmd.Output()
		if err != nil {
			t.Errorf("openssl %v: %v\n%s", args, err, said.String())
		}
		return out
	}
	if err := os.WriteFile(path("conf"), []byte(opensslConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path("serial"), []byte("01\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	openssl(nil, "req", "-x509", "-newkey", "rsa:2048", "-noenc", "-keyout", "root.key", "-out", "root.pem", "-days", "30", "-config", "conf", "-extensions", "ca", "-subj", "/CN=Another Root")
	openssl(nil, "req", "-newkey", "rsa:2048", "-noenc", "-keyout", "tsa.key", "-out", "tsa.csr", "-config", "conf")
	openssl(nil, "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "30", "-out", "tsa.pem", "-extfile", "conf", "-extensions", usage)
	a := &authority{root: path("root.pem")}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		question, _ := io.ReadAll(r.Body)
		if user, password, _ := r.BasicAuth(); user != "bureau" || password != "pass" || r.Header.Get("Content-Type") != "application/timestamp-query" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if err := os.WriteFile(path("question"), question, 0o600); err != nil {
			t.Error(err)
		}
		var reply []byte
		if usage == "tsa" {
			reply = openssl(nil, "ts", "-reply", "-config", "conf", "-section", "service", "-queryfile", "question", "-inkey", "tsa.key", "-signer", "tsa.pem", "-chain", "root.pem")
		}
		if a.answer != nil {
			reply = a.answer(question, reply)
		}
		_, _ = w.Write(reply)
	}))
	t.Cleanup(server.Close)
	a.url = strings.Replace(server.URL, "http://", "http://bureau:pass@", 1)
	return a
}

func TestATimestampAuthorityOverHTTP(t *testing.T) {
	t.Parallel()
	tsa := startAuthority(t, "tsa")
	a := open(t, pki.Settings{TSAURL: tsa.url, TSATrust: tsa.root})
	doc, err := pades.Inspect(padestest.Sealed(t, a, 2, padestest.Parties[:2]...))
	if err != nil {
		t.Fatal(err)
	}
	if all := append(doc.Findings, doc.Vouch(a.Anchors())...); len(all) > 0 {
		t.Errorf("%+v", all)
	}
	if s := doc.Signatures[1].Stamp; s.Certificate.Issuer.CommonName != "Another Root" || len(a.Anchors()) != 2 {
		t.Errorf("stamped by %s", s.Certificate.Subject)
	}
}

func TestAnswersThatAreNotRightAreRefused(t *testing.T) {
	t.Parallel()
	tsa := startAuthority(t, "tsa")
	ctx, digest := context.Background(), sha256.Sum256([]byte("x"))
	a := open(t, pki.Settings{TSAURL: tsa.url, TSATrust: tsa.root})
	var kept []byte
	for _, c := range []struct {
		name   string
		answer func(question, reply []byte) []byte
		want   string
	}{
		{"nothing", func(_, _ []byte) []byte { return nil }, "no reply"},
		{"a refusal", func(_, _ []byte) []byte { return []byte{0x30, 5, 0x30, 3, 2, 1, 2} }, "refused"},
		{"a flipped byte", func(_, r []byte) []byte { r[len(r)-9] ^= 1; return r }, "key of the certificate"},
		{"the right one", func(_, r []byte) []byte { kept = r; return r }, ""},
		{"one of before", func(_, _ []byte) []byte { return kept }, "another question"},
		{"no timestamp", func(_, _ []byte) []byte { return []byte{0x30, 5, 0x30, 3, 2, 1, 0} }, "no timestamp"},
	} {
		tsa.answer = c.answer
		_, err := a.TSA.Stamp(ctx, digest)
		if (c.want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	stranger := open(t, pki.Settings{TSAURL: tsa.url, TSATrust: pemFile(t, a.CA.Chain()...)})
	tsa.answer = nil
	if _, err := stranger.TSA.Stamp(ctx, digest); err == nil || !strings.Contains(err.Error(), "not one of those trusted") {
		t.Errorf("an authority that nobody trusts: %v", err)
	}
	shut := open(t, pki.Settings{TSAURL: strings.Replace(tsa.url, "bureau:pass@", "", 1), TSATrust: tsa.root})
	if _, err := shut.TSA.Stamp(ctx, digest); err == nil || !strings.Contains(err.Error(), "403") {
		t.Errorf("without a password: %v", err)
	}
}
