package evidence

// Kind is what a line says happened.
type Kind string

// The kinds. Each has the struct of the same name as its data; Who is whom the
// line is about.
const (
	KindInvited   Kind = "invited"
	KindRead      Kind = "read"
	KindAccepted  Kind = "accepted"
	KindFrozen    Kind = "frozen"
	KindPasskey   Kind = "passkey"
	KindCodeSent  Kind = "code-sent"
	KindConfirmed Kind = "confirmed"
	KindWithdrawn Kind = "withdrawn"
	KindReplaced  Kind = "replaced"
	KindSealed    Kind = "sealed"
	KindReleased  Kind = "released"
	KindWitnessed Kind = "witnessed"
	KindVoided    Kind = "voided"
	KindExpired   Kind = "expired"
)

// Invited says that somebody was asked to sign or to witness. Contact is masked.
type Invited struct {
	Name           string `json:"name"`
	Position       string `json:"position,omitempty"`
	Party          string `json:"party,omitempty"`           // the party's id in the agreement; none for witnesses
	Role           string `json:"role,omitempty"`            // 甲方, 乙方, … as the agreement calls the party
	Organisation   string `json:"organisation,omitempty"`    //
	OrganisationID string `json:"organisation_id,omitempty"` // 统一社会信用代码
	Field          string `json:"field,omitempty"`           // the signature field in the PDF
	Contact        string `json:"contact,omitempty"`
	Witness        bool   `json:"witness,omitempty"`
	AuthorityFile  Digest `json:"authority_file,omitzero"` // the letter of authority (授权委托书), if there is one
}

// Read says that a page of a version was on the signer's screen.
type Read struct {
	Version int `json:"version"`
	Page    int `json:"page"`
	Pages   int `json:"pages"`
}

// Accepted says that a signer agrees to freeze this version.
type Accepted struct {
	Version int    `json:"version"`
	SHA256  Digest `json:"sha256"`
}

// Frozen says which bytes everybody signs: the PDF with its empty signature fields
// up to the end of the platform's certification. Whatever comes later is appended
// to exactly these bytes.
type Frozen struct {
	Title   string `json:"title"`
	Version int    `json:"version"`
	SHA256  Digest `json:"sha256"`
	Length  int64  `json:"length"`
	Pages   int    `json:"pages"`
	Slots   []Slot `json:"slots"` // every signature the agreement needs
}

// Slot is a signature field and whose it is.
type Slot struct {
	Field string `json:"field"`
	Who   string `json:"who"`
}

// Passkey says which passkey a signer has, made now or earlier: the line stands in the
// chain of every agreement that is confirmed with it, before the confirmation. Its key is
// what assertions are checked with.
type Passkey struct {
	CredentialID []byte `json:"credential_id"`
	PublicKey    []byte `json:"public_key"` // COSE
	RPID         string `json:"rp_id"`
}

// CodeSent says that a one-time code went to the signer's contact, for the intent
// with this digest.
type CodeSent struct {
	Contact string `json:"contact"` // masked
	Intent  Digest `json:"intent"`
}

// Confirmed is the signer's declaration of will. Intent and Assertion are the exact
// texts: their digests are in the passkey's challenge and in the certificate.
type Confirmed struct {
	Intent      string `json:"intent"`                // Intent.Text
	Assertion   string `json:"assertion"`             // Assertion.Text
	Level       Level  `json:"level"`                 //
	Certificate []byte `json:"certificate,omitempty"` // DER, when it was issued with the confirmation
}

// Withdrawn says that a signer took back their confirmation or, with Agreement, that
// they withdrew from the agreement and ended it.
type Withdrawn struct {
	Agreement bool   `json:"agreement,omitempty"`
	Reason    string `json:"reason,omitempty"`
}

// Replaced says that somebody else signs instead; an invitation of By comes with it.
// What the one replaced had confirmed counts no more.
type Replaced struct {
	By     string `json:"by"`
	Field  string `json:"field"`
	Reason string `json:"reason,omitempty"`
}

// Sealed says that a signature was embedded: the document up to the end of that
// revision has this digest and length.
type Sealed struct {
	Field       string `json:"field"`
	Revision    int    `json:"revision"`
	SHA256      Digest `json:"sha256"`
	Length      int64  `json:"length"`
	Certificate Digest `json:"certificate"` // of its DER
}

// Released says which document everybody was given, and that it was not before now.
type Released struct {
	SHA256 Digest `json:"sha256"`
	Length int64  `json:"length"`
}

// Witnessed says that a witness was there.
type Witnessed struct {
	Name string `json:"name"`
}

// Voided says that the bureau ended the agreement before its release.
type Voided struct {
	Reason string `json:"reason"`
}

// Expired says that the agreement was not signed in time. It has nothing to add.
type Expired struct{}
