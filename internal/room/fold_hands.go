package room

import (
	"slices"

	"zhaoyun/internal/core"
)

// HandShown is a raised hand as staff sees it.
type HandShown struct {
	Participant core.ID `json:"participant"`
	Seq         int64   `json:"seq"` // of its raising: the order of the queue
	At          string  `json:"at"`
	Called      bool    `json:"called,omitempty"`
}

// OutsideStaffLog are the types that never enter the log of the staff state.
var OutsideStaffLog = []string{
	TypeWaiting, TypeQuestionWaiting, TypeHandRaised, TypeHandCalled, TypeHandLowered, TypeBackchannel, TypeBackchannelRetracted, TypeReady, TypeRundownChanged,
}

// foldHand takes in what is about hands; false when the entry is about another thing.
func (s *StaffState) foldHand(e Entry) bool {
	d, ok := payload[aboutData](e)
	switch e.Type {
	case TypeHandRaised:
		if ok {
			s.lower(d.Participant)
			s.Hands = append(s.Hands, HandShown{Participant: d.Participant, Seq: e.Seq, At: e.At})
		}
	case TypeHandCalled:
		for i, h := range s.Hands {
			if ok && h.Participant == d.Participant {
				s.Hands[i].Called = true
			}
		}
	case TypeHandLowered:
		if ok {
			s.lower(d.Participant)
		}
	default:
		return false
	}
	return true
}

func (s *StaffState) lower(participant core.ID) {
	s.Hands = slices.DeleteFunc(slices.Clone(s.Hands), func(h HandShown) bool { return h.Participant == participant })
}
