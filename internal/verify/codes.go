package verify

// Code is the stable name of a finding or a verdict. Words has its sentence in every
// language.
type Code string

// The verdicts.
const (
	VerdictValid     Code = "verdict.valid"     // everything held
	VerdictUntrusted Code = "verdict.untrusted" // everything held, but nobody the reader trusts vouches for it
	VerdictInvalid   Code = "verdict.invalid"   // something is wrong
	VerdictNotSigned Code = "verdict.notSigned" // no signed agreement
)
