package bench

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

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
