package video

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

const (
	roundEvery = time.Second
	// overlap is how far back changes of authority are read: one becomes visible at its commit, and clocks differ.
	overlap = 10 * time.Second
	// recheckEvery is how long somebody whose rights nobody touched is believed to have them.
	recheckEvery = 2 * time.Minute
	// emptyEvery is how often a room is looked at where nobody is connected; whoever comes through this node has it looked at at once.
	emptyEvery = 10 * time.Second
	// warmFor is how long a room is looked at every second after somebody was let through: they may take a while to arrive.
	warmFor = 20 * time.Second
	// seatKept is how long a watcher's seat waits for its connection, or for it to come back.
	seatKept = time.Minute
	// roundTimeout bounds what is done about one room.
	roundTimeout = 8 * time.Second
)

type seatKey struct {
	room     core.ID
	identity string
}

// watched is what this node remembers of a seat.
type watched struct {
	seen    time.Time // connected
	checked time.Time // was found to be allowed
}

// Nudge has a room looked at now rather than within a second.
func (s *Service) Nudge(room core.ID) {
	s.mu.Lock()
	s.rooms[room], s.warm[room] = true, time.Now()
	s.mu.Unlock()
	select {
	case s.nudged <- struct{}{}:
	default:
	}
}

// Changed has what became of somebody's rights felt now.
func (s *Service) Changed(_ context.Context, c core.AuthorityChange) { s.Nudge(c.Room) }

// Run keeps the media server to what people may do, until the context ends. Every node does so: what one has told the server
// the others find done.
func (s *Service) Run(ctx context.Context) {
	tick := time.NewTicker(roundEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.nudged:
		}
		if err := s.round(ctx); err != nil && ctx.Err() == nil {
			s.Log.Warn("keep the media server to who may", "error", err.Error())
		}
	}
}

// round looks at every room with seats.
func (s *Service) round(ctx context.Context) error {
	server, off := s.media()
	if off != nil {
		return nil //nolint:nilerr // there is nobody to watch over
	}
	ctx, cancel := context.WithTimeout(ctx, roundTimeout)
	defer cancel()
	changes, err := s.Rooms.AuthorityChanges(ctx, s.Now().Add(-overlap))
	if err != nil {
		return err
	}
	rooms, err := s.Store.SeatRooms(ctx)
	if err != nil {
		return err
	}
	fresh := s.fresh(changes)
	s.mu.Lock()
	now := time.Now()
	rooms = slices.DeleteFunc(rooms, func(id core.ID) bool { return now.Sub(s.empty[id]) < emptyEvery })
	for id := range s.rooms {
		if id != "" && !slices.Contains(rooms, id) {
			rooms = append(rooms, id)
		}
	}
	s.rooms = map[core.ID]bool{}
	s.mu.Unlock()
	var (
		all    sync.WaitGroup
		places = make(chan struct{}, 4)
		counts sync.Map
		failed = make(chan error, len(rooms))
	)
	for _, id := range rooms {
		places <- struct{}{}
		all.Go(func() {
			defer func() { <-places }()
			r := round{Service: s, server: server, room: id, fresh: fresh}
			if err := r.run(ctx); err != nil {
				failed <- err
				return
			}
			counts.Store(id, r.counts)
		})
	}
	all.Wait()
	s.tell(&counts)
	select {
	case err = <-failed:
		s.metrics.healthy.Set(0)
	default:
		s.metrics.healthy.Set(1)
	}
	return err
}

// fresh are the changes that were not seen before.
func (s *Service) fresh(changes []core.AuthorityChange) (news []core.AuthorityChange) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	maps.DeleteFunc(s.empty, func(_ core.ID, at time.Time) bool { return now.Sub(at) > emptyEvery })
	maps.DeleteFunc(s.warm, func(_ core.ID, at time.Time) bool { return now.Sub(at) > warmFor })
	maps.DeleteFunc(s.seen, func(_ core.ID, at time.Time) bool { return now.Sub(at) > 3*overlap })
	for _, c := range changes {
		if _, known := s.seen[c.ID]; !known {
			s.seen[c.ID] = now
			news = append(news, c)
		}
	}
	return news
}

func (s *Service) tell(counts *sync.Map) {
	sum := map[Kind]int{KindStage: 0, KindViewer: 0, KindEncoder: 0, KindRecorder: 0}
	counts.Range(func(_, value any) bool {
		for kind, n := range value.(map[Kind]int) {
			sum[kind] += n
		}
		return true
	})
	for kind, n := range sum {
		s.metrics.connections.WithLabelValues(string(kind)).Set(float64(n))
	}
}

// round is one look at one room.
type round struct {
	*Service
	server Server
	room   core.ID
	fresh  []core.AuthorityChange

	scene  room.Scene
	on     bool
	seats  map[string]Seat
	live   map[core.ID]bool // encoders
	counts map[Kind]int
}

func (r *round) run(ctx context.Context) error {
	connected, err := r.server.Connections(ctx, r.room)
	if err == nil {
		err = r.read(ctx)
	}
	if err != nil {
		return err
	}
	r.mu.Lock()
	if delete(r.empty, r.room); len(connected) == 0 && time.Since(r.warm[r.room]) > warmFor {
		r.empty[r.room] = time.Now()
	}
	r.mu.Unlock()
	r.counts = map[Kind]int{}
	for _, c := range connected {
		kind, _ := kindOf(c.Identity)
		r.counts[kind]++
		if err := r.keep(ctx, c); err != nil {
			return err
		}
	}
	return r.prune(ctx, connected)
}

func (r *round) read(ctx context.Context) (err error) {
	if r.scene, r.on, err = r.Rooms.Running(ctx, r.room); err != nil {
		return err
	}
	list, err := r.Store.Seats(ctx, r.room)
	if err != nil {
		return err
	}
	r.seats, r.live = map[string]Seat{}, map[core.ID]bool{}
	for _, seat := range list {
		r.seats[seat.Identity] = seat
	}
	encoders, err := r.Store.Encoders(ctx, r.room)
	for _, e := range encoders {
		r.live[e.ID] = true
	}
	return err
}

// keep holds one connection to what it may do.
func (r *round) keep(ctx context.Context, c Connection) error {
	kind, id := kindOf(c.Identity)
	seat, known := r.seats[c.Identity]
	allowed := known && r.on
	switch {
	case kind == KindRecorder:
		return nil // it is this side's own and ends by itself
	case kind == KindEncoder:
		allowed = allowed && r.live[id]
	case allowed:
		var err error
		if allowed, err = r.check(ctx, seat); err != nil {
			return err
		}
	}
	if !allowed {
		r.metrics.enforced.WithLabelValues("remove").Inc()
		return r.server.Remove(ctx, r.room, c.Identity)
	}
	publish := kind == KindEncoder || kind == KindStage && r.scene.Has(id)
	if watch := kind != KindEncoder; c.Publish != publish || c.Watch != watch {
		r.metrics.enforced.WithLabelValues("permit").Inc()
		if err := r.server.Permit(ctx, r.room, c.Identity, publish, watch); err != nil {
			return err
		}
	}
	return r.mute(ctx, kind, id, c)
}

// check asks about somebody whose rights may have changed.
func (r *round) check(ctx context.Context, seat Seat) (bool, error) {
	key, now := seatKey{r.room, seat.Identity}, time.Now()
	r.mu.Lock()
	w := r.known[key]
	if w == nil {
		w = &watched{}
		r.known[key] = w
	}
	w.seen = now
	due := now.Sub(w.checked) > recheckEvery || slices.ContainsFunc(r.fresh, func(c core.AuthorityChange) bool {
		return c.SignIn == seat.SignIn || c.Person == seat.Person && (c.Room == "" || c.Room == r.room)
	})
	r.mu.Unlock()
	if !due {
		return true, nil
	}
	_, err := r.standing(ctx, seat)
	if err != nil && !over(err) {
		r.mu.Lock()
		w.checked = time.Time{} // the change counts as seen, so ask again
		r.mu.Unlock()
		return true, err
	}
	if err == nil {
		r.mu.Lock()
		w.checked = now
		r.mu.Unlock()
	}
	return err == nil, nil
}

// mute silences whom the host has muted, and an encoder as long as it is not on stage: it may send before it is brought on.
func (r *round) mute(ctx context.Context, kind Kind, id core.ID, c Connection) error {
	seat := slices.IndexFunc(r.scene.People, func(p room.ScenePerson) bool { return p.Seat() == id })
	for _, t := range c.Tracks {
		muted := t.Muted
		switch {
		case kind == KindEncoder:
			muted = seat < 0 || t.Sound && r.scene.People[seat].Muted
		case seat >= 0 && r.scene.People[seat].Muted && t.Source == SourceMicrophone:
			muted = true
		}
		if muted == t.Muted {
			continue
		}
		r.metrics.enforced.WithLabelValues("mute").Inc()
		if err := r.server.Mute(ctx, r.room, c.Identity, t.ID, muted); err != nil {
			return err
		}
	}
	return nil
}

// prune gives back the seats of those who went. Whoever is on stage, or works in the session, keeps theirs until the end.
func (r *round) prune(ctx context.Context, connected []Connection) error {
	here := map[string]bool{}
	for _, c := range connected {
		here[c.Identity] = true
	}
	var gone []string
	r.mu.Lock()
	for identity, seat := range r.seats {
		last := seat.At
		if w := r.known[seatKey{r.room, identity}]; w != nil && w.seen.After(last) {
			last = w.seen
		}
		if !here[identity] && (!r.on || seat.Kind != KindStage && r.Now().Sub(last) > seatKept) {
			gone = append(gone, identity)
			delete(r.known, seatKey{r.room, identity})
		}
	}
	r.mu.Unlock()
	if len(gone) == 0 {
		return nil
	}
	return r.Store.DropSeats(ctx, r.room, gone)
}
