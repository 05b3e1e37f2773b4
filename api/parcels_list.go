package api

import (
	"context"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"
)

// ParcelFilter narrows lists and maps of parcels. What is left out does not narrow.
type ParcelFilter struct {
	Query         string   `query:"q" maxLength:"100" doc:"Part of number, name, location, district or use"`
	Use           []string `query:"use" maxItems:"12" doc:"Groups of uses: residential, commercial, industrial, logistics, public, transport, utility, green, reserved, other"`
	Status        []string `query:"status" maxItems:"12" doc:"announced, listed, bidding, publicised, sold, unsold, suspended, terminated"`
	District      []string `query:"district" maxItems:"40"`
	AreaMin       float64  `query:"areaMin" minimum:"0" doc:"㎡"`
	AreaMax       float64  `query:"areaMax" minimum:"0" doc:"㎡"`
	PriceMin      float64  `query:"priceMin" minimum:"0" doc:"万元, of the start price in total"`
	PriceMax      float64  `query:"priceMax" minimum:"0" doc:"万元, of the start price in total"`
	FloorPriceMax float64  `query:"floorPriceMax" minimum:"0" doc:"元 a ㎡ of floor area"`
	FARMin        float64  `query:"farMin" minimum:"0" doc:"Of the highest floor-area ratio permitted"`
	FARMax        float64  `query:"farMax" minimum:"0"`
	BBox          string   `query:"bbox" maxLength:"120" doc:"West,south,east,north in degrees"`
	Organisation  core.ID  `query:"organisation" maxLength:"36"`
	Event         string   `query:"event" maxLength:"80" doc:"Id or slug of an event that presents them"`
	Keep          string   `query:"keep" enum:"mine" doc:"Only those that the reader keeps"`
}

type listParcelsInput struct {
	Paged
	ParcelFilter
	Sort string `query:"sort" enum:"-updated,number,until,area,-area,price,-price,far,-far" doc:"-updated when left out; what a parcel does not say comes last"`
	Cachable
}

func (s *Server) listParcels(ctx context.Context, in *listParcelsInput) (*Cached[ParcelList], error) {
	f, err := s.parcelFilter(ctx, in.ParcelFilter)
	if err != nil {
		return nil, err
	}
	page, counts, err := s.Land.List(ctx, actor(ctx), f, land.Order(in.Sort), in.paging())
	if err != nil {
		return nil, err
	}
	items, err := s.parcelBodies(ctx, page.Items, false)
	if err != nil {
		return nil, err
	}
	return cached(ctx, in.Cachable, "", ParcelList{Items: items, Next: page.Next, Counts: countsOf(counts)})
}

// parcelFilter reads a filter; an event has to be one that the reader sees.
func (s *Server) parcelFilter(ctx context.Context, in ParcelFilter) (land.Filter, error) {
	f := land.Filter{
		Query: in.Query, Uses: named[notice.Group](in.Use), Statuses: named[notice.Status](in.Status), Districts: in.District,
		AreaMin: end(in.AreaMin), AreaMax: end(in.AreaMax), PriceMin: end(in.PriceMin), PriceMax: end(in.PriceMax),
		FloorPriceMax: end(in.FloorPriceMax), FARMin: end(in.FARMin), FARMax: end(in.FARMax), Organisation: in.Organisation, Kept: in.Keep == "mine",
	}
	if in.Event != "" {
		e, err := s.Events.Read(ctx, actor(ctx), in.Event)
		if err != nil {
			return f, err
		}
		f.Event = e.ID
	}
	var err error
	f.Bounds, err = bounds(in.BBox)
	return f, err
}

// end is an end of a range, or none: no parcel is that small.
func end(v float64) *float64 {
	if v == 0 {
		return nil
	}
	return &v
}

func named[T ~string](values []string) []T {
	out := make([]T, 0, len(values))
	for _, v := range values {
		out = append(out, T(v))
	}
	return out
}

// bounds reads west,south,east,north.
func bounds(text string) (*orb.Bound, error) {
	if text == "" {
		return nil, nil
	}
	parts := strings.Split(text, ",")
	var n [4]float64
	ok := len(parts) == 4
	for i := range n {
		if ok {
			v, err := strconv.ParseFloat(strings.TrimSpace(parts[i]), 64)
			n[i], ok = v, err == nil
		}
	}
	if !ok || !(n[0] <= n[2] && n[1] <= n[3]) {
		return nil, core.Invalid("bbox_form", "Write west,south,east,north in degrees.").On("query.bbox")
	}
	return &orb.Bound{Min: orb.Point{n[0], n[1]}, Max: orb.Point{n[2], n[3]}}, nil
}
