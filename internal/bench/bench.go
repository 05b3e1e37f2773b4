// Package bench measures what the room engine costs on the machine at hand, on
// loopback only. Servers are processes of their own, so that their time and memory
// are told apart from those of the clients, which live in the process that runs
// the bench. Ratios come from interleaved pairs of one run: a busy machine disturbs
// both sides alike.
package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// Options choose what is measured.
type Options struct {
	Out    io.Writer
	Rows   []string // groups of rows by name; all when empty
	Stores []Store
	Sizes
}

// Sizes say how much of everything. The promises hold for the defaults of the
// command; smaller ones show that a row works.
type Sizes struct {
	Repeats int // pairs, or repetitions, of which the median counts

	Fanout  int           // connections in the fan-out room, and as many bare ones
	Stuck   int           // connections in the room with the stuck client
	Watch   time.Duration // how long deliveries are looked at there, each time
	Idle    int           // connections held for their memory
	Settle  time.Duration // how long they are held
	Chat    time.Duration // of writing lines, each time
	Viewers int           // of the room they are written in
	Storm   int           // people who come back at once
	Nodes   int           // people in the room that is spread over two servers
	Voters  int           // people in the room where polls are held
	Window  time.Duration // in which all of them vote

	OnAir int           // viewers of live video
	Air   time.Duration // how long they watch, each time

	Audience int           // viewers of the live feed by HLS
	Watchers int           // viewers of the same over WebRTC
	Stream   time.Duration // how long either is looked at, each time

	Attended int // people in the session of the report
	Entries  int // in its log

	Parcels int // on the map
	Members int // in the list of a chamber

	Followers int // people who follow a presenter's map
}

// Store is a kind of database a server of the bench may run on.
type Store struct {
	Name  string
	Redis string // URL of the Redis that goes with it; empty when there is none
	// Open makes an empty database and returns the settings of a server on it.
	Open func(ctx context.Context) (env []string, drop func(), err error)
}

// group is what is measured together.
type group struct {
	name    string
	measure func(context.Context, Options) error
}

var groups = []group{
	{"fanout", fanout}, {"idle", idle}, {"stuck", stuck}, {"chat", chat}, {"storm", storm}, {"nodes", nodes}, {"poll", poll}, {"report", reported}, {"land", land}, {"members", members},
	{"camera", camera}, {"media", onAir}, {"hls", hls}, {"signing", signing},
}

// Groups are the names that Options.Rows may have.
func Groups() (names []string) {
	for _, g := range groups {
		names = append(names, g.name)
	}
	return names
}

// Run measures one thing after the other and prints each as it is known.
func Run(ctx context.Context, o Options) error {
	for _, name := range o.Rows {
		if !slices.Contains(Groups(), name) {
			return fmt.Errorf("there are no rows %q; there are %s", name, strings.Join(Groups(), ", "))
		}
	}
	o.note("%s, %d processors, load %s", runtime.GOOS, runtime.NumCPU(), load())
	for _, g := range groups {
		if len(o.Rows) > 0 && !slices.Contains(o.Rows, g.name) {
			continue
		}
		if err := g.measure(ctx, o); err != nil {
			return fmt.Errorf("%s: %w", g.name, err)
		}
	}
	return nil
}

// note prints what is no row.
func (o Options) note(format string, args ...any) {
	_, _ = fmt.Fprintf(o.Out, "# "+format+"\n", args...)
}

// load is how busy the machine was in the last 1, 5 and 15 minutes.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if fields := strings.Fields(string(b)); err == nil && len(fields) > 2 {
		return strings.Join(fields[:3], " ")
	}
	return "unknown"
}

// sqlite is the embedded store, for rows that need but one.
func (o Options) sqlite() Store { return o.Stores[0] }

// interleaved measures two halves in turn, the order changing from pair to pair.
func interleaved(pairs int, first, second func() (float64, error)) (a, b []float64, err error) {
	for pair := range pairs {
		var got [2]float64
		for _, which := range [2]int{pair % 2, 1 - pair%2} {
			half := first
			if which == 1 {
				half = second
			}
			if got[which], err = half(); err != nil {
				return nil, nil, err
			}
		}
		a, b = append(a, got[0]), append(b, got[1])
	}
	return a, b, nil
}
