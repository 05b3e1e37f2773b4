package notify

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// mailServer is a real SMTP server that keeps what it is given.
type mailServer struct {
	addr  string
	roots *x509.CertPool

	mu    sync.Mutex
	mails []string
	down  int // so many deliveries fail for now
}

func startServer(t *testing.T, withTLS bool) *mailServer {
	t.Helper()
	cert, roots := certificate(t)
	m := &mailServer{roots: roots}
	s := smtp.NewServer(m)
	s.Domain = "localhost"
	if withTLS {
		s.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m.addr = ln.Addr().String()
	go func() { _ = s.Serve(ln) }()
	t.Cleanup(func() { _ = s.Close() })
	return m
}

func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail"}, NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, roots
}

func (m *mailServer) received() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]string(nil), m.mails...)
}

func (m *mailServer) fail(times int) { m.mu.Lock(); defer m.mu.Unlock(); m.down = times }

// NewSession implements smtp.Backend.
func (m *mailServer) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{server: m}, nil }

type session struct {
	server   *mailServer
	signedIn bool
}

// AuthMechanisms implements smtp.AuthSession.
func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth implements smtp.AuthSession.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "zhaoyun" || password != "secret" {
			return smtp.ErrAuthFailed
		}
		s.signedIn = true
		return nil
	}), nil
}

func (s *session) Mail(string, *smtp.MailOptions) error {
	if !s.signedIn {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if strings.HasPrefix(to, "gone@") {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.down > 0 {
		s.server.down--
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "come back later"}
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.mails = append(s.server.mails, string(raw))
	return err
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func TestSMTPTellsPassingTroubleFromLasting(t *testing.T) {
	t.Parallel()
	ctx, server := context.Background(), startServer(t, true)
	m, err := NewSMTP("smtp://zhaoyun:secret@"+server.addr, sender, server.roots)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Mail(ctx, Mail{To: "gone@example.com", Subject: "s", Text: "t"}); !errors.Is(err, ErrPermanent) {
		t.Errorf("a mailbox that does not exist: %v", err)
	}
	server.fail(1)
	if err := m.Mail(ctx, Mail{To: "lin@example.com", Subject: "s", Text: "t"}); err == nil || errors.Is(err, ErrPermanent) {
		t.Errorf("a busy server: %v", err)
	}
	away, err := NewSMTP("smtp://127.0.0.1:1", sender, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := away.Mail(ctx, Mail{To: "lin@example.com", Subject: "s", Text: "t"}); err == nil || errors.Is(err, ErrPermanent) {
		t.Errorf("a server that is away: %v", err)
	}
	if len(server.received()) != 0 {
		t.Error("something was delivered")
	}
}

func TestSMTPSpeaksInTheOpenOnlyWhenTold(t *testing.T) {
	t.Parallel()
	ctx, open, strict := context.Background(), startServer(t, false), startServer(t, true)
	letter := Mail{To: "lin@example.com", Subject: "s", Text: "t"}
	for name, c := range map[string]struct {
		url   string
		roots *x509.CertPool
	}{
		"a server without STARTTLS": {"smtp://zhaoyun:secret@" + open.addr, open.roots},
		"an unknown certificate":    {"smtp://zhaoyun:secret@" + strict.addr, nil},
	} {
		m, err := NewSMTP(c.url, sender, c.roots)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Mail(ctx, letter); err == nil {
			t.Errorf("%s was spoken to", name)
		}
	}
	for _, bad := range []string{"", "http://x", "smtp://", "smtp://x?tls=perhaps", "smtps://x:port"} {
		if _, err := NewSMTP(bad, sender, nil); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
