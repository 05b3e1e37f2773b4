package core

import (
	"cmp"
	"context"
	"sync"
	"time"
)

// Together answers many who ask for much the same at once: what is asked while an
// answer is being read is read after it, in one piece. An answer is never older
// than its question.
type Together[K comparable, V any] struct {
	// Read finds what the keys stand for; keys without a value may be left out.
	Read func(ctx context.Context, keys []K) (map[K]V, error)
	// Most bounds the keys of one read; 500 when zero.
	Most int
	// Limit bounds the time of one read; 5 s when zero.
	Limit time.Duration

	mu     sync.Mutex
	rounds []*round[K, V] // to be read, the last one still open
	busy   bool
}

type round[K comparable, V any] struct {
	keys []K
	done chan struct{}
	got  map[K]V
	err  error
}

// Ask returns the value of a key, which is zero where Read has none. It must not
// be called inside a transaction: the answer is read outside.
func (t *Together[K, V]) Ask(ctx context.Context, key K) (V, error) {
	t.mu.Lock()
	n := len(t.rounds)
	if n == 0 || len(t.rounds[n-1].keys) >= cmp.Or(t.Most, 500) {
		t.rounds = append(t.rounds, &round[K, V]{done: make(chan struct{})})
		n++
	}
	r := t.rounds[n-1]
	r.keys = append(r.keys, key)
	if !t.busy {
		t.busy = true
		go t.work()
	}
	t.mu.Unlock()
	select {
	case <-r.done:
		return r.got[key], r.err
	case <-ctx.Done():
		var none V
		return none, ctx.Err()
	}
}

func (t *Together[K, V]) work() {
	for {
		t.mu.Lock()
		if len(t.rounds) == 0 {
			t.busy, t.rounds = false, nil
			t.mu.Unlock()
			return
		}
		r := t.rounds[0]
		t.rounds = t.rounds[1:]
		t.mu.Unlock()
		ctx, cancel := context.WithTimeout(context.Background(), cmp.Or(t.Limit, 5*time.Second))
		r.got, r.err = t.Read(ctx, r.keys)
		cancel()
		close(r.done)
	}
}
