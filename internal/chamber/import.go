package chamber

import (
	"context"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/preview"
	"zhaoyun/internal/sheet/read"
)

// Import is a list of members on its way in: it is read into a preview, put right row
// by row, and written once somebody confirms it.
type Import struct {
	ID      core.ID
	Chamber core.ID
	File    core.ID
	Digest  string // of the file
	State   ImportState
	Done    int // rows that were written, good or not
	ImportFacts

	CreatedBy core.ID
	CreatedAt time.Time
	Version   core.Version
}

// ImportFacts are what is known of an import.
type ImportFacts struct {
	Name     string              `json:"name"` // of the file
	Size     int64               `json:"size"`
	Read     int                 `json:"read,omitempty"` // percent, while reading
	Problem  *read.ImportProblem `json:"problem,omitempty"`
	Kind     read.Kind           `json:"kind,omitempty"`
	Encoding string              `json:"encoding,omitempty"`
	Columns  []Column            `json:"columns,omitempty"`
	Choice   ImportChoice        `json:"choice"`
	Counts   ImportCounts        `json:"counts"`
	Said     []Word              `json:"said,omitempty"` // of rows, while they are read again

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

// ImportChoice is what somebody says about a list.
type ImportChoice struct {
	Columns Mapping  `json:"columns,omitempty"` // by heading
	Prefix  string   `json:"prefix,omitempty"`  // of phone numbers without one; +86 when empty
	Groups  []string `json:"groups,omitempty"`  // that every row gets
	Tags    []string `json:"tags,omitempty"`
	Basis   Basis    `json:"basis,omitempty"` // on what ground these members are kept
	Source  string   `json:"source,omitempty"`
}

// ImportCounts count rows. Written ones are those of a confirmed import.
type ImportCounts struct {
	Rows     int          `json:"rows"`
	Good     int          `json:"good"`
	Doubted  int          `json:"doubted" doc:"Something is flagged"`
	Bad      int          `json:"bad" doc:"Left out until put right"`
	Create   int          `json:"create"`
	Update   int          `json:"update"`
	Same     int          `json:"same" doc:"Change nothing"`
	Skip     int          `json:"skip" doc:"Left out, bad ones included"`
	Failed   int          `json:"failed,omitempty" doc:"Could not be written after all"`
	Findings map[Code]int `json:"findings,omitempty" doc:"Rows with each finding"`
}

// ImportFiles are the uploads that are read; the file domain has them.
type ImportFiles interface {
	// AttachImport ties a ready file of the purpose import to an import.
	AttachImport(ctx context.Context, actor core.Actor, file core.ID, scope string) (ImportFile, error)
	// OpenImport reads it, for the server itself.
	OpenImport(ctx context.Context, file core.ID) (io.ReadSeekCloser, error)
	// ReleaseImport unties it again.
	ReleaseImport(ctx context.Context, file core.ID, scope string) error
}

func importScope(id core.ID) string { return "member-import:" + id }

// ImportFile is what is known of an upload.
type ImportFile = preview.File

// Jobs is the queue of work in the background; job.Queue.
type Jobs interface {
	Add(ctx context.Context, o job.Order) (job.Job, error)
	Finish(ctx context.Context, j job.Job, result any) error
}

// Errors of imports.
var (
	ErrNoImport = preview.ErrNone
	ErrNoRow    = core.NotFound("import_row_not_found", "The import has no such row.")
	errConsent  = core.Invalid("member_consent_missing", "Say on what ground these members are kept and where the list comes from.").On("body.basis")
)

// StartImport begins with an uploaded file.
func (s *Service) StartImport(ctx context.Context, actor core.Actor, chamber, file core.ID, choice ImportChoice) (Import, error) {
	i := Import{
		ID: core.NewID(), Chamber: chamber, File: file, State: ImportReading, ImportFacts: ImportFacts{Choice: choice},
		CreatedBy: actor.Person, CreatedAt: s.Clock(), Version: 1,
	}
	if err := s.staff(ctx, actor, "create-member-import", chamber, "member-import", ""); err != nil {
		return Import{}, err
	}
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := i.Choice.check(); err != nil {
			return err
		}
		f, err := s.Files.AttachImport(ctx, actor, file, importScope(i.ID))
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
		if err := s.order(ctx, JobRead, i.ID); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("create-member-import", "member-import", i.ID, chamber, map[string]any{"file": file, "name": i.Name}))
	})
	return i, err
}

func (c *ImportChoice) check() error {
	if len(c.Columns) > 300 {
		return core.Invalid("too_many", "There are too many columns.").On("body.columns")
	}
	for _, f := range c.Columns {
		if !slices.Contains(Fields, f) {
			return core.Invalid("member_field_unknown", "There is no such field of a member.").On("body.columns").With("field", string(f))
		}
	}
	if c.Prefix != "" && !slices.Contains(Prefixes, c.Prefix) {
		return core.Invalid("phone_prefix_unknown", "Phone numbers of that place cannot be read without their prefix.").On("body.prefix")
	}
	if c.Basis != "" && !slices.Contains(Bases, c.Basis) {
		return errConsent
	}
	c.Source = cut(tidy(c.Source), mostText)
	c.Groups, _ = tidyLabels(c.Groups)
	c.Tags, _ = tidyLabels(c.Tags)
	return nil
}

// ReadImport tells how far an import is.
func (s *Service) ReadImport(ctx context.Context, actor core.Actor, id core.ID) (Import, error) {
	return s.findImport(ctx, actor, "get-member-import", id, s.Store.Import)
}

func (s *Service) findImport(
	ctx context.Context, actor core.Actor, op policy.Op, id core.ID, find func(context.Context, core.ID) (Import, error),
) (Import, error) {
	i, err := find(ctx, id)
	if err == nil {
		err = s.staff(ctx, actor, op, i.Chamber, "member-import", id)
		if e := core.AsError(err); err != nil && e.Kind == core.KindForbidden {
			err = ErrNoImport
		}
	}
	if err != nil {
		return Import{}, err
	}
	return i, nil
}

// Imports lists those of a chamber, latest first.
func (s *Service) Imports(ctx context.Context, actor core.Actor, chamber core.ID, p core.Paging) (core.Page[Import], error) {
	if err := s.staff(ctx, actor, "list-member-imports", chamber, "member-import", ""); err != nil {
		return core.Page[Import]{}, err
	}
	return s.Store.Imports(ctx, chamber, p)
}

// ChooseImport says what columns are and where the list comes from. When the preview
// would be another one the file is read again; what was put right stays.
func (s *Service) ChooseImport(ctx context.Context, actor core.Actor, id core.ID, v core.Version, choose func(c *ImportChoice)) (Import, error) {
	return s.changeImport(ctx, actor, "update-member-import", id, v, func(ctx context.Context, i *Import) (err error) {
		if err := i.State.Choosable(); err != nil {
			return err
		}
		before := i.Choice
		choose(&i.Choice)
		if err := i.Choice.check(); err != nil {
			return err
		}
		if i.State == ImportPreview && i.Choice.readsLike(before) {
			return nil
		}
		if i.State == ImportPreview { // else they are there from the reading that failed
			if i.Said, err = s.words(ctx, i.ID); err != nil {
				return err
			}
		}
		i.State, i.Problem, i.Counts = ImportReading, nil, ImportCounts{}
		return s.order(ctx, JobRead, i.ID)
	})
}

func (c ImportChoice) readsLike(o ImportChoice) bool {
	return maps.Equal(c.Columns, o.Columns) && c.Prefix == o.Prefix && slices.Equal(c.Groups, o.Groups) && slices.Equal(c.Tags, o.Tags)
}

// ConfirmImport has a preview written. Confirming it again changes nothing.
func (s *Service) ConfirmImport(ctx context.Context, actor core.Actor, id core.ID, v core.Version) (Import, error) {
	return s.changeImport(ctx, actor, "confirm-member-import", id, v, func(ctx context.Context, i *Import) error {
		if i.State != ImportPreview {
			return preview.ErrUnready
		}
		if i.Choice.Basis == "" || strings.TrimSpace(i.Choice.Source) == "" {
			return errConsent
		}
		i.State, i.ConfirmedBy = ImportWriting, actor.Person
		return s.order(ctx, JobWrite, i.ID)
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
		if op == "confirm-member-import" && (i.State == ImportWriting || i.State == ImportDone) {
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
		return s.Audit.Audit(ctx, actor.Audited(string(op), "member-import", id, i.Chamber, nil))
	})
	return i, err
}

// MayReadImport answers for files that are attached to an import.
func (s *Service) MayReadImport(ctx context.Context, actor core.Actor, id core.ID) error {
	i, err := s.Store.Import(ctx, id)
	if err != nil {
		return err
	}
	return policy.Check(actor, "get-member-import", policy.Target{Organisation: i.Chamber})
}

// SweepImports drops previews and rows after a month; what was imported stays.
func (s *Service) SweepImports(ctx context.Context) error {
	return s.Store.SweepImports(ctx, s.Clock().Add(-preview.Kept))
}
