package app

import (
	"context"
	"io"

	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/store"
)

// wireMembers makes the domain of members; accounts and files are there already.
func (a *App) wireMembers(access file.ByKind) {
	a.members = chamber.New(chamber.Deps{Store: store.NewMembers(a.db), Tx: a.db, Audit: a.db, Files: memberFiles{a.files}, Jobs: a.jobs, Clock: a.now})
	a.jobs.Handle(chamber.JobRead, a.members.RunRead, chamber.ImportWork)
	a.jobs.Handle(chamber.JobWrite, a.members.RunWrite, chamber.ImportWork)
	a.accounts.AddErasers(a.members)
	a.accounts.AddKeepers(a.members)
	access["member-import"] = a.members.MayReadImport
}

// memberFiles is what members know of files.
type memberFiles struct{ files *file.Service }

// AttachImport implements chamber.ImportFiles.
func (m memberFiles) AttachImport(ctx context.Context, actor core.Actor, id core.ID, scope string) (chamber.ImportFile, error) {
	f, err := m.files.Find(ctx, actor, id)
	if err == nil && f.Purpose != file.Import {
		err = core.Invalid("file_type_not_allowed", "A list of members is uploaded as import.").On("body.file")
	}
	if err == nil {
		f, err = m.files.Attach(ctx, actor, id, scope)
	}
	return chamber.ImportFile{Name: f.Name, Digest: f.Digest, Size: f.Size}, err
}

// OpenImport implements chamber.ImportFiles.
func (m memberFiles) OpenImport(ctx context.Context, id core.ID) (io.ReadSeekCloser, error) {
	_, content, err := m.files.Open(ctx, core.System(), id)
	return content, err
}

// ReleaseImport implements chamber.ImportFiles.
func (m memberFiles) ReleaseImport(ctx context.Context, id core.ID, scope string) error {
	return m.files.Detach(ctx, id, scope)
}

var _ chamber.ImportFiles = memberFiles{}
