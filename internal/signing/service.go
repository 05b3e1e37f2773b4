package signing

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"zhaoyun/internal/core"
)

// Deps is what a Service works with.
type Deps struct {
	Tx    core.Transactor
	Audit core.Auditor
	Clock core.Clock // core.Now when nil
}

// Service is the domain of agreements.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	return &Service{d}
}

var errNotYet = core.Unavailable("signing_not_ready", "Signing is not ready yet.")

// List lists the agreements of the actor's bureaus, latest first.
func (s *Service) List(_ context.Context, _ core.Actor, _ Filter) (core.Page[Agreement], error) {
	return core.Page[Agreement]{}, errNotYet
}

// ListMine lists the agreements that the actor signs or witnesses.
func (s *Service) ListMine(_ context.Context, _ core.Actor, _ core.Paging) (core.Page[Agreement], error) {
	return core.Page[Agreement]{}, errNotYet
}

// Create begins an agreement.
func (s *Service) Create(_ context.Context, _ core.Actor, _ core.ID, _ Change) (Agreement, error) {
	return Agreement{}, errNotYet
}

// Get reads one, for its bureau and whoever takes part.
func (s *Service) Get(_ context.Context, _ core.Actor, _ core.ID) (Agreement, error) {
	return Agreement{}, errNotYet
}

// Update changes the facts.
func (s *Service) Update(_ context.Context, _ core.Actor, _ core.ID, _ core.Version, _ Change) (Agreement, error) {
	return Agreement{}, errNotYet
}

// SetParties replaces parties and witnesses.
func (s *Service) SetParties(_ context.Context, _ core.Actor, _ core.ID, _ core.Version, _ []Party, _ []Witness) (Agreement, error) {
	return Agreement{}, errNotYet
}

// ReplaceSigner has somebody else sign.
func (s *Service) ReplaceSigner(_ context.Context, _ core.Actor, _, _ core.ID, _ Signer, _ string) (Agreement, error) {
	return Agreement{}, errNotYet
}

// Versions lists the versions, latest first.
func (s *Service) Versions(_ context.Context, _ core.Actor, _ core.ID) ([]Version, error) {
	return nil, errNotYet
}

// AddVersion adds one.
func (s *Service) AddVersion(_ context.Context, _ core.Actor, _ core.ID, _ VersionDraft) (Version, error) {
	return Version{}, errNotYet
}

// VersionContent reads the PDF of a version: of the frozen one, the frozen document.
func (s *Service) VersionContent(_ context.Context, _ core.Actor, _ core.ID, _ int) (Content, error) {
	return Content{}, errNotYet
}

// Propose puts the agreement to its parties.
func (s *Service) Propose(_ context.Context, _ core.Actor, _ core.ID) (Agreement, error) {
	return Agreement{}, errNotYet
}

// ReadPage notes that the signer has read a page.
func (s *Service) ReadPage(_ context.Context, _ core.Actor, _ core.ID, _, _ int) (Mine, error) {
	return Mine{}, errNotYet
}

// Accept accepts a version.
func (s *Service) Accept(_ context.Context, _ core.Actor, _ core.ID, _ int) (Mine, error) {
	return Mine{}, errNotYet
}

// Freeze fixes the document.
func (s *Service) Freeze(_ context.Context, _ core.Actor, _ core.ID, _ []Acknowledged) (Agreement, error) {
	return Agreement{}, errNotYet
}

// CreateIntent begins a confirmation.
func (s *Service) CreateIntent(_ context.Context, _ core.Actor, _ core.ID, _ []byte, _ Level) (IntentBegun, error) {
	return IntentBegun{}, errNotYet
}

// Confirm confirms an intent.
func (s *Service) Confirm(_ context.Context, _ core.Actor, _ core.ID, _ Proof) (Mine, error) {
	return Mine{}, errNotYet
}

// Unconfirm takes the confirmation back.
func (s *Service) Unconfirm(_ context.Context, _ core.Actor, _ core.ID) (Mine, error) {
	return Mine{}, errNotYet
}

// Withdraw ends the agreement for the signer's party.
func (s *Service) Withdraw(_ context.Context, _ core.Actor, _ core.ID, _ string) (Mine, error) {
	return Mine{}, errNotYet
}

// Turn asks whether it is the actor's turn to sign, waiting up to a time for it.
func (s *Service) Turn(_ context.Context, _ core.Actor, _ core.ID, _ time.Duration) (Turn, error) {
	return Turn{}, errNotYet
}

// Seal gives the signature of one's turn.
func (s *Service) Seal(_ context.Context, _ core.Actor, _, _ core.ID, _ []byte) (Turn, error) {
	return Turn{}, errNotYet
}

// Void ends the agreement for the bureau.
func (s *Service) Void(_ context.Context, _ core.Actor, _ core.ID, _ string) (Agreement, error) {
	return Agreement{}, errNotYet
}

// Document reads the signed document once it is released.
func (s *Service) Document(_ context.Context, _ core.Actor, _ core.ID) (Content, error) {
	return Content{}, errNotYet
}

// Evidence reads the evidence package once it is released.
func (s *Service) Evidence(_ context.Context, _ core.Actor, _ core.ID) (Content, error) {
	return Content{}, errNotYet
}

// Chain lists the lines of evidence.
func (s *Service) Chain(_ context.Context, _ core.Actor, _ core.ID) ([]Line, error) {
	return nil, errNotYet
}

// Me says where the actor stands in an agreement.
func (s *Service) Me(_ context.Context, _ core.Actor, _ core.ID) (Mine, error) {
	return Mine{}, errNotYet
}

// Witness confirms having witnessed.
func (s *Service) Witness(_ context.Context, _ core.Actor, _ core.ID) (Mine, error) {
	return Mine{}, errNotYet
}

// CheckTerms looks through a text for what the law forbids to promise.
func (s *Service) CheckTerms(_ context.Context, _ core.Actor, _ string) ([]Term, error) {
	return nil, errNotYet
}

// PasskeyOptions begins to register a passkey.
func (s *Service) PasskeyOptions(_ context.Context, _ core.Actor) (PasskeyBegun, error) {
	return PasskeyBegun{}, errNotYet
}

// AddPasskey keeps a passkey.
func (s *Service) AddPasskey(_ context.Context, _ core.Actor, _ core.ID, _ string, _ json.RawMessage) (Passkey, error) {
	return Passkey{}, errNotYet
}

// Passkeys lists the actor's.
func (s *Service) Passkeys(_ context.Context, _ core.Actor) ([]Passkey, error) {
	return nil, errNotYet
}

// DeletePasskey drops one.
func (s *Service) DeletePasskey(_ context.Context, _ core.Actor, _ core.ID) error {
	return errNotYet
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
	Waiting    []string // names of those who are to sign and are not there
	Slot       core.ID  // mine; empty: it is not my turn
	Attributes []byte   // to be signed
	Until      time.Time
	RetryAfter time.Duration
}

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
	Hash string // SHA-256 of Raw, hexadecimal
	Raw  []byte
}

// Passkey is an authenticator of a person.
type Passkey struct {
	ID        core.ID
	Person    core.ID
	Name      string
	CreatedAt time.Time
	UsedAt    time.Time
}

// PasskeyBegun is what a browser needs to make a passkey.
type PasskeyBegun struct {
	ID      core.ID
	Options json.RawMessage // of navigator.credentials.create
}
