package video

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"
	"unicode/utf8"

	"zhaoyun/internal/core"
)

// Encoder is a program or device that publishes for a room over WHIP, such as OBS. Its key is shown once and kept as a digest.
type Encoder struct {
	ID        core.ID
	Room      core.ID
	Label     string
	Digest    string // of the key
	CreatedAt time.Time
	Connected bool
}

// EncoderStore keeps encoders. Those that were revoked are gone.
type EncoderStore interface {
	AddEncoder(ctx context.Context, e Encoder) error
	Encoders(ctx context.Context, room core.ID) ([]Encoder, error)
	// EncoderBy finds one by the digest of its key; encoder_not_found when there is none.
	EncoderBy(ctx context.Context, digest string) (Encoder, error)
	// DropEncoder reports false when it was not there.
	DropEncoder(ctx context.Context, room, id core.ID) (bool, error)
}

const (
	maxEncoders   = 20
	maxLabelRunes = 40
)

// Encoders lists the encoders of a room.
func (s *Service) Encoders(ctx context.Context, actor core.Actor, room core.ID) ([]Encoder, error) {
	if _, err := s.Rooms.StaffAct(ctx, actor, room, "list-encoders", nil); err != nil {
		return nil, err
	}
	list, err := s.Store.Encoders(ctx, room)
	if err != nil || len(list) == 0 {
		return list, err
	}
	connected, err := s.Connections(ctx, room)
	if err != nil {
		return list, nil //nolint:nilerr // none is connected to a server that is not there
	}
	for i := range list {
		for _, c := range connected {
			if c.Identity == encoderIdentity(list[i].ID) {
				list[i].Connected = len(c.Tracks) > 0
			}
		}
	}
	return list, nil
}

// CreateEncoder makes a key for an encoder. It is never shown again.
func (s *Service) CreateEncoder(ctx context.Context, actor core.Actor, room core.ID, label string) (Encoder, string, error) {
	e := Encoder{ID: core.NewID(), Room: room, Label: label, CreatedAt: s.Now()}
	detail := map[string]any{"encoder": e.ID}
	acting, err := s.Rooms.StaffAct(ctx, actor, room, "create-encoder", detail)
	if err != nil {
		return e, "", err
	}
	if n := utf8.RuneCountInString(label); n < 1 || n > maxLabelRunes {
		return e, "", core.Invalid("encoder_label", "Name the place or device in 1 to 40 characters.").On("body.label").With("limit", maxLabelRunes)
	}
	key := "zy-" + random() + random() + random()
	e.Digest = digest(key)
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		have, err := s.Store.Encoders(ctx, room)
		if err != nil {
			return err
		}
		if len(have) >= maxEncoders {
			return core.Conflict("encoders_full", "A room has at most twenty encoders. Revoke one first.").With("limit", maxEncoders)
		}
		if err := s.Store.AddEncoder(ctx, e); err != nil {
			return err
		}
		return acting.Audit(ctx, "create-encoder", detail)
	})
	return e, key, err
}

// RevokeEncoder makes a key worthless; what is published with it ends. Doing it again changes nothing.
func (s *Service) RevokeEncoder(ctx context.Context, actor core.Actor, room, id core.ID) error {
	detail := map[string]any{"encoder": id}
	acting, err := s.Rooms.StaffAct(ctx, actor, room, "revoke-encoder", detail)
	if err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(ctx context.Context) error {
		dropped, err := s.Store.DropEncoder(ctx, room, id)
		if err != nil || !dropped {
			return err
		}
		if err := acting.OffStage(ctx, id); err != nil {
			return err
		}
		core.AfterCommit(ctx, func(context.Context) { s.Nudge(room) })
		return acting.Audit(ctx, "revoke-encoder", detail)
	})
}

// Encode exchanges the key of an encoder for a token.
func (s *Service) Encode(ctx context.Context, key string) (string, error) {
	server, err := s.media()
	if err != nil {
		return "", err
	}
	e, err := s.Store.EncoderBy(ctx, digest(key))
	if core.HasCode(err, "encoder_not_found") {
		err = core.Unauthenticated("encoder_key_invalid", "This key does not count. Make a new one in the host console.")
	}
	if err != nil {
		return "", err
	}
	switch _, on, err := s.Rooms.Running(ctx, e.Room); {
	case err != nil:
		return "", err
	case !on:
		return "", core.Conflict("room_ended", "This session is over.")
	}
	now := s.Now()
	seat := Seat{Room: e.Room, Kind: KindEncoder, Identity: encoderIdentity(e.ID), At: now}
	if err := s.Store.PutSeat(ctx, seat); err != nil {
		return "", err
	}
	s.Nudge(e.Room)
	return server.Sign(Grant{Room: e.Room, Identity: seat.Identity, Publish: true, Life: tokenLife}, now)
}

// digest is how a key is kept. It has 192 random bits, so nothing slower is needed.
func digest(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}
