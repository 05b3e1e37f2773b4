package api

import (
	"time"

	"zhaoyun/internal/core"
)

// Agreement is what parties sign.
type Agreement struct {
	ID           core.ID `json:"id" format:"uuid"`
	Organisation core.ID `json:"organisation" doc:"The bureau that prepares it"`
	State        string  `json:"state" enum:"draft,proposed,frozen,confirmed,sealing,released,withdrawn,expired,voided"`
	AgreementFacts
	Parties   []AgreementParty   `json:"parties" nullable:"false"`
	Witnesses []AgreementWitness `json:"witnesses" nullable:"false"`
	Latest    int                `json:"latest" doc:"Number of the latest version; 0 without one"`
	Frozen    *AgreementFrozen   `json:"frozen,omitempty"`
	Closing   *AgreementClosing  `json:"closing,omitempty" doc:"Of confirmed and sealing"`
	Released  *AgreementReleased `json:"released,omitempty"`
	Ended     *AgreementEnded    `json:"ended,omitempty" doc:"Why it was withdrawn, expired or voided"`
	Can       []string           `json:"can" nullable:"false" doc:"Operations that the reader may try now"`
	CreatedAt time.Time          `json:"createdAt"`
	UpdatedAt time.Time          `json:"updatedAt"`
	Version   core.Version       `json:"version" doc:"Goes into If-Match of an edit"`
}

// AgreementFacts are what an agreement is about.
type AgreementFacts struct {
	Title            core.Text  `json:"title"`
	Event            core.ID    `json:"event,omitempty"`
	Session          core.ID    `json:"session,omitempty" doc:"Its ceremony"`
	Parcels          []core.ID  `json:"parcels" nullable:"false"`
	Carriers         []core.ID  `json:"carriers" nullable:"false"`
	AmountMinor      int64      `json:"amountMinor,omitempty" doc:"Investment, in hundredths of the currency"`
	Currency         string     `json:"currency,omitempty" doc:"ISO 4217"`
	ForeignMinor     int64      `json:"foreignMinor,omitempty" doc:"Contracted foreign capital of it, in hundredths"`
	ForeignCurrency  string     `json:"foreignCurrency,omitempty"`
	Industry         string     `json:"industry,omitempty" doc:"GB/T 4754 code"`
	DistrictIndustry string     `json:"districtIndustry,omitempty"`
	ExpiresAt        *time.Time `json:"expiresAt,omitempty" doc:"Needed before freezing"`
}

// AgreementParty is an organisation, or a person, that signs.
type AgreementParty struct {
	ID core.ID `json:"id"`
	AgreementPartyFields
	Signers []AgreementSigner `json:"signers" nullable:"false"`
}

// AgreementPartyFields are what staff writes about a party.
type AgreementPartyFields struct {
	Role               string `json:"role" minLength:"1" maxLength:"20" example:"甲方"`
	Name               string `json:"name" minLength:"1" maxLength:"200" doc:"Full name, as on its licence"`
	USCC               string `json:"uscc,omitempty" maxLength:"40" doc:"统一社会信用代码; absent for persons and abroad"`
	RegistrationNumber string `json:"registrationNumber,omitempty" maxLength:"40"`
	Region             string `json:"region,omitempty" maxLength:"2" doc:"ISO 3166-1; CN when left out"`
	Place              string `json:"place,omitempty" maxLength:"50" doc:"Where it signs" example:"杭州"`
}

// AgreementSignerFields are what staff writes about a signer.
type AgreementSignerFields struct {
	Name     string  `json:"name" minLength:"1" maxLength:"50"`
	Position string  `json:"position,omitempty" maxLength:"50" example:"董事长"`
	Capacity string  `json:"capacity" enum:"legal,authorised" doc:"legal: the legal representative; authorised: with a letter of authority"`
	Letter   core.ID `json:"letter,omitempty" maxLength:"36" doc:"File (purpose document) with the letter of authority; needed of who is authorised"`
	Language string  `json:"language,omitempty" maxLength:"5" doc:"zh-CN, en or zh-HK, of messages to them"`
}

// AgreementSigner is a person who signs for a party.
type AgreementSigner struct {
	ID core.ID `json:"id"`
	AgreementSignerFields
	Contact    string     `json:"contact" doc:"Whole for staff of the bureau, else masked"`
	State      string     `json:"state" enum:"invited,read,accepted,confirmed,sealed,replaced,declined"`
	PagesRead  int        `json:"pagesRead" doc:"Of the latest version"`
	Accepted   int        `json:"accepted,omitempty" doc:"Number of the version"`
	Level      string     `json:"level,omitempty" enum:"passkey,code" doc:"How sure it is that they confirmed; code is weaker"`
	AcceptedAt *time.Time `json:"acceptedAt,omitempty"`
	ConfirmAt  *time.Time `json:"confirmedAt,omitempty"`
	SealedAt   *time.Time `json:"sealedAt,omitempty"`
	Reason     string     `json:"reason,omitempty" doc:"Why somebody else signs now"`
	Field      string     `json:"field,omitempty" doc:"Name of the signature field, once frozen"`
	Me         bool       `json:"me" doc:"It is the reader"`
}

// AgreementWitness is somebody who has seen the parties sign.
type AgreementWitness struct {
	ID           core.ID    `json:"id"`
	Name         string     `json:"name"`
	Organisation string     `json:"organisation,omitempty"`
	Contact      string     `json:"contact" doc:"Whole for staff of the bureau, else masked"`
	Language     string     `json:"language,omitempty"`
	WitnessedAt  *time.Time `json:"witnessedAt,omitempty"`
	Me           bool       `json:"me"`
}

// AgreementFrozen is the document everybody confirms.
type AgreementFrozen struct {
	Version int                     `json:"version"`
	Digest  string                  `json:"digest" doc:"SHA-256 of the frozen PDF, hexadecimal: what everybody confirms"`
	Pages   int                     `json:"pages"`
	Size    int64                   `json:"size"`
	At      time.Time               `json:"at"`
	Terms   []AgreementAcknowledged `json:"terms" nullable:"false"`
}

// AgreementAcknowledged is a doubtful term that staff kept, with why.
type AgreementAcknowledged struct {
	Code   string `json:"code" maxLength:"60"`
	Text   string `json:"text" maxLength:"500" doc:"The words, as check-terms answered them"`
	Reason string `json:"reason" minLength:"2" maxLength:"500"`
}

// AgreementClosing is how far signatures are embedded.
type AgreementClosing struct {
	Sealed  int    `json:"sealed"`
	Signers int    `json:"signers"`
	Turn    string `json:"turn,omitempty" doc:"Name of whose turn it is"`
}

// AgreementReleased is the outcome.
type AgreementReleased struct {
	At           time.Time `json:"at"`
	Digest       string    `json:"digest" doc:"SHA-256 of the signed PDF, hexadecimal"`
	Size         int64     `json:"size"`
	EvidenceSize int64     `json:"evidenceSize"`
	Root         string    `json:"root" doc:"Merkle root of the lines of evidence, hexadecimal"`
	DocumentURL  string    `json:"documentUrl"`
	EvidenceURL  string    `json:"evidenceUrl"`
}

// AgreementEnded says why an agreement came to nothing.
type AgreementEnded struct {
	At     time.Time `json:"at"`
	Name   string    `json:"name,omitempty" doc:"The party that stepped back"`
	Reason string    `json:"reason,omitempty"`
}

// AgreementDraft begins an agreement.
type AgreementDraft struct {
	Organisation core.ID `json:"organisation" maxLength:"40"`
	AgreementChange
}

// AgreementChange names what an edit changes; what is absent stays.
type AgreementChange struct {
	Title            core.Text  `json:"title,omitempty"`
	Event            *core.ID   `json:"event,omitempty" maxLength:"40" doc:"Empty: none"`
	Session          *core.ID   `json:"session,omitempty" maxLength:"40" doc:"A session of the kind signing; empty: none"`
	Parcels          *[]core.ID `json:"parcels,omitempty" maxItems:"50"`
	Carriers         *[]core.ID `json:"carriers,omitempty" maxItems:"50"`
	AmountMinor      *int64     `json:"amountMinor,omitempty" minimum:"0" maximum:"900000000000000000"`
	Currency         *string    `json:"currency,omitempty" maxLength:"3"`
	ForeignMinor     *int64     `json:"foreignMinor,omitempty" minimum:"0" maximum:"900000000000000000"`
	ForeignCurrency  *string    `json:"foreignCurrency,omitempty" maxLength:"3"`
	Industry         *string    `json:"industry,omitempty" maxLength:"10"`
	DistrictIndustry *string    `json:"districtIndustry,omitempty" maxLength:"40"`
	ExpiresAt        *time.Time `json:"expiresAt,omitempty"`
}

// AgreementParties replaces parties and witnesses. Who keeps their id stays who they are.
type AgreementParties struct {
	Parties   []AgreementPartyDraft   `json:"parties" maxItems:"10" nullable:"false"`
	Witnesses []AgreementWitnessDraft `json:"witnesses,omitempty" maxItems:"20"`
}

// AgreementPartyDraft is a party as staff writes it.
type AgreementPartyDraft struct {
	ID core.ID `json:"id,omitempty" maxLength:"36" doc:"Of one that is there already"`
	AgreementPartyFields
	Signers []AgreementSignerDraft `json:"signers" maxItems:"10" nullable:"false"`
}

// AgreementSignerDraft is a signer as staff writes them.
type AgreementSignerDraft struct {
	ID core.ID `json:"id,omitempty" maxLength:"36" doc:"Of one that is there already"`
	AgreementSignerFields
	Contact string `json:"contact" maxLength:"254" doc:"Mail or phone; who shows that it is theirs is the signer"`
}

// AgreementReplacement has somebody else sign.
type AgreementReplacement struct {
	AgreementSignerFields
	Contact string `json:"contact" maxLength:"254"`
	Reason  string `json:"reason" minLength:"2" maxLength:"500"`
}

// AgreementWitnessDraft is a witness as staff writes them.
type AgreementWitnessDraft struct {
	ID           core.ID `json:"id,omitempty" maxLength:"36"`
	Name         string  `json:"name" minLength:"1" maxLength:"50"`
	Organisation string  `json:"organisation,omitempty" maxLength:"200"`
	Contact      string  `json:"contact" maxLength:"254"`
	Language     string  `json:"language,omitempty" maxLength:"5"`
}
