package verify

import (
	"time"

	"zhaoyun/internal/evidence"
)

// What a file was taken for.
const (
	KindPackage = "package" // an evidence package
	KindPDF     = "pdf"     // a signed PDF
	KindUnknown = "unknown" // neither
)

// Report is what was found out about a file.
type Report struct {
	OK         bool            `json:"ok"`       // nothing bad was found, and enough was proved
	Verdict    Code            `json:"verdict"`  // the one sentence
	Kind       string          `json:"kind"`     //
	Name       string          `json:"name"`     // of the file
	SHA256     evidence.Digest `json:"sha256"`   // of the file
	Size       int64           `json:"size"`     //
	Checked    time.Time       `json:"checked"`  // the time that certificates were held against
	Document   *Document       `json:"document"` // null when there is none
	Signatures []Signature     `json:"signatures"`
	Timeline   []Step          `json:"timeline"`
	Findings   []Finding       `json:"findings"`
}

// Document is the signed PDF.
type Document struct {
	SHA256    evidence.Digest `json:"sha256"` // the fingerprint to read aloud
	Size      int64           `json:"size"`
	Frozen    evidence.Digest `json:"frozen"` // what the signers confirmed
	Pages     int             `json:"pages,omitempty"`
	Agreement string          `json:"agreement,omitempty"`
	Title     string          `json:"title,omitempty"`
	Released  time.Time       `json:"released,omitzero"`
}

// Signature is one signature in the PDF.
type Signature struct {
	Field        string          `json:"field"`
	Role         Role            `json:"role"`
	Name         string          `json:"name,omitempty"`         // the signer's, by the certificate
	Organisation string          `json:"organisation,omitempty"` // by the certificate
	ID           string          `json:"id,omitempty"`           // 统一社会信用代码
	Reason       string          `json:"reason,omitempty"`
	At           time.Time       `json:"at,omitzero"` // by the timestamp authority, not by the signer's clock
	Level        evidence.Level  `json:"level,omitempty"`
	Issuer       string          `json:"issuer,omitempty"`
	Certificate  evidence.Digest `json:"certificate,omitzero"`
	Valid        bool            `json:"valid"` // nothing bad was found about it
}

// Role is what a signature is for.
type Role string

// The roles.
const (
	RolePlatform  Role = "platform"  // certifies what was frozen
	RoleParty     Role = "party"     // a signer's
	RoleTimestamp Role = "timestamp" // seals the whole by an authority's clock
)

// Step is a line of the evidence as readers see it.
type Step struct {
	Seq    int            `json:"seq"`
	At     time.Time      `json:"at"`
	Kind   evidence.Kind  `json:"kind"`
	Who    string         `json:"who,omitempty"` // a name
	Level  evidence.Level `json:"level,omitempty"`
	Digest string         `json:"digest"`          // of the line
	Page   int            `json:"page,omitempty"`  // read
	Field  string         `json:"field,omitempty"` // sealed
}

// Severity is how much a finding weighs.
type Severity string

// The severities. One that is bad makes the file bad.
const (
	Bad  Severity = "bad"
	Warn Severity = "warn"
	Good Severity = "good"
)

// Finding is one thing found out.
type Finding struct {
	Code     Code              `json:"code"`
	Severity Severity          `json:"severity"`
	Where    string            `json:"where,omitempty"` // a field, a line of the evidence, a file of the package
	Params   map[string]string `json:"params,omitempty"`
}

// Has says whether the report has a finding with this code.
func (r Report) Has(code Code) bool {
	for _, f := range r.Findings {
		if f.Code == code {
			return true
		}
	}
	return false
}
