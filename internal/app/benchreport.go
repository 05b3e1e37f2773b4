package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"zhaoyun/internal/core"
	"zhaoyun/internal/report"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
)

// hands is how many write at once while the session of the report is held.
const hands = 64

// Session implements bench.House: people come, write lines, react, look at slides.
func (h *benchHouse) Session(ctx context.Context, people, entries int) error {
	id, err := h.Room(ctx)
	if err != nil {
		return err
	}
	h.session = id
	guests, err := h.People(ctx, people, false)
	if err != nil {
		return err
	}
	actors := make([]core.Actor, people)
	seats := make([]room.AttendanceSpan, people)
	now := h.now()
	g, inner := errgroup.WithContext(ctx)
	for hand := range hands {
		g.Go(func() error {
			for i := hand; i < people; i += hands {
				who, err := h.accounts.Authenticate(inner, guests[i].Access)
				if err != nil {
					return err
				}
				actors[i] = who
				seat, err := h.rooms.Enter(inner, who, id)
				if err != nil {
					return err
				}
				seats[i] = room.AttendanceSpan{Participant: seat.Participant, Since: now, Until: now.Add(time.Duration(30+i%60) * time.Minute)}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return fmt.Errorf("let people in: %w", err)
	}
	for at := 0; at < people; at += batch {
		if err := h.rooms.Attend(ctx, id, seats[at:min(people, at+batch)]); err != nil {
			return err
		}
	}
	g, inner = errgroup.WithContext(ctx)
	for hand := range hands {
		g.Go(func() error {
			for i := hand; i < entries; i += hands {
				if err := h.entry(inner, actors[i%people], i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return fmt.Errorf("write entries: %w", err)
	}
	_, err = h.rooms.SetPhase(ctx, h.hosts[id], id, room.Ended)
	return err
}

// entry writes one: every fiftieth is something on stage, every twentieth reactions.
func (h *benchHouse) entry(ctx context.Context, who core.Actor, i int) error {
	var err error
	switch {
	case i%50 == 0:
		data, _ := json.Marshal(map[string]any{"text": core.Text{"zh-CN": fmt.Sprint("第 ", i, " 段")}}) // a map of texts
		_, err = h.rooms.ShowStage(ctx, h.hosts[h.session], h.session, room.StageNotice, data)
	case i%20 == 0:
		err = h.rooms.AddReactions(ctx, h.session, map[string]int{"clap": 1 + i%7})
	default:
		_, err = h.rooms.PostChat(ctx, who, h.session, room.ChatPost{Text: fmt.Sprint("这块地的容积率和限高分别是多少？", i)})
	}
	return err
}

// Report implements bench.House.
func (h *benchHouse) Report(ctx context.Context) error {
	st, err := h.settled(ctx) // the one that the end of the session asked for
	if err != nil {
		return err
	}
	before := st.Kept.BuiltAt
	if _, err := h.reports.Build(ctx, h.hosts[h.session], h.session); err != nil {
		return err
	}
	if st, err = h.settled(ctx); err == nil && !st.Kept.BuiltAt.After(before) {
		err = fmt.Errorf("no new report was built")
	}
	return err
}

// settled waits until nothing is being built.
func (h *benchHouse) settled(ctx context.Context) (report.State, error) {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		j, err := h.jobs.Latest(ctx, report.Kind, h.session)
		if err == nil && !j.Ended.IsZero() {
			return h.reports.Read(ctx, h.hosts[h.session], h.session)
		}
		if err != nil {
			return report.State{}, err
		}
		select {
		case <-ctx.Done():
			return report.State{}, ctx.Err()
		case <-tick.C:
		}
	}
}

// ReadLog implements bench.House, in pages as large as those of the report.
func (h *benchHouse) ReadLog(ctx context.Context) error {
	rooms := store.NewRooms(h.db)
	for after := int64(0); ; {
		lines, err := rooms.Lines(ctx, h.session, string(room.Public), after, 500)
		if err != nil || len(lines) == 0 {
			return err
		}
		after = lines[len(lines)-1].Seq
	}
}
