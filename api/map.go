package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/land/mapsource"
)

type mapTileInput struct {
	Z int `path:"z" minimum:"0" maximum:"22"`
	X int `path:"x" minimum:"0"`
	Y int `path:"y" minimum:"0"`
}

// PictureAnswer is a tile of the ground.
type PictureAnswer struct {
	ContentType  string `header:"Content-Type"`
	CacheControl string `header:"Cache-Control"`
	Body         []byte
}

func (s *Server) registerMap() {
	handle(s, huma.Operation{
		OperationID: "get-map", Method: http.MethodGet, Path: "/map", Tags: []string{"Parcels"}, Security: public,
		Summary:     "Read what lies under the parcels",
		Description: "Plain paper with the district's outline, or the tiles of the source that this installation is set up with.",
	}, s.getMap)
	picture := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	handle(s, huma.Operation{
		OperationID: "get-map-tile", Method: http.MethodGet, Path: "/map/tiles/{z}/{x}/{y}", Tags: []string{"Parcels"}, Security: public,
		Summary:     "Read a tile of the ground",
		Description: "A picture of 256 or 512 pixels in Web Mercator. Sources in GCJ-02 are shifted back. The source is asked by this server alone.",
		Errors:      []int{404, 422, 503},
		Responses: map[string]*huma.Response{
			"200": {Description: "The tile", Content: map[string]*huma.MediaType{"image/png": picture, "image/jpeg": picture, "image/webp": picture}},
		},
	}, s.getMapTile)
}

func (s *Server) getMap(ctx context.Context, in *Cachable) (*Cached[mapsource.Map], error) {
	ground, err := s.Map.Describe(ctx, actor(ctx))
	if err != nil {
		return nil, err
	}
	return cached(ctx, *in, "", ground)
}

func (s *Server) getMapTile(ctx context.Context, in *mapTileInput) (*PictureAnswer, error) {
	tile, err := s.Map.Tile(ctx, actor(ctx), in.Z, in.X, in.Y)
	if err != nil {
		return nil, err
	}
	return &PictureAnswer{ContentType: tile.Type, CacheControl: "public, max-age=86400", Body: tile.Body}, nil
}
