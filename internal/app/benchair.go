package app

import (
	"context"

	"zhaoyun/internal/bench"
	"zhaoyun/internal/core"
	"zhaoyun/internal/video"
)

// OnAir implements bench.House.
func (h *benchHouse) OnAir(ctx context.Context, id string, viewers int) (*bench.OnAir, error) {
	guests, err := h.People(ctx, 1+viewers, false)
	if err != nil {
		return nil, err
	}
	air := &bench.OnAir{}
	for i, g := range guests {
		who, err := h.accounts.Authenticate(ctx, g.Access)
		if err != nil {
			return nil, err
		}
		seat, err := h.rooms.Enter(ctx, who, id)
		if err != nil {
			return nil, err
		}
		kind := video.KindViewer
		if i == 0 {
			kind = video.KindStage
			if _, err := h.rooms.GoLive(ctx, h.hosts[id], id, []core.ID{seat.Participant}, ""); err != nil {
				return nil, err
			}
		}
		t, err := h.video.Connect(ctx, who, id, kind)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			air.Stage = t.Token
		} else {
			air.Viewers = append(air.Viewers, t.Token)
		}
	}
	air.Feed, err = h.recordings.Feed(ctx, id, true)
	return air, err
}
