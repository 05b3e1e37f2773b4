package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	lineEvery = 100 * time.Millisecond // chat lines while a poll goes on: half of what a room takes unless it is told otherwise
	booths    = 64                     // votes under way at once at most
	options   = 4                      // of the poll
)

// poll is a room of the real application in which everybody votes, over REST,
// within the window, some twice, while chat lines are written and the running tally
// is told. In turn with it: the same without the lines; the lines without the votes;
// and, instead of the lines, a bare loop of writes in the same process to as many
// other connections while people vote.
//
// A delivery costs while the poll goes on what the server takes for both, less what it
// takes for the votes alone; the same is held against it for the bare loop. Each poll has to be counted exactly,
// and everybody has to be told so.
func poll(ctx context.Context, o Options) error {
	for _, store := range o.Stores {
		if err := o.pollOn(ctx, store); err != nil {
			return fmt.Errorf("on %s: %w", store.Name, err)
		}
	}
	return nil
}

func (o Options) pollOn(ctx context.Context, store Store) error {
	if err := files(3 * o.Voters); err != nil {
		return err
	}
	h, err := openHouse(ctx, store, o.Voters+1)
	if err != nil {
		return err
	}
	defer h.close()
	p := &polling{ctx: ctx, house: h, window: o.Window, voters: h.people[:o.Voters]}
	p.hub = &crowd{addr: h.addr, room: h.room, people: p.voters, on: p.listen}
	defer p.hub.leave()
	p.bare = &crowd{addr: h.bare}
	defer p.bare.leave()
	for _, c := range []*crowd{p.hub, p.bare} {
		if err := c.connect(ctx, o.Voters, 64); err != nil {
			return err
		}
	}
	if p.pens, err = openPens(ctx, h.addr, h.room, h.people[o.Voters:]); err != nil {
		return err
	}
	defer p.pens.close()
	if err := p.warm(); err != nil {
		return err
	}
	var fan, bare, busy, idle, voted []float64
	for range o.Repeats {
		r, err := p.round()
		if err != nil {
			return err
		}
		fan, bare = append(fan, r.perDelivery(r.both.cpu-r.votes.cpu, r.both.lines)), append(bare, r.perDelivery(r.bare.cpu-r.votes.cpu, r.bare.lines))
		busy, idle = append(busy, r.both.ack), append(idle, r.quiet.ack)
		voted = append(voted, max(r.both.voted, r.votes.voted).Seconds())
	}
	o.show(
		row{"poll-fanout-over-bare-loop-" + store.Name, ratios(fan, bare), "x", "<=1.25"},
		row{"poll-fanout-cpu-per-delivery-" + store.Name, fan, "us", ""},
		row{"poll-cpu-of-bare-loop-" + store.Name, bare, "us", ""},
		row{"poll-chat-ack-over-idle-" + store.Name, ratios(busy, idle), "x", "<=3"},
		row{"poll-chat-ack-" + store.Name, busy, "ms", ""},
		row{"poll-idle-chat-ack-" + store.Name, idle, "ms", ""},
		row{"poll-all-voted-" + store.Name, voted, "s", fmt.Sprintf("<=%g", o.Window.Seconds())},
	)
	if err := p.hub.whole(); err != nil {
		return err
	}
	return p.bare.whole()
}

// polling is a room in which polls are held.
type polling struct {
	ctx       context.Context
	house     *house
	window    time.Duration
	voters    []*Person
	hub, bare *crowd
	pens      *pens
	size      int // of a chat frame

	result atomic.Pointer[string] // of the poll at hand, as everybody is to be told
	told   counter                // who was
	other  atomic.Pointer[string] // what somebody was told instead
}

// part is what one stretch of time took.
type part struct {
	cpu   time.Duration
	lines int
	ack   float64       // median of the acknowledgements of lines, in ms
	voted time.Duration // from the first vote to the last acknowledgement
}

// parts are the stretches that are held against each other.
type parts struct {
	both, votes, quiet, bare part
	people                   int
}

// perDelivery is microseconds.
func (r parts) perDelivery(cpu time.Duration, lines int) float64 {
	return float64(cpu.Nanoseconds()) / 1000 / float64(lines*r.people)
}

// round measures each stretch once, in an order of its own.
func (p *polling) round() (r parts, err error) {
	r.people = len(p.voters)
	stretches := []func() error{
		func() (err error) { r.both, err = p.stretch(true, p.write); return err },
		func() (err error) { r.votes, err = p.stretch(true, nil); return err },
		func() (err error) { r.quiet, err = p.stretch(false, p.write); return err },
		func() (err error) { r.bare, err = p.stretch(true, p.bareWrite); return err },
	}
	rand.Shuffle(len(stretches), func(i, j int) { stretches[i], stretches[j] = stretches[j], stretches[i] })
	for _, measure := range stretches {
		if err := measure(); err != nil {
			return r, err
		}
	}
	return r, nil
}

// warm lets both sides run in and finds out how long a frame is.
func (p *polling) warm() error {
	if _, err := p.write(warmUp); err != nil {
		return err
	}
	marks, bytes := p.hub.marks.n.Load(), p.hub.bytes.Load()
	if _, err := p.write(warmUp); err != nil {
		return err
	}
	p.size = int((p.hub.bytes.Load() - bytes) / (p.hub.marks.n.Load() - marks))
	_, err := p.bareWrite(warmUp)
	return err
}

// stretch lets people vote while so many lines are said, by either side.
func (p *polling) stretch(votes bool, say func(lines int) (ack float64, err error)) (got part, err error) {
	before, err := p.house.usage()
	if err != nil {
		return got, err
	}
	var (
		both           sync.WaitGroup
		voting, saying error
	)
	if votes {
		both.Go(func() { got.voted, voting = p.vote() })
	}
	if say != nil {
		both.Go(func() {
			got.lines = int(p.window / lineEvery)
			got.ack, saying = say(got.lines)
		})
	}
	both.Wait()
	for _, err := range []error{voting, saying} {
		if err != nil {
			return got, err
		}
	}
	after, err := p.house.usage()
	got.cpu = after.CPU - before.CPU
	return got, err
}

// bareWrite has the bare loop say as many frames at the pace of the lines.
func (p *polling) bareWrite(frames int) (ack float64, err error) {
	had := p.bare.marks.n.Load()
	pace := time.NewTicker(lineEvery)
	defer pace.Stop()
	for range frames {
		<-pace.C
		if _, err := p.house.ask(request{Do: "bare", N: p.size}); err != nil {
			return 0, err
		}
	}
	return 0, p.bare.marks.wait(p.ctx, "deliveries", had+int64(frames*len(p.voters)))
}

// write writes lines at the pace and returns the median of their acknowledgements,
// in milliseconds, when everybody has all of them.
func (p *polling) write(lines int) (ack float64, err error) {
	had := p.hub.marks.n.Load()
	acks := make([]float64, lines)
	pace := time.NewTicker(lineEvery)
	defer pace.Stop()
	for i := range acks {
		<-pace.C
		began := time.Now()
		if _, err := p.pens.line(p.ctx, 0, words()); err != nil {
			return 0, err
		}
		acks[i] = float64(time.Since(began).Microseconds()) / 1000
	}
	slices.Sort(acks)
	return median(acks), p.hub.marks.wait(p.ctx, "deliveries", had+int64(lines*len(p.voters)))
}

// vote holds a poll: everybody votes within nine tenths of the window, one in ten
// otherwise at first.
func (p *polling) vote() (voted time.Duration, err error) {
	opened, err := p.house.ask(request{Do: "poll", Room: p.house.room})
	if err != nil {
		return 0, err
	}
	counts := make([]int, options)
	var first, others, again []ballot
	for i := range p.voters {
		b := ballot{i, i % options}
		counts[b.choice]++
		if i%10 > 0 {
			others = append(others, b)
			continue
		}
		again = append(again, b)
		first = append(first, ballot{i, (b.choice + 1) % options})
	}
	told := fmt.Sprintf(`"tally":{"voters":%d,"counts":[%s]}`, len(p.voters), strings.Trim(strings.ReplaceAll(fmt.Sprint(counts), " ", ","), "[]"))
	want := p.told.n.Load() + int64(len(p.voters))
	p.result.Store(&told)
	rand.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
	if voted, err = p.cast(opened.Poll, slices.Concat(first, others, again)); err != nil {
		return 0, err
	}
	if _, err := p.house.ask(request{Do: "close-poll", Room: p.house.room, Poll: opened.Poll}); err != nil {
		return 0, err
	}
	if err := p.told.wait(p.ctx, "people told the result", want); err != nil {
		if other := p.other.Load(); other != nil {
			err = fmt.Errorf("%w; somebody was told %s instead of %s", err, *other, told)
		}
		return 0, err
	}
	return voted, nil
}

// ballot is a vote for an option.
type ballot struct{ voter, choice int }

// cast sends ballots, evenly spread over nine tenths of the window.
func (p *polling) cast(poll string, ballots []ballot) (took time.Duration, err error) {
	var (
		next   atomic.Int64
		all    sync.WaitGroup
		failed = make(chan error, booths)
		began  = time.Now()
		step   = p.window * 9 / 10 / time.Duration(len(ballots))
	)
	for i := range booths {
		l, err := dial(p.ctx, p.house.addr, i)
		if err != nil {
			return 0, err
		}
		defer l.close()
		all.Go(func() {
			for {
				n := next.Add(1) - 1
				if n >= int64(len(ballots)) {
					return
				}
				err := pause(p.ctx, time.Until(began.Add(time.Duration(n)*step)))
				if err == nil {
					err = p.put(l, poll, ballots[n])
				}
				if err != nil {
					failed <- fmt.Errorf("vote: %w", err)
					return
				}
			}
		})
	}
	all.Wait()
	took = time.Since(began)
	select {
	case err = <-failed:
	default:
	}
	return took, err
}

func (p *polling) put(l *link, poll string, b ballot) error {
	status, body, err := l.exchange(ask("PUT", p.house.addr, "/api/v1/rooms/"+p.house.room+"/polls/"+poll+"/vote",
		p.voters[b.voter].Access, fmt.Sprintf(`{"choices":[%d]}`, b.choice+1)))
	if err == nil && status != 200 {
		err = refused(status, body)
	}
	return err
}

// listen counts who is told the result.
func (p *polling) listen(_ *client, payload []byte) {
	text := string(payload)
	_, closed, found := strings.Cut(text, `"poll.closed"`)
	if !found {
		return
	}
	if strings.Contains(closed, *p.result.Load()) {
		p.told.add(1)
		return
	}
	p.other.Store(&closed)
}
