package media

import (
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"zhaoyun/internal/video"
)

// Grant is what a token lets its holder do in a room.
type Grant = video.Grant

// claims are LiveKit's.
type claims struct {
	jwt.RegisteredClaims
	Video videoClaim `json:"video"`
}

type videoClaim struct {
	Room           string `json:"room,omitempty"`
	RoomJoin       bool   `json:"roomJoin,omitempty"`
	RoomAdmin      bool   `json:"roomAdmin,omitempty"`
	RoomCreate     bool   `json:"roomCreate,omitempty"`
	CanPublish     bool   `json:"canPublish"`
	CanSubscribe   bool   `json:"canSubscribe"`
	CanPublishData bool   `json:"canPublishData"`
	Hidden         bool   `json:"hidden,omitempty"`
	Recorder       bool   `json:"recorder,omitempty"`
}

// Sign makes the token of a grant. It carries no name: LiveKit need not know any.
func (e Endpoint) Sign(g Grant, now time.Time) (string, error) {
	return e.sign(claims{
		RegisteredClaims: jwt.RegisteredClaims{Subject: g.Identity, ExpiresAt: jwt.NewNumericDate(now.Add(g.Life))},
		Video:            videoClaim{Room: g.Room, RoomJoin: true, CanPublish: g.Publish, CanSubscribe: g.Watch, Hidden: g.Hidden, Recorder: g.Hidden},
	}, now)
}

func (e Endpoint) sign(c claims, now time.Time) (string, error) {
	c.Issuer, c.NotBefore = e.Key, jwt.NewNumericDate(now.Add(-10*time.Second))
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(e.Secret))
	if err != nil {
		return "", fmt.Errorf("sign a media token: %w", err)
	}
	return token, nil
}

// ErrToken is what Open says of a token that is not this server's, or has run out.
var ErrToken = errors.New("not a media token that counts")

// Open reads whose token it is. It says nothing of whether they may still: ask that of the room.
func (e Endpoint) Open(token string) (Grant, error) {
	var c claims
	_, err := jwt.ParseWithClaims(token, &c, func(*jwt.Token) (any, error) { return []byte(e.Secret), nil },
		jwt.WithValidMethods([]string{"HS256"}), jwt.WithIssuer(e.Key), jwt.WithExpirationRequired())
	if err != nil || !c.Video.RoomJoin || c.Video.Room == "" || c.Subject == "" {
		return Grant{}, errors.Join(ErrToken, err)
	}
	return Grant{Room: c.Video.Room, Identity: c.Subject, Publish: c.Video.CanPublish, Watch: c.Video.CanSubscribe, Hidden: c.Video.Hidden}, nil
}
