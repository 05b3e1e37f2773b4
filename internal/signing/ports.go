package signing

import (
	"context"
	"crypto/ecdsa"
	"io"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/job"
	"zhaoyun/internal/room"
)

// Store keeps agreements; every method joins the transaction of its context.
type Store interface {
	InsertAgreement(ctx context.Context, a Agreement) error
	// Agreement finds one; agreement_not_found when there is none.
	Agreement(ctx context.Context, id core.ID) (Agreement, error)
	// LockAgreement finds one and has every other transaction about it wait.
	LockAgreement(ctx context.Context, id core.ID) (Agreement, error)
	SaveAgreement(ctx context.Context, a Agreement) error
	Agreements(ctx context.Context, f Filter) (core.Page[Agreement], error)
	// ReleasedSince lists those that were released at or after a time, oldest first.
	ReleasedSince(ctx context.Context, at time.Time, limit int) ([]Agreement, error)

	InsertVersion(ctx context.Context, v Version) error
	// Version finds one; agreement_version_not_found when there is none.
	Version(ctx context.Context, agreement core.ID, number int) (Version, error)
	Versions(ctx context.Context, agreement core.ID) ([]Version, error)

	// Lines are the exact bytes of the lines of evidence, in order.
	Lines(ctx context.Context, agreement core.ID) ([][]byte, error)
	// LastLine is the last of them; nil without one.
	LastLine(ctx context.Context, agreement core.ID) ([]byte, error)
	AddLine(ctx context.Context, agreement core.ID, l evidence.Line) error

	InsertIntent(ctx context.Context, i Intent) error
	// LockIntent finds one and locks it; intent_not_found when there is none.
	LockIntent(ctx context.Context, id core.ID) (Intent, error)
	SaveIntent(ctx context.Context, i Intent) error
	// IntentsOf lists when a signer began to confirm since a time, latest first, at a level or any.
	IntentsOf(ctx context.Context, signer core.ID, level Level, since time.Time) ([]time.Time, error)

	// See notes that a signer is there.
	See(ctx context.Context, agreement, signer core.ID, at time.Time) error
	// Seen says when signers were there.
	Seen(ctx context.Context, agreement core.ID) (map[core.ID]time.Time, error)

	passkeyStore
}

// Things are what agreements are about; other domains know them.
type Things interface {
	// Session answers whose a session is and of which event; session_not_found, and
	// agreement_session_kind when nothing is signed in it.
	Session(ctx context.Context, id core.ID) (organisation, event core.ID, err error)
	// Event answers whose an event is.
	Event(ctx context.Context, id core.ID) (organisation core.ID, err error)
	// Parcel and Carrier fail when the actor may not see them.
	Parcel(ctx context.Context, actor core.Actor, id core.ID) error
	Carrier(ctx context.Context, actor core.Actor, id core.ID) error
}

// People knows who somebody is.
type People interface {
	// Contacts are those that a person has shown to be theirs.
	Contacts(ctx context.Context, person core.ID) ([]string, error)
	// With finds who has shown that a contact is theirs; empty when nobody has.
	With(ctx context.Context, contact string) (core.ID, error)
	// Officials are those of a bureau.
	Officials(ctx context.Context, organisation core.ID) ([]core.ID, error)
}

// Files are uploads that become part of an agreement.
type Files interface {
	// Attach ties an upload to a thing and says what it is.
	Attach(ctx context.Context, actor core.Actor, file core.ID, scope string) (Upload, error)
	Open(ctx context.Context, file core.ID) (io.ReadSeekCloser, error)
}

// Upload is a file as it came.
type Upload struct {
	Name   string
	Type   string
	Size   int64
	Digest string // SHA-256, hexadecimal
}

// Blobs keep documents by what is in them; nothing but this domain reads them.
type Blobs interface {
	Create(ctx context.Context, id core.ID) error
	Append(ctx context.Context, id core.ID, offset int64, r io.Reader, n int64) (size int64, err error)
	Seal(ctx context.Context, id core.ID) error
	Open(ctx context.Context, id core.ID) (r io.ReadSeekCloser, size int64, err error)
	Delete(ctx context.Context, id core.ID) error
}

// Press makes the files: type, fields, signatures.
type Press interface {
	// Compose makes the PDF of a version, with the page for signatures at its end
	// where none has been given a place: what the parties read is what is frozen.
	Compose(ctx context.Context, s Source) (Composed, error)
	// Freeze adds the empty fields and the platform's certification.
	Freeze(ctx context.Context, pdf []byte, title string, fields []FieldPlace, at time.Time) ([]byte, error)
	// Issue makes the certificate (DER) of a signer's key.
	Issue(ctx context.Context, p Party, x Signer, key *ecdsa.PublicKey, binding evidence.Digest) ([]byte, error)
	// Begin prepares the next revision: what is kept until the signature is there, and
	// the attributes to sign.
	Begin(ctx context.Context, pdf []byte, s Turning) (pending, attributes []byte, err error)
	// Finish embeds a signature (DER) and has it stamped.
	Finish(ctx context.Context, pending, signature []byte) ([]byte, error)
	// Close adds what checks need years later, and the document's timestamp.
	Close(ctx context.Context, pdf []byte) ([]byte, error)
	// Pack makes the evidence package.
	Pack(ctx context.Context, document []byte, chain evidence.Chain) ([]byte, error)
}

// Source is what a version is made of.
type Source struct {
	Agreement Agreement
	Upload    io.ReadSeeker // nil: the text
	Text      string
	Values    map[string]string
	Places    []Place // of an upload; empty: a page for signatures is added
	At        time.Time
}

// Composed is the document of a version.
type Composed struct {
	PDF    []byte
	Pages  int
	Places []Place
}

// FieldPlace is where a signer's field goes.
type FieldPlace struct {
	Name string
	Place
}

// Turning is what Begin needs of whose turn it is.
type Turning struct {
	Field       string
	Party       Party
	Signer      Signer
	Width       float64
	Height      float64
	Certificate []byte
	At          time.Time
}

// Ceremony shows how far agreements are; room.Service. It joins the transaction.
type Ceremony interface {
	SetAgreement(ctx context.Context, session core.ID, a room.AgreementShown) error
	RemoveAgreement(ctx context.Context, session, agreement core.ID) error
}

// Terms looks through texts for what the law forbids to promise.
type Terms interface {
	Check(text string) []Term
}

// Jobs is the queue of work; job.Queue.
type Jobs interface {
	Add(ctx context.Context, o job.Order) (job.Job, error)
}

// Inbox tells people; inbox.Service.
type Inbox interface {
	Tell(ctx context.Context, messages ...inbox.Message) error
}

// Sender carries codes and invitations to contacts; notify.Service.
type Sender interface {
	Send(ctx context.Context, m account.Message) error
}
