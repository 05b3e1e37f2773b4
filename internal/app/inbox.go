package app

import (
	"context"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/store"
)

// wireInbox makes the inboxes; accounts and mail are there already.
func (a *App) wireInbox() {
	a.inbox = inbox.New(inbox.Deps{
		Store: store.NewInbox(a.db), Jobs: a.jobs, People: recipients{a.accounts}, Mailer: a.notify, PublicURL: a.cfg.URL(), Clock: a.now,
	})
	a.jobs.Handle(inbox.JobMail, a.inbox.Mail, mailing)
	a.accounts.AddErasers(a.inbox)
}

// recipients is what inbox knows of accounts.
type recipients struct{ accounts *account.Service }

// Recipient implements inbox.People. A guest is reached where they said when they
// registered, everybody else only where they have shown that it is theirs.
func (r recipients) Recipient(ctx context.Context, person core.ID) (inbox.Recipient, error) {
	p, err := r.accounts.ReadPerson(ctx, core.System(), person)
	if err != nil {
		return inbox.Recipient{}, err
	}
	to := inbox.Recipient{Language: p.Language, TimeZone: p.TimeZone}
	for _, c := range p.Contacts {
		if c.Kind == account.ContactMail && (c.Verified || p.Kind == core.PersonGuest && to.Mail == "") {
			to.Mail = c.Value
		}
	}
	return to, nil
}
