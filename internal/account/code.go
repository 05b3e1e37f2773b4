package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"time"

	"golang.org/x/text/width"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Code is a one-time code that was sent to a contact.
type Code struct {
	ID        core.ID
	Contact   string // normalised
	Hash      string
	IP        string
	Tries     int
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time
}

// ErrNoCode is what the store answers when no code was sent to a contact.
var ErrNoCode = core.NotFound("code_not_found", "No code was sent.")

// codeStore keeps one-time codes.
type codeStore interface {
	// LockContact makes other transactions about the contact wait until this one ends.
	LockContact(ctx context.Context, contact string) error
	InsertCode(ctx context.Context, c Code) error
	// LatestCode finds the last one sent to a contact; code_not_found when there is none.
	LatestCode(ctx context.Context, contact string) (Code, error)
	// CodesTo lists when codes were sent to a contact since a time, latest first.
	CodesTo(ctx context.Context, contact string, since time.Time) ([]time.Time, error)
	// CodesFrom counts the codes an address asked for since a time.
	CodesFrom(ctx context.Context, ip string, since time.Time) (int, error)
	TryCode(ctx context.Context, id core.ID) error
	UseCode(ctx context.Context, id core.ID, at time.Time) error
	DropCodes(ctx context.Context, before time.Time) error
}

const (
	codeLife    = 10 * time.Minute
	codeTries   = 5
	codesFromIP = 120 // from one address in ten minutes: an office or a hall may share one
)

// CodeResend is how long it is until another code goes to the same contact.
const CodeResend = time.Minute

// CodeRates limit the codes to one contact, whatever they are for.
var CodeRates = []core.Rate{{Count: 1, Within: CodeResend}, {Count: 5, Within: time.Hour}, {Count: 15, Within: 24 * time.Hour}}

// CodeSent says how long a code is good for and when another may be asked for.
type CodeSent struct {
	ExpiresAt   time.Time
	ResendAfter time.Duration
}

// SendCode sends a one-time code to a contact. Whether anybody has the contact
// changes neither the answer nor the work done: signing in with the code makes an
// account where there is none.
func (s *Service) SendCode(ctx context.Context, actor core.Actor, to string) (CodeSent, error) {
	if err := policy.Check(actor, "send-code", policy.Target{}); err != nil {
		return CodeSent{}, err
	}
	contact, err := ParseContact(to)
	if err != nil {
		return CodeSent{}, core.AsError(err).On("body.contact")
	}
	digits, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return CodeSent{}, fmt.Errorf("draw a code: %w", err)
	}
	number, now := fmt.Sprintf("%06d", digits), s.Clock()
	code := Code{ID: core.NewID(), Contact: contact.Value, IP: network(actor.IP), CreatedAt: now, ExpiresAt: now.Add(codeLife)}
	code.Hash = codeHash(code.ID, number)
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.mayAskForCode(ctx, code); err != nil {
			return err
		}
		if err := s.Store.InsertCode(ctx, code); err != nil {
			return err
		}
		return s.Sender.Send(ctx, codeMessage(contact, number, actor.Language, code.ExpiresAt))
	})
	if err != nil {
		return CodeSent{}, err
	}
	return CodeSent{ExpiresAt: code.ExpiresAt, ResendAfter: CodeResend}, nil
}

// mayAskForCode applies the limits per contact and per address.
func (s *Service) mayAskForCode(ctx context.Context, c Code) error {
	if err := s.Store.LockContact(ctx, c.Contact); err != nil {
		return err
	}
	sent, err := s.Store.CodesTo(ctx, c.Contact, c.CreatedAt.Add(-24*time.Hour))
	if err != nil {
		return err
	}
	if wait := core.Wait(sent, c.CreatedAt, CodeRates...); wait > 0 {
		return core.RateLimited("code_too_soon", "A code is on its way. Wait before asking for another one.", wait).On("body.contact")
	}
	if c.IP == "" {
		return nil
	}
	from, err := s.Store.CodesFrom(ctx, c.IP, c.CreatedAt.Add(-10*time.Minute))
	if err == nil && from >= codesFromIP {
		err = core.RateLimited("code_too_many", "Too many codes were asked for from this network. Try again later.", 10*time.Minute)
	}
	return err
}

// checkCode uses up the code that was last sent to the contact. A wrong guess is
// returned apart from err, because counting it must not be rolled back.
func (s *Service) checkCode(ctx context.Context, contact, number string) (wrong *core.Error, err error) {
	number = strings.Join(strings.Fields(width.Narrow.String(number)), "")
	if err := s.Store.LockContact(ctx, contact); err != nil {
		return nil, err
	}
	code, err := s.Store.LatestCode(ctx, contact)
	if err != nil && !core.HasCode(err, ErrNoCode.Code) {
		return nil, err
	}
	now := s.Clock()
	if err != nil || code.UsedAt != nil || code.Tries >= codeTries || !now.Before(code.ExpiresAt) {
		return core.Invalid("code_expired", "This code is no longer good. Ask for a new one.").On("body.code"), nil
	}
	if subtle.ConstantTimeCompare([]byte(code.Hash), []byte(codeHash(code.ID, number))) == 1 {
		return nil, s.Store.UseCode(ctx, code.ID, now)
	}
	left := codeTries - code.Tries - 1
	return core.Invalid("code_wrong", "The code is wrong. Compare it with the message.").On("body.code").With("left", left),
		s.Store.TryCode(ctx, code.ID)
}

// codeHash keeps the digits out of the database; the id makes every hash its own.
func codeHash(id core.ID, number string) string {
	sum := sha256.Sum256([]byte(id + ":" + number))
	return hex.EncodeToString(sum[:])
}
