package bench

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"time"
)

const (
	lookEvery = 100 * time.Millisecond // a presenter's map moves ten times a second
	flight    = 30                     // updates of one half of a pair
)

// cameraKey is in every frame that tells where the presenter looks.
const cameraKey = `"key":"camera"`

// camera compares the CPU time it takes to have a crowd follow a presenter's map,
// ten updates a second, with that of a bare loop that writes frames as long, at the
// same pace, to as many connections. The hub's share has reading the presenter's
// frame in it, checking it, the bus in process and framing.
func camera(ctx context.Context, o Options) error {
	if err := files(2 * o.Followers); err != nil {
		return err
	}
	s, err := start(ctx, "hall")
	if err != nil {
		return err
	}
	defer s.close()
	f := &following{halves: halves{ctx: ctx, server: s, n: o.Followers + 1}} // the presenter is told as well
	f.hub = &crowd{addr: s.addr, room: s.hall, people: nobody(f.n), mark: cameraKey, on: f.arrive}
	defer f.hub.leave()
	f.bare = &crowd{addr: s.bare}
	defer f.bare.leave()
	for _, c := range []*crowd{f.hub, f.bare} {
		if err := c.connect(ctx, f.n, 64); err != nil {
			return err
		}
	}
	if err := f.warm(); err != nil {
		return err
	}
	hub, bare, err := interleaved(o.Repeats,
		func() (float64, error) { return f.measured(f.hub, f.fly) },
		func() (float64, error) { return f.measured(f.bare, f.write) })
	if err != nil {
		return err
	}
	o.show(
		row{"camera-over-bare-loop", ratios(hub, bare), "x", "<=1.25"},
		row{"camera-cpu-per-delivery", hub, "us", ""},
		row{"camera-cpu-of-bare-loop", bare, "us", ""},
	)
	if err := f.hub.whole(); err != nil {
		return err
	}
	return f.bare.whole()
}

// following is a crowd that follows a map.
type following struct {
	halves
	flown   int
	arrived counter // people who were told where a flight ended
}

func (f *following) arrive(_ *client, payload []byte) {
	if bytes.Contains(payload, []byte(`"massing","around"`)) {
		f.arrived.add(1)
	}
}

// warm lets both sides run in and finds out how long a frame is.
func (f *following) warm() error {
	for range 2 { // the first flight is held back by nothing that came before
		if err := f.fly(); err != nil {
			return err
		}
	}
	f.size = int(f.hub.bytes.Load() / f.hub.marks.n.Load())
	return f.write()
}

// measured returns the microseconds that each delivery of one half took.
func (f *following) measured(to *crowd, half func() error) (float64, error) {
	before, err := f.server.usage()
	if err != nil {
		return 0, err
	}
	had := to.marks.n.Load()
	if err := half(); err != nil {
		return 0, err
	}
	after, err := f.server.usage()
	got := to.marks.n.Load() - had
	if least := int64(f.n * flight * 3 / 4); err == nil && got < least {
		err = fmt.Errorf("%d deliveries of the camera, not even %d", got, least)
	}
	return float64((after.CPU - before.CPU).Nanoseconds()) / 1000 / float64(got), err
}

// fly moves the presenter's camera, and waits until everybody has been told where it
// ends. On a machine that stalls two updates may become one: only the latest counts.
func (f *following) fly() error {
	f.flown++
	want := f.arrived.n.Load() + int64(f.n)
	pace := time.NewTicker(lookEvery)
	defer pace.Stop()
	for i := range flight {
		<-pace.C
		layers := `"massing"`
		if i == flight-1 {
			layers += `,"around"`
		}
		turn := 2 * math.Pi * float64(i) / flight
		err := f.hub.clients[0].say(opText, fmt.Sprintf(
			`{"t":"sticky","key":"camera","data":{"stage":%d,"lng":%.7f,"lat":%.7f,"zoom":%.4f,"pitch":45.25,"bearing":%.2f,"layers":[%s]}}`,
			f.flown, 120.17+math.Cos(turn)/100, 30.25+math.Sin(turn)/100, 15.5+math.Cos(turn), 100+50*math.Sin(turn), layers))
		if err != nil {
			return err
		}
	}
	return f.arrived.wait(f.ctx, "people told where the camera is", want)
}

// write has the bare loop say as many frames at the pace of the camera.
func (f *following) write() error {
	had := f.bare.marks.n.Load()
	pace := time.NewTicker(lookEvery)
	defer pace.Stop()
	for range flight {
		<-pace.C
		if _, err := f.server.ask(request{Do: "bare", N: f.size}); err != nil {
			return err
		}
	}
	return f.bare.marks.wait(f.ctx, "deliveries", had+int64(flight*f.n))
}
