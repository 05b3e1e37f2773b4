package bench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// house is a server of the real application with people and a room, seen from the
// bench.
type house struct {
	*server
	people []*Person
	room   string

	env  []string
	drop func()
}

// openHouse starts the application on a fresh database, with other settings where
// they are given.
func openHouse(ctx context.Context, store Store, people int, other ...string) (*house, error) {
	if err := files(people); err != nil {
		return nil, err
	}
	env, drop, err := store.Open(ctx)
	if err != nil {
		return nil, err
	}
	h := &house{env: env, drop: drop}
	if h.server, err = start(ctx, "house", append(slices.Clone(env), other...)...); err != nil {
		drop()
		return nil, err
	}
	if h.people, err = h.guests(people, false); err == nil {
		h.room, err = h.opened()
	}
	if err != nil {
		h.close()
		return nil, err
	}
	return h, nil
}

func (h *house) close() {
	h.server.close()
	h.drop()
}

// restart kills the server and starts it again on the same database.
func (h *house) restart(ctx context.Context) error {
	h.kill()
	s, err := start(ctx, "house", h.env...)
	if err == nil {
		h.server = s
	}
	return err
}

// guests are n people of the house, signed in.
func (s *server) guests(n int, expired bool) ([]*Person, error) {
	a, err := s.ask(request{Do: "people", N: n, Expired: expired})
	return a.People, err
}

// opened is a fresh room of the house.
func (s *server) opened() (string, error) {
	a, err := s.ask(request{Do: "room"})
	return a.Room, err
}

// metrics reads what the server's /metrics has under a prefix.
func (s *server) metrics(ctx context.Context, prefix string) (map[string]float64, error) {
	l, err := dial(ctx, s.addr, 0)
	if err != nil {
		return nil, err
	}
	defer l.close()
	status, body, err := l.exchange(ask("GET", s.addr, "/metrics", "", ""))
	if err == nil && status != 200 {
		err = refused(status, body)
	}
	if err != nil {
		return nil, fmt.Errorf("read /metrics: %w", err)
	}
	all := map[string]float64{}
	for line := range strings.Lines(string(body)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), " "); ok && strings.HasPrefix(name, prefix) {
			if all[name], err = strconv.ParseFloat(value, 64); err != nil {
				return nil, fmt.Errorf("read %s of /metrics: %w", name, err)
			}
		}
	}
	return all, nil
}

const connections = "zhaoyun_realtime_connections"

// empty waits until nobody is connected any more.
func (s *server) empty(ctx context.Context) error {
	for range 600 {
		m, err := s.metrics(ctx, connections)
		if err != nil || m[connections] == 0 {
			return err
		}
		if err := pause(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
	return errors.New("connections of people who left are still open")
}

// pause waits.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
