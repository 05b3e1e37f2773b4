package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/land"
)

// mvtType is the media type of a vector tile.
const mvtType = "application/vnd.mapbox-vector-tile"

type tileInput struct {
	Z int `path:"z" minimum:"0" maximum:"20"`
	X int `path:"x" minimum:"0"`
	Y int `path:"y" minimum:"0"`
	ParcelFilter
	Cachable
}

// TileAnswer is a vector tile.
type TileAnswer struct {
	Status       int
	ContentType  string `header:"Content-Type"`
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Vary         string `header:"Vary"`
	Body         []byte
}

func (s *Server) registerTiles() {
	handle(s, huma.Operation{
		OperationID: "get-tile", Method: http.MethodGet, Path: "/tiles/{z}/{x}/{y}", Tags: []string{"Parcels"}, Security: public,
		Summary: "Read a vector tile of parcels and carriers",
		Description: "Mapbox Vector Tile 2.1 with the layers `parcels` (id, number, name, group, status, illustrative) and, without a filter, `carriers` " +
			"(id, name, kind, illustrative): what the reader may see. The filter is that of list-parcels. 204 where there is nothing.",
		Errors: []int{404, 422},
		Responses: map[string]*huma.Response{
			"200": {Description: "The tile", Content: map[string]*huma.MediaType{mvtType: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}},
			"204": {Description: "There is nothing"}, "304": {Description: "The tile at hand is still good"},
		},
	}, s.getTile)
}

func (s *Server) getTile(ctx context.Context, in *tileInput) (*TileAnswer, error) {
	f, err := s.parcelFilter(ctx, in.ParcelFilter)
	if err != nil {
		return nil, err
	}
	tile, err := s.Land.Tile(ctx, actor(ctx), land.Tile{Z: in.Z, X: in.X, Y: in.Y}, f)
	if err != nil {
		return nil, err
	}
	out := &TileAnswer{Status: http.StatusOK, ContentType: mvtType, CacheControl: "public, no-cache", Vary: "Cookie, Authorization", Body: tile}
	if actor(ctx).SignedIn() {
		out.CacheControl = "private, no-cache"
	}
	out.ETag = digestTag(tile)
	switch {
	case in.knows(out.ETag):
		out.Status, out.Body = http.StatusNotModified, nil
	case len(tile) == 0:
		out.Status = http.StatusNoContent
	}
	return out, nil
}
