package demo

import (
	"context"
	"encoding/json"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// shownFor is how long each parcel is planned to be on stage, in minutes, and what the
// presenter has before them.
var shownFor = []struct {
	minutes int
	notes   string
}{
	{20, "先拉远看地铁和江，再推近到地块。\n容积率上下限都念一遍。"},
	{15, "两宗可以一起看，问能不能一并竞买就转规资。"},
	{15, "工业用地讲最低容积率和投资强度。"},
	{10, "价格按建筑面积报，换算给大家看。"},
	{15, "最后一宗，讲完请大家收藏、约洽谈。"},
}

// showParcels plans a parcel for every item of the run of show, and starts with the
// first of them on the map.
func (l *loader) showParcels(ctx context.Context, id core.ID) error {
	have, err := l.Rooms.Rundown(ctx, l.host(), id)
	if err != nil || len(have.Items) > 0 || len(l.parcels) == 0 {
		return err
	}
	for i, p := range l.parcels {
		plan := shownFor[i%len(shownFor)]
		data, err := json.Marshal(map[string]any{"parcel": p.ID})
		if err != nil {
			return err
		}
		_, err = l.Rooms.AddRundownItem(ctx, l.host(), id, room.RundownDraft{
			Title: p.Name["zh-CN"], Minutes: plan.minutes, Person: l.actors[secondMail].Person, Notes: plan.notes,
			Stage: &room.RundownStage{Kind: room.StageParcel, Data: data},
		}, "")
		if err != nil {
			return err
		}
	}
	if _, err := l.Rooms.SetPhase(ctx, l.host(), id, room.Live); err != nil {
		return err
	}
	return l.look(ctx, id, l.parcels[0].ID)
}

// look puts a parcel on the stage and looks at it from above, aslant.
func (l *loader) look(ctx context.Context, id, parcel core.ID) error {
	data, err := json.Marshal(map[string]any{"parcel": parcel})
	if err != nil {
		return err
	}
	on, err := l.Rooms.ShowStage(ctx, l.host(), id, room.StageParcel, data)
	if err != nil {
		return err
	}
	var shown room.ParcelShown
	if err := json.Unmarshal(on.Data, &shown); err != nil || len(shown.Bounds) != 4 {
		return err
	}
	b := shown.Bounds
	_, err = l.Rooms.SetCamera(ctx, l.host(), id, room.Camera{
		Stage: on.Seq, Lng: (b[0] + b[2]) / 2, Lat: (b[1] + b[3]) / 2, Zoom: 16.4, Pitch: 55, Bearing: -24, Layers: []string{"massing"},
	})
	return err
}
