package invite_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/invite"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// However many servers ask at once, their turns follow each other at the rate of the
// settings; a pause saves nothing up, and the channels do not wait for each other.
func TestTurnsOfAllServersKeepToTheRate(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		const asked, gap = 30, 500 * time.Millisecond
		now := time.Date(2026, 11, 29, 2, 0, 0, 0, time.UTC)
		var mu sync.Mutex
		var turns []time.Time
		var servers sync.WaitGroup
		for range 3 {
			shop := store.NewInvitations(db)
			servers.Go(func() {
				for range asked / 3 {
					turn, err := shop.TakeTurn(t.Context(), invite.Mail, now, gap)
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					turns = append(turns, turn)
					mu.Unlock()
				}
			})
		}
		servers.Wait()
		slices.SortFunc(turns, time.Time.Compare)
		for i, turn := range turns {
			if want := now.Add(time.Duration(i) * gap); !turn.Equal(want) {
				t.Fatalf("turn %d is at %s, want %s", i, turn, want)
			}
		}
		later := now.Add(time.Hour)
		for _, c := range []struct {
			channel invite.Channel
			at      time.Time
			want    time.Time
		}{{invite.SMS, now, now}, {invite.Mail, later, later}, {invite.Mail, later, later.Add(gap)}} {
			if turn, err := store.NewInvitations(db).TakeTurn(t.Context(), c.channel, c.at, gap); err != nil || !turn.Equal(c.want) {
				t.Errorf("%s at %s: %s, %v", c.channel, c.at, turn, err)
			}
		}
	})
}
