package app

import (
	"context"
	"errors"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/notify"
	"zhaoyun/internal/room"
)

// escalateEvery is how often it is asked which questions are late: they have days.
const escalateEvery = 10 * time.Minute

// officials is how room reaches the officials of a bureau.
type officials struct {
	accounts *account.Service
	notify   *notify.Service
	page     string
}

// TellLate implements room.Officials: by mail, to those with a verified address.
func (o officials) TellLate(ctx context.Context, organisation core.ID, late []room.FollowUpItem) error {
	people, err := o.accounts.People(ctx, core.System(), account.PersonFilter{Organisation: organisation, Role: core.RoleOfficial}, core.Paging{Limit: 200})
	if err != nil {
		return err
	}
	var failed []error
	told := 0
	for _, p := range people.Items {
		for _, c := range p.Contacts {
			if c.Kind != account.ContactMail || !c.Verified {
				continue
			}
			subject, text := room.LateNotice(p.Language, late, o.page)
			if err := o.notify.Notify(ctx, event.Mail{To: c.Value, Subject: subject, Text: text}); err != nil {
				failed = append(failed, err)
				continue
			}
			told++
			break
		}
	}
	if told > 0 {
		return nil // one official who knows is enough; nobody is told twice for another's full mailbox
	}
	return errors.Join(failed...)
}
