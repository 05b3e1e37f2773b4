package media

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/livekit/protocol/livekit"
	"github.com/twitchtv/twirp"

	"zhaoyun/internal/video"
)

// Control tells a media server, wherever it runs, who may do what. All calls may be repeated.
type Control struct {
	Endpoint
	rooms livekit.RoomService
}

var _ video.Server = (*Control)(nil)

// NewControl makes the client of a media server's own API.
func NewControl(e Endpoint) *Control {
	return &Control{Endpoint: e, rooms: livekit.NewRoomServiceProtobufClient(e.URL, &http.Client{Timeout: 5 * time.Second})}
}

// Connections implements video.Server. A room nobody has entered is empty.
func (c *Control) Connections(ctx context.Context, room string) ([]video.Connection, error) {
	ctx, err := c.authorize(ctx, room)
	if err != nil {
		return nil, err
	}
	answer, err := c.rooms.ListParticipants(ctx, &livekit.ListParticipantsRequest{Room: room})
	if gone(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list the connections of a media room: %w", err)
	}
	all := make([]video.Connection, 0, len(answer.Participants))
	for _, p := range answer.Participants {
		one := video.Connection{Identity: p.Identity, Publish: p.Permission.GetCanPublish(), Watch: p.Permission.GetCanSubscribe(),
			Active: p.State == livekit.ParticipantInfo_ACTIVE, Since: time.UnixMilli(p.JoinedAtMs)}
		for _, t := range p.Tracks {
			one.Tracks = append(one.Tracks, video.Track{ID: t.Sid, Source: sources[t.Source], Sound: t.Type == livekit.TrackType_AUDIO, Muted: t.Muted})
		}
		all = append(all, one)
	}
	return all, nil
}

var sources = map[livekit.TrackSource]string{
	livekit.TrackSource_CAMERA: video.SourceCamera, livekit.TrackSource_MICROPHONE: video.SourceMicrophone,
	livekit.TrackSource_SCREEN_SHARE: video.SourceScreen, livekit.TrackSource_SCREEN_SHARE_AUDIO: video.SourceScreenSound,
}

// Permit implements video.Server.
func (c *Control) Permit(ctx context.Context, room, identity string, publish, watch bool) error {
	ctx, err := c.authorize(ctx, room)
	if err != nil {
		return err
	}
	_, err = c.rooms.UpdateParticipant(ctx, &livekit.UpdateParticipantRequest{Room: room, Identity: identity,
		Permission: &livekit.ParticipantPermission{CanPublish: publish, CanSubscribe: watch}})
	if err != nil && !gone(err) {
		return fmt.Errorf("permit a media connection: %w", err)
	}
	return nil
}

// Mute implements video.Server. Whoever publishes a track may let it be heard again themselves.
func (c *Control) Mute(ctx context.Context, room, identity, track string, muted bool) error {
	ctx, err := c.authorize(ctx, room)
	if err != nil {
		return err
	}
	_, err = c.rooms.MutePublishedTrack(ctx, &livekit.MuteRoomTrackRequest{Room: room, Identity: identity, TrackSid: track, Muted: muted})
	if err != nil && !gone(err) {
		return fmt.Errorf("mute a track: %w", err)
	}
	return nil
}

// Remove implements video.Server.
func (c *Control) Remove(ctx context.Context, room, identity string) error {
	ctx, err := c.authorize(ctx, room)
	if err != nil {
		return err
	}
	_, err = c.rooms.RemoveParticipant(ctx, &livekit.RoomParticipantIdentity{Room: room, Identity: identity})
	if err != nil && !gone(err) {
		return fmt.Errorf("end a media connection: %w", err)
	}
	return nil
}

// Clear ends all connections of a room.
func (c *Control) Clear(ctx context.Context, room string) error {
	ctx, err := c.authorize(ctx, room)
	if err != nil {
		return err
	}
	if _, err = c.rooms.DeleteRoom(ctx, &livekit.DeleteRoomRequest{Room: room}); err != nil && !gone(err) {
		return fmt.Errorf("end a media room: %w", err)
	}
	return nil
}

// authorize signs one call.
func (c *Control) authorize(ctx context.Context, room string) (context.Context, error) {
	now := time.Now()
	token, err := c.sign(claims{RegisteredClaims: jwt.RegisteredClaims{ExpiresAt: jwt.NewNumericDate(now.Add(time.Minute))},
		Video: videoClaim{Room: room, RoomAdmin: true, RoomCreate: true}}, now)
	if err != nil {
		return nil, err
	}
	ctx, err = twirp.WithHTTPRequestHeaders(ctx, http.Header{"Authorization": {"Bearer " + token}})
	if err != nil {
		return nil, fmt.Errorf("sign a call of the media server: %w", err)
	}
	return ctx, nil
}

// gone reports whether the room or the connection is no more.
func gone(err error) bool {
	var e twirp.Error
	return errors.As(err, &e) && e.Code() == twirp.NotFound
}
