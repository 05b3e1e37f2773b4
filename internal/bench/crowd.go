package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// marker is how clients know what to count.
const marker = "measured"

// words are an ordinary chat line.
var words = marker + filler

// crowd is many connections, each read by a goroutine of its own.
type crowd struct {
	addr   string
	room   string // empty: bare connections, which say nothing themselves
	people []*Person
	query  func(i int) string              // what comes after the room's address; nil: nothing
	on     func(c *client, payload []byte) // instead of counting marks

	greeted counter // connections that have their first message
	marks   counter // marked messages of all
	bytes   atomic.Int64
	pings   atomic.Int64
	ended   atomic.Int64 // connections that ended before they were let go
	renewed atomic.Int64 // tokens that had to be renewed on the way in

	mu      sync.Mutex
	clients []*client
	readers sync.WaitGroup
	letGo   atomic.Bool
}

// client is one connection of a crowd.
type client struct {
	*link
	i     int
	crowd *crowd
	heard bool
}

// connect brings everybody in, so many at a time, and waits until all are greeted.
func (c *crowd) connect(ctx context.Context, n, atOnce int) error {
	c.clients = make([]*client, n)
	slots, failed := make(chan struct{}, atOnce), make(chan error, n)
	var all sync.WaitGroup
	for i := range n {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			if err := c.join(ctx, i); err != nil {
				failed <- err
			}
		})
	}
	all.Wait()
	select {
	case err := <-failed:
		return fmt.Errorf("connect to %s: %w", c.addr, err)
	default:
	}
	if c.room == "" {
		return nil
	}
	return c.greeted.wait(ctx, "greetings", int64(n))
}

// join brings one in. Whose token has expired renews it and comes back.
func (c *crowd) join(ctx context.Context, i int) error {
	l, err := c.open(ctx, i)
	if expired(err) {
		c.renewed.Add(1)
		if err = c.people[i].renew(ctx, c.addr, i); err == nil {
			l, err = c.open(ctx, i)
		}
	}
	if err != nil {
		return err
	}
	one := &client{link: l, i: i, crowd: c}
	c.mu.Lock()
	c.clients[i] = one
	c.mu.Unlock()
	c.readers.Go(one.read)
	return nil
}

func (c *crowd) open(ctx context.Context, i int) (*link, error) {
	l, err := dial(ctx, c.addr, i)
	if err != nil || c.room == "" {
		return l, err
	}
	query := ""
	if c.query != nil {
		query = c.query(i)
	}
	if err := l.enter(c.addr, c.room, c.people[i].Access, query); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

// whole says that nobody was lost.
func (c *crowd) whole() error {
	if n := c.ended.Load(); n > 0 {
		return fmt.Errorf("%d of %d connections ended before their time", n, len(c.clients))
	}
	return nil
}

// leave ends all connections and waits for their readers.
func (c *crowd) leave() {
	c.letGo.Store(true)
	c.mu.Lock()
	for _, one := range c.clients {
		if one != nil {
			one.close()
		}
	}
	c.mu.Unlock()
	c.readers.Wait()
}

// long are buffers for messages that do not fit into a connection's own.
var long = sync.Pool{New: func() any { return new([]byte) }}

// read takes what comes until the connection ends, and answers pings.
func (c *client) read() {
	for {
		op, size, err := c.head()
		if err != nil {
			break
		}
		if size <= c.r.Size() {
			var payload []byte
			if payload, err = c.r.Peek(size); err == nil {
				c.take(op, payload)
				_, err = c.r.Discard(size)
			}
		} else {
			buffer := long.Get().(*[]byte)
			if cap(*buffer) < size {
				*buffer = make([]byte, size)
			}
			if _, err = io.ReadFull(c.r, (*buffer)[:size]); err == nil {
				c.take(op, (*buffer)[:size])
			}
			long.Put(buffer)
		}
		if err != nil {
			break
		}
	}
	if !c.crowd.letGo.Load() {
		c.crowd.ended.Add(1)
	}
	c.close()
}

// take counts a message.
func (c *client) take(op byte, payload []byte) {
	if op == opPing {
		c.crowd.pings.Add(1)
		_ = c.say(opPong, "")
		return
	}
	if !c.heard {
		c.heard = true
		c.crowd.greeted.add(1)
	}
	if c.crowd.on != nil {
		c.crowd.on(c, payload)
		return
	}
	if n := bytes.Count(payload, []byte(marker)); n > 0 {
		c.crowd.bytes.Add(int64(len(payload)))
		c.crowd.marks.add(int64(n))
	}
}

// counter counts up, and somebody may wait until it has reached a number.
type counter struct {
	n, want atomic.Int64
	reached chan struct{}
	once    sync.Once
}

var errStill = errors.New("nothing has come for half a minute")

func (c *counter) signal() chan struct{} {
	c.once.Do(func() { c.reached = make(chan struct{}, 1) })
	return c.reached
}

func (c *counter) add(k int64) {
	n := c.n.Add(k)
	if want := c.want.Load(); n >= want && n-k < want {
		select {
		case c.signal() <- struct{}{}:
		default:
		}
	}
}

// wait returns once the number is reached; exceeding it is an error, for then
// something was delivered twice.
func (c *counter) wait(ctx context.Context, what string, want int64) error {
	err := c.atLeast(ctx, what, want)
	if n := c.n.Load(); err == nil && n > want {
		err = fmt.Errorf("%d %s where %d were to come", n, what, want)
	}
	return err
}

// atLeast returns once the number is reached or passed.
func (c *counter) atLeast(ctx context.Context, what string, want int64) error {
	c.want.Store(want)
	for {
		n := c.n.Load()
		if n >= want {
			return nil
		}
		select {
		case <-c.signal():
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(30 * time.Second):
			if c.n.Load() == n {
				return fmt.Errorf("%d of %d %s: %w", n, want, what, errStill)
			}
		}
	}
}
