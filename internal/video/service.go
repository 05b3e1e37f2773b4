package video

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

// Seat is a place at the media server that somebody has asked for.
type Seat struct {
	Room        core.ID
	Identity    string
	Kind        Kind
	Participant core.ID // of a stage or a viewer's seat
	Person      core.ID
	SignIn      core.ID
	At          time.Time
}

// Store keeps seats, encoders and reports of quality.
type Store interface {
	core.Transactor

	// PutSeat adds a seat, or takes it over.
	PutSeat(ctx context.Context, s Seat) error
	// Seat finds one; false when there is none.
	Seat(ctx context.Context, room core.ID, identity string) (Seat, bool, error)
	Seats(ctx context.Context, room core.ID) ([]Seat, error)
	// SeatRooms lists the rooms with seats.
	SeatRooms(ctx context.Context) ([]core.ID, error)
	DropSeats(ctx context.Context, room core.ID, identities []string) error
	CountSeats(ctx context.Context, room core.ID, k Kind) (int, error)

	EncoderStore
	QualityStore
}

// Rooms is what is asked of the rooms; room.Service implements it.
type Rooms interface {
	// OnAir says what somebody is to the picture and sound of a room, or why they may not be there.
	OnAir(ctx context.Context, actor core.Actor, room core.ID) (room.OnAir, error)
	// Running reads who is on stage; false once the session is over or the room is gone.
	Running(ctx context.Context, room core.ID) (scene room.Scene, on bool, err error)
	// StaffAct finds the actor in the room and asks whether they may; a refusal is audited, and so is done, by the caller, what was done.
	StaffAct(ctx context.Context, actor core.Actor, room core.ID, op policy.Op, detail map[string]any) (room.Acting, error)
	AuthorityChanges(ctx context.Context, since time.Time) ([]core.AuthorityChange, error)
}

// Authenticator knows whose sign-in it is; account.Service implements it.
type Authenticator interface {
	Identify(ctx context.Context, signIn core.ID) (core.Actor, error)
}

// Deps is what the service works with.
type Deps struct {
	Store   Store
	Rooms   Rooms
	Auth    Authenticator
	Audit   core.Auditor
	Now     core.Clock // core.Now when nil
	Log     *slog.Logger
	Metrics *prometheus.Registry
	// Viewers is how many of a room watch over WebRTC; more are served HLS or, without it, are let in up to twice as many.
	Viewers int
	// HLS is where the live picture of a room is served as files; "" when it is not. With wanted it begins to be where it can.
	HLS func(ctx context.Context, room core.ID, wanted bool) (url string)
}

// Service decides who may send and watch.
type Service struct {
	Deps
	metrics *metrics
	nudged  chan struct{}

	mu     sync.Mutex
	server Server
	url    string                // of the server, for who connects from this side
	why    string                // the code of why there is none
	rooms  map[core.ID]bool      // to be looked at now
	warm   map[core.ID]time.Time // where something happened lately
	empty  map[core.ID]time.Time // where nobody was connected a moment ago
	known  map[seatKey]*watched
	seen   map[core.ID]time.Time // changes of authority
}

// New returns the service. Without a server, see Use, there is no live video.
func New(d Deps) *Service {
	if d.Now == nil {
		d.Now = core.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.HLS == nil {
		d.HLS = func(context.Context, core.ID, bool) string { return "" }
	}
	return &Service{Deps: d, metrics: newMetrics(d.Metrics), nudged: make(chan struct{}, 1), why: "media_off",
		rooms: map[core.ID]bool{}, warm: map[core.ID]time.Time{}, empty: map[core.ID]time.Time{}, known: map[seatKey]*watched{}, seen: map[core.ID]time.Time{}}
}

// Use says which media server there is, and where this side reaches it.
func (s *Service) Use(server Server, url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.server, s.url, s.why = server, url, ""
}

// Off says why there is no media server.
func (s *Service) Off(code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.server, s.why = nil, code
}

var errOff = core.Conflict("media_off", "There is no live video on this installation. Ask its administrator.")

func (s *Service) media() (Server, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.server == nil {
		return nil, errOff.With("why", s.why)
	}
	return s.server, nil
}

// away is what a media server that does not answer means to whoever asks.
func away(err error) error {
	var known *core.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return core.Unavailable("media_away", "The media server does not answer. Try again in a moment.").After(2 * time.Second).Wrap(err)
}
