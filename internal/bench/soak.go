package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// SoakOptions choose how the application is kept under load.
type SoakOptions struct {
	Out    io.Writer
	Store  Store
	Idle   int           // people who only listen
	Active int           // people who clap, and of whom some come and go
	For    time.Duration // of the load
	Every  time.Duration // between the lines that are printed
	Lines  int           // chat lines a second
	Claps  int           // a second
	Moves  int           // people a second who go and come back
}

// How much more memory there may be in the late minutes than in the early ones. What
// lives is exact; what is resident goes up and down with the collector.
const (
	liveGrowth     = 1.05
	residentGrowth = 1.10
)

// looks is how often memory is looked at between two lines that are printed.
const looks = 6

// left is how many goroutines more than before there may be afterwards: the server
// and the database keep a few waiting for work.
const left = 10

// Soak keeps the real application, on the embedded store, under load for a long
// time and fails when memory grows or goroutines stay after everybody has gone.
func Soak(ctx context.Context, o SoakOptions) error {
	const writing = 20
	h, err := openHouse(ctx, o.Store, o.Idle+o.Active+writing)
	if err != nil {
		return err
	}
	defer h.close()
	s := &soaking{SoakOptions: o, house: h, begun: time.Now()}
	if s.pens, err = openPens(ctx, h.addr, h.room, h.people[o.Idle+o.Active:]); err != nil {
		return err
	}
	defer s.pens.close()
	s.pens.retries = patience
	if err := h.empty(ctx); err != nil {
		return err
	}
	start, err := h.settled()
	if err != nil {
		return err
	}
	s.idle = &crowd{addr: h.addr, room: h.room, people: h.people[:o.Idle]}
	s.active = &crowd{addr: h.addr, room: h.room, people: h.people[o.Idle : o.Idle+o.Active]}
	defer s.idle.leave()
	defer s.active.leave()
	if err := s.idle.connect(ctx, o.Idle, 64); err != nil {
		return err
	}
	if err := s.active.connect(ctx, o.Active, 64); err != nil {
		return err
	}
	if err := s.load(ctx); err != nil {
		return err
	}
	s.idle.leave()
	s.active.leave()
	flat := s.flat()
	return errors.Join(flat, s.back(ctx, start.Goroutines))
}

// soaking is a load under way.
type soaking struct {
	SoakOptions
	house        *house
	pens         *pens
	idle, active *crowd
	begun        time.Time
	lines        atomic.Int64 // acknowledged
	live         []float64    // heap and stacks, MiB
	resident     []float64
}

// load keeps everything going for the time asked for, and checks that everybody
// who stayed got every line.
func (s *soaking) load(ctx context.Context) error {
	busy, stop := context.WithTimeout(ctx, s.For)
	defer stop()
	var (
		all    sync.WaitGroup
		failed = make(chan error, 4)
		had    = s.idle.marks.n.Load()
	)
	keep := func(perSecond int, do func(i int) error) {
		if perSecond <= 0 {
			return
		}
		all.Go(func() {
			pace := time.NewTicker(time.Second / time.Duration(perSecond))
			defer pace.Stop()
			for i := 0; ; i++ {
				select {
				case <-busy.Done():
					return
				case <-pace.C:
				}
				if err := do(i); err != nil {
					failed <- err
					stop()
					return
				}
			}
		})
	}
	keep(s.Lines, func(i int) error {
		_, err := s.pens.line(ctx, i%len(s.pens.all), words())
		s.lines.Add(1)
		return err
	})
	keep(s.Claps, func(i int) error { return s.active.clap(i % s.Active) })
	keep(s.Moves, func(i int) error { return s.active.again(ctx, i*7%s.Active) })
	all.Go(func() {
		if err := s.watch(busy); err != nil {
			failed <- err
			stop()
		}
	})
	all.Wait()
	select {
	case err := <-failed:
		return err
	default:
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.idle.marks.wait(ctx, "lines at those who stayed", had+s.lines.Load()*int64(s.Idle)); err != nil {
		return err
	}
	if err := s.active.whole(); err != nil {
		return err
	}
	return s.idle.whole()
}

// clap has one of them applaud; who is on the move does not.
func (c *crowd) clap(i int) error {
	c.mu.Lock()
	one := c.clients[i]
	c.mu.Unlock()
	if err := one.say(opText, `{"t":"pulse","type":"clap"}`); err != nil && !one.leaving.Load() {
		return fmt.Errorf("clap: %w", err)
	}
	return nil
}

// watch prints how the server is, now and then.
func (s *soaking) watch(ctx context.Context) error {
	pace := time.NewTicker(s.Every / looks)
	defer pace.Stop()
	for i := 0; ; i++ {
		if err := s.look(ctx, i%looks == 0); err != nil && ctx.Err() == nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-pace.C:
		}
	}
}

const queueBytes = "zhaoyun_realtime_queue_bytes"

func (s *soaking) look(ctx context.Context, print bool) error {
	u, err := s.house.usage()
	if err != nil {
		return err
	}
	mib := func(bytes int64) float64 { return float64(bytes) / (1 << 20) }
	s.live, s.resident = append(s.live, mib(u.Live+u.Stacks)), append(s.resident, mib(u.Resident))
	if !print {
		return nil
	}
	m, err := s.house.metrics(ctx, "zhaoyun_realtime_")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "%6s  resident %7.1f MiB  heap %7.1f MiB (live %.1f)  stacks %6.1f MiB  goroutines %6d  connections %6.0f  queued %8.0f B  lines %d\n",
		time.Since(s.begun).Round(time.Second), mib(u.Resident), mib(u.Heap), mib(u.Live), mib(u.Stacks), u.Goroutines, m[connections], m[queueBytes], s.lines.Load())
	return err
}

// flat compares the minutes after settling with the last ones.
func (s *soaking) flat() error {
	if len(s.live) < 10*looks {
		_, err := fmt.Fprintln(s.Out, "memory: too short a time to judge it by")
		return err
	}
	var grown error
	for _, m := range []struct {
		what   string
		mib    []float64
		growth float64
	}{{"live", s.live, liveGrowth}, {"resident", s.resident, residentGrowth}} {
		n := len(m.mib)
		early, late := middle(m.mib[n/5:2*n/5]), middle(m.mib[n-n/5:])
		if _, err := fmt.Fprintf(s.Out, "memory, %s: %.1f MiB early, %.1f MiB late\n", m.what, early, late); err != nil {
			return err
		}
		if late > early*m.growth {
			grown = errors.Join(grown, fmt.Errorf("%s memory grew from %.1f to %.1f MiB", m.what, early, late))
		}
	}
	return grown
}

// middle is the median of values in any order.
func middle(values []float64) float64 {
	v := slices.Clone(values)
	slices.Sort(v)
	return median(v)
}

// back waits until there are no more goroutines than at the start.
func (s *soaking) back(ctx context.Context, start int) error {
	if err := s.house.empty(ctx); err != nil {
		return err
	}
	now := 0
	for range 60 {
		u, err := s.house.usage()
		if err != nil {
			return err
		}
		if now = u.Goroutines; now <= start+left {
			_, err = fmt.Fprintf(s.Out, "goroutines: %d at the start, %d after everybody has left\n", start, now)
			return err
		}
		if err := pause(ctx, time.Second); err != nil {
			return err
		}
	}
	return fmt.Errorf("goroutines: %d at the start, %d a minute after everybody has left", start, now)
}
