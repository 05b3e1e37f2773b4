package realtime

import (
	"encoding/binary"
	"encoding/json"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

// Protocol is the subprotocol every client asks for.
const Protocol = "zhaoyun.v1"

// Frames from the server. The AsyncAPI document is built from these types.

// Hello greets: Snapshot is the room at At, or, when the client said what it has,
// there is none and the entries after At follow. A second hello on one connection
// replaces everything before it.
type Hello struct {
	T        string              `json:"t" const:"hello"`
	Room     core.ID             `json:"room"`
	Epoch    string              `json:"epoch" doc:"Names the log the sequence numbers belong to"`
	At       map[room.Lane]int64 `json:"at" doc:"The last sequence number of each lane that the client has with this frame"`
	You      You                 `json:"you"`
	Snapshot *room.Snapshot      `json:"snapshot,omitempty"`
}

// You says who the reader is in the room. It comes inside hello and, as a frame
// of its own, whenever it changes.
type You struct {
	T          string          `json:"t,omitempty" const:"you"`
	ID         core.ID         `json:"id" doc:"The reader's participant"`
	Role       policy.RoomRole `json:"role" enum:"host,presenter,moderator,guest"`
	Can        []string        `json:"can" doc:"Operations of the REST interface that the reader may do here"`
	MutedUntil string          `json:"mutedUntil,omitempty" doc:"Until then the reader may not write"`
}

// Entry is one entry of a lane.
type Entry struct {
	T string `json:"t" const:"entry"`
	room.Entry
}

// Who names people before the first entry about them.
type Who struct {
	T      string        `json:"t" const:"who"`
	People []room.Person `json:"people"`
}

// Sticky is the latest value of a key; one with an older v is to be dropped.
type Sticky struct {
	T    string          `json:"t" const:"sticky"`
	Key  string          `json:"key" doc:"pointer: where the presenter points on the stage"`
	V    Term            `json:"v" doc:"[term, n]: ordered first by term, then by n"`
	Data json.RawMessage `json:"data" doc:"null: there is no value any more"`
}

// Term orders the values of a sticky key.
type Term [2]int64

// Newer reports whether v comes after o.
func (v Term) Newer(o Term) bool { return v[0] > o[0] || v[0] == o[0] && v[1] > o[1] }

// Pulse is a sum of what happened in the last moment. It may be lost.
type Pulse struct {
	T    string         `json:"t" const:"pulse"`
	Type string         `json:"type" enum:"reactions,typing"`
	Data map[string]int `json:"data" doc:"How many of each kind; of typing, people: how many people"`
}

// Presence is how many people are in the room, on all nodes.
type Presence struct {
	T      string `json:"t" const:"presence"`
	Online int    `json:"online"`
}

// Bye precedes the end of the connection.
type Bye struct {
	T     string `json:"t" const:"bye"`
	Code  string `json:"code" enum:"slow_consumer,kicked,revoked,denied,expired,draining,moved,flood,frame_too_large,frame_broken,unavailable,silent"`
	Retry bool   `json:"retry" doc:"Whether the client should come back by itself, after a pause"`
}

// Failure answers a frame that the server cannot use.
type Failure struct {
	T    string `json:"t" const:"error"`
	Code string `json:"code" enum:"frame_invalid,frame_unknown,not_allowed"`
}

// Pong answers the client's ping.
type Pong struct {
	T string `json:"t" const:"pong"`
}

// Time answers the client's question what time it is here.
type Time struct {
	T string  `json:"t" const:"time"`
	C float64 `json:"c" doc:"As the client sent it: its own clock then"`
	S int64   `json:"s" doc:"The server's clock, in milliseconds since 1970"`
}

// encode is the frame as text. The types above cannot fail.
func encode(frame any) []byte {
	b, err := json.Marshal(frame)
	if err != nil {
		panic(err)
	}
	return b
}

// message is one or more frames, encoded once for all who get them.
type message struct {
	wire   []byte // as it goes out on the socket
	frames int
	key    string // of a value: a later message with the same key makes this one needless
}

// Opcodes of RFC 6455 with the final bit set; servers do not mask.
const (
	opText  = 0x81
	opClose = 0x88
	opPing  = 0x89
	opPong  = 0x8a
)

// pack joins frames with newlines into one message.
func pack(frames ...[]byte) message {
	n := len(frames) - 1
	for _, f := range frames {
		n += len(f)
	}
	wire := header(make([]byte, 0, n+10), opText, n)
	for i, f := range frames {
		if i > 0 {
			wire = append(wire, '\n')
		}
		wire = append(wire, f...)
	}
	return message{wire: wire, frames: len(frames)}
}

// keyed packs a frame with the latest value of a key.
func keyed(key string, frame []byte) message {
	m := pack(frame)
	m.key = key
	return m
}

// maxControl bounds the payload of a control frame.
const maxControl = 125

// control is a control frame.
func control(op byte, payload []byte) []byte {
	return append(header(make([]byte, 0, len(payload)+2), op, len(payload)), payload...)
}

func header(b []byte, op byte, n int) []byte {
	switch {
	case n < 126:
		return append(b, op, byte(n))
	case n < 1<<16:
		return binary.BigEndian.AppendUint16(append(b, op, 126), uint16(n))
	default:
		return binary.BigEndian.AppendUint64(append(b, op, 127), uint64(n))
	}
}
