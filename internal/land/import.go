package land

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/geo"
	"zhaoyun/internal/land/intake"
	"zhaoyun/internal/land/notice"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/preview"
	"zhaoyun/internal/sheet/read"
)

// Import is a file of parcels on its way in: it is read into a preview, looked at,
// perhaps read again with other columns, and written once somebody confirms it.
type Import struct {
	ID           core.ID
	Organisation core.ID
	File         core.ID
	Digest       string // of the file
	State        ImportState
	Done         int // rows that were written, good or not
	ImportFacts

	CreatedBy core.ID
	CreatedAt time.Time
	Version   core.Version
}

// ImportFacts are what is known of an import.
type ImportFacts struct {
	Name     string              `json:"name"` // of the file
	Size     int64               `json:"size"`
	Problem  *read.ImportProblem `json:"problem,omitempty"`
	Kind     intake.Kind         `json:"kind,omitempty"`
	Encoding string              `json:"encoding,omitempty"`
	CRS      geo.Guess           `json:"crs"`
	Columns  []intake.Column     `json:"columns,omitempty"`
	Choice   ImportChoice        `json:"choice"`
	Counts   ImportCounts        `json:"counts"`

	ConfirmedBy core.ID    `json:"confirmedBy,omitempty"`
	EndedAt     *time.Time `json:"endedAt,omitempty"`
}

// ImportState is how far an import has come.
type ImportState = preview.State

// The states.
const (
	ImportReading = preview.Reading
	ImportPreview = preview.Ready
	ImportWriting = preview.Writing
	ImportDone    = preview.Done
	ImportFailed  = preview.Failed
)

// ImportChoice is what somebody says about a file.
type ImportChoice struct {
	Columns    intake.Mapping `json:"columns,omitempty"` // by heading
	CRS        geo.CRS        `json:"crs,omitempty"`
	Scheme     notice.Scheme  `json:"scheme,omitempty"`
	Visibility Visibility     `json:"visibility,omitempty"` // of parcels that are new
}

// ImportCounts count rows. Written ones are those of a confirmed import.
type ImportCounts struct {
	Rows    int `json:"rows"`
	Good    int `json:"good"`
	Doubted int `json:"doubted" doc:"Taken with a flag"`
	Bad     int `json:"bad" doc:"Left out"`
	Create  int `json:"create"`
	Update  int `json:"update"`
	Same    int `json:"same" doc:"Change nothing"`
	Failed  int `json:"failed,omitempty" doc:"Could not be written after all"`
}

// ImportRow is a row of a preview.
type ImportRow struct {
	N       int // from 1, in the order of the file
	Line    int
	Number  string // of the parcel
	Verdict intake.Verdict
	Action  Action
	Parcel  core.ID         // that it changes
	Body    json.RawMessage // an intake.Row without its geometry
	Shape   Geometry

	said *said // of Body, where it was just written
}

// Action is what a row does.
type Action string

// The actions.
const (
	ActionCreate Action = "create"
	ActionUpdate Action = "update"
	ActionSame   Action = "same"
	ActionSkip   Action = "skip" // a bad row
)

// RowFilter narrows the rows of a preview.
type RowFilter struct {
	Verdict intake.Verdict
	Action  Action
}

// ImportFiles are the uploads that are read; the file domain has them.
type ImportFiles interface {
	// AttachImport ties a ready file of the purpose import to an import.
	AttachImport(ctx context.Context, actor core.Actor, file core.ID, scope string) (ImportFile, error)
	// OpenImport reads it, for the server itself.
	OpenImport(ctx context.Context, file core.ID) (io.ReadSeekCloser, error)
}

// ImportFile is what is known of an upload.
type ImportFile = preview.File

// importStore keeps imports.
type importStore interface {
	InsertImport(ctx context.Context, i Import) error
	// Import finds one; import_not_found.
	Import(ctx context.Context, id core.ID) (Import, error)
	// LockImport is Import; other transactions that lock it wait until this one ends.
	LockImport(ctx context.Context, id core.ID) (Import, error)
	UpdateImport(ctx context.Context, i Import) error
	// Imports lists those of organisations, or all, latest first.
	Imports(ctx context.Context, organisations []core.ID, all bool, p core.Paging) (core.Page[Import], error)
	AddImportRows(ctx context.Context, id core.ID, rows []ImportRow) error
	DropImportRows(ctx context.Context, id core.ID) error
	// ImportRows lists rows after a number, in the order of the file.
	ImportRows(ctx context.Context, id core.ID, f RowFilter, after, limit int) ([]ImportRow, error)
	// SweepImports drops the rows of imports that were created before.
	SweepImports(ctx context.Context, before time.Time) error
	RememberColumns(ctx context.Context, organisation core.ID, columns intake.Mapping) error
	RememberedColumns(ctx context.Context, organisation core.ID) (intake.Mapping, error)
}

// ErrNoImport is answered for imports that one may not see, too.
var ErrNoImport = preview.ErrNone

func (i Import) target() policy.Target { return policy.Target{Organisation: i.Organisation} }

// StartImport begins with an uploaded file.
func (s *Service) StartImport(ctx context.Context, actor core.Actor, organisation, file core.ID, choice ImportChoice) (Import, error) {
	if organisation == "" {
		organisation = ownBureau(actor)
	}
	i := Import{
		ID: core.NewID(), Organisation: organisation, File: file, State: ImportReading, ImportFacts: ImportFacts{Choice: choice},
		CreatedBy: actor.Person, CreatedAt: s.Clock(), Version: 1,
	}
	if err := s.staff(ctx, actor, "create-parcel-import", i.target(), "import", ""); err != nil {
		return Import{}, err
	}
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.checkBureau(ctx, organisation); err != nil {
			return err
		}
		if err := choice.check(); err != nil {
			return err
		}
		f, err := s.ImportFiles.AttachImport(ctx, actor, file, "import:"+i.ID)
		if err != nil {
			if e := core.AsError(err); e.Kind == core.KindNotFound || e.Code == "file_not_ready" {
				return core.Invalid(e.Code, e.Message).On("body.file")
			}
			return err
		}
		i.Name, i.Size, i.Digest = f.Name, f.Size, f.Digest
		if err := s.Store.InsertImport(ctx, i); err != nil {
			return err
		}
		if err := s.orderRead(ctx, i); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("create-parcel-import", "import", i.ID, organisation, map[string]any{"file": file, "name": i.Name}))
	})
	return i, err
}

func (c ImportChoice) check() error {
	if c.CRS != "" && !c.CRS.Known() {
		return core.Invalid("import_crs_unknown", "The coordinate system that was chosen is not known here.").On("body.crs")
	}
	if len(c.Columns) > 300 {
		return core.Invalid("too_many", "There are too many columns.").On("body.columns")
	}
	return nil
}

// ReadImport tells how far an import is.
func (s *Service) ReadImport(ctx context.Context, actor core.Actor, id core.ID) (Import, error) {
	return s.findImport(ctx, actor, "get-parcel-import", id, s.Store.Import)
}

func (s *Service) findImport(
	ctx context.Context, actor core.Actor, op policy.Op, id core.ID, find func(context.Context, core.ID) (Import, error),
) (Import, error) {
	i, err := find(ctx, id)
	if err != nil {
		return Import{}, err
	}
	err = s.staff(ctx, actor, op, i.target(), "import", id)
	if e := core.AsError(err); err != nil && e.Kind == core.KindForbidden {
		err = ErrNoImport
	}
	return i, err
}

// Imports lists the imports of the actor's organisations, latest first.
func (s *Service) Imports(ctx context.Context, actor core.Actor, p core.Paging) (core.Page[Import], error) {
	if err := s.staff(ctx, actor, "list-parcel-imports", policy.Target{}, "import", ""); err != nil {
		return core.Page[Import]{}, err
	}
	v := viewOf(actor)
	var own []core.ID
	for id := range v.organisations {
		own = append(own, id)
	}
	return s.Store.Imports(ctx, own, v.all, p)
}

// ImportRows lists the rows of a preview.
func (s *Service) ImportRows(ctx context.Context, actor core.Actor, id core.ID, f RowFilter, after, limit int) ([]ImportRow, error) {
	if _, err := s.findImport(ctx, actor, "list-parcel-import-rows", id, s.Store.Import); err != nil {
		return nil, err
	}
	return s.Store.ImportRows(ctx, id, f, after, limit)
}

// ChooseImport says what columns and coordinates are; the file is read again.
func (s *Service) ChooseImport(ctx context.Context, actor core.Actor, id core.ID, v core.Version, choose func(c *ImportChoice)) (Import, error) {
	return s.changeImport(ctx, actor, "update-parcel-import", id, v, func(ctx context.Context, i *Import) error {
		if err := i.State.Choosable(); err != nil {
			return err
		}
		choose(&i.Choice)
		if err := i.Choice.check(); err != nil {
			return err
		}
		i.State, i.Problem, i.Counts = ImportReading, nil, ImportCounts{}
		return s.orderRead(ctx, *i)
	})
}

// ConfirmImport has a preview written. Confirming it again changes nothing.
func (s *Service) ConfirmImport(ctx context.Context, actor core.Actor, id core.ID, v core.Version) (Import, error) {
	return s.changeImport(ctx, actor, "confirm-parcel-import", id, v, func(ctx context.Context, i *Import) error {
		if i.State != ImportPreview {
			return preview.ErrUnready
		}
		i.State, i.ConfirmedBy = ImportWriting, actor.Person
		return s.orderWrite(ctx, *i)
	})
}

func (s *Service) changeImport(
	ctx context.Context, actor core.Actor, op policy.Op, id core.ID, v core.Version, f func(ctx context.Context, i *Import) error,
) (Import, error) {
	var i Import
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if i, err = s.findImport(ctx, actor, op, id, s.Store.LockImport); err != nil {
			return err
		}
		if op == "confirm-parcel-import" && (i.State == ImportWriting || i.State == ImportDone) {
			return nil
		}
		if i.Version != v {
			return core.Stale(i.Version)
		}
		if err := f(ctx, &i); err != nil {
			return err
		}
		i.Version++
		if err := s.Store.UpdateImport(ctx, i); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited(string(op), "import", id, i.Organisation, nil))
	})
	return i, err
}

// MayReadImport answers for files that are attached to an import.
func (s *Service) MayReadImport(ctx context.Context, actor core.Actor, id core.ID) error {
	i, err := s.Store.Import(ctx, id)
	if err != nil {
		return err
	}
	return policy.Check(actor, "get-parcel-import", i.target())
}

// SweepImports drops previews and rows after a month; what was imported stays.
func (s *Service) SweepImports(ctx context.Context) error {
	return s.Store.SweepImports(ctx, s.Clock().Add(-preview.Kept))
}

// Overlay takes over what another choice says.
func (c *ImportChoice) Overlay(said ImportChoice) {
	if said.Columns != nil {
		c.Columns = said.Columns
	}
	say(&c.CRS, said.CRS)
	say(&c.Scheme, said.Scheme)
	say(&c.Visibility, said.Visibility)
}
