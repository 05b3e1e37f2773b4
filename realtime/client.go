package realtime

import (
	"bytes"
	"encoding/json"
	"errors"

	"zhaoyun/internal/policy"
)

// maxClientFrame bounds what a client may send at once.
const maxClientFrame = 4 << 10

// Frames from the client.

// ClientPulse is a reaction, or that somebody is writing.
type ClientPulse struct {
	T    string `json:"t" const:"pulse"`
	Type string `json:"type" enum:"clap,like,typing"`
}

// ClientSticky sets the latest value of a key; for those who may.
type ClientSticky struct {
	T    string          `json:"t" const:"sticky"`
	Key  string          `json:"key" enum:"pointer,camera"`
	Data json.RawMessage `json:"data" doc:"pointer: {x, y, page} with x and y from 0 to 1; camera: {stage, lng, lat, zoom, pitch, bearing, layers, point?} of the map on stage; null when it is put away"`
}

// ClientPing asks for a pong.
type ClientPing struct {
	T string `json:"t" const:"ping"`
}

// ClientTime asks what time it is at the server.
type ClientTime struct {
	T string  `json:"t" const:"time"`
	C float64 `json:"c" doc:"The client's own clock, in milliseconds; comes back as it is"`
}

// reactions are the pulses that are counted in the log.
var reactions = map[string]bool{"clap": true, "like": true}

const typing = "typing"

// stickyKind is one key: who may set it and what its values look like.
type stickyKind struct {
	op    policy.Op
	check func(data []byte) (json.RawMessage, error)
}

var stickyKinds = map[string]stickyKind{
	"pointer": {"move-pointer", checkPointer},
	cameraKey: {"move-camera", checkCamera},
}

// pointer is where the presenter points, in parts of the stage.
type pointer struct {
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	Page int     `json:"page,omitempty"`
}

var errPointer = errors.New("pointer: x and y go from 0 to 1")

func checkPointer(data []byte) (json.RawMessage, error) {
	if bytes.Equal(data, []byte("null")) {
		return json.RawMessage("null"), nil
	}
	var p pointer
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, err
	}
	if p.X < 0 || p.X > 1 || p.Y < 0 || p.Y > 1 || p.Page < 0 || p.Page > 100_000 {
		return nil, errPointer
	}
	return json.Marshal(p)
}

// clientFrame is a frame from a client, checked as far as possible without
// knowing who sends it.
type clientFrame struct {
	kind  string // pulse, sticky, ping or time
	name  string // type of the pulse, key of the sticky
	value json.RawMessage
	clock float64 // of who asks for the time
}

// Codes of the error frame.
const (
	codeInvalid    = "frame_invalid"
	codeUnknown    = "frame_unknown"
	codeNotAllowed = "not_allowed"
)

// parse reads one client frame; code is set when it cannot be used.
func parse(text []byte) (f clientFrame, code string) {
	var in struct {
		T    string          `json:"t"`
		Type string          `json:"type"`
		Key  string          `json:"key"`
		Data json.RawMessage `json:"data"`
		C    *float64        `json:"c"`
	}
	if len(text) > maxClientFrame || json.Unmarshal(text, &in) != nil {
		return f, codeInvalid
	}
	f.kind = in.T
	switch in.T {
	case "ping":
		return f, ""
	case "time":
		if in.C == nil {
			return f, codeInvalid
		}
		f.clock = *in.C
		return f, ""
	case "pulse":
		if f.name = in.Type; !reactions[in.Type] && in.Type != typing {
			return f, codeUnknown
		}
		return f, ""
	case "sticky":
		f.name = in.Key
		kind, ok := stickyKinds[in.Key]
		if !ok {
			return f, codeUnknown
		}
		if in.Data == nil {
			in.Data = json.RawMessage("null")
		}
		var err error
		if f.value, err = kind.check(in.Data); err != nil {
			return f, codeInvalid
		}
		return f, ""
	}
	return f, codeUnknown
}
