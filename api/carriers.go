package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
)

// Carrier is a zone, park, building, town, street, community or enclave that takes
// in companies.
type Carrier struct {
	ID           core.ID     `json:"id" format:"uuid"`
	Organisation EventHolder `json:"organisation" doc:"The bureau that keeps it"`
	land.CarrierFields
	Geometry  *GeoJSON     `json:"geometry,omitempty" doc:"Left out of lists"`
	BBox      []float64    `json:"bbox,omitempty" doc:"West, south, east, north"`
	Centre    []float64    `json:"centre,omitempty" doc:"Where a label goes"`
	Can       []string     `json:"can" nullable:"false" doc:"Operations the reader may do to it"`
	CreatedAt time.Time    `json:"createdAt"`
	UpdatedAt time.Time    `json:"updatedAt"`
	Version   core.Version `json:"version" doc:"Goes into If-Match of an edit"`
}

// CarrierDraft describes a new carrier.
type CarrierDraft struct {
	Organisation core.ID `json:"organisation,omitempty" maxLength:"36" doc:"The bureau that keeps it; your own when left out"`
	CarrierChange
}

// CarrierChange names what an edit changes, as that of a parcel does.
type CarrierChange struct {
	land.CarrierFields
	Geometry *GeoJSON `json:"geometry,omitempty"`
}

// CarrierPath names a carrier.
type CarrierPath struct {
	Carrier core.ID `path:"carrier" maxLength:"36"`
}

type listCarriersInput struct {
	Paged
	Query        string   `query:"q" maxLength:"100" doc:"Part of name, address, district or industry"`
	Kind         []string `query:"kind" maxItems:"7" doc:"zone, park, building, town, street, community, enclave"`
	BBox         string   `query:"bbox" maxLength:"120" doc:"West,south,east,north in degrees"`
	Organisation core.ID  `query:"organisation" maxLength:"36"`
	Cachable
}

func (s *Server) registerCarriers() {
	tags := []string{"Carriers"}
	edit := []int{401, 403, 404, 409, 412, 422, 428}
	handle(s, huma.Operation{
		OperationID: "list-carriers", Method: http.MethodGet, Path: "/carriers", Tags: tags, Summary: "List carriers", Security: public,
		Description: "By name. Everybody sees public carriers; officials also their own organisation's others, administrators all.",
		Errors:      []int{http.StatusUnprocessableEntity},
	}, func(ctx context.Context, in *listCarriersInput) (*Cached[core.Page[Carrier]], error) {
		b, err := bounds(in.BBox)
		if err != nil {
			return nil, err
		}
		page, err := s.Land.ListCarriers(ctx, actor(ctx), land.CarrierFilter{
			Query: in.Query, Kinds: named[land.CarrierKind](in.Kind), Bounds: b, Organisation: in.Organisation,
		}, in.paging())
		if err != nil {
			return nil, err
		}
		items, err := s.carrierBodies(ctx, page.Items, false)
		if err != nil {
			return nil, err
		}
		return cached(ctx, in.Cachable, "", core.Page[Carrier]{Items: items, Next: page.Next})
	})
	create(s, huma.Operation{
		OperationID: "create-carrier", Method: http.MethodPost, Path: "/carriers", Tags: tags, Summary: "Write a carrier down",
		Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *struct{ Body CarrierDraft }) (*Versioned[Carrier], error) {
		g, err := in.Body.Geometry.geometry()
		if err != nil {
			return nil, err
		}
		c, err := s.Land.CreateCarrier(ctx, actor(ctx), land.CarrierDraft{Organisation: in.Body.Organisation, CarrierFields: in.Body.CarrierFields, Geometry: g})
		return s.carrierAnswer(ctx, c, err)
	})
	handle(s, huma.Operation{
		OperationID: "get-carrier", Method: http.MethodGet, Path: "/carriers/{carrier}", Tags: tags, Summary: "Read a carrier", Security: public,
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity},
	}, func(ctx context.Context, in *struct {
		CarrierPath
		Cachable
	},
	) (*Cached[Carrier], error) {
		c, err := s.Land.ReadCarrier(ctx, actor(ctx), in.Carrier)
		if err != nil {
			return nil, err
		}
		body, err := s.carrierBodies(ctx, []land.Carrier{c}, true)
		if err != nil {
			return nil, err
		}
		return cached(ctx, in.Cachable, etag(c.Version), body[0])
	})
	handle(s, huma.Operation{
		OperationID: "update-carrier", Method: http.MethodPatch, Path: "/carriers/{carrier}", Tags: tags, Summary: "Edit a carrier", Errors: edit,
	}, func(ctx context.Context, in *struct {
		CarrierPath
		Edit
		RawBody []byte
		Body    CarrierChange
	},
	) (*Versioned[Carrier], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		c, err := s.Land.UpdateCarrier(ctx, actor(ctx), in.Carrier, v, func(f *land.CarrierFields, g *land.Geometry) error {
			return patched(in.RawBody, f, g)
		})
		return s.carrierAnswer(ctx, c, err)
	})
	handle(s, huma.Operation{
		OperationID: "delete-carrier", Method: http.MethodDelete, Path: "/carriers/{carrier}", Tags: tags, Summary: "Take a carrier away",
		DefaultStatus: http.StatusNoContent, Errors: edit,
	}, func(ctx context.Context, in *struct {
		CarrierPath
		Edit
	},
	) (*struct{}, error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		return nil, s.Land.DeleteCarrier(ctx, actor(ctx), in.Carrier, v)
	})
}

// carrierAnswer is the answer to a change of a carrier.
func (s *Server) carrierAnswer(ctx context.Context, c land.Carrier, err error) (*Versioned[Carrier], error) {
	if err != nil {
		return nil, err
	}
	bodies, err := s.carrierBodies(ctx, []land.Carrier{c}, true)
	if err != nil {
		return nil, err
	}
	return versioned(c.Version, bodies[0]), nil
}

// carrierBodies shows carriers to whoever asks, whole or as lists have them.
func (s *Server) carrierBodies(ctx context.Context, carriers []land.Carrier, whole bool) ([]Carrier, error) {
	names, err := namesOf(ctx, s, carriers, func(c land.Carrier) core.ID { return c.Organisation })
	if err != nil {
		return nil, err
	}
	out := make([]Carrier, len(carriers))
	for i, c := range carriers {
		out[i] = Carrier{
			ID: c.ID, Organisation: EventHolder{c.Organisation, names[c.Organisation]}, CarrierFields: c.CarrierFields,
			Can: land.CanCarrier(actor(ctx), c), CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, Version: c.Version,
		}
		out[i].BBox, out[i].Centre = extent(c.Geometry)
		if whole {
			out[i].Geometry = geoJSON(c.Geometry)
		}
	}
	return out, nil
}
