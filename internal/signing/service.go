package signing

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/url"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Emitter tells other programmes of agreements that all have signed; it joins the transaction.
type Emitter interface {
	AgreementReleased(ctx context.Context, a Agreement) error
}

// Deps is what a Service works with.
type Deps struct {
	Store     Store
	Tx        core.Transactor
	Audit     core.Auditor
	Things    Things
	People    People
	Files     Files
	Blobs     Blobs
	Press     Press
	Ceremony  Ceremony // nil: none
	Terms     Terms    // nil: nothing is looked for
	Jobs      Jobs
	Inbox     Inbox
	Sender    Sender
	Emitter   Emitter // nil: no other programme is told
	PublicURL string
	Clock     core.Clock // core.Now when nil
	Log       *slog.Logger

	// Lease is how long a turn stays with somebody; 45 s when zero.
	Lease time.Duration
	// Poll is how often a waiting request looks again; 400 ms when zero.
	Poll time.Duration
}

// Service is the domain of agreements.
type Service struct {
	Deps

	site site
}

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Lease == 0 {
		d.Lease = 45 * time.Second
	}
	if d.Poll == 0 {
		d.Poll = 400 * time.Millisecond
	}
	return &Service{d, siteOf(d.PublicURL)}
}

// site is where passkeys are good.
type site struct {
	ID     string // host
	Origin string
	Local  bool // localhost, where any port will do
}

// siteOf finds the site of the public address. Browsers make no passkeys for
// addresses of figures: this machine's is called localhost.
func siteOf(public string) site {
	u, err := url.Parse(public)
	if err != nil || u.Hostname() == "" {
		return site{ID: "localhost", Origin: "http://localhost", Local: true}
	}
	host := u.Hostname()
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		origin := u.Scheme + "://localhost"
		if u.Port() != "" {
			origin += ":" + u.Port()
		}
		return site{ID: "localhost", Origin: origin, Local: true}
	}
	return site{ID: host, Origin: u.Scheme + "://" + u.Host}
}

// Change names what an edit changes; nil leaves a field as it is.
type Change struct {
	Title                      core.Text
	Event, Session             *core.ID
	Parcels, Carriers          *[]core.ID
	AmountMinor, ForeignMinor  *int64
	Currency, ForeignCurrency  *string
	Industry, DistrictIndustry *string
	ExpiresAt                  *time.Time
}

// VersionDraft is a version as staff adds it: an uploaded PDF, or a template's text.
type VersionDraft struct {
	File     core.ID
	Template string
	Text     string
	Values   map[string]string
	Note     string
	Places   []Place
}

// Content is a document to be read.
type Content struct {
	io.ReadSeekCloser

	Name   string
	Type   string
	Size   int64
	Digest string // SHA-256, hexadecimal
	At     time.Time
}

// Mine is where somebody stands in an agreement.
type Mine struct {
	Person    core.ID
	Agreement Agreement
	Pages     int      // of the latest version
	Refused   string   // code of the error that confirming would answer
	Party     *Party   // of a signer
	Signer    *Signer  // nil: only a witness
	Witness   *Witness // nil: only a signer
	Unread    []int    // pages of the latest version
	Passkeys  int      // that the person has
	KeepKey   bool     // the browser still needs its key
}

// IntentBegun is what a signer has to confirm.
type IntentBegun struct {
	ID          core.ID
	Intent      string          // the canonical JSON; its SHA-256 is the challenge
	Options     json.RawMessage // of navigator.credentials.get; for the level passkey
	CodeSentTo  string          // masked; for the level code
	ResendAfter time.Duration
	ExpiresAt   time.Time
}

// Proof is how a signer confirms an intent.
type Proof struct {
	Intent    core.ID
	Assertion json.RawMessage // AuthenticationResponseJSON
	Code      string
	Signature []byte // r‖s of the browser's key over the intent; needed with a code
}

// Turn says how far the closing is, and whether it is the actor's turn.
type Turn struct {
	State      State
	Sealed     int
	Signers    int
	Waiting    []string // names of those whose signature is still needed
	Slot       core.ID  // mine; empty: it is not my turn
	Attributes []byte   // to be signed
	Until      time.Time
	RetryAfter time.Duration
}

// TermUnread is the code of the one term that has no words: nobody knows those of the
// document, so nothing could be looked for.
const TermUnread = "unread"

// Term is a place of a text that may promise what the law forbids.
type Term struct {
	Code  string
	Text  string // the words
	Start int    // in runes
	End   int
	Basis string // which rule
}

// Line is one line of evidence, as it was hashed.
type Line struct {
	Seq  int
	At   time.Time
	Kind string
	Who  core.ID
	Hash string // SHA-256 of Raw, hexadecimal
	Raw  []byte // nil: withheld until everybody has signed
}

// staff checks that the actor may do something to the bureau's agreement; a refusal
// is written down. Whoever has no part in it learns nothing of it.
func (s *Service) staff(ctx context.Context, actor core.Actor, op policy.Op, a Agreement, detail map[string]any) error {
	err := policy.Check(actor, op, policy.Target{Organisation: a.Organisation})
	return core.NoteRefusal(ctx, s.Audit, err, actor.Audited(string(op), "agreement", a.ID, a.Organisation, detail))
}
