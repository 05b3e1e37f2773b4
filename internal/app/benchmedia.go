package app

import (
	"context"

	"zhaoyun/internal/video"
)

// Watch implements bench.House.
func (h *benchHouse) Watch(ctx context.Context, viewers int) ([]string, error) {
	id, err := h.Room(ctx)
	if err != nil {
		return nil, err
	}
	people, err := h.People(ctx, viewers+1, false)
	if err != nil {
		return nil, err
	}
	tokens := make([]string, 0, len(people))
	for i, p := range people {
		who, err := h.accounts.Authenticate(ctx, p.Access)
		if err != nil {
			return nil, err
		}
		seat, err := h.rooms.Enter(ctx, who, id)
		if err != nil {
			return nil, err
		}
		as := video.KindViewer
		if i == 0 {
			as = video.KindStage
			if _, err := h.rooms.BringOnStage(ctx, h.hosts[id], id, seat.Participant, false); err != nil {
				return nil, err
			}
		}
		t, err := h.video.Connect(ctx, who, id, as)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, t.Token)
	}
	return tokens, nil
}
