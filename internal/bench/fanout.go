package bench

import (
	"context"
	"fmt"
)

const (
	burst  = 30 // broadcasts of one half of a pair
	warmUp = 5
	window = 8 // broadcasts under way at once, where there are several
)

// fanout compares the CPU time a delivery takes through the hub with that of a bare
// loop of writes, both in one process, to as many connections, with frames equal to
// the byte. It counts all the time of that process, in the kernel too, between the
// first broadcast and the last delivery; the hub's share has the bus in process,
// decoding, sequencing and framing in it, but no store and no REST. The clients are
// another process.
func fanout(ctx context.Context, o Options) error {
	if err := files(2 * o.Fanout); err != nil {
		return err
	}
	s, err := start(ctx, "hall")
	if err != nil {
		return err
	}
	defer s.close()
	hub := &crowd{addr: s.addr, room: s.hall, people: nobody(o.Fanout)}
	defer hub.leave()
	bare := &crowd{addr: s.bare}
	defer bare.leave()
	for _, c := range []*crowd{hub, bare} {
		if err := c.connect(ctx, o.Fanout, 64); err != nil {
			return err
		}
	}
	f := &halves{ctx: ctx, server: s, hub: hub, bare: bare, n: o.Fanout}
	if err := f.warm(); err != nil {
		return err
	}
	if err := f.pairs(o, "fanout", 1, "<=1.25"); err != nil {
		return err
	}
	if err := f.pairs(o, "fanout-eight", window, ""); err != nil {
		return err
	}
	if err := hub.whole(); err != nil {
		return err
	}
	return bare.whole()
}

// halves are the two sides of the fan-out.
type halves struct {
	ctx       context.Context
	server    *server
	hub, bare *crowd
	n, size   int
}

// warm finds out how long a frame of the hub is and lets both sides run in.
func (f *halves) warm() error {
	if _, err := f.series(f.hub, 1, warmUp); err != nil {
		return err
	}
	got := f.hub.bytes.Load()
	f.size = int(got) / (warmUp * f.n)
	if int64(f.size*warmUp*f.n) != got {
		return fmt.Errorf("the frames of the hub are of different lengths")
	}
	_, err := f.series(f.bare, 1, warmUp)
	return err
}

// pairs measures and shows one against the other with some broadcasts under way.
func (f *halves) pairs(o Options, name string, outstanding int, reach string) error {
	hub, bare, err := interleaved(o.Repeats,
		func() (float64, error) { return f.series(f.hub, outstanding, burst) },
		func() (float64, error) { return f.series(f.bare, outstanding, burst) })
	if err != nil {
		return err
	}
	o.show(
		row{name + "-over-bare-loop", ratios(hub, bare), "x", reach},
		row{name + "-cpu-per-delivery", hub, "us", ""},
		row{name + "-cpu-of-bare-loop", bare, "us", ""},
	)
	return nil
}

// series sends a burst to a crowd and returns the microseconds a delivery took.
func (f *halves) series(to *crowd, outstanding, burst int) (float64, error) {
	before, err := f.server.usage()
	if err != nil {
		return 0, err
	}
	each, had, frames := int64(f.n), to.marks.n.Load(), to.bytes.Load()
	for i := range burst {
		if i >= outstanding {
			if err := to.marks.atLeast(f.ctx, "deliveries", had+int64(i-outstanding+1)*each); err != nil {
				return 0, err
			}
		}
		r := request{Do: "hub"}
		if to == f.bare {
			r = request{Do: "bare", N: f.size}
		}
		if _, err := f.server.ask(r); err != nil {
			return 0, err
		}
	}
	if err := to.marks.wait(f.ctx, "deliveries", had+int64(burst)*each); err != nil {
		return 0, err
	}
	after, err := f.server.usage()
	if err != nil {
		return 0, err
	}
	if got := to.bytes.Load() - frames; f.size > 0 && outstanding == 1 && got != int64(f.size*burst)*each {
		return 0, fmt.Errorf("frames of %d bytes on the average, not of %d", got/each/int64(burst), f.size)
	}
	return float64((after.CPU - before.CPU).Nanoseconds()) / 1000 / float64(int64(burst)*each), nil
}

// nobody are people for a hall, which takes any token for somebody of their own.
func nobody(n int) []*Person {
	people := make([]*Person, n)
	for i := range people {
		people[i] = &Person{Access: fmt.Sprintf("00000000-0000-7000-8000-%012d", i)}
	}
	return people
}
