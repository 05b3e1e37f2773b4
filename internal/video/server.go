package video

import (
	"context"
	"strings"
	"time"

	"zhaoyun/internal/core"
)

// Server is the media server, wherever it runs. What is asked about somebody who is not there any more is no error.
type Server interface {
	// Sign makes a token; Open reads one, and fails when it is not the server's own or has run out.
	Sign(g Grant, now time.Time) (string, error)
	Open(token string) (Grant, error)

	// Connections lists who is connected to a room, hidden ones too.
	Connections(ctx context.Context, room core.ID) ([]Connection, error)
	// Permit says what a connection may do from now on. Taking away publishing ends what it publishes.
	Permit(ctx context.Context, room core.ID, identity string, publish, watch bool) error
	// Mute silences a track, or lets it be heard again.
	Mute(ctx context.Context, room core.ID, identity, track string, muted bool) error
	// Remove ends a connection.
	Remove(ctx context.Context, room core.ID, identity string) error
}

// Grant is what a token lets its holder do in a room.
type Grant struct {
	Room     core.ID
	Identity string
	Publish  bool
	Watch    bool
	Hidden   bool // nobody is told that they are there: the recorder
	Life     time.Duration
}

// Connection is somebody connected to the media server.
type Connection struct {
	Identity string
	Publish  bool // may
	Watch    bool // may
	Tracks   []Track
	Active   bool // picture and sound can flow
	Since    time.Time
}

// Track is a picture or a sound that somebody publishes.
type Track struct {
	ID     string
	Source string // SourceCamera, SourceMicrophone, SourceScreen, SourceScreenSound; empty: not said
	Sound  bool
	Muted  bool
}

// Sources of a track.
const (
	SourceCamera      = "camera"
	SourceMicrophone  = "microphone"
	SourceScreen      = "screen"
	SourceScreenSound = "screen-sound"
)

// Kind is what a connection is for. Its identity tells: a participant's id is the stage connection of that participant, one
// with a tail watches, and encoders and recorders are so called.
type Kind string

// The kinds of connection.
const (
	KindStage    Kind = "stage"
	KindViewer   Kind = "viewer"
	KindEncoder  Kind = "encoder"
	KindRecorder Kind = "recorder"
)

func encoderIdentity(key core.ID) string        { return string(KindEncoder) + "~" + key }
func recorderIdentity(recording core.ID) string { return string(KindRecorder) + "~" + recording }

// kindOf reads an identity: its kind, and whose it is.
func kindOf(identity string) (Kind, core.ID) {
	first, rest, tail := strings.Cut(identity, "~")
	switch {
	case first == string(KindEncoder), first == string(KindRecorder):
		return Kind(first), rest
	case tail:
		return KindViewer, first
	}
	return KindStage, first
}
