package file

import (
	"context"
	"fmt"
	"io"
	"strings"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Open returns the content of a ready file to whoever may read it. Close it.
func (s *Service) Open(ctx context.Context, actor core.Actor, id core.ID) (File, io.ReadSeekCloser, error) {
	f, err := s.Find(ctx, actor, id)
	if err != nil {
		return File{}, nil, err
	}
	if f.State != Ready {
		return File{}, nil, errNotReady(f)
	}
	r, _, err := s.Blobs.Open(ctx, id)
	if err != nil {
		return File{}, nil, fmt.Errorf("open file %s: %w", id, err)
	}
	return f, r, nil
}

// Find returns a file that the actor may read: the own one, or one that is
// attached to something the actor may see.
func (s *Service) Find(ctx context.Context, actor core.Actor, id core.ID) (File, error) {
	f, err := s.Files.File(ctx, id)
	if err != nil {
		return File{}, err
	}
	target := policy.Target{Owner: f.Owner}
	if err = policy.Check(actor, "get-file-content", target); err == nil {
		return f, nil
	}
	scopes, scopesErr := s.Files.FileScopes(ctx, id)
	if scopesErr != nil {
		return File{}, scopesErr
	}
	for _, scope := range scopes {
		switch refusal := s.Access.MayRead(ctx, actor, scope); kind(refusal) {
		case "":
			target.Public = true
			return f, policy.Check(actor, "get-file-content", target)
		case core.KindForbidden, core.KindUnauthenticated, core.KindNotFound, core.KindConflict:
		default:
			return File{}, refusal
		}
	}
	return File{}, err
}

func kind(err error) core.Kind {
	if err == nil {
		return ""
	}
	return core.AsError(err).Kind
}

// ByKind is the Access that asks, for "KIND:ID", the one registered for the kind
// about the ID. Kinds nobody registered for are closed to all.
type ByKind map[string]func(ctx context.Context, actor core.Actor, id core.ID) error

// MayRead implements Access.
func (b ByKind) MayRead(ctx context.Context, actor core.Actor, scope string) error {
	kind, id, _ := strings.Cut(scope, ":")
	if ask, ok := b[kind]; ok {
		return ask(ctx, actor, id)
	}
	return core.Forbidden("not_allowed", "You are not allowed to do this.").With("scope", scope)
}
