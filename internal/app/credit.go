package app

import (
	"context"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/checkin"
	"zhaoyun/internal/core"
	"zhaoyun/internal/credit"
	"zhaoyun/internal/event"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/store"
)

// followEvery is how often the ledger looks how far people went. It looks before every
// answer too.
const followEvery = time.Minute

// wireCredit makes what tells who came, and because of whom.
func (a *App) wireCredit() {
	a.checkIns = checkin.New(checkin.Deps{Store: store.NewCheckIns(a.db), Tx: a.db, Audit: a.db, Events: programme{a.events}, Emitter: emitter{a.hooks}, Clock: a.now})
	a.credit = credit.New(credit.Deps{
		Store: store.NewCredit(a.db), Tx: a.db, Audit: a.db, Directory: officers{a.accounts}, Notices: creditNotices{a.inbox}, Emitter: emitter{a.hooks}, Clock: a.now,
	})
	a.accounts.AddErasers(a.checkIns, a.credit)
	a.accounts.AddKeepers(a.checkIns, a.credit)
}

// programme finds events for those who need no more than which it is.
type programme struct{ events *event.Service }

// Find implements checkin.Events.
func (p programme) Find(ctx context.Context, actor core.Actor, idOrSlug string) (id, organisation core.ID, err error) {
	e, err := p.events.Read(ctx, actor, idOrSlug)
	return e.ID, e.Organisation, err
}

// officers is what other domains know of people and organisations.
type officers struct{ accounts *account.Service }

// Secretaries implements credit.Directory.
func (d officers) Secretaries(ctx context.Context, chamber core.ID) ([]core.ID, error) {
	return d.holders(ctx, chamber, core.RoleSecretary)
}

// Officials implements credit.Directory and room.Officials.
func (d officers) Officials(ctx context.Context, bureau core.ID) ([]core.ID, error) {
	return d.holders(ctx, bureau, core.RoleOfficial)
}

// holders are who holds a role in an organisation.
func (d officers) holders(ctx context.Context, organisation core.ID, role core.Role) ([]core.ID, error) {
	people, err := d.accounts.People(ctx, core.System(), account.PersonFilter{Organisation: organisation, Role: role}, core.Paging{Limit: 200})
	ids := make([]core.ID, len(people.Items))
	for i, p := range people.Items {
		ids[i] = p.ID
	}
	return ids, err
}

// Organisation implements credit.Directory.
func (d officers) Organisation(ctx context.Context, id core.ID) (string, core.Text, error) {
	o, err := d.accounts.Organisation(ctx, id)
	return o.USCC, o.Name, err
}

// creditNotices tells of disputes and decisions by the inbox.
type creditNotices struct{ inbox *inbox.Service }

// Disputed implements credit.Notices.
func (n creditNotices) Disputed(ctx context.Context, c credit.Claim, chamber core.Text, officials []core.ID) error {
	return n.tell(ctx, "disputed:", c, inbox.CreditFact{Chamber: chamber, Text: c.Dispute.Text}, officials)
}

// Decided implements credit.Notices.
func (n creditNotices) Decided(ctx context.Context, c credit.Claim, secretaries []core.ID) error {
	return n.tell(ctx, "decided:", c, inbox.CreditFact{Text: c.Decision.Reason}, secretaries)
}

func (n creditNotices) tell(ctx context.Context, key string, c credit.Claim, f inbox.CreditFact, people []core.ID) error {
	f.Claim, f.Investor = c.ID, c.Investor.Name
	messages := make([]inbox.Message, len(people))
	for i, p := range people {
		messages[i] = inbox.Message{Person: p, Kind: inbox.Credit, Key: key + c.ID, Facts: inbox.Facts{Credit: &f}}
	}
	return n.inbox.Tell(ctx, messages...)
}

var (
	_ checkin.Events   = programme{}
	_ credit.Directory = officers{}
	_ credit.Notices   = creditNotices{}
)
