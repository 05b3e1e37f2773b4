// Package room is the live side of a session. A room is a log: every durable
// change is one entry with a sequence number of its lane, written in the
// transaction of the change itself and published after the commit. Joining is a
// snapshot plus the entries after it; the state of a room is the fold of its
// entries.
package room
