package signing

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"math/big"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
)

// Intent is a confirmation that was begun.
type Intent struct {
	ID        core.ID
	Agreement core.ID
	Signer    core.ID
	Person    core.ID
	Level     Level
	Text      string          // what is confirmed: evidence.Intent
	Key       []byte          // SPKI of the browser's key
	Session   json.RawMessage // of the passkey
	CodeHash  string          // evidence.CodeHash, hexadecimal
	Contact   string          // where the code went
	Tries     int
	CreatedAt time.Time
	UsedAt    time.Time
}

const (
	intentLife    = 10 * time.Minute
	intentsHourly = 30
	codeTries     = 5
)

// statements are what a signer says, in the language in which they are asked.
var statements = core.Text{
	"zh-CN": "本人已阅读全文，同意以可靠电子签名签署本协议。",
	"en":    "I have read the whole document and agree to sign it with a reliable electronic signature.",
	"zh-HK": "本人已閱讀全文，同意以可靠電子簽名簽署本協議。",
}

// CreateIntent begins a confirmation: the digest of the frozen document, the key of
// this browser and the sentence that is agreed to, in one text.
func (s *Service) CreateIntent(ctx context.Context, actor core.Actor, id core.ID, spki []byte, level Level) (IntentBegun, error) {
	var out IntentBegun
	_, err := s.taking(ctx, actor, "create-intent", id, func(ctx context.Context, c *change) error {
		p, x, err := c.signing(actor.Person)
		if err != nil {
			return err
		}
		if _, err := publicKey(spki); err != nil {
			return err
		}
		if err := c.move(Intend); err != nil {
			return err
		}
		if _, no := x.State.Next(SignerIntends); no != nil {
			return no
		}
		c.quiet = true
		i := Intent{ID: core.NewID(), Agreement: id, Signer: x.ID, Person: actor.Person, Level: level, Key: spki, CreatedAt: s.Clock()}
		if err := s.mayIntend(ctx, i); err != nil {
			return err
		}
		if i.Text, err = s.intentText(c.Agreement, *p, *x, i); err != nil {
			return err
		}
		out = IntentBegun{ID: i.ID, Intent: i.Text, ExpiresAt: i.CreatedAt.Add(intentLife)}
		switch level {
		case ByPasskey:
			err = s.askPasskey(ctx, actor, &i, &out)
		case ByCode:
			err = s.sendCode(ctx, c, *x, &i, &out)
		default:
			err = core.Invalid("not_one_of", "Use passkey or code.").On("body.level")
		}
		if err != nil {
			return err
		}
		return s.Store.InsertIntent(ctx, i)
	})
	return out, err
}

func (s *Service) intentText(a *Agreement, p Party, x Signer, i Intent) (string, error) {
	intent := evidence.Intent{
		Agreement: a.ID, Field: a.FieldOf(x.ID), Party: p.Name, Name: x.Name, Statement: statements.In(x.Language), KeySHA256: evidence.Sum(i.Key),
		Nonce: rand.Text(), At: i.CreatedAt,
	}
	if err := intent.DocSHA256.UnmarshalText([]byte(a.Frozen.Digest)); err != nil {
		return "", err
	}
	return intent.Text()
}

// publicKey reads the browser's key.
func publicKey(spki []byte) (*ecdsa.PublicKey, error) {
	parsed, err := x509.ParsePKIXPublicKey(spki)
	key, ok := parsed.(*ecdsa.PublicKey)
	if err != nil || !ok || key.Curve != elliptic.P256() {
		return nil, core.Invalid("key_form", "Give the public key as SPKI, of P-256.").On("body.key")
	}
	return key, nil
}

// mayIntend applies the limits: of beginnings, and of codes to one contact.
func (s *Service) mayIntend(ctx context.Context, i Intent) error {
	begun, err := s.Store.IntentsOf(ctx, i.Signer, "", i.CreatedAt.Add(-time.Hour))
	if err != nil {
		return err
	}
	if len(begun) >= intentsHourly {
		return core.RateLimited("intent_too_many", "That was begun too often. Wait a while.", begun[intentsHourly-1].Add(time.Hour).Sub(i.CreatedAt))
	}
	if i.Level != ByCode {
		return nil
	}
	sent, err := s.Store.IntentsOf(ctx, i.Signer, ByCode, i.CreatedAt.Add(-24*time.Hour))
	if err != nil {
		return err
	}
	if wait := core.Wait(sent, i.CreatedAt, account.CodeRates...); wait > 0 {
		return core.RateLimited("code_too_soon", "A code is on its way. Wait before asking for another one.", wait).On("body.level")
	}
	return nil
}

func (s *Service) askPasskey(ctx context.Context, actor core.Actor, i *Intent, out *IntentBegun) error {
	h, err := s.holding(ctx, actor)
	if err != nil {
		return err
	}
	if len(h.keys) == 0 {
		return core.Conflict("passkey_none", "Register a passkey first, or take the way by code.")
	}
	out.Options, i.Session, err = s.site.assertion(h, i.Text)
	return err
}

// sendCode sends a one-time code that is good for this intent alone. The message names
// the document, so that nobody passes a code on for another one.
func (s *Service) sendCode(ctx context.Context, c *change, x Signer, i *Intent, out *IntentBegun) error {
	digits, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return fmt.Errorf("draw a code: %w", err)
	}
	number := fmt.Sprintf("%06d", digits)
	i.CodeHash, i.Contact = evidence.CodeHash(i.Text, number).String(), x.Contact
	contact, err := account.ParseContact(x.Contact)
	if err != nil {
		return err
	}
	out.CodeSentTo, out.ResendAfter = contact.Masked(), account.CodeResend
	c.line(evidence.KindCodeSent, x.ID, evidence.CodeSent{Contact: contact.Masked(), Intent: evidence.Challenge(i.Text)})
	return s.Sender.Send(ctx, codeMessage(contact, x.Language, number, c.Title.In(x.Language), c.Frozen.Digest[:8], out.ExpiresAt))
}
