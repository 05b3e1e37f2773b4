package notify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	netmail "net/mail"
	"os"
	"path/filepath"
	"sync"
	"time"

	"zhaoyun/internal/core"
)

// Outbox is the Mailer that leaves mail as .eml files in a directory, for
// installations without a mail server and for trying things out.
type Outbox struct {
	dir  string
	from *netmail.Address
	log  *slog.Logger
}

// NewOutbox makes the directory if need be.
func NewOutbox(dir, from string, log *slog.Logger) (*Outbox, error) {
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("sender of mail %q: %w", from, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the outbox: %w", err)
	}
	return &Outbox{dir: dir, from: sender, log: log}, nil
}

// Mail implements Mailer.
func (o *Outbox) Mail(ctx context.Context, m Mail) error {
	msg, err := compose(o.from, m)
	if err != nil {
		return err
	}
	id := cmp.Or(m.ID, core.NewID())
	if there, _ := filepath.Glob(filepath.Join(o.dir, "*-"+id+".eml")); len(there) > 0 {
		return nil // whoever put it there died before they could say so
	}
	name := filepath.Join(o.dir, time.Now().UTC().Format("20060102-150405-")+id+".eml")
	f, err := os.OpenFile(name+".part", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write to the outbox: %w", err)
	}
	_, err = msg.WriteTo(f)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(name+".part", name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write to the outbox: %w", err), os.Remove(name+".part"))
	}
	o.log.InfoContext(ctx, "mail is in the outbox", "to", masked(m.To), "file", name)
	return nil
}

// Console is the Texter that prints text messages, until a carrier is connected.
type Console struct {
	mu  sync.Mutex
	out io.Writer
}

// NewConsole prints to out.
func NewConsole(out io.Writer) *Console { return &Console{out: out} }

// Text implements Texter.
func (c *Console) Text(_ context.Context, m SMS) error {
	if err := checkNumber(m.To); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := fmt.Fprintf(c.out, "SMS %s: %s\n", m.To, oneLine(m.Text))
	return err
}
