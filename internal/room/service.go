package room

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Presence tells who is connected to a room, on whatever node.
type Presence interface {
	Members(ctx context.Context, room core.ID) ([]core.ID, error)
}

// Emitter tells other programmes when sessions begin and end; it joins the transaction.
// Rehearsals do not count.
type Emitter interface {
	SessionStarted(ctx context.Context, s Session, room core.ID) error
	SessionEnded(ctx context.Context, s Session, room core.ID) error
}

// Deps is what the room log works with.
type Deps struct {
	Store     Store
	Sessions  Sessions
	Directory Directory
	Files     Files
	Presence  Presence // nil: nobody counts as online
	Publisher Publisher
	Officials Officials // for Escalate alone
	Notices   Notices   // nil: who asked learns of answers in the room alone
	Parcels   Parcels   // nil: no land is shown here
	Documents Documents // nil: no agreement can be read here
	Emitter   Emitter   // nil: no other programme is told
	OnePage   func(pdf []byte, page int) ([]byte, error)
	Audit     core.Auditor
	Authority core.Authority
	Encoders  Encoders   // nil: there are none
	Stages    StageKinds // DefaultStageKinds when nil
	Now       core.Clock // core.Now when nil
	Log       *slog.Logger

	// Ended is told of a session that ends, in the transaction of the end; nil when
	// nobody asks. Rehearsals do not count.
	Ended func(ctx context.Context, room core.ID) error

	// Staged is told of every change of who is on stage, once it is committed; nil when nobody asks.
	Staged func(room core.ID)

	// Committed is told of every commit that lines share; nil when nobody asks.
	Committed func(lines int, took time.Duration)
}

// Service is the room log and everything on it.
type Service struct {
	Deps
	writer *writer
	posts  *posts
	words  sync.Map // room → wordList
	lately sync.Map // room → backdrop

	arrivals  core.Together[arrival, *Participant]
	backdrops core.Together[core.ID, backdropOf]
	entrants  core.Together[Participant, Participant]
	voting    core.Together[Vote, int] // for questions
	counting  sync.Map                 // rooms whose votes for questions are about to be told
	ballots   core.Together[ballot, error]
	counts    core.Together[pollKey, *Tally]
	papers    sync.Map // ballot papers of opened polls
	tallies   *tallies
	leaves    leaves // of agreements
}

// New returns the service.
func New(d Deps) *Service {
	if d.Stages == nil {
		d.Stages = DefaultStageKinds()
	}
	if d.Now == nil {
		d.Now = core.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{Deps: d, posts: &posts{to: d.Publisher, log: d.Log}}
	s.writer = newWriter(s)
	s.backdrops.Read = s.readBackdrops
	s.arrivals.Read, s.ballots.Read, s.counts.Read = s.readArrivals, s.cast, s.readTallies
	s.tallies = newTallies(s)
	s.entrants.Read, s.entrants.Limit = s.seatEntrants, commitTimeout
	s.voting.Read = s.castVotes
	return s
}

// view is a room as one actor finds it.
type view struct {
	actor       core.Actor
	room        Room
	session     Session
	participant *Participant // nil: never came
	base        policy.RoomRole
	role        policy.RoomRole
	fixed       bool // the role comes from the bureau and cannot be changed in the room
}

// backdrop is what a room and its session were a moment ago, and who was seen
// before it since.
type backdrop struct {
	room    Room
	session Session
	at      time.Time
	seen    *sync.Map // person → *Participant
}

// backdropFor is how long a chat line, and who comes in, may go by an earlier look
// at the session: below the two seconds in which a lost role has to be felt. What
// can change at any time, such as a mute or the end, is asked again when the line
// is written; who comes in hears of changes since like everybody inside.
const backdropFor = time.Second

// look finds the room, its session and what the actor is to them.
func (s *Service) look(ctx context.Context, actor core.Actor, room core.ID) (view, error) {
	b, err := s.readBackdrop(ctx, room)
	if err != nil {
		return view{actor: actor}, err
	}
	return s.before(ctx, actor, b, s.participantOf)
}

func (s *Service) readBackdrop(ctx context.Context, room core.ID) (b backdrop, err error) {
	b = backdrop{at: s.Now(), seen: &sync.Map{}}
	if b.room, err = s.Store.Room(ctx, room); err != nil {
		return b, err
	}
	if b.session, err = s.Sessions.Session(ctx, b.room.Session); err != nil {
		return b, err
	}
	s.lately.Store(room, b)
	return b, nil
}

// backdropOf is a backdrop, or why it could not be read.
type backdropOf struct {
	backdrop
	err error
}

// readBackdrops reads for a crowd together. One room that is not there does not
// matter to the others.
func (s *Service) readBackdrops(ctx context.Context, rooms []core.ID) (map[core.ID]backdropOf, error) {
	all := map[core.ID]backdropOf{}
	for _, room := range rooms {
		if _, done := all[room]; !done {
			b, err := s.readBackdrop(ctx, room)
			all[room] = backdropOf{b, err}
		}
	}
	return all, nil
}

// lookLately is look for those who may go by what was there a moment ago.
func (s *Service) lookLately(ctx context.Context, actor core.Actor, room core.ID, find find) (view, error) {
	if had, ok := s.lately.Load(room); ok {
		if b := had.(backdrop); s.Now().Sub(b.at) < backdropFor {
			return s.before(ctx, actor, b, find)
		}
	}
	b, err := s.backdrops.Ask(ctx, room)
	if err == nil {
		err = b.err
	}
	if err != nil {
		return view{actor: actor}, err
	}
	return s.before(ctx, actor, b.backdrop, find)
}

// find is a way to find a person's participant; nil when they never came.
type find func(ctx context.Context, room Room, person core.ID) (*Participant, error)

// participantOf finds a participant as of now.
func (s *Service) participantOf(ctx context.Context, room Room, person core.ID) (*Participant, error) {
	found, err := s.Store.ParticipantsBy(ctx, room.ID, []core.ID{person})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// speaking finds a participant as of a moment ago.
func (s *Service) speaking(ctx context.Context, room Room, person core.ID) (*Participant, error) {
	had, _ := s.lately.Load(room.ID)
	b, _ := had.(backdrop)
	if b.seen == nil {
		return s.participantOf(ctx, room, person)
	}
	if p, ok := b.seen.Load(person); ok {
		known := *p.(*Participant)
		return &known, nil
	}
	p, err := s.participantOf(ctx, room, person)
	if p != nil {
		kept := *p
		b.seen.Store(person, &kept)
	}
	return p, err
}

// before places the actor before the backdrop.
func (s *Service) before(ctx context.Context, actor core.Actor, b backdrop, find find) (view, error) {
	v := view{actor: actor, room: b.room, session: b.session}
	if !actor.SignedIn() {
		return v, nil
	}
	var err error
	if v.participant, err = find(ctx, b.room, actor.Person); err != nil {
		return v, err
	}
	v.base, v.fixed = baseRole(actor, v.session)
	v.role = v.base
	if p := v.participant; p != nil && p.Given != "" && p.GivenOver == v.base && !v.fixed {
		v.role = p.Given
	}
	return v, nil
}

// baseRole is a person's role before the room changes it: officials of the
// organising bureau and administrators are hosts, others what the programme says.
func baseRole(actor core.Actor, session Session) (role policy.RoomRole, fixed bool) {
	if actor.HasIn(core.RoleOfficial, session.Organisation) || actor.Has(core.RoleAdministrator) {
		return policy.Host, true
	}
	if role := session.People[actor.Person]; role != "" {
		return role, false
	}
	return policy.Guest, false
}

// target is what policy has to know about the actor in the room.
func (v view) target() policy.Target {
	return policy.Target{Organisation: v.session.Organisation, Public: v.session.Published, Role: v.role}
}

// seatOps are the operations of which a seat's Can tells.
var seatOps = []policy.Op{
	"set-room-state", "set-stage", "add-slides", "remove-slides", "post-chat", "hide-chat", "review-chat", "read-staff-lane",
	"list-roster", "mute-participant", "kick-participant", "set-participant-role", "list-bans", "ban-participant",
	"unban-participant", "get-room-settings", "update-room-settings", "get-attendance", "move-pointer", "move-camera", "set-camera", "react",
	"ask-question", "vote-question", "review-question", "pin-question", "merge-question", "hide-question", "answer-question",
	"vote", "list-polls", "create-poll", "update-poll", "set-poll-status", "delete-poll",
	"raise-hand", "call-hand", "lower-hands", "post-announcement", "withdraw-announcement", "set-links",
	"post-backchannel", "set-handout",
	"get-rundown", "add-rundown-item", "preset-rundown", "update-rundown-item", "remove-rundown-item", "order-rundown", "run-rundown", "set-ready",
	"open-rehearsal", "close-rehearsal",
	"set-scene", "bring-on-stage", "go-live", "set-hold", "create-encoder", "list-quality", "set-recording",
	"release-agreement-pages", "set-venues", "set-venue-ready", "set-start", "cancel-start", "press-start",
}

// seat is the place of somebody who is in.
func (v view) seat() Seat {
	p := v.participant
	return Seat{
		Participant: p.ID, Person: p.Person, Name: p.Name, Org: p.Org, Role: v.role, Staff: v.role.Staff(),
		Can: policy.Can(v.actor, v.target(), seatOps...), Room: v.room.ID, Epoch: v.room.Epoch, MutedUntil: p.MutedUntil,
	}
}

// inside is the door for somebody who may be in already: the end of the session
// puts nobody out.
func (s *Service) inside(ctx context.Context, v view) error {
	err := s.door(ctx, v)
	if v.participant != nil && core.HasCode(err, "room_ended") {
		return nil
	}
	return err
}

// member finds the actor inside the room. Staff is let in on the way; a guest
// has to have entered, and may go on reading when the session is over.
func (s *Service) member(ctx context.Context, actor core.Actor, room core.ID) (view, error) {
	v, err := s.look(ctx, actor, room)
	if err != nil {
		return v, err
	}
	return s.letIn(ctx, v)
}

// letIn is member for somebody who has been looked at.
func (s *Service) letIn(ctx context.Context, v view) (view, error) {
	if err := s.inside(ctx, v); err != nil {
		return v, err
	}
	if v.participant == nil {
		if !v.role.Staff() {
			return v, core.Forbidden("not_in_room", "Enter the room first.")
		}
		err := s.Store.InTx(ctx, func(ctx context.Context) error { return s.admit(ctx, &v) })
		return v, err
	}
	return v, nil
}

// staff finds the actor inside the room and asks whether they may do the
// operation; a refusal leaves a line in the audit log.
func (s *Service) staff(ctx context.Context, actor core.Actor, room core.ID, op policy.Op, detail map[string]any) (view, error) {
	v, err := s.member(ctx, actor, room)
	if err == nil {
		err = policy.Check(actor, op, v.target())
	}
	return v, s.refusal(ctx, v, room, op, detail, err)
}

// refusal notes a refused action of staff in the audit log and returns the error.
func (s *Service) refusal(ctx context.Context, v view, room core.ID, op policy.Op, detail map[string]any, err error) error {
	return core.NoteRefusal(ctx, s.Audit, err, v.actor.Audited(string(op), "room", room, v.session.Organisation, detail))
}

// audit writes the line of an action that was done.
func (s *Service) audit(ctx context.Context, v view, op policy.Op, detail map[string]any) error {
	return s.Audit.Audit(ctx, v.actor.Audited(string(op), "room", v.room.ID, v.session.Organisation, detail))
}

// AuthorityChanges lists the changes noted at or after a time, see core.Authority.
func (s *Service) AuthorityChanges(ctx context.Context, since time.Time) ([]AuthorityChange, error) {
	return s.Authority.Since(ctx, since)
}
