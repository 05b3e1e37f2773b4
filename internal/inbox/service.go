package inbox

import (
	"context"
	"crypto/rand"
	"maps"
	"slices"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/policy"
)

// Jobs is the queue by which mail goes out; job.Queue.
type Jobs interface {
	Add(ctx context.Context, o job.Order) (job.Job, error)
	Forget(ctx context.Context, about core.ID) error
}

// People tells where somebody is reached; the account domain knows.
type People interface {
	// Recipient has an empty address for whoever has none that is theirs.
	Recipient(ctx context.Context, person core.ID) (Recipient, error)
}

// Recipient is where and how somebody reads mail.
type Recipient struct {
	Mail               string
	Language, TimeZone string
}

// Mailer delivers letters. An error means that it may be tried again.
type Mailer interface {
	Letter(ctx context.Context, l Letter) error
}

// Deps is what a Service works with.
type Deps struct {
	Store     Store
	Jobs      Jobs
	People    People
	Mailer    Mailer
	PublicURL string
	Clock     core.Clock // core.Now when nil
}

// Service is the inbox domain.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	return &Service{d}
}

// Tell tells people something, in the transaction of ctx; what is for nobody, and
// what says the same to somebody twice, is left out. Mail follows the commit.
func (s *Service) Tell(ctx context.Context, messages ...Message) error {
	type about struct{ person, key string }
	told := map[about]bool{}
	messages = slices.DeleteFunc(messages, func(m Message) bool {
		a := about{m.Person, m.Key}
		again := told[a]
		told[a] = true
		return again || m.Person == ""
	})
	if len(messages) == 0 {
		return nil
	}
	now := s.Clock()
	for i := range messages {
		messages[i].ID, messages[i].At = core.NewID(), now
	}
	if err := s.Store.PutMessages(ctx, messages); err != nil {
		return err
	}
	for _, m := range messages {
		if !byLetter(m.Kind) {
			continue
		}
		if _, err := s.Jobs.Add(ctx, job.Order{Kind: JobMail, Payload: mailJob{m.ID}, About: m.Person}); err != nil {
			return err
		}
	}
	return nil
}

// List lists what the actor was told, latest first, and counts what is unread.
func (s *Service) List(ctx context.Context, actor core.Actor, p core.Paging) (page core.Page[Message], unread int, err error) {
	if err := policy.Check(actor, "list-inbox", policy.Target{}); err != nil {
		return page, 0, err
	}
	if page, err = s.Store.Messages(ctx, actor.Person, p); err != nil {
		return page, 0, err
	}
	unread, err = s.Store.Unread(ctx, actor.Person)
	return page, unread, err
}

// Read marks one message as read. Doing it again changes nothing.
func (s *Service) Read(ctx context.Context, actor core.Actor, id core.ID) error {
	m, err := s.Store.Message(ctx, id)
	if err != nil {
		return err
	}
	if err := policy.Check(actor, "read-message", policy.Target{Owner: m.Person}); err != nil {
		if actor.SignedIn() {
			return ErrNoMessage // who has none learns of none
		}
		return err
	}
	return s.Store.ReadMessages(ctx, actor.Person, id, false, s.Clock())
}

// ReadAll marks all messages as read up to the latest one that was seen.
func (s *Service) ReadAll(ctx context.Context, actor core.Actor, upTo core.ID) error {
	if err := policy.Check(actor, "read-inbox", policy.Target{}); err != nil {
		return err
	}
	return s.Store.ReadMessages(ctx, actor.Person, upTo, true, s.Clock())
}

// Wanted tells which kinds the actor wants by mail.
func (s *Service) Wanted(ctx context.Context, actor core.Actor) (map[Kind]bool, error) {
	if err := policy.Check(actor, "get-mail-preferences", policy.Target{}); err != nil {
		return nil, err
	}
	p, _, err := s.Store.Preferences(ctx, actor.Person)
	return p.all(), err
}

func (p Preferences) all() map[Kind]bool {
	all := map[Kind]bool{}
	for k := range kinds {
		all[k] = p.wants(k)
	}
	return all
}

// Want says which kinds the actor wants by mail; others stay as they are.
func (s *Service) Want(ctx context.Context, actor core.Actor, wanted map[Kind]bool) (map[Kind]bool, error) {
	if err := policy.Check(actor, "set-mail-preferences", policy.Target{}); err != nil {
		return nil, err
	}
	for k := range wanted {
		if _, known := kinds[k]; !known {
			return nil, core.Invalid("not_one_of", "Use one of the kinds that are listed.").On("body")
		}
	}
	p, err := s.preferences(ctx, actor.Person)
	if err != nil {
		return nil, err
	}
	maps.Copy(p.Mail, wanted)
	return p.all(), s.Store.SavePreferences(ctx, p)
}

// preferences are a person's, made where there are none.
func (s *Service) preferences(ctx context.Context, person core.ID) (Preferences, error) {
	p, ok, err := s.Store.Preferences(ctx, person)
	if err != nil || ok {
		return p, err
	}
	p = Preferences{Person: person, Token: rand.Text(), Mail: map[Kind]bool{}}
	if err := s.Store.SavePreferences(ctx, p); err != nil {
		return p, err
	}
	p, _, err = s.Store.Preferences(ctx, person) // another may have been first
	return p, err
}

// Unsubscribe stops mail of a kind for whoever received the token in one.
func (s *Service) Unsubscribe(ctx context.Context, token string, k Kind) error {
	p, ok, err := s.Store.PreferencesBy(ctx, token)
	switch {
	case err != nil:
		return err
	case !ok:
		return core.NotFound("unsubscribe_unknown", "This link is not good any more. Sign in and choose there what comes by mail.")
	}
	p.Mail[k] = false
	return s.Store.SavePreferences(ctx, p)
}

// ErasePerson implements account.Eraser: messages, preferences and mail that has
// not gone out yet.
func (s *Service) ErasePerson(ctx context.Context, _ core.Actor, person core.ID) error {
	if err := s.Store.EraseMessages(ctx, person); err != nil {
		return err
	}
	return s.Jobs.Forget(ctx, person)
}
