package chamber

import (
	"context"
	"slices"
	"time"

	"zhaoyun/internal/core"
)

// Row is a row of a preview.
type Row struct {
	N       int // from 1, in the order of the file
	Line    int
	Verdict Verdict
	Action  Action
	Chosen  Choice
	Member  core.ID // that it is about
	RowBody
}

// RowBody is what a row says and what was made of it.
type RowBody struct {
	Part     string    `json:"part,omitempty"`  // the sheet
	Texts    Texts     `json:"texts"`           // as they stand in the file, or as somebody put them right
	Typed    Texts     `json:"typed,omitempty"` // of them what somebody typed, also to leave it blank
	Details  Details   `json:"details"`
	Findings []Finding `json:"findings,omitempty"`
	Changes  []Field   `json:"changes,omitempty"` // of the member that is there
}

// Edited reports whether somebody put something right.
func (b RowBody) Edited() bool { return len(b.Typed) > 0 }

// Action is what a row does.
type Action string

// The actions.
const (
	ActionCreate Action = "create"
	ActionUpdate Action = "update"
	ActionSame   Action = "same"
	ActionSkip   Action = "skip"
)

// Choice is what somebody says a row should do.
type Choice string

// The choices. A row that was taken is laid over the member it matches, or over the
// earlier row that is the same, or makes a member.
const (
	ChoiceNone Choice = ""
	ChoiceTake Choice = "take"
	ChoiceSkip Choice = "skip"
)

// RowFilter narrows the rows of a preview.
type RowFilter struct {
	Verdict Verdict
	Action  Action
	Code    Code
}

// importStore keeps imports.
type importStore interface {
	InsertImport(ctx context.Context, i Import) error
	// Import finds one; import_not_found.
	Import(ctx context.Context, id core.ID) (Import, error)
	// LockImport is Import; other transactions that lock it wait until this one ends.
	LockImport(ctx context.Context, id core.ID) (Import, error)
	UpdateImport(ctx context.Context, i Import) error
	// Imports lists those of a chamber, latest first.
	Imports(ctx context.Context, chamber core.ID, p core.Paging) (core.Page[Import], error)
	AddRows(ctx context.Context, id core.ID, rows []Row) error
	UpdateRows(ctx context.Context, id core.ID, rows []Row) error
	DropRows(ctx context.Context, id core.ID) error
	// Rows lists rows after a number, in the order of the file, leaving out the first
	// ones that pass the filter.
	Rows(ctx context.Context, id core.ID, f RowFilter, after, leaveOut, limit int) ([]Row, error)
	// RowsKeyed finds the rows that have one of the keys, in the order of the file.
	RowsKeyed(ctx context.Context, id core.ID, keys []Keys) ([]Row, error)
	// SweepImports drops the rows of imports that were created before.
	SweepImports(ctx context.Context, before time.Time) error
	RememberColumns(ctx context.Context, chamber core.ID, columns Mapping) error
	RememberedColumns(ctx context.Context, chamber core.ID) (Mapping, error)
}

// count adds a row to the counts, or takes it out again with -1.
func (c *ImportCounts) count(r *Row, by int) {
	c.Rows += by
	switch r.Verdict {
	case Good:
		c.Good += by
	case Doubted:
		c.Doubted += by
	case Bad:
		c.Bad += by
	}
	c.did(r.Action, by)
	if c.Findings == nil {
		c.Findings = map[Code]int{}
	}
	for k, f := range r.Findings {
		if slices.ContainsFunc(r.Findings[:k], func(b Finding) bool { return b.Code == f.Code }) {
			continue // once a row
		}
		if c.Findings[f.Code] += by; c.Findings[f.Code] == 0 {
			delete(c.Findings, f.Code)
		}
	}
}

func (c *ImportCounts) did(a Action, by int) {
	switch a {
	case ActionCreate:
		c.Create += by
	case ActionUpdate:
		c.Update += by
	case ActionSame:
		c.Same += by
	case ActionSkip:
		c.Skip += by
	}
}
