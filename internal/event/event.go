// Package event knows events, their sessions and who registered for them.
package event

import (
	"time"

	"zhaoyun/internal/core"
)

// Event is one promotion campaign with an agenda of sessions (活动).
type Event struct {
	ID           core.ID
	Slug         string // names the event in its address; fixed once it has been published
	Status       Status
	Organisation core.ID // the bureau that holds it
	Title        core.Text
	Tagline      core.Text
	Description  core.Text // plain text; blank lines part paragraphs
	Cover        *Cover
	TimeZone     string   // IANA; the zone in which the event is announced
	Languages    []string // in which it is held and its page is complete
	Illustrative bool     // a demonstration as a whole
	Blocks

	StartsAt *time.Time // of the first session; nil while there is none
	EndsAt   *time.Time // of the last session to end
	Review   *Review    // while it waits for a second official

	CreatedBy   core.ID
	CreatedAt   time.Time
	PublishedAt *time.Time // when it was published last
	Version     core.Version

	Sessions []Session // in the order of the agenda; filled in by the service
}

// Cover is the picture of an event.
type Cover struct {
	File   core.ID `json:"file"`
	Width  int     `json:"width"`
	Height int     `json:"height"`
}

// Review says who asked for an event to be published, and when.
type Review struct {
	SubmittedBy core.ID
	SubmittedAt time.Time
}

// Blocks are what the page of an event shows between agenda and registration.
type Blocks struct {
	Figures    []Figure    `json:"figures"`
	Carriers   []Carrier   `json:"carriers"`
	Organisers []Organiser `json:"organisers"`
	Parcels    []Parcel    `json:"parcels"`
}

// Figure is one published number, such as 105 亿元. The value is text: it is
// shown to the digit as it was published.
type Figure struct {
	Value        string    `json:"value" maxLength:"20"`
	Unit         core.Text `json:"unit"`
	Label        core.Text `json:"label"`
	Illustrative bool      `json:"illustrative,omitempty"`
}

// Carrier is a zone, park, building, town or street that takes in companies (载体).
type Carrier struct {
	Name         core.Text `json:"name"`
	Kind         string    `json:"kind" enum:"zone,park,building,town,street,community,enclave"`
	Note         core.Text `json:"note,omitempty"`
	Illustrative bool      `json:"illustrative,omitempty"`
}

// Organiser is who holds the event, together with whom, and who invites to it.
type Organiser struct {
	Role         string    `json:"role" enum:"host,co-host,chamber"`
	Name         core.Text `json:"name"`
	Illustrative bool      `json:"illustrative,omitempty"`
}

// Parcel announces a piece of land; its facts follow in its notice.
type Parcel struct {
	Number       string    `json:"number" maxLength:"40"`
	Name         core.Text `json:"name"`
	Note         core.Text `json:"note,omitempty"`
	Illustrative bool      `json:"illustrative,omitempty"`
}

// Draft is what an official writes about a new event. Everything but the title
// may come later.
type Draft struct {
	Organisation core.ID // empty: the official's own
	Slug         string  // empty: made of the English title
	Title        core.Text
	Tagline      core.Text
	Description  core.Text
	Cover        core.ID // file; empty for none
	TimeZone     string
	Languages    []string
	Illustrative bool
	Blocks
}

// Change names what an edit changes; nil leaves a field as it is.
type Change struct {
	Slug         *string
	Title        core.Text
	Tagline      core.Text
	Description  core.Text
	Cover        *core.ID // empty takes the cover away
	TimeZone     *string
	Languages    []string
	Illustrative *bool
	Figures      *[]Figure
	Carriers     *[]Carrier
	Organisers   *[]Organiser
	Parcels      *[]Parcel
}

// Filter narrows a list of events.
type Filter struct {
	Query  string
	Status Status // empty: any that the actor may see
	When   When
	// Organisations are those whose drafts are listed too; All lists everybody's.
	Organisations []core.ID
	All           bool
	Now           time.Time
}

// When narrows a list by time.
type When string

// The times to list by. Upcoming lists the next one first, all others the latest.
const (
	Upcoming When = "upcoming" // not over yet
	Past     When = "past"
)

// What the store answers with when something is not there, or there already.
var (
	ErrNoEvent        = core.NotFound("event_not_found", "There is no such event, or it is not published.")
	ErrNoSession      = core.NotFound("session_not_found", "There is no such session.")
	ErrNoRegistration = core.NotFound("registration_not_found", "There is no such registration.")
	ErrSlugTaken      = core.Conflict("slug_taken", "Another event has this address. Choose another one.").On("body.slug")
)
