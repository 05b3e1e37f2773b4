package chamber

// Code is a stable code of a finding.
type Code string

// The findings. Those that begin with duplicate say which row or member is the same.
const (
	NameMissing      Code = "name_missing"
	NameInPhone      Code = "name_in_phone" // the phone column holds a name
	NameIsPhone      Code = "name_is_phone" // the name column holds a number
	PhoneInvalid     Code = "phone_invalid"
	PhoneTruncated   Code = "phone_truncated"   // Excel showed 1.38E+10: digits are gone
	PhoneFromNumber  Code = "phone_from_number" // Excel kept it as a number; read all the same
	PhoneSeveral     Code = "phone_several"     // the first was taken
	PhoneLandline    Code = "phone_landline"    // gets no messages
	MailInvalid      Code = "mail_invalid"
	ContactMissing   Code = "contact_missing" // neither phone nor mail
	USCCInvalid      Code = "uscc_invalid"    // left out
	LanguageUnknown  Code = "language_unknown"
	TextTooLong      Code = "text_too_long"       // cut
	TextDamaged      Code = "text_damaged"        // bytes that are no letters in the encoding of the file
	DuplicatePhone   Code = "duplicate_phone"     // of an earlier row, or of a member with another name
	DuplicateMail    Code = "duplicate_mail"      // as above
	DuplicateCode    Code = "duplicate_code"      // the company is there already, with somebody else
	MatchesTwo       Code = "matches_two"         // phone and mail belong to two members
	AskedToBeRemoved Code = "asked_to_be_removed" // once, and was
)

// Codes lists every code.
var Codes = []Code{
	NameMissing, NameInPhone, NameIsPhone, PhoneInvalid, PhoneTruncated, PhoneFromNumber, PhoneSeveral, PhoneLandline, MailInvalid, ContactMissing, USCCInvalid,
	LanguageUnknown, TextTooLong, TextDamaged, DuplicatePhone, DuplicateMail, DuplicateCode, MatchesTwo, AskedToBeRemoved,
}

// Level says what follows from a finding.
type Level string

// The levels.
const (
	Refused Level = "refused" // the row is left out until it is put right
	Warning Level = "warning"
	Remark  Level = "remark" // nothing to do
)

// Finding is something about a row.
type Finding struct {
	Code   Code   `json:"code"`
	Level  Level  `json:"level"`
	Field  Field  `json:"field,omitempty"`
	Text   string `json:"text,omitempty"`   // as it stands in the file
	Row    int    `json:"row,omitempty"`    // an earlier row of the file, by its number
	Line   int    `json:"line,omitempty"`   // on which that row stands
	Member string `json:"member,omitempty"` // a member that is there, by name
}

// Verdict says how a row stands.
type Verdict string

// The verdicts.
const (
	Good    Verdict = "good"
	Doubted Verdict = "doubted" // something is flagged
	Bad     Verdict = "bad"     // left out until it is put right
)

func verdictOf(findings []Finding) Verdict {
	v := Good
	for _, f := range findings {
		switch f.Level {
		case Refused:
			return Bad
		case Warning:
			v = Doubted
		}
	}
	return v
}
