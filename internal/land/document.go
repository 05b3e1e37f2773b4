package land

import (
	"context"
	"strings"
	"time"

	"zhaoyun/internal/core"
)

// Document is a file that belongs to a parcel, with its edition and where it is from.
type Document struct {
	ID     core.ID
	Parcel core.ID
	File   core.ID
	DocumentFields
	FileFacts

	CreatedBy core.ID
	CreatedAt time.Time
}

// DocumentFields are what an official writes about a document.
type DocumentFields struct {
	Kind    DocumentKind `json:"kind" enum:"notice,conditions,drawing,picture"`
	Title   core.Text    `json:"title,omitempty" doc:"By language; the name of the file when left out"`
	Edition string       `json:"edition,omitempty" maxLength:"60" doc:"Such as 2020-03-12 or 第二次修订"`
	Source  string       `json:"source,omitempty" maxLength:"300" doc:"Who published it, and where"`
}

// DocumentKind is what sort of document it is.
type DocumentKind string

// FileFacts are what is known of the file itself.
type FileFacts struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Size  int64  `json:"size"`
	Pages int    `json:"pages,omitempty"`
}

// Files are uploads; the file domain has them.
type Files interface {
	// AttachDocument ties a ready file of the purpose document to a parcel: whoever
	// may read the parcel may then read the file.
	AttachDocument(ctx context.Context, actor core.Actor, file core.ID, scope string) (FileFacts, error)
	Detach(ctx context.Context, file core.ID, scope string) error
}

// documentStore keeps documents.
type documentStore interface {
	AddParcelDocument(ctx context.Context, d Document) error
	RemoveParcelDocument(ctx context.Context, id core.ID) error
	// ParcelDocuments lists those of a parcel, in the order they came.
	ParcelDocuments(ctx context.Context, parcel core.ID) ([]Document, error)
}

// AddDocument gives a parcel a document.
func (s *Service) AddDocument(ctx context.Context, actor core.Actor, id, file core.ID, f DocumentFields) (Document, error) {
	d := Document{ID: core.NewID(), Parcel: id, File: file, DocumentFields: f, CreatedBy: actor.Person, CreatedAt: s.Clock()}
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.mine(ctx, actor, "add-parcel-document", id)
		if err != nil {
			return err
		}
		if wrong := core.CheckText("body.title", f.Title, false, 120); len(wrong) > 0 {
			return core.InvalidFields(wrong...)
		}
		have, err := s.Store.ParcelDocuments(ctx, id)
		if err != nil {
			return err
		}
		if len(have) >= MaxDocuments {
			return core.Conflict("parcel_documents_full", "The parcel has very many documents. Remove some first.").With("limit", MaxDocuments)
		}
		d.FileFacts, err = s.Files.AttachDocument(ctx, actor, file, scope(id))
		if err != nil {
			if e := core.AsError(err); e.Kind == core.KindNotFound || e.Code == "file_not_ready" {
				return core.Invalid(e.Code, e.Message).On("body.file")
			}
			return err
		}
		if f.Kind == "picture" && !strings.HasPrefix(d.Type, "image/") {
			return core.Invalid("file_type_not_allowed", "A picture is PNG, JPEG or WebP.").On("body.file")
		}
		if err := s.Store.AddParcelDocument(ctx, d); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("add-parcel-document", "parcel", id, p.Organisation, map[string]any{"document": d.ID, "kind": string(f.Kind)}))
	})
	return d, err
}

// RemoveDocument takes a document from a parcel; the file stays its owner's.
func (s *Service) RemoveDocument(ctx context.Context, actor core.Actor, id, document core.ID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.mine(ctx, actor, "remove-parcel-document", id)
		if err != nil {
			return err
		}
		have, err := s.Store.ParcelDocuments(ctx, id)
		if err != nil {
			return err
		}
		var gone *Document
		shared := false
		for i, d := range have {
			if d.ID == document {
				gone = &have[i]
			}
		}
		if gone == nil {
			return core.NotFound("parcel_document_not_found", "The parcel has no such document.")
		}
		for _, d := range have {
			shared = shared || d.ID != document && d.File == gone.File
		}
		if !shared {
			if err := s.Files.Detach(ctx, gone.File, scope(id)); err != nil {
				return err
			}
		}
		if err := s.Store.RemoveParcelDocument(ctx, document); err != nil {
			return err
		}
		return s.Audit.Audit(ctx, actor.Audited("remove-parcel-document", "parcel", id, p.Organisation, map[string]any{"document": document}))
	})
}

// scope names a parcel to the file domain.
func scope(id core.ID) string { return "parcel:" + id }

// MayReadParcel answers for files that are attached to a parcel.
func (s *Service) MayReadParcel(ctx context.Context, actor core.Actor, id core.ID) error {
	_, err := s.parcel(ctx, actor, id)
	return err
}
