// Package signing is cloud signing (云签约): parties in different cities sign one
// frozen document, and nothing signed leaves before the last of them is in.
//
// An agreement is one aggregate: every change locks its row, works on the whole in
// memory by the tables of state.go, and is written back with its lines of evidence
// in the same transaction.
package signing

import (
	"time"

	"zhaoyun/internal/core"
)

// Agreement is what parties sign.
type Agreement struct {
	ID           core.ID
	Organisation core.ID // the bureau that prepares it
	Facts
	State     State
	Parties   []Party
	Witnesses []Witness
	Latest    int          // number of the latest version; 0 without one
	Frozen    *Frozen      // once it is
	Closing   Closing      // of confirmed and sealing
	Released  *Released    // once it is
	Ended     *Ended       // why it was withdrawn, expired or voided
	Public    []PublicLine // what an audience sees of the lines of evidence
	Version   core.Version
	CreatedBy core.ID
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Facts are what an agreement is about; staff edits them until it is frozen.
type Facts struct {
	Title            core.Text
	Event            core.ID // empty: none
	Session          core.ID // its ceremony; empty: none
	Parcels          []core.ID
	Carriers         []core.ID
	AmountMinor      int64  // of Currency, in hundredths; 0: not said
	Currency         string // ISO 4217
	ForeignMinor     int64  // contracted foreign capital of it (合同外资), in ForeignCurrency
	ForeignCurrency  string
	Industry         string // GB/T 4754
	DistrictIndustry string // of the district's own list
	ExpiresAt        time.Time
}

// Party is an organisation, or a person, that signs.
type Party struct {
	ID                 core.ID
	Role               string // 甲方, 乙方 …
	Name               string // full name, as on its licence
	USCC               string // 统一社会信用代码; empty for persons and abroad
	RegistrationNumber string // of another register
	Region             string // ISO 3166-1
	Place              string // where it signs: 杭州
	Signers            []Signer
}

// Capacity is why somebody may sign for a party.
type Capacity string

// The capacities.
const (
	Legal      Capacity = "legal"      // 法定代表人
	Authorised Capacity = "authorised" // 授权代表, with a letter of authority
)

// Signer is a person who signs for a party.
type Signer struct {
	ID         core.ID
	Name       string
	Position   string // 董事长
	Capacity   Capacity
	Letter     core.ID // file of the letter of authority; needed of who is authorised
	LetterSum  string  // SHA-256 of it, hexadecimal
	Contact    string  // mail or phone, normalised: who has shown that it is theirs is the signer
	Language   string
	Person     core.ID // once they have signed in with the contact; emptied with the person
	State      SignerState
	Pages      []int // read, of the latest version
	Accepted   int   // version; 0: none
	InvitedAt  time.Time
	AcceptedAt time.Time
	Confirmed  *Confirmation // of confirmed and sealed ones
	SealedAt   time.Time
	SlotDone   core.ID // the turn in which it was sealed
	Replaced   string  // reason, of a replaced one
}

// Level is how sure it is that the signer confirmed.
type Level string

// The levels, the stronger one first.
const (
	ByPasskey Level = "passkey" // an authenticator verified the person and signed the intent
	ByCode    Level = "code"    // a one-time code reached the contact; weaker
)

// Confirmation is a signer's confirmed intent.
type Confirmation struct {
	Intent      core.ID
	Level       Level
	At          time.Time
	KeySHA256   string // hexadecimal, of the SPKI
	Certificate []byte // DER, of the signer's key
}

// Witness has seen the parties sign (见证人).
type Witness struct {
	ID           core.ID
	Name         string
	Organisation string
	Contact      string
	Language     string
	Person       core.ID
	InvitedAt    time.Time
	WitnessedAt  time.Time
}

// Version is one draft of the document.
type Version struct {
	Agreement core.ID
	Number    int // from 1
	File      core.ID
	Name      string // of the file
	Template  string // identifier of the template it was written from; empty: uploaded
	Text      string // of the template, or as the browser read it in the upload: looked through for terms
	Values    map[string]string
	Note      string
	Digest    string // SHA-256 of the PDF, hexadecimal
	Size      int64
	Pages     int
	Places    []Place
	Appended  bool   // the page for signatures was added to an upload
	Terms     []Term // what its text may promise against the law
	Made      string // of which parties: another list needs another page for signatures
	CreatedBy core.ID
	CreatedAt time.Time
}

// Place is where a signer's signature is seen, in points from the lower left corner.
type Place struct {
	Party  int     `json:"party" minimum:"0" doc:"Index of the party"`
	Signer int     `json:"signer" minimum:"0" doc:"Index among the party's signers"`
	Page   int     `json:"page" minimum:"1"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// Frozen is the document everybody confirms.
type Frozen struct {
	Version int
	Digest  string // SHA-256, hexadecimal: what everybody confirms; it never changes
	Size    int64
	Pages   int
	At      time.Time
	Fields  []Field
	Terms   []Acknowledged
}

// Field is the signature field of a signer.
type Field struct {
	Name   string
	Party  core.ID
	Signer core.ID // a signer who takes the place of another takes the field
	Width  float64 // in points; 0: not to be seen
	Height float64
}

// Acknowledged is a term that the law may forbid and that staff kept, with why.
type Acknowledged struct {
	Code   string
	Text   string
	Reason string
	By     core.ID
}

// Closing is how far signatures are embedded.
type Closing struct {
	Round    int    // counts up whenever it starts over
	Revision string // digest of the document so far; empty: the frozen one
	Sealed   []core.ID
	Slot     *Slot
}

// Slot is the turn of one signer, held for a while.
type Slot struct {
	ID         core.ID
	Signer     core.ID
	Field      string
	Base       string // digest of the revision it goes on
	Pending    string // digest of the blob of what waits for the signature
	Attributes []byte // what the signer's key signs
	Key        string // SHA-256 of the key, hexadecimal
	Until      time.Time
	Signature  []byte // ASN.1 DER, once given: from then on the server finishes by itself
}

// Released is the outcome.
type Released struct {
	At          time.Time
	Digest      string // of the document
	Size        int64
	Package     string // digest of the evidence package
	PackageSize int64
	Root        string // Merkle root of the lines, hexadecimal
}

// Ended says why an agreement came to nothing.
type Ended struct {
	At     time.Time
	By     core.ID // party or person
	Name   string
	Reason string
}

// Filter chooses agreements.
type Filter struct {
	Organisations []core.ID // nil means all
	Contacts      []string  // where one of them is a signer's or witness's; nil: no matter
	State         State
	Event         core.ID
	Session       core.ID
	Parcel        core.ID
	core.Paging
}

// noTime is a time that has not come.
var noTime time.Time

// ErrNoAgreement is what the store answers when there is none, and what nobody
// learns more than who has no part in it.
var ErrNoAgreement = core.NotFound("agreement_not_found", "There is no such agreement, or you have no part in it.")

// ErrNoVersion is what the store answers about an unknown version.
var ErrNoVersion = core.NotFound("agreement_version_not_found", "The agreement has no such version.")

// ErrNoIntent is what the store answers about an unknown intent.
var ErrNoIntent = core.NotFound("intent_not_found", "Start the confirmation again.")
