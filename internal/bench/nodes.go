package bench

import (
	"bufio"
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// nodes is what spreading a room over two servers costs: as many people, half of
// them on each of two servers of the real application with PostgreSQL and Redis
// between them, against all of them on one that needs no Redis. The lines are
// written over REST, one after the other, each when everybody has the one before.
// It counts the time of the servers, writing and reading the line included; not
// that of PostgreSQL, and that of Redis apart.
func nodes(ctx context.Context, o Options) error {
	for _, store := range o.Stores {
		if store.Redis != "" {
			return o.nodesOn(ctx, store)
		}
	}
	o.note("nodes: not measured, for want of PostgreSQL and Redis")
	return nil
}

func (o Options) nodesOn(ctx context.Context, store Store) error {
	one, err := openHouse(ctx, store, o.Nodes+1, "ZHAOYUN_REDIS_URL=")
	if err != nil {
		return err
	}
	defer one.close()
	alone := &spread{servers: []*server{one.server}, room: one.room}
	defer alone.close()
	both := &spread{}
	defer both.close()
	for range 2 {
		s, err := start(ctx, "house", one.env...)
		if err != nil {
			return err
		}
		defer s.close()
		both.servers = append(both.servers, s)
	}
	if both.room, err = both.servers[0].opened(); err != nil {
		return err
	}
	for _, side := range []*spread{alone, both} {
		if err := side.enter(ctx, one.people); err != nil {
			return err
		}
		if _, err := side.series(ctx, warmUp); err != nil {
			return err
		}
	}
	var redis []float64
	two, single, err := interleaved(o.Repeats, func() (float64, error) {
		before, err := redisTime(ctx, store.Redis)
		if err != nil {
			return 0, err
		}
		cost, err := both.series(ctx, burst)
		if err != nil {
			return 0, err
		}
		after, err := redisTime(ctx, store.Redis)
		redis = append(redis, float64((after-before).Microseconds())/burst)
		return cost, err
	}, func() (float64, error) { return alone.series(ctx, burst) })
	if err != nil {
		return err
	}
	o.show(
		row{"two-nodes-over-one", ratios(two, single), "x", "<=1.15"},
		row{"two-nodes-cpu-per-delivery", two, "us", ""},
		row{"one-node-cpu-per-delivery", single, "us", ""},
		row{"two-nodes-redis-cpu-per-line", redis, "us", ""},
	)
	return nil
}

// spread is a room whose people are spread over servers.
type spread struct {
	servers []*server
	room    string
	crowds  []*crowd
	pens    *pens
	people  int
}

// enter brings everybody in but the last, who writes.
func (s *spread) enter(ctx context.Context, people []*Person) (err error) {
	s.people = len(people) - 1
	if s.pens, err = openPens(ctx, s.servers[0].addr, s.room, people[s.people:]); err != nil {
		return err
	}
	from := 0
	for i, server := range s.servers {
		to := s.people * (i + 1) / len(s.servers)
		c := &crowd{addr: server.addr, room: s.room, people: people[from:to]}
		s.crowds = append(s.crowds, c)
		if err := c.connect(ctx, to-from, 64); err != nil {
			return err
		}
		from = to
	}
	return nil
}

func (s *spread) close() {
	for _, c := range s.crowds {
		c.leave()
	}
	if s.pens != nil {
		s.pens.close()
	}
}

// series writes so many lines and returns the microseconds a delivery took.
func (s *spread) series(ctx context.Context, lines int) (float64, error) {
	before, err := s.cpu()
	if err != nil {
		return 0, err
	}
	for range lines {
		if _, err := s.pens.line(ctx, 0, words()); err != nil {
			return 0, err
		}
		written := s.pens.lines.Load()
		for _, c := range s.crowds {
			if err := c.marks.wait(ctx, "deliveries", written*int64(len(c.people))); err != nil {
				return 0, err
			}
		}
	}
	after, err := s.cpu()
	if err != nil {
		return 0, err
	}
	for _, c := range s.crowds {
		if err := c.whole(); err != nil {
			return 0, err
		}
	}
	return float64((after - before).Nanoseconds()) / 1000 / float64(lines*s.people), nil
}

func (s *spread) cpu() (sum time.Duration, err error) {
	for _, server := range s.servers {
		u, err := server.usage()
		if err != nil {
			return 0, err
		}
		sum += u.CPU
	}
	return sum, nil
}

// redisTime is the processor time that Redis has taken until now.
func redisTime(ctx context.Context, address string) (time.Duration, error) {
	u, err := url.Parse(address)
	if err != nil {
		return 0, fmt.Errorf("read the Redis URL: %w", err)
	}
	l, err := dial(ctx, u.Host, 0)
	if err != nil {
		return 0, err
	}
	defer l.close()
	if password, ok := u.User.Password(); ok {
		_, err = fmt.Fprintf(l, "AUTH %s\r\n", password)
	}
	if err == nil {
		_, err = fmt.Fprint(l, "INFO cpu\r\nQUIT\r\n")
	}
	if err != nil {
		return 0, err
	}
	sum, found := 0.0, 0
	for lines := bufio.NewScanner(l); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		if name == "used_cpu_sys" || name == "used_cpu_user" {
			seconds, err := strconv.ParseFloat(value, 64)
			if err != nil {
				return 0, err
			}
			sum, found = sum+seconds, found+1
		}
	}
	if found != 2 {
		return 0, fmt.Errorf("Redis at %s does not tell its time", u.Host) //nolint:staticcheck // a name
	}
	return time.Duration(sum * float64(time.Second)), nil
}
