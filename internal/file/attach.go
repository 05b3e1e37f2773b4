package file

import (
	"context"

	"zhaoyun/internal/core"
)

// Attach ties a ready file to a thing such as "event:ID" or "room:ID": whoever
// may read the thing may then read the file. That the actor may change the thing
// the caller has made sure of; that the actor may read the file is asked here.
func (s *Service) Attach(ctx context.Context, actor core.Actor, id core.ID, scope string) (File, error) {
	f, err := s.Find(ctx, actor, id)
	if err != nil {
		return File{}, err
	}
	if f.State != Ready {
		return File{}, errNotReady(f)
	}
	return f, s.Files.AddFileScope(ctx, id, scope)
}

// Detach unties a file from a thing; that the actor may, the caller has made sure of.
func (s *Service) Detach(ctx context.Context, id core.ID, scope string) error {
	return s.Files.RemoveFileScope(ctx, id, scope)
}

func errNotReady(f File) error {
	return core.Conflict("file_not_ready", "The file is not ready. Wait until its upload and check are done.").With("state", string(f.State))
}
