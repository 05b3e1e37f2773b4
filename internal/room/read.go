package room

import (
	"context"
	"encoding/json"
	"sort"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// maxTail bounds one read of a log.
const maxTail = 500

// Heads are the heads of the lanes everybody or all staff shares.
func (s *Service) Heads(ctx context.Context, room core.ID) (Heads, error) {
	r, err := s.Store.Room(ctx, room)
	return Heads{Epoch: r.Epoch, Public: r.Public, Staff: r.Staff}, err
}

// InboxHeads are the heads of participants' inboxes.
func (s *Service) InboxHeads(ctx context.Context, room core.ID, participants []core.ID) (map[core.ID]int64, error) {
	found, err := s.Store.Participants(ctx, room, participants)
	heads := map[core.ID]int64{}
	for _, p := range found {
		heads[p.ID] = p.InboxHead
	}
	return heads, err
}

// People finds participants by name.
func (s *Service) People(ctx context.Context, room core.ID, ids []core.ID) ([]Person, error) {
	found, err := s.Store.Participants(ctx, room, ids)
	people := make([]Person, len(found))
	for i, p := range found {
		people[i] = p.card()
	}
	return people, err
}

// Tail lists the entries of a lane after a sequence number, oldest first, as they
// may be shown now.
func (s *Service) Tail(ctx context.Context, seat Seat, lane Lane, after int64, limit int) ([]Entry, error) {
	stored, err := seat.lane(lane)
	if err != nil {
		return nil, err
	}
	if limit <= 0 || limit > maxTail {
		limit = maxTail
	}
	lines, err := s.Store.Lines(ctx, seat.Room, stored, after, limit)
	return entries(lines), err
}

// lane is the store's name of a lane the seat may read.
func (seat Seat) lane(lane Lane) (string, error) {
	switch {
	case lane == Public, lane == Staff && seat.Staff:
		return string(lane), nil
	case lane == Staff:
		return "", core.Forbidden("not_allowed", "This lane is for those who run the session.").With("operation", "read-staff-lane")
	case lane == Inbox:
		return InboxLane(seat.Participant), nil
	}
	return "", core.Invalid("lane_unknown", "Use public, staff or inbox.").On("query.lane")
}

func entries(lines []Line) []Entry {
	out := make([]Entry, len(lines))
	for i, l := range lines {
		out[i] = l.Entry()
	}
	return out
}

// Log is a part of a lane.
type Log struct {
	Epoch  string
	Head   int64
	Items  []Entry
	People []Person
}

// Entries reads a part of a lane and who wrote it, as of one moment.
func (s *Service) Entries(ctx context.Context, actor core.Actor, room core.ID, lane Lane, after int64, limit int) (Log, error) {
	enter := s.member
	if lane == Public {
		enter = s.reader
	}
	v, err := enter(ctx, actor, room)
	if err != nil {
		return Log{}, err
	}
	if lane == Staff {
		if err := policy.Check(actor, "read-staff-lane", v.target()); err != nil {
			return Log{}, err
		}
	}
	seat := Seat{Room: room}
	if v.participant != nil {
		seat = v.seat()
	}
	log := Log{}
	err = s.Store.InReadTx(ctx, func(ctx context.Context) error {
		r, err := s.Store.Room(ctx, room)
		if err != nil {
			return err
		}
		log.Epoch = r.Epoch
		switch lane {
		case Public:
			log.Head = r.Public
		case Staff:
			log.Head = r.Staff
		case Inbox:
			p, err := s.Store.Participant(ctx, room, seat.Participant)
			if err != nil {
				return err
			}
			log.Head = p.InboxHead
		}
		if log.Items, err = s.Tail(ctx, seat, lane, after, limit); err != nil {
			return err
		}
		log.People, err = s.named(ctx, room, log.Items...)
		return err
	})
	return log, err
}

// named finds those whom entries name: their authors and whom they are about.
func (s *Service) named(ctx context.Context, room core.ID, items ...Entry) ([]Person, error) {
	ids := map[core.ID]bool{}
	for _, e := range items {
		ids[e.By] = true
		var d aboutData
		if json.Unmarshal(e.Data, &d) == nil {
			ids[d.Participant] = true
		}
		for _, id := range append(OnStage(e), InCeremony(e)...) {
			ids[id] = true
		}
	}
	delete(ids, "")
	list := make([]core.ID, 0, len(ids))
	for id := range ids {
		list = append(list, id)
	}
	sort.Strings(list)
	return s.People(ctx, room, list)
}

// Snapshot reads the room as it is now from what SQL holds, on one view of the
// database. It equals the fold of the lanes up to the heads it returns.
func (s *Service) Snapshot(ctx context.Context, seat Seat) (Snapshot, Heads, error) {
	var (
		snap  Snapshot
		heads Heads
	)
	err := s.Store.InReadTx(ctx, func(ctx context.Context) error {
		r, err := s.Store.Room(ctx, seat.Room)
		if err != nil {
			return err
		}
		inbox, err := s.InboxHeads(ctx, seat.Room, []core.ID{seat.Participant})
		if err != nil {
			return err
		}
		heads = Heads{Epoch: r.Epoch, Public: r.Public, Staff: r.Staff, Inbox: inbox[seat.Participant]}
		public, named, err := s.publicState(ctx, r)
		if err != nil {
			return err
		}
		snap.Public = public
		if seat.Staff {
			staff, also, err := s.staffState(ctx, r)
			if err != nil {
				return err
			}
			snap.Staff, named = &staff, append(named, also...)
		}
		snap.People, err = s.named(ctx, r.ID, named...)
		return err
	})
	return snap, heads, err
}

func (s *Service) publicState(ctx context.Context, r Room) (State, []Entry, error) {
	state := NewState()
	state.State, state.Stage, state.Settings = r.Phase, r.Stage, r.Settings.public()
	for kind, n := range r.Reactions {
		state.Reactions[kind] = n
	}
	chat, err := s.Store.LatestLines(ctx, r.ID, string(Public), TypePosted, foldLines)
	if err != nil {
		return state, nil, err
	}
	stages, err := s.Store.LatestLines(ctx, r.ID, string(Public), TypeStage, foldMoments)
	if err != nil {
		return state, nil, err
	}
	for _, kind := range []string{TypePollOpened, TypePollClosed} { // a closing comes after its opening
		polls, err := s.Store.LatestLines(ctx, r.ID, string(Public), kind, foldPolls)
		if err != nil {
			return state, nil, err
		}
		for _, e := range entries(polls) {
			state.Fold(e)
		}
	}
	if err := s.foldKept(ctx, r.ID, &state); err != nil {
		return state, nil, err
	}
	named := entries(chat)
	for _, e := range named {
		state.Lines = append(state.Lines, chatLine(e))
	}
	for _, e := range entries(stages) {
		if _, moment, ok := shown(e); ok {
			state.Timeline = append(state.Timeline, moment)
		}
	}
	book, err := s.Store.Rundown(ctx, r.ID)
	if err != nil {
		return state, nil, err
	}
	state.Rundown = book.Shown
	for _, run := range book.Shown.Runs {
		named = append(named, Entry{By: run.Participant})
	}
	if r.Stage != nil {
		named = append(named, Entry{By: r.Stage.By})
	}
	if state.Agreements, err = s.Store.Agreements(ctx, r.ID); err != nil {
		return state, nil, err
	}
	if err := s.foldStart(ctx, r.ID, &state); err != nil {
		return state, nil, err
	}
	if state.Kept, err = s.keptRecordings(ctx, r.ID); err != nil {
		return state, nil, err
	}
	named = append(named, ceremonyNames(state)...)
	if state.Scene, err = s.Scene(ctx, r.ID); err != nil {
		return state, nil, err
	}
	for _, p := range state.Scene.People {
		named = append(named, Entry{By: p.ID})
	}
	asked, err := s.questionState(ctx, r.ID, &state)
	return state, append(named, asked...), err
}

func (s *Service) staffState(ctx context.Context, r Room) (StaffState, []Entry, error) {
	state := NewStaffState()
	waiting, err := s.Store.WaitingLines(ctx, r.ID, "")
	if err != nil {
		return state, nil, err
	}
	log, err := s.Store.LatestStaffLog(ctx, r.ID, foldLog)
	if err != nil {
		return state, nil, err
	}
	for _, e := range entries(waiting) {
		if l, ok := waitingLine(e); ok {
			state.Waiting = append(state.Waiting, l)
		}
	}
	for _, e := range entries(log) {
		state.Log = append(state.Log, staffItem(e))
	}
	named, err := s.waitingQuestions(ctx, r.ID, &state)
	if err != nil {
		return state, nil, err
	}
	named = append(append(named, entries(waiting)...), entries(log)...)
	hands, err := s.Store.Hands(ctx, r.ID)
	for _, h := range hands {
		state.Hands = append(state.Hands, HandShown{Participant: h.Participant, Seq: h.Seq, At: Stamp(h.RaisedAt), Called: h.Called})
		named = append(named, Entry{By: h.Participant})
	}
	if err != nil {
		return state, nil, err
	}
	said, err := s.backchannelState(ctx, r.ID, &state)
	if err != nil {
		return state, nil, err
	}
	ready, err := s.readyState(ctx, r.ID, &state)
	return state, append(append(named, said...), ready...), err
}

// Me is what is a participant's own in a room.
type Me struct {
	Seat
	Waiting   []WaitingChat
	Questions []MyQuestion // latest first
	Voted     []core.ID    // questions
	Polls     []MyPoll     // those that were opened
	Hand      *MyHand      // nil when it is down
}

// WaitingChat is a line of one's own that waits for review. Why is not told.
type WaitingChat struct {
	Seq     int64 // in the staff lane
	At      string
	Text    string
	ReplyTo int64
}

// Me reads what is the actor's own in the room.
func (s *Service) Me(ctx context.Context, actor core.Actor, room core.ID) (Me, error) {
	v, err := s.member(ctx, actor, room)
	if err != nil {
		return Me{}, err
	}
	if err := policy.Check(actor, "get-room-me", v.target()); err != nil {
		return Me{}, err
	}
	lines, err := s.Store.WaitingLines(ctx, room, v.participant.ID)
	if err != nil {
		return Me{}, err
	}
	me := Me{Seat: v.seat(), Waiting: []WaitingChat{}}
	for _, e := range entries(lines) {
		if d, ok := payload[waitingData](e); ok {
			me.Waiting = append(me.Waiting, WaitingChat{e.Seq, e.At, d.Text, d.ReplyTo})
		}
	}
	if me.Questions, err = s.myQuestions(ctx, room, v.participant.ID); err != nil {
		return Me{}, err
	}
	if me.Voted, err = s.Store.VotedQuestions(ctx, room, v.participant.ID); err != nil {
		return Me{}, err
	}
	if me.Polls, err = s.myPolls(ctx, v); err != nil {
		return me, err
	}
	me.Hand, err = s.myHand(ctx, v)
	return me, err
}
