package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/sheet/read"
)

// MemberImport is a list of members on its way in.
type MemberImport struct {
	ID        core.ID              `json:"id" format:"uuid"`
	Chamber   core.ID              `json:"chamber"`
	Name      string               `json:"name" doc:"Of the file"`
	Size      int64                `json:"size"`
	State     string               `json:"state" enum:"reading,preview,writing,done,failed"`
	Progress  int                  `json:"progress" doc:"Percent, while reading or writing"`
	Problem   *read.ImportProblem  `json:"problem,omitempty" doc:"Why the file cannot be read as a whole"`
	Kind      string               `json:"kind,omitempty" enum:"xlsx,csv"`
	Encoding  string               `json:"encoding,omitempty"`
	Columns   []chamber.Column     `json:"columns" nullable:"false" doc:"As they were matched"`
	Choice    MemberImportChoice   `json:"choice"`
	Counts    chamber.ImportCounts `json:"counts"`
	CreatedBy core.ID              `json:"createdBy"`
	CreatedAt time.Time            `json:"createdAt"`
	EndedAt   *time.Time           `json:"endedAt,omitempty"`
	Version   core.Version         `json:"version"`
}

// MemberImportChoice is what somebody says about a list. What is left out stays.
type MemberImportChoice struct {
	Columns map[string]string `json:"columns,omitempty" doc:"Field by heading; ignore for one that does not matter. Remembered for the chamber once confirmed"`
	Prefix  string            `json:"prefix,omitempty" enum:"+86,+852,+853,+886,+65" doc:"Of phone numbers without one; +86 when left out"`
	Groups  *[]string         `json:"groups,omitempty" doc:"That every row gets"`
	Tags    *[]string         `json:"tags,omitempty"`
	Basis   string            `json:"basis,omitempty" enum:"membership,consent,activity" doc:"On what ground these members are kept; needed to confirm"`
	Source  string            `json:"source,omitempty" maxLength:"120" doc:"Where the list comes from; needed to confirm"`
}

func (c MemberImportChoice) over(to *chamber.ImportChoice) {
	if c.Columns != nil {
		to.Columns = chamber.Mapping{}
	}
	for heading, field := range c.Columns {
		to.Columns[heading] = chamber.Field(field)
	}
	if c.Prefix != "" {
		to.Prefix = c.Prefix
	}
	if c.Groups != nil {
		to.Groups = *c.Groups
	}
	if c.Tags != nil {
		to.Tags = *c.Tags
	}
	if c.Basis != "" {
		to.Basis = chamber.Basis(c.Basis)
	}
	if c.Source != "" {
		to.Source = c.Source
	}
}

func memberImportOf(i chamber.Import) MemberImport {
	groups, tags := list(i.Choice.Groups), list(i.Choice.Tags)
	out := MemberImport{
		ID: i.ID, Chamber: i.Chamber, Name: i.Name, Size: i.Size, State: string(i.State), Problem: i.Problem, Kind: string(i.Kind), Encoding: i.Encoding,
		Columns: list(i.Columns), Counts: i.Counts, CreatedBy: i.CreatedBy, CreatedAt: i.CreatedAt, EndedAt: i.EndedAt, Version: i.Version,
		Choice: MemberImportChoice{Prefix: i.Choice.Prefix, Groups: &groups, Tags: &tags, Basis: string(i.Choice.Basis), Source: i.Choice.Source},
	}
	if len(i.Choice.Columns) > 0 {
		out.Choice.Columns = map[string]string{}
		for heading, field := range i.Choice.Columns {
			out.Choice.Columns[heading] = string(field)
		}
	}
	switch i.State {
	case chamber.ImportDone:
		out.Progress = 100
	case chamber.ImportReading:
		out.Progress = i.Read
	case chamber.ImportWriting:
		out.Progress = 100 * i.Done / max(1, i.Counts.Rows)
	}
	return out
}

// MemberImportRow is a row of a preview: what the list says and what was made of it.
type MemberImportRow struct {
	N        int               `json:"n" doc:"In the order of the file, from 1"`
	Line     int               `json:"line"`
	Part     string            `json:"part,omitempty" doc:"The sheet"`
	Verdict  string            `json:"verdict" enum:"good,doubted,bad" doc:"bad rows are left out until they are put right"`
	Action   string            `json:"action" enum:"create,update,same,skip"`
	Choice   string            `json:"choice" enum:",take,skip" doc:"What somebody said; empty for what comes by itself"`
	Member   core.ID           `json:"member,omitempty" doc:"That it is about"`
	Texts    map[string]string `json:"texts" doc:"By field, as they stand in the file or as they were put right"`
	Edited   bool              `json:"edited,omitempty"`
	Details  MemberDetails     `json:"details"`
	Findings []chamber.Finding `json:"findings" nullable:"false"`
	Changes  []chamber.Field   `json:"changes,omitempty" doc:"Of the member that is there"`
}

func memberImportRowOf(r chamber.Row) MemberImportRow {
	out := MemberImportRow{
		N: r.N, Line: r.Line, Part: r.Part, Verdict: string(r.Verdict), Action: string(r.Action), Choice: string(r.Chosen), Member: r.Member,
		Texts: map[string]string{}, Edited: r.Edited(), Details: memberDetailsOf(r.Details), Findings: list(r.Findings), Changes: r.Changes,
	}
	for f, s := range r.Texts {
		out.Texts[string(f)] = s
	}
	return out
}

// MemberRowFilter narrows the rows of a preview.
type MemberRowFilter struct {
	Verdict string `json:"verdict,omitempty" query:"verdict" enum:"good,doubted,bad"`
	Action  string `json:"action,omitempty" query:"action" enum:"create,update,same,skip"`
	Finding string `json:"finding,omitempty" query:"finding" maxLength:"40" doc:"Code of a finding"`
}

func (f MemberRowFilter) filter() chamber.RowFilter {
	return chamber.RowFilter{Verdict: chamber.Verdict(f.Verdict), Action: chamber.Action(f.Action), Code: chamber.Code(f.Finding)}
}

// MemberRowChange puts a row right. What is left out stays.
type MemberRowChange struct {
	Texts  map[string]string `json:"texts,omitempty" doc:"All texts of the row by field, as if the file had said so"`
	Choice *string           `json:"choice,omitempty" enum:",take,skip"`
}

// MemberRowsChanged is what comes of it: the counts, and every row that is judged otherwise.
type MemberRowsChanged struct {
	Import MemberImport      `json:"import"`
	Rows   []MemberImportRow `json:"rows" nullable:"false"`
}

func (s *Server) registerMemberImports() {
	tags := []string{"Members"}
	edit := []int{401, 403, 404, 409, 412, 422, 428}
	create(s, huma.Operation{
		OperationID: "create-member-import", Method: http.MethodPost, Path: "/members/imports", Tags: tags, Summary: "Read a list of members",
		Description: "A file uploaded for the purpose `import`: Excel (.xlsx), CSV in UTF-8 or GB18030, or rows pasted from a spreadsheet, as text. It is read in the " +
			"background into a preview; nothing is written before it is confirmed.",
		Errors: []int{401, 403, 409, 422},
	}, func(ctx context.Context, in *struct {
		Body struct {
			Chamber core.ID `json:"chamber" maxLength:"36"`
			File    core.ID `json:"file" maxLength:"36"`
			MemberImportChoice
		}
	},
	) (*Versioned[MemberImport], error) {
		var choice chamber.ImportChoice
		in.Body.over(&choice)
		i, err := s.Members.StartImport(ctx, actor(ctx), in.Body.Chamber, in.Body.File, choice)
		return versioned(i.Version, memberImportOf(i)), err
	})
	handle(s, huma.Operation{
		OperationID: "list-member-imports", Method: http.MethodGet, Path: "/members/imports", Tags: tags, Summary: "List imports of a chamber",
		Description: "Latest first.", Errors: []int{401, 403, 422},
	}, func(ctx context.Context, in *struct {
		Paged
		Chamber core.ID `query:"chamber" required:"true" maxLength:"36"`
	},
	) (*Body[core.Page[MemberImport]], error) {
		page, err := s.Members.Imports(ctx, actor(ctx), in.Chamber, in.paging())
		return &Body[core.Page[MemberImport]]{core.Map(page, memberImportOf)}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-member-import", Method: http.MethodGet, Path: "/members/imports/{import}", Tags: tags, Summary: "See how far an import is",
		Errors: []int{401, 403, 404},
	}, func(ctx context.Context, in *ImportPath) (*Versioned[MemberImport], error) {
		i, err := s.Members.ReadImport(ctx, actor(ctx), in.Import)
		return versioned(i.Version, memberImportOf(i)), err
	})
	handle(s, huma.Operation{
		OperationID: "update-member-import", Method: http.MethodPatch, Path: "/members/imports/{import}", Tags: tags,
		Summary: "Say what columns are and where the list comes from", Description: "When the preview would be another one the file is read again; rows that were put right stay so.", Errors: edit,
	}, func(ctx context.Context, in *struct {
		ImportPath
		Edit
		Body MemberImportChoice
	},
	) (*Versioned[MemberImport], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		i, err := s.Members.ChooseImport(ctx, actor(ctx), in.Import, v, in.Body.over)
		return versioned(i.Version, memberImportOf(i)), err
	})
	handle(s, huma.Operation{
		OperationID: "confirm-member-import", Method: http.MethodPost, Path: "/members/imports/{import}/confirm", Tags: tags,
		Summary: "Have a preview written", Description: "In the background; rows that are left out stay out. Confirming again changes nothing.",
		DefaultStatus: http.StatusAccepted, Errors: edit,
	}, func(ctx context.Context, in *struct {
		ImportPath
		Edit
	},
	) (*Versioned[MemberImport], error) {
		v, err := in.version()
		if err != nil {
			return nil, err
		}
		i, err := s.Members.ConfirmImport(ctx, actor(ctx), in.Import, v)
		return versioned(i.Version, memberImportOf(i)), err
	})
	s.registerMemberImportRows()
}

func (s *Server) registerMemberImportRows() {
	tags := []string{"Members"}
	handle(s, huma.Operation{
		OperationID: "list-member-import-rows", Method: http.MethodGet, Path: "/members/imports/{import}/rows", Tags: tags, Summary: "List the rows of a preview",
		Description: "The cursor is how many rows come before, so that a long preview can be entered anywhere.", Errors: []int{401, 403, 404, 422},
	}, func(ctx context.Context, in *struct {
		ImportPath
		Paged
		MemberRowFilter
	},
	) (*Body[core.Page[MemberImportRow]], error) {
		before := 0
		if in.Cursor != "" {
			var err error
			if before, err = strconv.Atoi(in.Cursor); err != nil || before < 0 {
				return nil, core.Invalid("cursor_invalid", "This cursor is not one of this list. Start from the first page.").On("query.cursor")
			}
		}
		rows, err := s.Members.Rows(ctx, actor(ctx), in.Import, in.filter(), before, in.Limit+1)
		if err != nil {
			return nil, err
		}
		page := core.Page[chamber.Row]{Items: rows}
		if len(rows) > in.Limit {
			page.Items, page.Next = rows[:in.Limit], strconv.Itoa(before+in.Limit)
		}
		return &Body[core.Page[MemberImportRow]]{core.Map(page, memberImportRowOf)}, nil
	})
	handle(s, huma.Operation{
		OperationID: "update-member-import-row", Method: http.MethodPatch, Path: "/members/imports/{import}/rows/{n}", Tags: tags,
		Summary: "Put a row of a preview right", Description: "Rows that have something in common with it are judged again too.", Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		ImportPath
		N    int `path:"n" minimum:"1" maximum:"1000000"`
		Body MemberRowChange
	},
	) (*Body[MemberRowsChanged], error) {
		var c chamber.RowChange
		if in.Body.Texts != nil {
			c.Texts = chamber.Texts{}
			for f, text := range in.Body.Texts {
				c.Texts[chamber.Field(f)] = text
			}
		}
		if in.Body.Choice != nil {
			choice := chamber.Choice(*in.Body.Choice)
			c.Choice = &choice
		}
		i, rows, err := s.Members.ChangeRow(ctx, actor(ctx), in.Import, in.N, c)
		if err != nil {
			return nil, err
		}
		out := MemberRowsChanged{Import: memberImportOf(i), Rows: make([]MemberImportRow, len(rows))}
		for n, r := range rows {
			out.Rows[n] = memberImportRowOf(r)
		}
		return &Body[MemberRowsChanged]{out}, nil
	})
	handle(s, huma.Operation{
		OperationID: "choose-member-import-rows", Method: http.MethodPost, Path: "/members/imports/{import}/choose", Tags: tags,
		Summary: "Say what all rows that a filter leaves should do", Errors: []int{401, 403, 404, 409, 422},
	}, func(ctx context.Context, in *struct {
		ImportPath
		Body struct {
			MemberRowFilter
			Choice string `json:"choice" enum:",take,skip"`
		}
	},
	) (*Versioned[MemberImport], error) {
		i, err := s.Members.ChooseRows(ctx, actor(ctx), in.Import, in.Body.filter(), chamber.Choice(in.Body.Choice))
		return versioned(i.Version, memberImportOf(i)), err
	})
}
