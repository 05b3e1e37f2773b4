package room

import (
	"slices"
	"time"

	"zhaoyun/internal/core"
)

// foldRuns is how many runs of items a state shows: a rundown has at most
// maxRundown, and the host may go back.
const foldRuns = 100

// RundownShown is the run of show as everybody sees it: what ran when, and what
// comes next. At most the last run is open.
type RundownShown struct {
	Runs []Run        `json:"runs"`
	Next *RundownNext `json:"next"`
}

// Run is one time that an item of the rundown was on. Breaks do not count: the
// clock stands while the room is paused.
type Run struct {
	Item        core.ID `json:"item"`
	Seq         int64   `json:"seq"` // of its start
	At          string  `json:"at"`
	Title       string  `json:"title"`
	Minutes     int     `json:"minutes"` // planned
	Participant core.ID `json:"participant,omitempty"`
	Speaker     string  `json:"speaker,omitempty"`
	Until       string  `json:"until,omitempty"` // absent while it is on
	RanMs       int64   `json:"ranMs"`           // until Since
	Since       string  `json:"since,omitempty"` // since when the clock runs; absent while it stands
}

// RundownNext is the item after the one that runs.
type RundownNext struct {
	Item  core.ID `json:"item"`
	Title string  `json:"title"`
}

type rundownStartedData struct {
	Item        core.ID      `json:"item"`
	Title       string       `json:"title"`
	Minutes     int          `json:"minutes"`
	Participant core.ID      `json:"participant,omitempty"`
	Speaker     string       `json:"speaker,omitempty"`
	Next        *RundownNext `json:"next"`
}

type rundownNextData struct {
	Next *RundownNext `json:"next"`
}

type rundownEndedData struct {
	Item core.ID `json:"item"`
}

type readyData struct {
	Participant core.ID `json:"participant"`
	Ready       bool    `json:"ready"`

	Devices *Devices `json:"devices,omitempty"` // absent: not said this time
}

// rundownFolds are the types of the public lane that matter to the rundown.
var rundownFolds = map[string]func(*RundownShown, Phase, Entry){
	TypeState: func(r *RundownShown, phase Phase, e Entry) {
		if phase == Live {
			r.tick(e.At)
		} else {
			r.stand(e.At)
		}
	},
	TypeRundownStarted: func(r *RundownShown, phase Phase, e Entry) {
		d, ok := payload[rundownStartedData](e)
		if !ok {
			return
		}
		r.close(e.At)
		r.Runs = lastOf(append(r.Runs, Run{
			Item: d.Item, Seq: e.Seq, At: e.At, Title: d.Title, Minutes: d.Minutes, Participant: d.Participant, Speaker: d.Speaker,
		}), foldRuns)
		r.Next = d.Next
		if phase == Live {
			r.tick(e.At)
		}
	},
	TypeRundownNext: func(r *RundownShown, _ Phase, e Entry) {
		if d, ok := payload[rundownNextData](e); ok {
			r.Next = d.Next
		}
	},
	TypeRundownEnded: func(r *RundownShown, _ Phase, e Entry) {
		r.close(e.At)
		r.Next = nil
	},
}

// open is the run that is on; nil when none is.
func (r *RundownShown) open() *Run {
	if n := len(r.Runs); n > 0 && r.Runs[n-1].Until == "" {
		return &r.Runs[n-1]
	}
	return nil
}

// current is the item that is on.
func (r *RundownShown) current() core.ID {
	if run := r.open(); run != nil {
		return run.Item
	}
	return ""
}

// tick lets the clock of the run that is on go.
func (r *RundownShown) tick(at string) {
	if run := r.open(); run != nil && run.Since == "" {
		run.Since = at
	}
}

// stand halts it.
func (r *RundownShown) stand(at string) {
	if run := r.open(); run != nil && run.Since != "" {
		run.RanMs += millisBetween(run.Since, at)
		run.Since = ""
	}
}

func (r *RundownShown) close(at string) {
	if run := r.open(); run != nil {
		r.stand(at)
		run.Until = at
	}
}

func millisBetween(from, to string) int64 {
	a, _ := time.Parse(stampLayout, from)
	b, _ := time.Parse(stampLayout, to)
	return b.Sub(a).Milliseconds()
}

// foldRundown takes an entry into the rundown. The runs are copied: states share
// what they hold.
func (s *State) foldRundown(e Entry) {
	if f := rundownFolds[e.Type]; f != nil {
		s.Rundown.Runs = slices.Clone(s.Rundown.Runs)
		f(&s.Rundown, s.State, e)
	}
}

// foldReady takes in what is about the rundown on the staff lane; false when the
// entry is about another thing. Who is ready is kept in the order of their ids.
func (s *StaffState) foldReady(e Entry) bool {
	switch e.Type {
	case TypeRundownChanged:
		s.Rundown = e.Seq
	case TypeReady:
		if d, ok := payload[readyData](e); ok {
			s.unready(d.Participant)
			if d.Devices != nil {
				s.equip(d.Participant, *d.Devices)
			}
			if d.Ready {
				s.Ready = append(s.Ready, d.Participant)
				slices.Sort(s.Ready)
			}
		}
	default:
		return false
	}
	return true
}

func (s *StaffState) unready(participant core.ID) {
	s.Ready = slices.DeleteFunc(append([]core.ID{}, s.Ready...), func(id core.ID) bool { return id == participant })
}
