package core

import (
	"context"
	"time"
)

// What an AuthorityChange says about those it names.
const (
	AuthoritySignInRevoked = "sign_in_revoked" // SignIn is over: its sockets close
	AuthorityPersonChanged = "person_changed"  // Person's roles or standing changed: read them again
	AuthorityPersonErased  = "person_erased"   // Person is gone: every socket of theirs closes
)

// AuthorityChange tells every node that somebody may do less, or other things,
// than a moment ago. It is written in the transaction of the change itself, so
// that a socket on any node learns of it even while the bus is away. Rooms add
// kinds of their own, such as a ban.
type AuthorityChange struct {
	ID     ID
	At     time.Time
	Room   ID // empty: wherever the person is
	Person ID
	SignIn ID
	Kind   string
}

// Authority is the log of authority changes.
type Authority interface {
	// Note adds a change in the transaction of the context.
	Note(ctx context.Context, c AuthorityChange) error
	// Since lists the changes noted at or after a time, oldest first. A change
	// becomes visible at its commit, some time after its At: read with an overlap
	// of seconds and drop the ones already known by ID.
	Since(ctx context.Context, at time.Time) ([]AuthorityChange, error)
}
