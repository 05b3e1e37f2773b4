package bench

import (
	"context"
	"io"
	"runtime/debug"
	"time"
)

// House is the real application, as a server of the bench needs it.
type House interface {
	Addr() string
	// People makes guests and signs them in; their access tokens may have expired already.
	People(ctx context.Context, n int, expired bool) ([]*Person, error)
	// Room makes a session that everybody may enter, live and without a limit of lines.
	Room(ctx context.Context) (string, error)
	// OpenPoll opens a poll with a single choice of so many options and a live tally.
	OpenPoll(ctx context.Context, room string, options int) (string, error)
	ClosePoll(ctx context.Context, room, poll string) error
	// Watch has somebody brought on stage and lets others watch: the tokens of the media server, who sends comes first.
	Watch(ctx context.Context, viewers int) ([]string, error)
	// Session holds a session with so many people and entries, to the end.
	Session(ctx context.Context, people, entries int) error
	// Report builds its report anew, in the background as always.
	Report(ctx context.Context) error
	// OnAir brings somebody on the stage of a room and has its live feed begin; so many
	// others may watch over WebRTC.
	OnAir(ctx context.Context, room string, viewers int) (*OnAir, error)
	// ReadLog reads its log, page by page.
	ReadLog(ctx context.Context) error
	Land
	Members
}

// Person is somebody who is signed in.
type Person struct{ Access, Refresh string }

// ServeHouse does what the bench asks of the application until the input ends.
func ServeHouse(ctx context.Context, in io.Reader, out io.Writer, h House) error {
	bare, err := openBare()
	if err != nil {
		return err
	}
	return serve(in, out, doing{
		"hello": func(request) (answer, error) { return answer{Addr: h.Addr(), Bare: bare.addr}, nil },
		"bare":  func(r request) (answer, error) { return answer{}, bare.say(r.N) },
		"people": func(r request) (answer, error) {
			people, err := h.People(ctx, r.N, r.Expired)
			return answer{People: people}, err
		},
		"room": func(request) (answer, error) {
			id, err := h.Room(ctx)
			return answer{Room: id}, err
		},
		"poll": func(r request) (answer, error) {
			id, err := h.OpenPoll(ctx, r.Room, options)
			return answer{Poll: id}, err
		},
		"close-poll": func(r request) (answer, error) { return answer{}, h.ClosePoll(ctx, r.Room, r.Poll) },
		"watch": func(r request) (answer, error) {
			tokens, err := h.Watch(ctx, r.N)
			return answer{Tokens: tokens}, err
		},
		"on air": func(r request) (answer, error) {
			air, err := h.OnAir(ctx, r.Room, r.N)
			return answer{OnAir: air}, err
		},
		"session":  func(r request) (answer, error) { return answer{}, h.Session(ctx, r.N, r.Entries) },
		"report":   func(request) (answer, error) { return timed(ctx, h.Report) },
		"read log": func(request) (answer, error) { return timed(ctx, h.ReadLog) },
		"import parcels": func(r request) (answer, error) {
			var read time.Duration
			a, err := timed(ctx, func(ctx context.Context) (err error) {
				read, err = h.ImportParcels(ctx, r.From, r.N, r.Of)
				return err
			})
			a.Read = read
			return a, err
		},
		"prepare members": func(r request) (answer, error) { return answer{}, h.PrepareMembers(ctx, r.Format, r.N) },
		"import members": func(request) (answer, error) {
			var read time.Duration
			a, err := timed(ctx, func(ctx context.Context) (err error) {
				read, err = h.ImportMembers(ctx)
				return err
			})
			a.Read = read
			return a, err
		},
		"index parcels": func(request) (answer, error) {
			var bytes int64
			a, err := timed(ctx, func(ctx context.Context) (err error) {
				bytes, err = h.IndexParcels(ctx)
				return err
			})
			a.Grown = bytes
			return a, err
		},
	})
}

// timed says how long something took and by how much the heap and the resident
// memory grew meanwhile.
func timed(ctx context.Context, do func(context.Context) error) (answer, error) {
	debug.FreeOSMemory()
	before, heap, held := usage(), int64(0), int64(0)
	done, looked := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(looked)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			now := usage()
			heap, held = max(heap, now.Heap), max(held, now.Resident)
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	}()
	began := time.Now()
	err := do(ctx)
	took := time.Since(began)
	close(done)
	<-looked
	return answer{Took: took, Grown: heap - before.Heap, Resident: held - before.Resident}, err
}
