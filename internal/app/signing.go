package app

import (
	"context"
	"io"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/credit"
	"zhaoyun/internal/event"
	"zhaoyun/internal/file"
	"zhaoyun/internal/job"
	"zhaoyun/internal/land"
	"zhaoyun/internal/signing"
	"zhaoyun/internal/signing/press"
	"zhaoyun/internal/signing/terms"
	"zhaoyun/internal/store"
)

// wireSigning makes the domain of agreements; rooms and the authorities are there already.
func (a *App) wireSigning(access file.ByKind) {
	a.signing = signing.New(signing.Deps{
		Store: store.NewSigning(a.db), Tx: a.db, Audit: a.db, Things: signedThings{a.events, a.land}, People: signers{a.accounts, officers{a.accounts}},
		Files: signedFiles{a.files}, Blobs: a.blobs, Press: &press.Press{Authorities: a.authorities, SM2: a.sm2, Children: file.NewIsolated("")},
		Ceremony: a.rooms, Terms: forbidden{}, Jobs: a.jobs, Inbox: a.inbox, Sender: a.notify, Emitter: emitter{a.hooks}, PublicURL: a.cfg.URL(), Clock: a.now, Log: a.log,
	})
	a.jobs.Handle(signing.JobClose, a.signing.RunClose, job.Options{AtOnce: 2, Limit: 2 * time.Minute})
	a.jobs.Handle(signing.JobExpire, a.signing.RunExpire, job.Options{})
	a.jobs.Handle(signing.JobRemind, a.signing.RunRemind, job.Options{})
	a.accounts.AddErasers(a.signing)
	access["agreement"] = a.signing.MayReadAgreement
	a.rooms.Documents, a.rooms.OnePage = a.signing, file.OnePage
	a.credit.Releases = releases{a.signing}
}

// signedThings is what signing knows of what agreements are about.
type signedThings struct {
	events *event.Service
	land   *land.Service
}

// Session implements signing.Things.
func (t signedThings) Session(ctx context.Context, id core.ID) (organisation, ev core.ID, err error) {
	f, err := t.events.Facts(ctx, id)
	if err == nil && f.Kind != string(event.Signing) {
		err = core.Invalid("agreement_session_kind", "Agreements are signed in sessions of the kind signing.")
	}
	return f.Organisation, f.Event, err
}

// Event implements signing.Things.
func (t signedThings) Event(ctx context.Context, id core.ID) (core.ID, error) {
	e, err := t.events.Read(ctx, core.System(), id)
	return e.Organisation, err
}

// Parcel implements signing.Things.
func (t signedThings) Parcel(ctx context.Context, actor core.Actor, id core.ID) error {
	_, err := t.land.Read(ctx, actor, id)
	return err
}

// Carrier implements signing.Things.
func (t signedThings) Carrier(ctx context.Context, actor core.Actor, id core.ID) error {
	_, err := t.land.ReadCarrier(ctx, actor, id)
	return err
}

// signers is what signing knows of people.
type signers struct {
	accounts *account.Service
	officers
}

// Contacts implements signing.People.
func (s signers) Contacts(ctx context.Context, person core.ID) ([]string, error) {
	p, err := s.accounts.ReadPerson(ctx, core.System(), person)
	if core.HasCode(err, account.ErrNoPerson.Code) {
		return nil, nil
	}
	var all []string
	for _, c := range p.Contacts {
		if c.Verified {
			all = append(all, c.Value)
		}
	}
	return all, err
}

// With implements signing.People.
func (s signers) With(ctx context.Context, contact string) (core.ID, error) {
	return s.accounts.Holder(ctx, contact)
}

// signedFiles is what signing knows of uploads.
type signedFiles struct{ files *file.Service }

// Attach implements signing.Files.
func (f signedFiles) Attach(ctx context.Context, actor core.Actor, id core.ID, scope string) (signing.Upload, error) {
	up, err := f.files.Find(ctx, actor, id)
	if err == nil && up.Purpose != file.Document {
		err = core.Invalid("file_type_not_allowed", "What belongs to an agreement is uploaded as document.")
	}
	if err == nil {
		up, err = f.files.Attach(ctx, actor, id, scope)
	}
	return signing.Upload{Name: up.Name, Type: up.Type, Size: up.Size, Digest: up.Digest}, err
}

// Open implements signing.Files.
func (f signedFiles) Open(ctx context.Context, id core.ID) (io.ReadSeekCloser, error) {
	_, content, err := f.files.Open(ctx, core.System(), id)
	return content, err
}

// forbidden looks for what the law forbids to promise.
type forbidden struct{}

// Check implements signing.Terms.
func (forbidden) Check(text string) []signing.Term {
	found := terms.Find(text)
	out := make([]signing.Term, len(found))
	for i, f := range found {
		out[i] = signing.Term(f)
	}
	return out
}

// releases is how the ledger of credit learns what was signed.
type releases struct{ signing *signing.Service }

// Released implements credit.Releases.
func (r releases) Released(ctx context.Context) ([]credit.Release, error) {
	list, err := r.signing.Released(ctx, time.Time{}, 10_000)
	out := make([]credit.Release, len(list))
	for i, a := range list {
		one := credit.Release{Bureau: a.Organisation, Agreement: a.ID, At: a.Released.At}
		for _, p := range a.Parties {
			if p.USCC != "" {
				one.USCCs = append(one.USCCs, p.USCC)
			}
			for _, x := range p.Signers {
				if x.Person != "" && x.State == signing.SignerSealed {
					one.People = append(one.People, x.Person)
				}
			}
		}
		out[i] = one
	}
	return out, err
}

var (
	_ signing.Things  = signedThings{}
	_ signing.People  = signers{}
	_ signing.Files   = signedFiles{}
	_ credit.Releases = releases{}
)
