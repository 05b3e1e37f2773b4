package verify

// Code is the stable name of a finding or a verdict. Text has its sentence in every
// language. What pades finds about the document keeps pades' name behind "document.".
type Code string

// The verdicts.
const (
	VerdictValid     Code = "verdict.valid"     // everything held
	VerdictValidPDF  Code = "verdict.valid_pdf" // everything held that a PDF alone can show
	VerdictUntrusted Code = "verdict.untrusted" // everything held, but nobody the reader trusts vouches for it
	VerdictInvalid   Code = "verdict.invalid"   // something is wrong
	VerdictNotSigned Code = "verdict.not_signed"
)

// The findings. In brackets: their parameters. Those of a field have it as Where.
const (
	TrustNone    Code = "trust.none"    // (fingerprints) the reader named no authority (warn)
	EvidenceNone Code = "evidence.none" // a PDF alone does not show who confirmed (warn)

	PackageUnreadable Code = "package.unreadable"      // (why)
	PackageUnexpected Code = "package.unexpected_file" // (file)
	PackageDiffers    Code = "package.file_differs"    // (file)
	PackageMissing    Code = "package.file_missing"    // (file)

	DocumentUnreadable Code = "document.unreadable" // (why)
	DocumentHeld       Code = "document.held"       // (signatures, at) (good)

	LineUnreadable Code = "chain.line"  // (line, why)
	ChainSeq       Code = "chain.seq"   // (line): dropped, doubled or reordered
	ChainPrev      Code = "chain.prev"  // (line): the one before was altered
	ChainTime      Code = "chain.time"  // (line): back in time
	ChainOrder     Code = "chain.order" // (line, kind): what it says could not happen then
	ChainHeld      Code = "chain.held"  // (lines) (good)

	RootDiffers        Code = "root.differs"
	RootUnstamped      Code = "root.unstamped"
	RootStampBad       Code = "root.stamp_bad"       // (why)
	RootStampUntrusted Code = "root.stamp_untrusted" // (authority)
	RootSignatureBad   Code = "root.signature_bad"   // not by who certified the document
	RootStampEarly     Code = "root.stamp_early"     // (at): before the last line
	RootHeld           Code = "root.held"            // (at) (good)

	FrozenMissing     Code = "frozen.missing"
	FrozenDiffers     Code = "frozen.differs"     // the document does not begin with what was frozen
	FrozenUncertified Code = "frozen.uncertified" // what was frozen does not end with the platform's certification
	FrozenHeld        Code = "frozen.held"        // (good)

	ReleasedMissing Code = "released.missing"
	ReleasedDiffers Code = "released.differs"
	ReleasedEnded   Code = "released.ended" // (kind): the agreement had been withdrawn, voided or had expired
	ReleasedHeld    Code = "released.held"  // (at) (good)

	PartyUnsigned      Code = "party.unsigned"          // (name)
	PartyStranger      Code = "party.stranger"          // a signature nobody was asked for
	PartyUnconfirmed   Code = "party.unconfirmed"       // (name): the platform signed alone
	PartyUnbound       Code = "party.unbound"           // the certificate binds no evidence
	PartyBinding       Code = "party.binding"           // (name): it binds other evidence
	PartyOther         Code = "party.other_certificate" // (name, other): it is that of another party
	PartyCertificate   Code = "party.certificate"       // the chain names another certificate
	PartyName          Code = "party.name"              // (said, certified)
	PartyUnstamped     Code = "party.unstamped"         // (name): no authority says when
	PartyTime          Code = "party.time"              // (at): stamped before it was confirmed
	PartySealed        Code = "party.sealed"            // the chain says another revision
	PartyKeyShared     Code = "party.key_shared"        // (name, other)
	IntentUnreadable   Code = "intent.unreadable"       // (why)
	IntentAgreement    Code = "intent.agreement"        // of another agreement
	IntentDocument     Code = "intent.document"         // of another document
	IntentField        Code = "intent.field"            // of another field
	IntentKey          Code = "intent.key"              // for another key
	AssertionPasskey   Code = "assertion.passkey"       // by a passkey that the signer never had
	AssertionUnread    Code = "assertion.form"          // (why)
	AssertionType      Code = "assertion.type"
	AssertionChallenge Code = "assertion.challenge" // of another intent
	AssertionSite      Code = "assertion.site"      // (why)
	AssertionUser      Code = "assertion.user"      // not verified
	AssertionKey       Code = "assertion.key"       // (why)
	AssertionSignature Code = "assertion.signature"
	AssertionLevel     Code = "assertion.level" // (said, reached)
	CodeUnsent         Code = "assertion.code_unsent"
	PartyHeld          Code = "party.held"      // (name, at) by a passkey (good)
	PartyHeldCode      Code = "party.held_code" // (name, at) by a code: weaker (warn)

	SM2Bad       Code = "sm2.bad"       // (why)
	SM2Untrusted Code = "sm2.untrusted" // (issuer) (warn)
	SM2Held      Code = "sm2.held"      // (subject) (good)
)
