package core_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"zhaoyun/internal/core"
)

func TestWhatIsAskedDuringAReadIsReadTogetherAfterIt(t *testing.T) {
	t.Parallel()
	var (
		mu    sync.Mutex
		sizes []int
	)
	asked, free := make(chan struct{}, 100), make(chan struct{})
	together := core.Together[int, int]{Most: 8, Read: func(_ context.Context, keys []int) (map[int]int, error) {
		mu.Lock()
		sizes = append(sizes, len(keys))
		mu.Unlock()
		asked <- struct{}{}
		<-free
		squares := map[int]int{}
		for _, k := range keys {
			if k == 13 {
				return nil, errors.New("unlucky")
			}
			squares[k] = k * k
		}
		return squares, nil
	}}
	var all sync.WaitGroup
	ask := func(k, want int) {
		all.Go(func() {
			if got, err := together.Ask(t.Context(), k); err != nil || got != want {
				t.Errorf("%d is answered with %d, %v", k, got, err)
			}
		})
	}
	ask(3, 9)
	<-asked
	for k := range 12 {
		ask(k, k*k)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := together.Ask(gone, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("who does not wait is told %v", err)
	}
	close(free)
	all.Wait()
	if _, err := together.Ask(t.Context(), 13); err == nil {
		t.Error("a failed read has an answer")
	}
	ask(5, 25)
	all.Wait()
	mu.Lock()
	defer mu.Unlock()
	total := 0
	for _, n := range sizes {
		if total += n; n > 8 {
			t.Errorf("%d keys are read at once", n)
		}
	}
	if total != 16 {
		t.Errorf("%d questions were read: %v", total, sizes)
	}
}
