// Package lead keeps who wants to talk about a parcel, and where they said so: in
// which session, at which second, or on the parcel's own page (线索).
package lead

import (
	"time"

	"zhaoyun/internal/core"
)

// Kind is what somebody wants.
type Kind string

// The kinds of lead.
const (
	Talk     Kind = "talk"     // 约洽谈
	Question Kind = "question" // asked about a parcel that no session shows, so that no ledger has it
)

// Status is how far the bureau is with it.
type Status string

// The statuses of a lead.
const (
	Fresh     Status = "new"
	Contacted Status = "contacted"
	Closed    Status = "closed"
)

// Lead is an expressed interest in a parcel.
type Lead struct {
	ID           core.ID
	Organisation core.ID // the bureau that offers the parcel
	Kind         Kind
	Parcel       Parcel
	Source       Source
	Person       core.ID // empty once they were erased, as is Note
	Note         string
	Status       Status
	Version      core.Version
	CreatedAt    time.Time
	UpdatedBy    core.ID
	UpdatedAt    time.Time
}

// Parcel names the parcel as it was called then.
type Parcel struct {
	ID     core.ID
	Number string
	Name   core.Text
	Place  int // among those of the event; 0 outside of one
}

// Source is where the interest was shown; empty on the parcel's own page.
type Source struct {
	Event, Session, Room core.ID
	At                   time.Time // the moment of the room's log, or of the page
	Second               int       // of the session's clock, as its replay counts
}

// Draft is what somebody sends.
type Draft struct {
	Parcel core.ID
	Room   core.ID       // where they are; empty on the parcel's own page
	Offset time.Duration // where in the replay, when the session is over
	Note   string
}

// Ask is a question about a parcel from its own page.
type Ask struct {
	Parcel    core.ID
	Text      string
	Anonymous bool
	Key       string // Idempotency-Key
}

// Asked is where a question went: to a room of an event, or to the bureau alone.
type Asked struct {
	Question core.ID // with its room; or else
	Room     core.ID
	Lead     *Lead
}

// Filter chooses leads.
type Filter struct {
	Organisations []core.ID // nil means all
	Person        core.ID
	Event, Room   core.ID
	Parcel        core.ID
	Status        Status
	core.Paging
}

// maxNoteRunes bounds a note, and a question.
const maxNoteRunes = 500

// ErrNoLead is what the store answers when there is none.
var ErrNoLead = core.NotFound("lead_not_found", "There is no such lead.")
