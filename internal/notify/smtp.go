package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/textproto"
	"net/url"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// SMTP is the Mailer that hands mail to a mail server.
type SMTP struct {
	client *mail.Client
	from   *netmail.Address
	marks  *Marks
}

// NewSMTP reads the address of the server: smtps://user:password@host:465 speaks
// TLS from the start, smtp://user:password@host:587 switches to it (STARTTLS) and
// refuses to go on without, unless it ends in ?tls=off. roots are the authorities
// believed; nil stands for the system's.
func NewSMTP(server, from string, roots *x509.CertPool) (*SMTP, error) {
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("sender of mail %q: %w", from, err)
	}
	u, err := url.Parse(server)
	if err != nil || u.Hostname() == "" {
		return nil, errors.New("the mail server must look like smtp://user:password@host:587 or smtps://user:password@host:465")
	}
	opts := []mail.Option{
		mail.WithTimeout(20 * time.Second),
		mail.WithTLSConfig(&tls.Config{ServerName: u.Hostname(), RootCAs: roots, MinVersion: tls.VersionTLS12}),
	}
	port := 587
	switch tlsMode := u.Query().Get("tls"); {
	case u.Scheme == "smtps":
		port = 465
		opts = append(opts, mail.WithSSL())
	case u.Scheme != "smtp":
		return nil, fmt.Errorf("the mail server's address begins with %q; use smtp or smtps", u.Scheme)
	case tlsMode == "off":
		opts = append(opts, mail.WithTLSPolicy(mail.NoTLS))
	case tlsMode == "":
		opts = append(opts, mail.WithTLSPolicy(mail.TLSMandatory))
	default:
		return nil, fmt.Errorf("tls=%s is not known; use tls=off or leave it out", tlsMode)
	}
	if p := u.Port(); p != "" {
		if port, err = strconv.Atoi(p); err != nil {
			return nil, fmt.Errorf("port of the mail server: %w", err)
		}
	}
	opts = append(opts, mail.WithPort(port))
	if u.User != nil {
		password, _ := u.User.Password()
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	client, err := mail.NewClient(u.Hostname(), opts...)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	return &SMTP{client: client, from: sender}, nil
}

// Remember has the mailer mark what it hands over.
func (s *SMTP) Remember(m *Marks) *SMTP { s.marks = m; return s }

// handing is how long handing one mail over may take.
const handing = time.Minute

// Mail implements Mailer. A connection that breaks before the server's answer counts as
// a failure, as SMTP wants it: the mail goes out again under the same Message-ID.
func (s *SMTP) Mail(ctx context.Context, m Mail) error {
	msg, err := compose(s.from, m)
	if err != nil {
		return err
	}
	if s.marks.has(m.ID) {
		return nil // whoever handed it over died before they could say so
	}
	client, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		if dns := (*net.DNSError)(nil); errors.As(err, &dns) {
			return fmt.Errorf("find the mail server: %w", err)
		}
		return fmt.Errorf("reach the mail server: %w", err)
	}
	defer context.AfterFunc(ctx, func() { _ = client.Close() })()
	defer func() { _ = client.Close() }()
	if err := client.UpdateDeadline(handing); err != nil {
		return fmt.Errorf("hand mail over: %w", err)
	}
	if err := s.hand(client, msg, m); err != nil {
		return err
	}
	_ = client.Quit()
	return nil
}

// hand gives the server one mail, and marks it once all of it is on the way.
func (s *SMTP) hand(client *smtp.Client, msg *mail.Msg, m Mail) error {
	if err := client.Mail(s.from.Address); err != nil {
		return fmt.Errorf("hand mail over: %w", err) // it concerns the sender, so no address is to blame
	}
	if err := client.Rcpt(m.To); err != nil {
		return refusal(err)
	}
	w, err := client.Data()
	if err != nil {
		return refusal(err)
	}
	data, ok := w.(*smtp.DataCloser)
	if !ok {
		return errors.New("hand mail over: the client closes mail in another way")
	}
	if _, err := msg.WriteTo(data); err != nil {
		return fmt.Errorf("hand mail over: %w", err)
	}
	if err := data.WriteCloser.Close(); err != nil { // writes the line that ends the mail
		return fmt.Errorf("hand mail over: %w", err)
	}
	marked := s.marks.set(m.ID)
	if _, _, err := client.Text.ReadResponse(250); err != nil {
		s.marks.drop(m.ID)
		return refusal(err)
	}
	return marked
}

// refusal tells what the server refuses for good from what it may take later.
func refusal(err error) error {
	if answer := (*textproto.Error)(nil); errors.As(err, &answer) && answer.Code >= 500 {
		return fmt.Errorf("%w: %w", ErrPermanent, err)
	}
	return fmt.Errorf("hand mail over: %w", err)
}
