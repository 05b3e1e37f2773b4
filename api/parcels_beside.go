package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
)

// ParcelDocument is a file that belongs to a parcel.
type ParcelDocument struct {
	ID   core.ID `json:"id" format:"uuid"`
	File core.ID `json:"file" format:"uuid"`
	URL  string  `json:"url"`
	land.DocumentFields
	land.FileFacts
	CreatedAt time.Time `json:"createdAt"`
}

func documentOf(d land.Document) ParcelDocument {
	return ParcelDocument{
		ID: d.ID, File: d.File, URL: prefix + "/files/" + d.File + "/content", DocumentFields: d.DocumentFields, FileFacts: d.FileFacts, CreatedAt: d.CreatedAt,
	}
}

// ParcelMassing is a plausible building mass on a parcel.
type ParcelMassing struct {
	land.Massing
	Stale bool `json:"stale" doc:"The parcel changed since: work it out again"`
}

func massingOf(p land.Parcel) *ParcelMassing {
	if p.Massing == nil {
		return nil
	}
	return &ParcelMassing{Massing: *p.Massing, Stale: p.Massing.Inputs != p.MassingInputs()}
}

// Favourite is a parcel that the reader keeps.
type Favourite struct {
	Parcel Parcel    `json:"parcel"`
	KeptAt time.Time `json:"keptAt"`
}

// Favourites are all parcels that the reader keeps, latest first.
type Favourites struct {
	Items []Favourite `json:"items" nullable:"false"`
}

func (s *Server) registerParcelsBeside() {
	tags := []string{"Parcels"}
	create(s, huma.Operation{
		OperationID: "add-parcel-document", Method: http.MethodPost, Path: "/parcels/{parcel}/documents", Tags: tags, Summary: "Give a parcel a document",
		Description: "A file uploaded for the purpose `document`. Whoever may read the parcel may then read the file.",
		Errors:      []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		ParcelPath
		Body struct {
			File core.ID `json:"file" maxLength:"36"`
			land.DocumentFields
		}
	},
	) (*Body[ParcelDocument], error) {
		d, err := s.Land.AddDocument(ctx, actor(ctx), in.Parcel, in.Body.File, in.Body.DocumentFields)
		return &Body[ParcelDocument]{documentOf(d)}, err
	})
	handle(s, huma.Operation{
		OperationID: "remove-parcel-document", Method: http.MethodDelete, Path: "/parcels/{parcel}/documents/{document}", Tags: tags,
		Summary: "Take a document from a parcel", DefaultStatus: http.StatusNoContent,
	}, func(ctx context.Context, in *struct {
		ParcelPath
		Document core.ID `path:"document" maxLength:"36"`
	},
	) (*struct{}, error) {
		return nil, s.Land.RemoveDocument(ctx, actor(ctx), in.Parcel, in.Document)
	})
	handle(s, huma.Operation{
		OperationID: "set-parcel-massing", Method: http.MethodPut, Path: "/parcels/{parcel}/massing", Tags: tags,
		Summary: "Keep a massing that was worked out",
		Description: "`inputs` is the `massingInputs` of the parcel it was worked out from; when they differ by now, `massing_outdated`. The server measures the " +
			"masses itself and refuses what exceeds the floor-area ratio, density or height (`massing_over`).",
		Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		ParcelPath
		Body struct {
			Inputs  string             `json:"inputs" maxLength:"40"`
			Massing land.MassingFields `json:"massing"`
		}
	},
	) (*Versioned[Parcel], error) {
		p, err := s.Land.SetMassing(ctx, actor(ctx), in.Parcel, in.Body.Inputs, in.Body.Massing)
		return s.parcelAnswer(ctx, p, err)
	})
	handle(s, huma.Operation{
		OperationID: "list-favourites", Method: http.MethodGet, Path: "/favourites", Tags: tags, Summary: "List the parcels I keep",
		Description: "All of them, latest first; those that are not public any more are left out.", Errors: []int{401, 422},
	}, func(ctx context.Context, _ *struct{}) (*Body[Favourites], error) {
		parcels, at, err := s.Land.KeptBy(ctx, actor(ctx))
		if err != nil {
			return nil, err
		}
		bodies, err := s.parcelBodies(ctx, parcels, false)
		out := Favourites{Items: make([]Favourite, len(bodies))}
		for i, b := range bodies {
			out.Items[i] = Favourite{b, at[b.ID]}
		}
		return &Body[Favourites]{out}, err
	})
	handle(s, huma.Operation{
		OperationID: "add-favourite", Method: http.MethodPut, Path: "/favourites/{parcel}", Tags: tags, Summary: "Keep a parcel",
		Description: "What changes in it is told in the inbox. Doing it again changes nothing.", DefaultStatus: http.StatusNoContent, Errors: []int{401, 404, 409, 422},
	}, func(ctx context.Context, in *ParcelPath) (*struct{}, error) {
		return nil, s.Land.Keep(ctx, actor(ctx), in.Parcel)
	})
	handle(s, huma.Operation{
		OperationID: "remove-favourite", Method: http.MethodDelete, Path: "/favourites/{parcel}", Tags: tags, Summary: "Let a parcel go",
		DefaultStatus: http.StatusNoContent, Errors: []int{401, 422},
	}, func(ctx context.Context, in *ParcelPath) (*struct{}, error) {
		return nil, s.Land.Unkeep(ctx, actor(ctx), in.Parcel)
	})
}
