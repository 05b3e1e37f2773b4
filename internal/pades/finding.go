package pades

// Severity says whether a finding speaks against the file.
type Severity string

// The severities.
const (
	Bad  Severity = "bad"  // the file is not what was signed
	Warn Severity = "warn" // somebody should know
)

// Finding is one thing that Inspect noticed. Its code is stable; verify has the words.
type Finding struct {
	Code     Code
	Severity Severity
	Field    string         // of the signature concerned; empty: the file's
	Params   map[string]any // what the words need, as named with the code
}

// Code names a finding.
type Code string

// The findings. In brackets: their parameters. Those about a signature have its Field.
const (
	// The file as a whole.
	Unsigned        Code = "unsigned"          // there is no signature at all
	BytesAfter      Code = "bytes_after"       // (bytes) follow the last signature and are signed by nobody
	TailUnreadable  Code = "tail_unreadable"   // (bytes) at the end are no readable revision
	NotClosed       Code = "not_closed"        // no document timestamp closes the file (warn)
	NotCertified    Code = "not_certified"     // the first signature does not forbid later changes (warn)
	NoValidation    Code = "no_validation"     // no DSS: certificates and revocation are not in the file (warn)
	FieldUnsigned   Code = "field_unsigned"    // a prepared field is still empty (warn)
	ActiveContent   Code = "active_content"    // (kind: javascript, launch, embedded, xfa, open-action) inside (warn)
	RevisionUnsaid  Code = "revision_unsigned" // (revision) was appended between signatures and is neither signature nor DSS
	CatalogReplaced Code = "catalog_replaced"  // (revision): another root object, or an entry of it that may not change (entry)
	PageChanged     Code = "page_changed"      // (revision, page, object) after the first signature
	PagesChanged    Code = "pages_changed"     // (revision, object): the list of pages
	FieldChanged    Code = "field_changed"     // (revision, name, object): a field's value or form, other than by signing it
	SignatureGone   Code = "signature_changed" // (revision, object): an embedded signature was replaced
	ObjectChanged   Code = "object_changed"    // (revision, object): any other
	ObjectAdded     Code = "object_added"      // (revision, object, kind): nothing a signature needs
	ObjectRemoved   Code = "object_removed"    // (revision, object)
	ObjectMisplaced Code = "object_misplaced"  // (revision, object): points into another revision's bytes
	ObjectBroken    Code = "object_unreadable" // (revision, object)

	// One signature.
	BadByteRange         Code = "bad_byte_range"          // (why): it does not cover its revision from the first to the last byte
	DigestMismatch       Code = "digest_mismatch"         // the bytes are not those that were signed
	BadSignature         Code = "bad_signature"           // (why): no CMS, or the key did not sign it
	BadCertificate       Code = "bad_certificate"         // (why): the signed attributes name another certificate, or there is none
	NotByIssuer          Code = "not_by_issuer"           // (subject, issuer): the certificate was not signed by the one that it names
	WrongForm            Code = "wrong_form"              // (form): not ETSI.CAdES.detached or ETSI.RFC3161
	NoTimestamp          Code = "no_timestamp"            // the signature bears no timestamp (warn)
	BadTimestamp         Code = "bad_timestamp"           // (why): the timestamp is broken or of something else
	TimestampDisagrees   Code = "timestamp_disagrees"     // (said, stamped): the times are more than a day apart (warn)
	CertificateNotInTime Code = "certificate_not_in_time" // (from, until, at): not valid when it signed

	// Whom the reader trusts; from Vouch.
	UntrustedCertificate Code = "untrusted_certificate" // (subject, issuer): no chain to a trusted root
	UntrustedTimestamp   Code = "untrusted_timestamp"   // (subject, issuer): likewise for the timestamp authority
	Revoked              Code = "revoked"               // (subject, at): on the issuer's list before it signed
)
