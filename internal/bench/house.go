package bench

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// House is the real application, as a server of the bench needs it.
type House interface {
	Addr() string
	// People makes guests and signs them in; their access tokens may have expired already.
	People(ctx context.Context, n int, expired bool) ([]*Person, error)
	// Room makes a session that everybody may enter, live and without a limit of lines.
	Room(ctx context.Context) (string, error)
}

// Person is somebody who is signed in.
type Person struct{ Access, Refresh string }

// ServeHouse does what the bench asks of the application until the input ends.
func ServeHouse(ctx context.Context, in io.Reader, out io.Writer, h House) error {
	return serve(in, out, doing{
		"hello": func(request) (answer, error) { return answer{Addr: h.Addr()}, nil },
		"people": func(r request) (answer, error) {
			people, err := h.People(ctx, r.N, r.Expired)
			return answer{People: people}, err
		},
		"room": func(request) (answer, error) {
			id, err := h.Room(ctx)
			return answer{Room: id}, err
		},
	})
}

// people are n guests of the house.
func (s *server) people(n int, expired bool) ([]*Person, error) {
	a, err := s.ask(request{Do: "people", N: n, Expired: expired})
	return a.People, err
}

// room is a fresh room of the house.
func (s *server) room() (string, error) {
	a, err := s.ask(request{Do: "room"})
	return a.Room, err
}

// metric reads a number from the server's /metrics; name includes the labels.
func (s *server) metric(ctx context.Context, name string) (float64, error) {
	l, err := dial(ctx, s.addr, 0)
	if err != nil {
		return 0, err
	}
	defer l.close()
	status, body, err := l.exchange(ask("GET", s.addr, "/metrics", "", ""))
	if err != nil || status != 200 {
		return 0, fmt.Errorf("read /metrics: %d %w", status, err)
	}
	for line := range strings.Lines(string(body)) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			return strconv.ParseFloat(strings.TrimSpace(value), 64)
		}
	}
	return 0, nil // a counter that has not counted yet
}
