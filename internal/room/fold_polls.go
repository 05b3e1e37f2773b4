package room

import "zhaoyun/internal/core"

// foldPolls is how many polls a state shows. At most the last of them is open.
const foldPolls = 10

// PollShown is a poll as everybody sees it. Only a closed one has a tally.
type PollShown struct {
	Poll     core.ID    `json:"poll"`
	Seq      int64      `json:"seq"` // of its opening
	At       string     `json:"at"`
	Kind     PollKind   `json:"kind"`
	Question string     `json:"question"`
	Options  []string   `json:"options"`
	Min      int        `json:"min"`
	Max      int        `json:"max"`
	Results  string     `json:"results"`
	Status   PollStatus `json:"status"`
	Tally    *Tally     `json:"tally,omitempty"`
}

func (s *State) pollOpened(e Entry) {
	d, ok := payload[pollOpenedData](e)
	if !ok {
		return
	}
	s.Polls = lastOf(append(s.Polls, PollShown{
		Poll: d.Poll, Seq: e.Seq, At: e.At, Kind: d.Kind, Question: d.Question, Options: d.Options, Min: d.Min, Max: d.Max,
		Results: d.Results, Status: PollOpen,
	}), foldPolls)
}

func (s *State) pollClosed(e Entry) {
	d, ok := payload[pollClosedData](e)
	if !ok {
		return
	}
	for i, p := range s.Polls {
		if p.Poll == d.Poll {
			p.Status, p.Tally = PollClosed, &d.Tally
			s.Polls[i] = p
		}
	}
}
