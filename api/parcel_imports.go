package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/geo"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/intake"
	"zhaoyun/internal/land/notice"
	"zhaoyun/internal/sheet/read"
)

// ParcelImport is a file of parcels on its way in.
type ParcelImport struct {
	ID           core.ID             `json:"id" format:"uuid"`
	Organisation core.ID             `json:"organisation"`
	File         core.ID             `json:"file"`
	URL          string              `json:"url" doc:"Of the original, which is kept"`
	Name         string              `json:"name"`
	Size         int64               `json:"size"`
	State        string              `json:"state" enum:"reading,preview,writing,done,failed"`
	Progress     int                 `json:"progress" doc:"Percent, while writing; rows counted so far are in counts while reading"`
	Problem      *read.ImportProblem `json:"problem,omitempty" doc:"Why the file cannot be read as a whole"`
	Kind         string              `json:"kind,omitempty" enum:"geojson,shapefile,kml,xlsx,csv,boundary"`
	Encoding     string              `json:"encoding,omitempty"`
	CRS          ImportCRS           `json:"crs"`
	Columns      []intake.Column     `json:"columns" nullable:"false" doc:"As they were matched"`
	Choice       ImportChoice        `json:"choice"`
	Counts       land.ImportCounts   `json:"counts"`
	CreatedBy    core.ID             `json:"createdBy"`
	CreatedAt    time.Time           `json:"createdAt"`
	EndedAt      *time.Time          `json:"endedAt,omitempty"`
	Version      core.Version        `json:"version"`
}

// ImportCRS is what the numbers tell about their coordinate system.
type ImportCRS struct {
	CRS        geo.CRS      `json:"crs,omitempty"`
	Swapped    bool         `json:"swapped,omitempty" doc:"Northing or latitude first"`
	Certain    bool         `json:"certain" doc:"When not: ask"`
	Candidates []geo.CRS    `json:"candidates,omitempty" doc:"The likeliest first"`
	Reasons    []geo.Reason `json:"reasons,omitempty"`
}

// ImportChoice is what somebody says about a file.
type ImportChoice struct {
	Columns    map[string]string `json:"columns,omitempty" doc:"Field by heading; ignore for one that does not matter. Remembered for the organisation once confirmed"`
	CRS        string            `json:"crs,omitempty" maxLength:"40" doc:"Such as EPSG:4549, EPSG:4528, EPSG:4490, EPSG:4326, GCJ-02, BD-09"`
	Scheme     string            `json:"scheme,omitempty" enum:"territorial,GB/T 21010,GB 50137" doc:"That codes of uses belong to"`
	Visibility string            `json:"visibility,omitempty" enum:"public,staff" doc:"Of parcels that are new; staff when left out"`
}

func (c ImportChoice) choice() land.ImportChoice {
	out := land.ImportChoice{CRS: geo.CRS(c.CRS), Scheme: notice.Scheme(c.Scheme), Visibility: land.Visibility(c.Visibility)}
	if c.Columns != nil {
		out.Columns = intake.Mapping{}
	}
	for heading, field := range c.Columns {
		out.Columns[heading] = intake.Field(field)
	}
	return out
}

func importOf(i land.Import) ParcelImport {
	out := ParcelImport{
		ID: i.ID, Organisation: i.Organisation, File: i.File, URL: prefix + "/files/" + i.File + "/content", Name: i.Name, Size: i.Size,
		State: string(i.State), Problem: i.Problem, Kind: string(i.Kind), Encoding: i.Encoding, CRS: ImportCRS(i.CRS), Columns: list(i.Columns),
		Choice: ImportChoice{CRS: string(i.Choice.CRS), Scheme: string(i.Choice.Scheme), Visibility: string(i.Choice.Visibility)},
		Counts: i.Counts, CreatedBy: i.CreatedBy, CreatedAt: i.CreatedAt, EndedAt: i.EndedAt, Version: i.Version,
	}
	if len(i.Choice.Columns) > 0 {
		out.Choice.Columns = map[string]string{}
		for heading, field := range i.Choice.Columns {
			out.Choice.Columns[heading] = string(field)
		}
	}
	switch {
	case i.State == land.ImportDone:
		out.Progress = 100
	case i.State == land.ImportWriting && i.Counts.Rows > 0:
		out.Progress = 100 * i.Done / i.Counts.Rows
	}
	return out
}

// ImportRow is a row of a preview: what the file says and what was made of it.
type ImportRow struct {
	N        int             `json:"n" doc:"In the order of the file, from 1"`
	Line     int             `json:"line"`
	Verdict  string          `json:"verdict" enum:"good,doubted,bad" doc:"bad rows are left out"`
	Action   string          `json:"action" enum:"create,update,same,skip"`
	Parcel   core.ID         `json:"parcel,omitempty" doc:"That it changes"`
	Row      json.RawMessage `json:"row" doc:"part, cells (heading, field, text), fields, derived, computedAreaM2, findings (code, level, field, text, at, line, declared, computed)"`
	Geometry *GeoJSON        `json:"geometry,omitempty" doc:"Also of a faulty row, so that the fault can be seen"`
}

// ImportPath names an import.
type ImportPath struct {
	Import core.ID `path:"import" maxLength:"36"`
}

func (s *Server) registerParcelImports() {
	tags := []string{"Parcels"}
	edit := []int{401, 403, 404, 409, 412, 422, 428}
	create(s, huma.Operation{
		OperationID: "create-parcel-import", Method: http.MethodPost, Path: "/parcels/imports", Tags: tags, Summary: "Read a file of parcels",
		Description: "A file uploaded for the purpose `import`: GeoJSON, zipped Shapefile, KML, KMZ, Excel, CSV or boundary points. It is read in the background into a " +
			"preview; nothing is written before it is confirmed.",
		Errors: []int{401, 403, 409, 422},
	}, func(ctx context.Context, in *struct {
		Body struct {
			Organisation core.ID `json:"organisation,omitempty" maxLength:"36" doc:"Your own bureau when left out"`
			File         core.ID `json:"file" maxLength:"36"`
			ImportChoice
		}
	},
	) (*Versioned[ParcelImport], error) {
		i, err := s.Land.StartImport(ctx, actor(ctx), in.Body.Organisation, in.Body.File, in.Body.choice())
		return versioned(i.Version, importOf(i)), err
	})
	handle(s, huma.Operation{
		OperationID: "list-parcel-imports", Method: http.MethodGet, Path: "/parcels/imports", Tags: tags, Summary: "List imports", Description: "Latest first.",
	}, func(ctx context.Context, in *Paged) (*Body[core.Page[ParcelImport]], error) {
		page, err := s.Land.Imports(ctx, actor(ctx), in.paging())
		return &Body[core.Page[ParcelImport]]{core.Map(page, importOf)}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-parcel-import", Method: http.MethodGet, Path: "/parcels/imports/{import}", Tags: tags, Summary: "See how far an import is",
	}, func(ctx context.Context, in *ImportPath) (*Versioned[ParcelImport], error) {
		i, err := s.Land.ReadImport(ctx, actor(ctx), in.Import)
		return versioned(i.Version, importOf(i)), err
	})
	handle(s, huma.Operation{
		OperationID: "list-parcel-import-rows", Method: http.MethodGet, Path: "/parcels/imports/{import}/rows", Tags: tags,
		Summary: "List the rows of a preview",
	}, func(ctx context.Context, in *struct {
		ImportPath
		Paged
		Verdict string `query:"verdict" enum:"good,doubted,bad"`
		Action  string `query:"action" enum:"create,update,same,skip"`
	},
	) (*Body[core.Page[ImportRow]], error) {
		after := 0
		if in.Cursor != "" {
			var err error
			if after, err = strconv.Atoi(in.Cursor); err != nil {
				return nil, core.Invalid("cursor_invalid", "This cursor is not one of this list. Start from the first page.").On("query.cursor")
			}
		}
		rows, err := s.Land.ImportRows(ctx, actor(ctx), in.Import, land.RowFilter{Verdict: intake.Verdict(in.Verdict), Action: land.Action(in.Action)}, after, in.Limit+1)
		if err != nil {
			return nil, err
		}
		page := core.Page[ImportRow]{Items: make([]ImportRow, 0, len(rows))}
		for n, r := range rows {
			if n == in.Limit {
				page.Next = strconv.Itoa(rows[n-1].N)
				break
			}
			page.Items = append(page.Items, ImportRow{
				N: r.N, Line: r.Line, Verdict: string(r.Verdict), Action: string(r.Action), Parcel: r.Parcel, Row: r.Body, Geometry: geoJSON(r.Shape),
			})
		}
		return &Body[core.Page[ImportRow]]{page}, nil
	})
	handle(s, huma.Operation{
		OperationID: "update-parcel-import", Method: http.MethodPatch, Path: "/parcels/imports/{import}", Tags: tags,
		Summary: "Say what columns and coordinates are", Description: "What is left out stays. The file is read again.", Errors: edit,
	}, func(ctx context.Context, in *struct {
		ImportPath
		Edit
		Body ImportChoice
	},
	) (*Versioned[ParcelImport], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		said := in.Body.choice()
		i, err := s.Land.ChooseImport(ctx, actor(ctx), in.Import, v, func(c *land.ImportChoice) { c.Overlay(said) })
		return versioned(i.Version, importOf(i)), err
	})
	handle(s, huma.Operation{
		OperationID: "confirm-parcel-import", Method: http.MethodPost, Path: "/parcels/imports/{import}/confirm", Tags: tags,
		Summary: "Have a preview written", Description: "In the background; bad rows are left out. Confirming again changes nothing.",
		DefaultStatus: http.StatusAccepted, Errors: edit,
	}, func(ctx context.Context, in *struct {
		ImportPath
		Edit
	},
	) (*Versioned[ParcelImport], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		i, err := s.Land.ConfirmImport(ctx, actor(ctx), in.Import, v)
		return versioned(i.Version, importOf(i)), err
	})
	s.registerParcelExport()
}
