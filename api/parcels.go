package api

import (
	"context"
	"encoding/json"
	"math"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"
)

// Parcel is a piece of land offered, with what its notice says and what follows.
type Parcel struct {
	ID           core.ID     `json:"id" format:"uuid"`
	Organisation EventHolder `json:"organisation" doc:"The bureau that keeps it"`
	land.Fields
	ComputedAreaM2 float64          `json:"computedAreaM2,omitempty" doc:"Geodesic, of the boundary; the declared area is official"`
	AreaDiffers    bool             `json:"areaDiffers,omitempty" doc:"By more than 0.5 % from the declared one"`
	Derived        notice.Derived   `json:"derived" doc:"What follows from the fields"`
	Colour         notice.Group     `json:"colour" doc:"The group of uses by which maps colour it"`
	Geometry       *GeoJSON         `json:"geometry,omitempty" doc:"Left out of lists"`
	Massing        *ParcelMassing   `json:"massing,omitempty" doc:"Left out of lists"`
	MassingInputs  string           `json:"massingInputs,omitempty" doc:"A digest of what a massing follows from; goes along with set-parcel-massing"`
	Documents      []ParcelDocument `json:"documents,omitempty" doc:"Left out of lists"`
	BBox           []float64        `json:"bbox,omitempty" doc:"West, south, east, north"`
	Centre         []float64        `json:"centre,omitempty" doc:"Where a label goes"`
	Can            []string         `json:"can" nullable:"false" doc:"Operations the reader may do to it"`
	CreatedAt      time.Time        `json:"createdAt"`
	UpdatedAt      time.Time        `json:"updatedAt"`
	Version        core.Version     `json:"version" doc:"Goes into If-Match of an edit"`
}

// GeoJSON is a boundary in longitude and latitude of WGS84.
type GeoJSON struct {
	Type        string          `json:"type" enum:"Polygon,MultiPolygon"`
	Coordinates json.RawMessage `json:"coordinates" doc:"As GeoJSON has them (RFC 7946)"`
}

func geoJSON(g land.Geometry) *GeoJSON {
	if len(g) == 0 {
		return nil
	}
	kind, coordinates := land.Coordinates(g)
	return &GeoJSON{kind, coordinates}
}

func (g *GeoJSON) geometry() (land.Geometry, error) {
	if g == nil {
		return nil, nil
	}
	return land.ParseGeometry(g.Type, g.Coordinates)
}

// extent is where a geometry lies.
func extent(g land.Geometry) (bbox, centre []float64) {
	if len(g) == 0 {
		return nil, nil
	}
	b, c := g.Bound(), land.Centre(g)
	return []float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}, []float64{round7(c[0]), round7(c[1])}
}

func round7(v float64) float64 { return math.Round(v*1e7) / 1e7 }

// ParcelDraft describes a new parcel.
type ParcelDraft struct {
	Organisation core.ID `json:"organisation,omitempty" maxLength:"36" doc:"The bureau that keeps it; your own when left out"`
	ParcelChange
}

// ParcelChange names what an edit changes. What is left out stays; a field of null
// is emptied; lists and objects are replaced as a whole.
type ParcelChange struct {
	land.Fields
	Geometry *GeoJSON `json:"geometry,omitempty"`
}

// ParcelPath names a parcel.
type ParcelPath struct {
	Parcel core.ID `path:"parcel" maxLength:"36"`
}

// ParcelList is a page of parcels with counts.
type ParcelList struct {
	Items  []Parcel     `json:"items" nullable:"false"`
	Next   string       `json:"next,omitempty"`
	Counts ParcelCounts `json:"counts"`
}

// ParcelCounts say how many parcels there are to choose from. Those of uses,
// statuses and districts each leave their own filter out.
type ParcelCounts struct {
	Total     int            `json:"total"`
	Uses      map[string]int `json:"uses"`
	Statuses  map[string]int `json:"statuses"`
	Districts map[string]int `json:"districts"`
}

func countsOf(c land.Counts) ParcelCounts {
	return ParcelCounts{Total: c.Total, Uses: byName(c.Uses), Statuses: byName(c.Statuses), Districts: c.Districts}
}

func byName[K ~string](counts map[K]int) map[string]int {
	out := make(map[string]int, len(counts))
	for k, n := range counts {
		out[string(k)] = n
	}
	return out
}

// ParcelVersion is one change of a parcel.
type ParcelVersion struct {
	Version core.Version       `json:"version"`
	At      time.Time          `json:"at"`
	By      core.ID            `json:"by"`
	ByName  string             `json:"byName" doc:"Empty when the person was erased"`
	Import  core.ID            `json:"import,omitempty" doc:"The import that brought it"`
	Fields  []land.FieldChange `json:"fields" nullable:"false"`
}

func (s *Server) registerParcels() {
	tags := []string{"Parcels"}
	edit := []int{401, 403, 404, 409, 412, 422, 428}
	handle(s, huma.Operation{
		OperationID: "list-parcels", Method: http.MethodGet, Path: "/parcels", Tags: tags, Summary: "List parcels", Security: public,
		Description: "Everybody sees public parcels; officials also their own organisation's others, administrators all. Boundaries, massing and documents are left out.",
		Errors:      []int{http.StatusUnprocessableEntity},
	}, s.listParcels)
	create(s, huma.Operation{
		OperationID: "create-parcel", Method: http.MethodPost, Path: "/parcels", Tags: tags, Summary: "Write a parcel down",
		Errors: []int{401, 403, 409, 422},
	}, func(ctx context.Context, in *struct{ Body ParcelDraft }) (*Versioned[Parcel], error) {
		g, err := in.Body.Geometry.geometry()
		if err != nil {
			return nil, err
		}
		p, err := s.Land.Create(ctx, actor(ctx), land.Draft{Organisation: in.Body.Organisation, Fields: in.Body.Fields, Geometry: g})
		return s.parcelAnswer(ctx, p, err)
	})
	handle(s, huma.Operation{
		OperationID: "get-parcel", Method: http.MethodGet, Path: "/parcels/{parcel}", Tags: tags, Summary: "Read a parcel", Security: public,
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity},
	}, func(ctx context.Context, in *struct {
		ParcelPath
		Cachable
	},
	) (*Cached[Parcel], error) {
		p, err := s.Land.Read(ctx, actor(ctx), in.Parcel)
		if err != nil {
			return nil, err
		}
		body, err := s.parcelBodies(ctx, []land.Parcel{p}, true)
		if err != nil {
			return nil, err
		}
		return cached(ctx, in.Cachable, etag(p.Version), body[0])
	})
	handle(s, huma.Operation{
		OperationID: "update-parcel", Method: http.MethodPatch, Path: "/parcels/{parcel}", Tags: tags, Summary: "Edit a parcel",
		Description: "Each edit is a version. People who keep the parcel are told in their inbox what changed.", Errors: edit,
	}, func(ctx context.Context, in *struct {
		ParcelPath
		Edit
		RawBody []byte
		Body    ParcelChange
	},
	) (*Versioned[Parcel], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		p, err := s.Land.Update(ctx, actor(ctx), in.Parcel, v, func(f *land.Fields, g *land.Geometry) error {
			return patched(in.RawBody, f, g)
		})
		return s.parcelAnswer(ctx, p, err)
	})
	handle(s, huma.Operation{
		OperationID: "delete-parcel", Method: http.MethodDelete, Path: "/parcels/{parcel}", Tags: tags, Summary: "Take a parcel away",
		DefaultStatus: http.StatusNoContent, Errors: edit,
	}, func(ctx context.Context, in *struct {
		ParcelPath
		Edit
	},
	) (*struct{}, error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		return nil, s.Land.Delete(ctx, actor(ctx), in.Parcel, v)
	})
	handle(s, huma.Operation{
		OperationID: "list-parcel-versions", Method: http.MethodGet, Path: "/parcels/{parcel}/versions", Tags: tags,
		Summary: "List what was changed in a parcel", Description: "Latest first. The first version is its creation and names no fields.",
	}, func(ctx context.Context, in *struct {
		ParcelPath
		Paged
	},
	) (*Body[core.Page[ParcelVersion]], error) {
		page, names, err := s.Land.Versions(ctx, actor(ctx), in.Parcel, in.paging())
		return &Body[core.Page[ParcelVersion]]{core.Map(page, func(c land.Change) ParcelVersion {
			return ParcelVersion{Version: c.Version, At: c.At, By: c.By, ByName: names[c.By], Import: c.Import, Fields: list(c.Fields)}
		})}, err
	})
}

// patched applies the fields that a body names; those of null are emptied.
func patched[F any](raw []byte, f *F, g *land.Geometry) error {
	var change map[string]json.RawMessage
	if err := json.Unmarshal(raw, &change); err != nil {
		return core.Invalid("invalid_input", "Send a JSON object.").On("body")
	}
	if sent, ok := change["geometry"]; ok {
		var shape *GeoJSON
		if err := json.Unmarshal(sent, &shape); err != nil {
			return core.Invalid("geometry_form", "Send a GeoJSON geometry.").On("body.geometry")
		}
		var err error
		if *g, err = shape.geometry(); err != nil {
			return err
		}
		delete(change, "geometry")
	}
	now := map[string]json.RawMessage{}
	kept, err := json.Marshal(f)
	if err == nil {
		err = json.Unmarshal(kept, &now)
	}
	if err != nil {
		return err
	}
	for name, value := range change {
		now[name] = value
	}
	if kept, err = json.Marshal(now); err != nil {
		return err
	}
	var fresh F
	if err := json.Unmarshal(kept, &fresh); err != nil {
		return core.Invalid("invalid_input", "Some fields need another value.").On("body").Wrap(err)
	}
	*f = fresh
	return nil
}

// parcelAnswer is the answer to a change of a parcel.
func (s *Server) parcelAnswer(ctx context.Context, p land.Parcel, err error) (*Versioned[Parcel], error) {
	if err != nil {
		return nil, err
	}
	bodies, err := s.parcelBodies(ctx, []land.Parcel{p}, true)
	if err != nil {
		return nil, err
	}
	return versioned(p.Version, bodies[0]), nil
}

// parcelBodies shows parcels to whoever asks, whole or as lists have them.
func (s *Server) parcelBodies(ctx context.Context, parcels []land.Parcel, whole bool) ([]Parcel, error) {
	names, err := namesOf(ctx, s, parcels, func(p land.Parcel) core.ID { return p.Organisation })
	if err != nil {
		return nil, err
	}
	out := make([]Parcel, len(parcels))
	for i, p := range parcels {
		out[i] = Parcel{
			ID: p.ID, Organisation: EventHolder{p.Organisation, names[p.Organisation]}, Fields: p.Fields, ComputedAreaM2: p.ComputedAreaM2,
			AreaDiffers: p.AreaDiffers(), Derived: p.Derived(), Colour: p.Colour(), Can: land.CanParcel(actor(ctx), p), CreatedAt: p.CreatedAt,
			UpdatedAt: p.UpdatedAt, Version: p.Version,
		}
		out[i].BBox, out[i].Centre = extent(p.Geometry)
		if whole {
			out[i].Geometry, out[i].Massing, out[i].MassingInputs = geoJSON(p.Geometry), massingOf(p), p.MassingInputs()
			for _, d := range p.Documents {
				out[i].Documents = append(out[i].Documents, documentOf(d))
			}
		}
	}
	return out, nil
}
