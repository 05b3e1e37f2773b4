package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"
)

// ParcelFigures are what a stage keeps of a parcel, in the form of the list of parcels.
type ParcelFigures struct {
	land.Fields
	ComputedAreaM2 float64        `json:"computedAreaM2,omitempty"`
	AreaDiffers    bool           `json:"areaDiffers,omitempty"`
	Derived        notice.Derived `json:"derived"`
	Colour         notice.Group   `json:"colour"`
	Centre         []float64      `json:"centre,omitempty"`
}

// RoomParcel is a parcel that a room's event presents.
type RoomParcel struct {
	Parcel
	Place int `json:"place" doc:"In the order of the event, from 1"`
}

// RoomParcels are all of them that are public.
type RoomParcels struct {
	Items []RoomParcel `json:"items" nullable:"false"`
}

func (s *Server) registerRoomParcels() {
	handle(s, huma.Operation{
		OperationID: "list-room-parcels", Method: http.MethodGet, Path: "/rooms/{room}/parcels", Tags: []string{"rooms"},
		Summary:     "List the parcels that a room may show",
		Description: "Those of the session's event, in its order, with their boundaries, as their notices stand now.",
		Errors:      []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *RoomPath) (*Body[RoomParcels], error) {
		ids, err := s.Rooms.ParcelsOf(ctx, actor(ctx), in.Room)
		if err != nil {
			return nil, err
		}
		var parcels []land.Parcel
		places := map[core.ID]int{}
		for i, id := range ids {
			p, err := s.Land.Read(ctx, core.Actor{}, id) // what everybody may know
			if core.HasCode(err, "parcel_not_found") {
				continue
			}
			if err != nil {
				return nil, err
			}
			parcels, places[id] = append(parcels, p), i+1
		}
		bodies, err := s.parcelBodies(ctx, parcels, true)
		out := RoomParcels{Items: make([]RoomParcel, len(bodies))}
		for i, b := range bodies {
			out.Items[i] = RoomParcel{Parcel: b, Place: places[b.ID]}
		}
		return &Body[RoomParcels]{out}, err
	})
}

// FiguresOf writes a parcel as everybody may read it, and says where it lies.
func FiguresOf(p land.Parcel) (figures json.RawMessage, bounds []float64, err error) {
	f := ParcelFigures{Fields: p.Fields, ComputedAreaM2: p.ComputedAreaM2, AreaDiffers: p.AreaDiffers(), Derived: p.Derived(), Colour: p.Colour()}
	bounds, f.Centre = extent(p.Geometry)
	figures, err = json.Marshal(f)
	return figures, bounds, err
}
