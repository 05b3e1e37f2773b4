package bench

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"
)

// marker is how clients know what to count.
const marker = "measured"

// patience is how often one comes back whom a busy server sends away.
const patience = 50

// crowd is many connections, each read by a goroutine of its own.
type crowd struct {
	addr   string
	room   string // empty: bare connections, which say nothing themselves
	people []*Person
	mark   string                          // what counts a message; empty: marker
	query  func(i int) string              // what comes after the room's address; nil: nothing
	on     func(c *client, payload []byte) // sees every message; nil: nobody does

	marks   counter // marked messages of all
	bytes   atomic.Int64
	pings   atomic.Int64
	ended   atomic.Int64 // connections that ended before they were let go
	renewed atomic.Int64 // tokens that had expired
	retried atomic.Int64

	mu      sync.Mutex
	clients []*client
	readers sync.WaitGroup
	letGo   atomic.Bool
}

// client is one connection of a crowd.
type client struct {
	*link
	i       int
	crowd   *crowd
	greeted bool
	leaving atomic.Bool
}

// connect brings n in, so many at a time, and returns when all are greeted.
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
		return nil
	}
}

// join brings one in. Whose token has expired renews it and comes back, and so
// does, after a pause, who is told to.
func (c *crowd) join(ctx context.Context, i int) error {
	for try := 0; ; try++ {
		one, err := c.enter(ctx, i)
		if expired(err) {
			c.renewed.Add(1)
			if err = c.people[i].renew(ctx, c.addr, i); err == nil {
				one, err = c.enter(ctx, i)
			}
		}
		if err == nil {
			c.mu.Lock()
			c.clients[i] = one
			c.mu.Unlock()
			c.readers.Go(one.read)
			return nil
		}
		if try == patience || !later(err) {
			return err
		}
		c.retried.Add(1)
		if err := pause(ctx, time.Duration(100+rand.IntN(400))*time.Millisecond); err != nil {
			return err
		}
	}
}

// enter opens a connection and waits for the greeting.
func (c *crowd) enter(ctx context.Context, i int) (*client, error) {
	l, err := dial(ctx, c.addr, i)
	if err != nil {
		return nil, err
	}
	one := &client{link: l, i: i, crowd: c}
	if c.room == "" {
		return one, nil
	}
	query := ""
	if c.query != nil {
		query = c.query(i)
	}
	if err = l.upgrade(c.addr, c.room, c.people[i].Access, query); err == nil {
		for err == nil && !one.greeted {
			err = one.next()
		}
	}
	if err != nil {
		l.close()
		return nil, err
	}
	return one, nil
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

// again lets one leave and come back.
func (c *crowd) again(ctx context.Context, i int) error {
	c.mu.Lock()
	one := c.clients[i]
	c.mu.Unlock()
	one.leaving.Store(true)
	one.close()
	return c.join(ctx, i)
}

// read takes what comes until the connection ends.
func (c *client) read() {
	for c.next() == nil {
		continue
	}
	if !c.crowd.letGo.Load() && !c.leaving.Load() {
		c.crowd.ended.Add(1)
	}
	c.close()
}

// long are buffers for messages that do not fit into a connection's own.
var long = sync.Pool{New: func() any { return new([]byte) }}

// next takes one message.
func (c *client) next() error {
	op, size, err := c.head()
	if err != nil {
		return err
	}
	if size <= c.r.Size() {
		payload, err := c.r.Peek(size)
		if err != nil {
			return err
		}
		if err := c.take(op, payload); err != nil {
			return err
		}
		_, err = c.r.Discard(size)
		return err
	}
	buffer := long.Get().(*[]byte)
	defer long.Put(buffer)
	if cap(*buffer) < size {
		*buffer = make([]byte, size)
	}
	payload := (*buffer)[:size]
	if _, err := io.ReadFull(c.r, payload); err != nil {
		return err
	}
	return c.take(op, payload)
}

var errUngreeted = errors.New("the connection began with something else than a hello")

// take counts a message, and answers a ping.
func (c *client) take(op byte, payload []byte) error {
	switch {
	case op == opPing:
		c.crowd.pings.Add(1)
		return c.say(opPong, "")
	case c.greeted || c.crowd.room == "":
	case !bytes.HasPrefix(payload, []byte(`{"t":"hello"`)):
		return fmt.Errorf("%w: %.100s", errUngreeted, payload)
	default:
		c.greeted = true
	}
	if c.crowd.on != nil {
		c.crowd.on(c, payload)
	}
	if n := bytes.Count(payload, []byte(cmp.Or(c.crowd.mark, marker))); n > 0 && op == opText {
		c.crowd.bytes.Add(int64(len(payload)))
		c.crowd.marks.add(int64(n))
	}
	return nil
}
