package room_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// When a server dies its people come to the others, tabs of one person to several:
// each writes down the same people, in the order in which they came to it.
func TestServersThatSeatTheSamePeopleDoNotLockEachOtherOut(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		const servers, people, turns = 4, 400, 5
		var writing sync.WaitGroup
		for turn := range turns {
			crowd := make([]room.Participant, people)
			ids := make([]core.ID, people)
			spans := make([]room.AttendanceSpan, people)
			for i := range crowd {
				person := fmt.Sprintf("%d of turn %d", i, turn)
				crowd[i] = room.Participant{ID: core.NewID(), Room: h.room, Person: person, Name: person, Role: policy.Guest, CreatedAt: h.clock()}
				ids[i] = crowd[i].ID
				spans[i] = room.AttendanceSpan{Participant: ids[i], Since: h.clock(), Until: h.clock().Add(time.Second)}
			}
			h.ok(h.rooms.AddParticipants(h.ctx, crowd[:people/2]))
			for range servers {
				crowd, ids, spans := slices.Clone(crowd), slices.Clone(ids), slices.Clone(spans)
				shuffle(crowd)
				shuffle(ids)
				shuffle(spans)
				writing.Go(func() {
					for _, err := range []error{
						h.rooms.AddParticipants(h.ctx, crowd),
						h.rooms.Touch(h.ctx, h.room, ids, h.clock()),
						h.rooms.ExtendAttendance(h.ctx, h.room, spans),
					} {
						if err != nil {
							t.Error(err)
						}
					}
				})
			}
			writing.Wait()
		}
	})
}

func shuffle[T any](all []T) {
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
}
