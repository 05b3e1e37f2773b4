// Package bus carries what happens in a room between the nodes of an
// installation and knows who is connected where. Both ports have two
// implementations: within this process, and on Redis.
package bus

import (
	"context"
	"errors"
	"time"
)

// Message is one thing that happened in a room. Data is shared by everybody who
// receives it and must not be changed.
type Message struct {
	Room string // empty: it concerns every node, whatever rooms it has
	Kind string
	Data []byte
}

// The kinds of message the house sends.
const (
	KindEntry     = "entry"     // entries of the log, after their commit
	KindSticky    = "sticky"    // the latest value of a key
	KindPulse     = "pulse"     // sums of what may be lost
	KindAuthority = "authority" // a nudge: read the authority log now
	KindReport    = "report"    // what a node says about itself
	KindOrder     = "order"     // what a node is to do
)

// Bus carries messages to all subscribers of a room on all nodes. It may lose,
// repeat and reorder them; what must not be lost is read from the store.
type Bus interface {
	// Publish hands a message to the subscribers of this node and, in one piece
	// with the context's time-out, to the other nodes. It waits for no subscriber.
	Publish(ctx context.Context, m Message) error
	// Subscribe calls f for every message of the room, one at a time and in the
	// order of arrival, until cancel. A subscriber that does not keep up loses the
	// oldest. After cancel returns no new call begins. With the carrier away the
	// subscription holds all the same and takes effect when it is back.
	Subscribe(ctx context.Context, room string, f func(Message)) (cancel func(), err error)
	// Healthy reports whether messages reach the other nodes as far as is known.
	Healthy() bool
	// Stats are what the bus has done and how it is.
	Stats() Stats
	// Close ends all subscriptions.
	Close() error
}

// Stats are what a bus has done since it began, and how it is now.
type Stats struct {
	Published uint64 // messages of this node
	Failed    uint64 // of these, those that did not go to the other nodes
	Received  uint64 // messages of other nodes
	Dropped   uint64 // messages that a subscriber lost because it did not keep up
	Rooms     int    // in which somebody on this node listens

	Healthy   bool
	Since     time.Time     // since when Healthy is what it is
	RoundTrip time.Duration // to the slowest server of the carrier
	Away      []string      // its servers that do not answer, if it is known which there are
}

// Beat is what a node says about one of its rooms.
type Beat struct {
	Room string
	// Full says that Joined is everybody: what was said before is void. Otherwise
	// Joined and Left are the changes since the last beat; both may be empty.
	Full         bool
	Joined, Left []string
}

// Presence knows who is connected to which room. A person counts once, however
// many nodes and tabs they are on. A node that stops beating is forgotten after
// the time to live, and its members with it.
type Presence interface {
	// Beat tells about the rooms of a node and keeps what it told before alive. It
	// returns the rooms of which nothing is known any more, or for certain: tell
	// those in Full. It fails when no room could be told.
	Beat(ctx context.Context, node string, rooms []Beat) (unknown []string, err error)
	// Count is how many people are in the room.
	Count(ctx context.Context, room string) (int, error)
	// Members lists the people in the room, in no order.
	Members(ctx context.Context, room string) ([]string, error)
	// Leave forgets a node and everybody on it.
	Leave(ctx context.Context, node string, rooms []string) error
}

// Errors of a bus.
var (
	// ErrAway says that the other nodes cannot be reached at the moment.
	ErrAway = errors.New("bus: the other nodes cannot be reached")
	// ErrClosed says that the bus was closed.
	ErrClosed = errors.New("bus: closed")
)
