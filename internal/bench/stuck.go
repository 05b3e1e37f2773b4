package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// beat is the pause between broadcasts of the stuck row.
	beat = 20 * time.Millisecond
	// clogged is how much has to wait for the stuck client before it counts as stuck:
	// more than the kernel takes now and then before it is full for good.
	clogged = 256 << 10
	// gulp is the length of the lines that make it stuck.
	gulp = 2 << 10
)

// stuck is what one client that has stopped reading does to the others in its room:
// the 99th percentile of all their deliveries, with it against without it. A
// delivery lasts from just before the publication in the server to the moment the
// client has the frame in hand, by a clock that both processes share. In both halves
// there are as many broadcasts at the same pace, to a room warmed up alike; the
// client is stuck from before the first to after the last, for what waits for it grows.
func stuck(ctx context.Context, o Options) error {
	if err := files(o.Stuck); err != nil {
		return err
	}
	s, err := start(ctx, "hall")
	if err != nil {
		return err
	}
	defer s.close()
	r := &hindered{ctx: ctx, server: s, ages: make([][]time.Duration, o.Stuck)}
	r.others = &crowd{addr: s.addr, room: s.hall, people: nobody(o.Stuck), on: r.note}
	defer r.others.leave()
	if err := r.others.connect(ctx, o.Stuck, 64); err != nil {
		return err
	}
	broadcasts := int(max(2, o.Watch/beat))
	half := func(with bool) func() (float64, error) {
		return func() (float64, error) { return r.half(with, broadcasts) }
	}
	if _, err := half(false)(); err != nil { // for warming up
		return err
	}
	with, without, err := interleaved(2*o.Repeats+1, half(true), half(false))
	if err != nil {
		return err
	}
	o.show(
		row{"p99-with-stuck-client", ratios(with, without), "x", "<=1.15"},
		row{"p99-with-stuck-client-delay", with, "ms", ""},
		row{"p99-without-stuck-client-delay", without, "ms", ""},
	)
	return r.others.whole()
}

// hindered are those who share a room with somebody who is stuck.
type hindered struct {
	ctx    context.Context
	server *server
	others *crowd
	ages   [][]time.Duration // by client, each written by its own goroutine
	noting atomic.Bool
}

func (h *hindered) note(c *client, payload []byte) {
	if d, ok := age(payload); ok && h.noting.Load() {
		h.ages[c.i] = append(h.ages[c.i], d)
	}
}

// half measures so many broadcasts and returns the 99th percentile in milliseconds.
func (h *hindered) half(with bool, broadcasts int) (float64, error) {
	if with {
		l, err := clog(h.ctx, h.server)
		if err != nil {
			return 0, err
		}
		defer l.close()
	}
	waiting, err := h.warm(with)
	if err != nil {
		return 0, err
	}
	for i := range h.ages {
		h.ages[i] = h.ages[i][:0]
	}
	h.noting.Store(true)
	err = h.broadcast(broadcasts, 0, beat)
	h.noting.Store(false)
	if err != nil {
		return 0, err
	}
	if n, err := h.queued(); err != nil {
		return 0, err
	} else if with && n <= waiting {
		return 0, fmt.Errorf("the stuck client is not stuck: %d bytes waited for it, %d do", waiting, n)
	}
	all := slices.Concat(h.ages...)
	if len(all) != broadcasts*len(h.ages) {
		return 0, fmt.Errorf("%d deliveries where %d were to come", len(all), broadcasts*len(h.ages))
	}
	slices.Sort(all)
	return float64(all[len(all)*99/100].Microseconds()) / 1000, nil
}

// warm sends broadcasts until the client is stuck, or as many as that takes, and
// returns how much waits for it.
func (h *hindered) warm(with bool) (waiting int64, err error) {
	for i := range 50 {
		if err := h.broadcast(10, gulp, time.Millisecond); err != nil {
			return 0, err
		}
		n, err := h.queued()
		if err != nil {
			return 0, err
		}
		if with && n >= clogged || !with && n == 0 && i >= clogged/gulp/10 {
			return n, nil
		}
	}
	return 0, errors.New("the stuck client does not get stuck, or not loose")
}

// broadcast sends so many, at the pace, and waits until everybody has the last.
func (h *hindered) broadcast(n, length int, beat time.Duration) error {
	had := h.others.marks.n.Load()
	pace := time.NewTicker(beat)
	defer pace.Stop()
	for range n {
		if _, err := h.server.ask(request{Do: "hub", N: length}); err != nil {
			return err
		}
		select {
		case <-pace.C:
		case <-h.ctx.Done():
			return h.ctx.Err()
		}
	}
	return h.others.marks.wait(h.ctx, "deliveries", had+int64(n*len(h.ages)))
}

func (h *hindered) queued() (int64, error) {
	a, err := h.server.ask(request{Do: "queued"})
	return a.Queued, err
}

// clog joins and never reads. It offers the kernel so little room, in small
// segments, that a few dozen lines fill it on both sides.
func clog(ctx context.Context, s *server) (*link, error) {
	d := net.Dialer{Timeout: 20 * time.Second, Control: func(_, _ string, raw syscall.RawConn) error {
		var failed error
		err := raw.Control(func(fd uintptr) {
			failed = errors.Join(
				unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_RCVBUF, 4096),
				unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_MAXSEG, 536))
		})
		return errors.Join(err, failed)
	}}
	c, err := d.DialContext(ctx, "tcp", s.addr)
	if err != nil {
		return nil, err
	}
	l := newLink(c)
	if err := l.upgrade(s.addr, s.hall, "00000000-0000-7000-8000-ffffffffffff", ""); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}
