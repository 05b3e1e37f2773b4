package file

import (
	"context"

	"zhaoyun/internal/core"
)

// Attach ties a ready file to a thing such as "event:ID" or "room:ID": whoever
// may read the thing may then read the file. The actor needs to be allowed to
// read the file and to change the thing.
func (s *Service) Attach(ctx context.Context, actor core.Actor, id core.ID, scope string) (File, error) {
	f, err := s.readable(ctx, actor, id)
	if err != nil {
		return File{}, err
	}
	if f.State != Ready {
		return File{}, core.Conflict("file_not_ready", "The file is not ready. Wait until its upload and check are done.").With("state", string(f.State))
	}
	if err := s.Access.MayWrite(ctx, actor, scope); err != nil {
		return File{}, err
	}
	return f, s.Files.AddFileScope(ctx, id, scope)
}

// Detach unties a file from a thing.
func (s *Service) Detach(ctx context.Context, actor core.Actor, id core.ID, scope string) error {
	if err := s.Access.MayWrite(ctx, actor, scope); err != nil {
		return err
	}
	return s.Files.RemoveFileScope(ctx, id, scope)
}

// Facts returns a file without asking who wants to know; for domains that show
// what is attached to their things.
func (s *Service) Facts(ctx context.Context, id core.ID) (File, error) { return s.Files.File(ctx, id) }
