package credit

import (
	"time"

	"zhaoyun/internal/core"
)

// Stage is how far somebody went.
type Stage string

// The stages, in their order.
const (
	Invited     Stage = "invited"
	Registered  Stage = "registered"
	Attended    Stage = "attended"   // was in a room of the event, or checked in to its hall
	Interested  Stage = "interested" // asked about a parcel, or to talk about one
	Met         Stage = "met"        // the bureau has been in touch
	Signed      Stage = "signed"     // an agreement with the investor was released
	BrokeGround Stage = "broke-ground"
)

// Stages lists them in order.
var Stages = []Stage{Invited, Registered, Attended, Interested, Met, Signed, BrokeGround}

// Line is one line of the ledger: a claim reached a stage. Lines are only added.
type Line struct {
	Claim  core.ID
	Stage  Stage
	At     time.Time
	Kind   string  // of what proves it: registration, room, check-in, lead, agreement, session, note
	Object core.ID // which one
	By     core.ID // who noted it; empty when it followed by itself
	Note   string
}

// marks are the stages that officials note by hand, because they happen elsewhere.
var marks = map[Stage]bool{Met: true, Signed: true, BrokeGround: true}

// Mark is what an official notes.
type Mark struct {
	Stage Stage
	At    time.Time
	Note  string
}

// Count is how many reached a stage.
type Count struct {
	Stage  Stage
	People int // invited: invitations that went out; signed and later: investors
	Share  int // of the credit, in basis points; of invitations there is none
}

// Funnel is what became of those whom a chamber brought.
type Funnel struct {
	Chamber   core.ID
	Counts    []Count // by stage, in order
	Colliding int
	Refused   int
	Disputed  int
	Rank      int // among the chambers that brought somebody, from 1; 0 for one that brought nobody
	Chambers  int
}

// at is the count of a stage.
func (f Funnel) at(s Stage) Count {
	for _, c := range f.Counts {
		if c.Stage == s {
			return c
		}
	}
	return Count{Stage: s}
}

// ahead orders funnels: whoever brought more to the later stage is ahead, so that ten
// people who only registered do not outrank a project that was signed.
func ahead(a, b Funnel) int {
	for i := len(Stages) - 1; i > 0; i-- {
		if d := b.at(Stages[i]).Share - a.at(Stages[i]).Share; d != 0 {
			return d
		}
	}
	return 0
}
