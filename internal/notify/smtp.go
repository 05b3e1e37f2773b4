package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"
)

// SMTP is the Mailer that hands mail to a mail server.
type SMTP struct {
	client *mail.Client
	from   *netmail.Address
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

// Mail implements Mailer.
func (s *SMTP) Mail(ctx context.Context, m Mail) error {
	msg, err := compose(s.from, m)
	if err != nil {
		return err
	}
	err = s.client.DialAndSendWithContext(ctx, msg)
	if err == nil {
		return nil
	}
	refused := (*mail.SendError)(nil)
	if errors.As(err, &refused) && !refused.IsTemp() && refused.ErrorCode() >= 500 {
		return fmt.Errorf("%w: %w", ErrPermanent, err)
	}
	if dns := (*net.DNSError)(nil); errors.As(err, &dns) {
		return fmt.Errorf("find the mail server: %w", err)
	}
	return fmt.Errorf("hand mail over: %w", err)
}
