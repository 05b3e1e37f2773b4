package app

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"zhaoyun/internal/account"
	"zhaoyun/internal/config"
	"zhaoyun/internal/core"
	"zhaoyun/internal/demo"
)

// embedded are the settings of one process alone, as when nothing is configured.
func embedded(t testing.TB) config.Config {
	t.Helper()
	return config.Config{
		Listen: "127.0.0.1:0", Data: t.TempDir(), MaxConns: 8, MailFrom: "Zhaoyun <no-reply@zhaoyun.example>",
		LogLevel: "warn", LogFormat: "text", Drain: 5 * time.Second, LiveKitURL: config.MediaOff,
	}
}

func TestASecondProcessOnTheEmbeddedFormIsRefused(t *testing.T) {
	t.Parallel()
	cfg := embedded(t)
	stop := serveWith(t, cfg).stop
	if _, err := Open(context.Background(), cfg, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "ZHAOYUN_DATABASE_URL") {
		t.Fatalf("the second process: %v", err)
	}
	stop()
	again, err := Open(context.Background(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatalf("after the first has stopped: %v", err)
	}
	again.Close()
}

func TestHTTPSWithCertificateFiles(t *testing.T) {
	t.Parallel()
	cfg := embedded(t)
	roots := certificate(t, &cfg)
	a := serveWith(t, cfg)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "zs.example.gov.cn"}}}
	res, err := client.Get("https://" + a.Addr() + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK || res.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("got %d %v", res.StatusCode, res.Header)
	}
	room := a.demonstration()
	dialer := websocket.Dialer{TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "zs.example.gov.cn"}, Subprotocols: []string{"zhaoyun.v1"}}
	conn, answer, err := dialer.Dial("wss://"+a.Addr()+"/ws/rooms/"+room, http.Header{"Authorization": {"Bearer " + a.token()}})
	if err != nil {
		t.Fatalf("open a socket: %v %v", err, answer)
	}
	defer func() { _ = conn.Close() }()
	if _, p, err := conn.ReadMessage(); err != nil || !strings.Contains(string(p), `"t":"hello"`) {
		t.Errorf("got %s, %v", p, err)
	}
	if err := conn.WriteMessage(websocket.TextMessage, []byte(`{"t":"ping"}`)); err != nil {
		t.Fatal(err)
	}
	for {
		_, p, err := conn.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(p), `"t":"pong"`) {
			return
		}
	}
}

// demonstration loads the demonstration and returns the room that is live.
func (s *served) demonstration() string {
	s.t.Helper()
	d, err := demo.Load(context.Background(), s.demoDeps(""))
	if err != nil {
		s.t.Fatal(err)
	}
	return d.Room
}

// token is the access token of a guest, made without going through the port.
func (s *served) token() string {
	s.t.Helper()
	issued, err := s.accounts.SignIn(context.Background(), core.Actor{}, account.Credentials{Method: account.MethodGuest, Name: "梅女士"})
	if err != nil {
		s.t.Fatal(err)
	}
	return issued.AccessToken
}

// certificate writes a certificate for the settings and returns who vouches for it.
func certificate(t *testing.T, cfg *config.Config) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "zs.example.gov.cn"}, DNSNames: []string{"zs.example.gov.cn"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	cfg.TLSCert, cfg.TLSKey = filepath.Join(cfg.Data, "chain.pem"), filepath.Join(cfg.Data, "key.pem")
	cfg.PublicURL = "https://zs.example.gov.cn"
	for name, block := range map[string]*pem.Block{cfg.TLSCert: {Type: "CERTIFICATE", Bytes: der}, cfg.TLSKey: {Type: "EC PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool := x509.NewCertPool()
	pool.AddCert(must(x509.ParseCertificate(der)))
	return pool
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestMetricsAnswerTheMachineItselfOnly(t *testing.T) {
	t.Parallel()
	cfg := embedded(t)
	cfg.MetricsToken = "a-token-for-prometheus"
	a := serveWith(t, cfg)
	for name, c := range map[string]struct {
		header, value string
		status        int
	}{
		"the machine itself": {"X-None", "", http.StatusOK},
		"through a proxy":    {"X-Forwarded-For", "203.0.113.9", http.StatusForbidden},
		"with the token":     {"Authorization", "Bearer a-token-for-prometheus", http.StatusOK},
		"with another token": {"Authorization", "Bearer guess", http.StatusForbidden},
	} {
		r := must(http.NewRequest(http.MethodGet, "http://"+a.Addr()+"/metrics", nil))
		r.Header.Set(c.header, c.value)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if res.StatusCode != c.status || (c.status == http.StatusOK && !bytes.Contains(body, []byte("go_goroutines"))) {
			t.Errorf("%s: %d", name, res.StatusCode)
		}
	}
}
