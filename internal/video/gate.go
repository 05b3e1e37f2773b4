package video

import (
	"context"
	"errors"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

var errToken = core.Unauthenticated("media_token_invalid", "This media token does not count here or has run out. Ask for a fresh one.")

// Admit is asked of whoever wants to connect from outside. A token, however old its grants, says only who it is; what comes
// back is a token with what they may do now. Whoever may do nothing is refused.
func (s *Service) Admit(ctx context.Context, token string) (string, error) {
	fresh, err := s.admit(ctx, token)
	if err != nil {
		s.metrics.refused.WithLabelValues(core.AsError(err).Code).Inc()
	}
	return fresh, err
}

func (s *Service) admit(ctx context.Context, token string) (string, error) {
	server, err := s.media()
	if err != nil {
		return "", err
	}
	g, err := server.Open(token)
	if err != nil {
		return "", errToken.Wrap(err)
	}
	kind, _ := kindOf(g.Identity)
	if kind != KindStage && kind != KindViewer {
		return "", errToken // encoders come over WHIP, recorders from within
	}
	seat, found, err := s.Store.Seat(ctx, g.Room, g.Identity)
	if err != nil {
		return "", err
	}
	if !found {
		return "", errToken
	}
	may, err := s.standing(ctx, seat)
	if err != nil {
		return "", err
	}
	s.Nudge(g.Room) // what changes while they connect is put right afterwards
	return server.Sign(Grant{Room: g.Room, Identity: g.Identity, Publish: kind == KindStage && may.OnStage, Watch: true, Life: tokenLife}, s.Now())
}

// standing is what whoever has the seat may do now.
func (s *Service) standing(ctx context.Context, seat Seat) (room.OnAir, error) {
	actor, err := s.Auth.Identify(ctx, seat.SignIn)
	if err != nil {
		return room.OnAir{}, err
	}
	may, err := s.Rooms.OnAir(ctx, actor, seat.Room)
	if err == nil && may.Participant != seat.Participant {
		err = errToken
	}
	return may, err
}

// over reports whether an error says that somebody may not, rather than that it could not be found out.
func over(err error) bool {
	var e *core.Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Kind == core.KindUnauthenticated || e.Kind == core.KindForbidden || e.Kind == core.KindNotFound || e.Kind == core.KindConflict
}
