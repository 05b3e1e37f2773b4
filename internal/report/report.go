package report

import (
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/room"
)

// Report is what is kept of a session. Only the audience counts in its figures,
// not who worked in the room.
type Report struct {
	Room         core.ID   `json:"room" format:"uuid"`
	Event        string    `json:"event" doc:"Slug of the event"`
	EventTitle   core.Text `json:"eventTitle"`
	Title        core.Text `json:"title" doc:"Of the session"`
	TimeZone     string    `json:"timeZone"`
	StartsAt     time.Time `json:"startsAt" doc:"As planned"`
	EndsAt       time.Time `json:"endsAt" doc:"As planned"`
	StartedAt    string    `json:"startedAt,omitempty"`
	EndedAt      string    `json:"endedAt,omitempty"`
	Illustrative bool      `json:"illustrative"`

	Figures       Figures        `json:"figures"`
	Curve         Curve          `json:"curve"`
	Stage         []Moment       `json:"stage" nullable:"false" doc:"What was on stage, one after another"`
	Organisations []Group        `json:"organisations" nullable:"false" doc:"The audience by organisation, the largest first; at most 200"`
	Roles         []Group        `json:"roles" nullable:"false" doc:"Everybody who came, by role"`
	Regions       []Group        `json:"regions" nullable:"false" doc:"The audience by region, as registered"`
	Interests     []Group        `json:"interests" nullable:"false" doc:"What those registered are interested in"`
	Parcels       []Parcel       `json:"parcels" nullable:"false" doc:"Those that were shown or asked about, what drew most interest first"`
	Questions     []Question     `json:"questions" nullable:"false" doc:"In the order of asking; at most 300, the spreadsheet has all"`
	Polls         []Poll         `json:"polls" nullable:"false"`
	Announcements []Announcement `json:"announcements" nullable:"false"`
	Agreements    []Agreement    `json:"agreements,omitempty" nullable:"false" doc:"Of a ceremony"`
	Starts        []Start        `json:"starts,omitempty" nullable:"false" doc:"Countdowns of a ceremony that came to their end"`
}

// Figures are what the report says first.
type Figures struct {
	Registered int    `json:"registered" doc:"Registrations with a place, for the whole event"`
	Attended   int    `json:"attended"`
	Peak       int    `json:"peak" doc:"Most people at once"`
	PeakAt     string `json:"peakAt,omitempty"`
	Seconds    int64  `json:"seconds" doc:"In the room, on average"`
	Staff      int    `json:"staff" doc:"Who worked in the room"`
	Asked      int    `json:"asked" doc:"Questions, without those taken away or merged into others"`
	Answered   int    `json:"answered" doc:"In the room or afterwards"`
	InRoom     int    `json:"inRoom" doc:"Of the answered: in the room"`
	Open       int    `json:"open"`
	Anonymous  int    `json:"anonymous" doc:"Of the asked: without a name"`
	Polls      int    `json:"polls"`
	Voters     int    `json:"voters" doc:"People who voted at least once"`
	Hands      int    `json:"hands" doc:"People who raised their hand"`
	Reactions  int64  `json:"reactions"`
	Lines      int    `json:"lines" doc:"Of chat"`
	Hidden     int    `json:"hidden" doc:"Lines of chat that were taken away"`
	Speakers   int    `json:"speakers" doc:"People who wrote a line"`
	Talks      int    `json:"talks" doc:"Wishes to talk about a parcel"`
	Interested int    `json:"interested" doc:"Registrations that name an interest"`
	Entries    int64  `json:"entries" doc:"Of the room's public log"`
}

// Curve is how many people were there at once, the most of each minute.
type Curve struct {
	From   time.Time `json:"from" doc:"The first minute"`
	People []int     `json:"people" nullable:"false"`
}

// At is when a minute begins.
func (c Curve) At(minute int) time.Time { return c.From.Add(time.Duration(minute) * time.Minute) }

// Moment is one thing on the stage.
type Moment struct {
	Topic
	Seq   int64     `json:"seq"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// Topic is what is or was on stage.
type Topic struct {
	Kind  string    `json:"kind"`
	Name  string    `json:"name,omitempty" doc:"Of the file"`
	Page  int       `json:"page,omitempty"`
	Words core.Text `json:"words,omitempty" doc:"Of a notice or countdown; the name of a parcel"`

	Parcel core.ID `json:"parcel,omitempty"`
	Place  int     `json:"place,omitempty" doc:"Of the parcel among those of the event"`
}

// Group is people who have something in common.
type Group struct {
	Name    string `json:"name"`
	People  int    `json:"people"`
	Seconds int64  `json:"seconds,omitempty" doc:"In the room, all together"`
}

// Question is one that was asked, and what became of it. Of an anonymous one
// nothing says by whom.
type Question struct {
	ID         core.ID   `json:"id" format:"uuid"`
	Text       string    `json:"text"`
	Anonymous  bool      `json:"anonymous"`
	Name       string    `json:"name,omitempty"`
	Org        string    `json:"org,omitempty"`
	Votes      int       `json:"votes"`
	AskedAt    time.Time `json:"askedAt"`
	Topic      *Topic    `json:"topic,omitempty" doc:"What was on stage"`
	How        string    `json:"how,omitempty" enum:"live,written,later" doc:"How it was answered"`
	Answer     string    `json:"answer,omitempty"`
	Status     string    `json:"status" enum:"open,answered,closed"`
	Department string    `json:"department,omitempty" doc:"Who answers, by the ledger"`
	DueOn      string    `json:"dueOn,omitempty"`
}

// Poll is a poll that was opened.
type Poll struct {
	ID       core.ID `json:"id" format:"uuid"`
	Kind     string  `json:"kind" enum:"single,multiple,rating,ranking"`
	Question string  `json:"question"`
	Closed   bool    `json:"closed"`
	Voters   int64   `json:"voters"`
	Options  []Count `json:"options" nullable:"false"`
}

// Count is what one option got: people or, where options are ranked, points.
type Count struct {
	Text  string `json:"text"`
	Count int64  `json:"count"`
}

// Announcement is what everybody was told.
type Announcement struct {
	At   string `json:"at"`
	Text string `json:"text"`
	seq  int64
}

// How far a report is.
const (
	None     = "none"
	Building = "building"
	Ready    = "ready"
	Failed   = "failed"
)

// Kept is a report as the store has it.
type Kept struct {
	Room    core.ID
	BuiltAt time.Time
	Public  int64 // up to which entries of the lanes it goes
	Staff   int64
	Report  Report
	Files   map[string]core.ID // blobs by name, such as zh-CN.xlsx
}

// State is how far a report is, with what is kept of it.
type State struct {
	Status   string
	Progress int   // percent, while building
	Kept     *Kept // nil before the first
	Behind   bool  // things have happened since
	Session  room.Session
	Phase    room.Phase
}
