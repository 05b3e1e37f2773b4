// Package bench measures what the room engine costs on the machine at hand, on
// loopback only. Ratios come from interleaved pairs of one run, so that a busy
// machine disturbs both sides alike.
package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"sort"
	"time"

	"zhaoyun/internal/room"
)

// Options choose what is measured.
type Options struct {
	Out         io.Writer
	Connections int // in the fan-out room
	Idle        int // connections held for their memory
	Settle      time.Duration
	Pairs       int
	Chat        time.Duration // per store
	Stores      []Store
}

// Store is one store to write chat lines to.
type Store struct {
	Name string
	Open func(ctx context.Context) (room.Store, Ledger, func(), error)
}

// row is one line of the result: value against what is to be reached.
type row struct {
	name   string
	values []float64 // of which the median counts
	unit   string
	reach  float64
	atMost bool // reach is a ceiling
}

func (r row) print(w io.Writer) {
	sort.Float64s(r.values)
	n := len(r.values)
	value, sign, word := r.values[n/2], ">=", "ok"
	if r.atMost {
		sign = "<="
	}
	if value > r.reach && r.atMost || value < r.reach && !r.atMost {
		word = "short"
	}
	_, _ = fmt.Fprintf(w, "%-24s %10.2f %-4s reach=%s%g %s (%.2f to %.2f)\n", r.name, value, r.unit, sign, r.reach, word, r.values[0], r.values[n-1])
}

// Run measures one thing after the other and prints each as it is known.
func Run(ctx context.Context, o Options) error {
	for _, measure := range []func(context.Context, Options) ([]row, error){idle, fanout, chat} {
		rows, err := measure(ctx, o)
		if err != nil {
			return err
		}
		for _, r := range rows {
			r.print(o.Out)
		}
	}
	return nil
}

// self is the program that is running, to be started again as the client.
func self() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the program: %w", err)
	}
	return path, nil
}
