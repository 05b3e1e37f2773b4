package room

import (
	"strconv"

	"zhaoyun/internal/core"
)

// Payloads of the entries about questions.

type askedData struct {
	ID        core.ID `json:"id"`
	Text      string  `json:"text"`
	Anonymous bool    `json:"anonymous,omitempty"`
	Stage     *Topic  `json:"stage,omitempty"`
}

type waitingQuestionData struct {
	askedData
	Why string `json:"why"`
}

// countedData are votes by the question's number in the public lane.
type countedData struct {
	Votes map[string]int `json:"votes"`
}

type pinnedData struct {
	Ref    int64 `json:"ref"`
	Pinned bool  `json:"pinned"`
}

type mergedData struct {
	Ref  int64 `json:"ref"`
	Into int64 `json:"into"`
}

type answeredData struct {
	Ref  int64  `json:"ref"`
	How  string `json:"how"`
	Text string `json:"text,omitempty"`
}

// myQuestionData tells the asker, in their inbox, that something happened.
type myQuestionData struct {
	Question core.ID `json:"question"`
	Decision string  `json:"decision,omitempty"`
	Reason   string  `json:"reason,omitempty"`
	How      string  `json:"how,omitempty"`
	Text     string  `json:"text,omitempty"`
}

type hiddenQuestionData struct {
	Question    core.ID `json:"question"`
	Participant core.ID `json:"participant,omitempty"` // of a named question
	Reason      string  `json:"reason,omitempty"`
}

type followedData struct {
	Question core.ID        `json:"question"`
	Status   FollowUpStatus `json:"status"`
}

// StateQuestion is a question as everybody has it. One that is gone keeps its
// place without its words until it leaves the list.
type StateQuestion struct {
	Seq       int64          `json:"seq"`
	At        string         `json:"at"`
	By        core.ID        `json:"by,omitempty"`
	ID        core.ID        `json:"id,omitempty"`
	Text      string         `json:"text,omitempty"`
	Anonymous bool           `json:"anonymous,omitempty"`
	Stage     *Topic         `json:"stage,omitempty"`
	Votes     int            `json:"votes"`
	Pinned    bool           `json:"pinned"`
	Status    QuestionStatus `json:"status"`
	Answer    *Answer        `json:"answer,omitempty"`
}

// WaitingQuestion is a question that waits for somebody to publish or reject it.
type WaitingQuestion struct {
	Seq       int64   `json:"seq"` // in the staff lane
	At        string  `json:"at"`
	By        core.ID `json:"by,omitempty"`
	ID        core.ID `json:"id"`
	Text      string  `json:"text"`
	Anonymous bool    `json:"anonymous,omitempty"`
	Stage     *Topic  `json:"stage,omitempty"`
	Why       string  `json:"why"`
}

const (
	foldQuestions   = 60 // how many the state holds
	latestQuestions = 20 // of these the latest, whatever their votes
	maxPinned       = 5
)

// standing is what decides which question leaves a full list. It does not depend
// on whether the question is still there: a log that is read after a question was
// taken away has to fold to the same list.
type standing struct {
	seq    int64
	votes  int
	pinned bool
}

// leaving is the index of the question that leaves the list, which is in the order
// of asking, or -1: of those neither pinned nor among the latest, the one with the
// fewest votes, and of these the oldest.
func leaving(list []standing) int {
	if len(list) <= foldQuestions {
		return -1
	}
	at := -1
	for i, q := range list[:len(list)-latestQuestions] {
		if !q.pinned && (at < 0 || q.votes < list[at].votes) {
			at = i
		}
	}
	return at
}

// questionFolds are the types about questions of the public lane, see folds.
var questionFolds = map[string]func(*State, Entry){
	TypeAsked: func(s *State, e Entry) {
		s.Questions = append(append([]StateQuestion{}, s.Questions...), askedQuestion(e))
		list := make([]standing, len(s.Questions))
		for i, q := range s.Questions {
			list[i] = standing{q.Seq, q.Votes, q.Pinned}
		}
		if i := leaving(list); i >= 0 {
			s.Questions = append(s.Questions[:i], s.Questions[i+1:]...)
		}
	},
	TypeQuestionsCounted: func(s *State, e Entry) {
		if d, ok := payload[countedData](e); ok {
			for i, q := range s.Questions {
				if n, counted := d.Votes[strconv.FormatInt(q.Seq, 10)]; counted {
					s.Questions[i].Votes = n
				}
			}
		}
	},
	TypeQuestionPinned: func(s *State, e Entry) {
		if d, ok := payload[pinnedData](e); ok {
			s.question(d.Ref, func(q *StateQuestion) { q.Pinned = d.Pinned })
		}
	},
	TypeQuestionMerged: func(s *State, e Entry) {
		if d, ok := payload[mergedData](e); ok {
			s.question(d.Ref, func(q *StateQuestion) { q.leave(QuestionMerged) })
		}
	},
	TypeQuestionAnswered: func(s *State, e Entry) {
		if d, ok := payload[answeredData](e); ok {
			s.question(d.Ref, func(q *StateQuestion) {
				q.Pinned = false
				if q.Status.asked() {
					q.Status, q.Answer = QuestionAnswered, &Answer{d.How, d.Text, e.At, e.By}
				}
			})
		}
	},
	TypeQuestionHidden: func(s *State, e Entry) {
		if d, ok := payload[refData](e); ok {
			s.question(d.Ref, func(q *StateQuestion) { q.leave(QuestionHidden) })
		}
	},
	TypeQuestionWithdrawn: func(s *State, e Entry) {
		if d, ok := payload[refData](e); ok {
			s.question(d.Ref, func(q *StateQuestion) { q.leave(QuestionWithdrawn) })
		}
	},
	TypeErased: func(s *State, e Entry) {
		if d, ok := payload[aboutData](e); ok {
			for i := range s.Questions {
				if q := &s.Questions[i]; q.By == d.Participant {
					q.Status = QuestionOpen // beats every other reason
					q.leave(QuestionErased)
				}
			}
		}
	},
}

func (s *State) question(seq int64, change func(*StateQuestion)) {
	for i := range s.Questions {
		if s.Questions[i].Seq == seq {
			change(&s.Questions[i])
		}
	}
}

// leave takes the words out of a question. The first reason stays.
func (q *StateQuestion) leave(why QuestionStatus) {
	q.Pinned = false
	if q.Status.asked() {
		*q = StateQuestion{Seq: q.Seq, At: q.At, By: q.By, Votes: q.Votes, Status: why}
	}
}

// askedQuestion is the question that a question.asked makes.
func askedQuestion(e Entry) StateQuestion {
	q := StateQuestion{Seq: e.Seq, At: e.At, By: e.By, Status: QuestionOpen}
	d, ok := payload[askedData](e)
	if !ok {
		q.Status = QuestionErased
		if e.Redacted != "" {
			q.Status = QuestionStatus(e.Redacted)
		}
		return q
	}
	q.ID, q.Text, q.Anonymous, q.Stage = d.ID, d.Text, d.Anonymous, d.Stage
	return q
}

// shown is the question as the fold of its entries has it.
func (q Question) shown() StateQuestion {
	out := StateQuestion{Seq: q.Seq, At: Stamp(q.At), By: q.by(), Votes: q.Told, Status: q.Status}
	if q.Status.asked() {
		out.ID, out.Text, out.Anonymous, out.Stage = q.ID, q.Text, q.Anonymous, q.Stage
		out.Pinned, out.Answer = q.Pinned, q.Answer
	}
	return out
}

// foldQuestion takes an entry about waiting questions in; true when it belongs
// nowhere else.
func (s *StaffState) foldQuestion(e Entry) bool {
	switch e.Type {
	case TypeQuestionWaiting:
		if q, ok := waitingQuestion(e); ok {
			s.Questions = append(append([]WaitingQuestion{}, s.Questions...), q)
		}
		return true
	case TypeQuestionReviewed:
		if d, ok := payload[reviewedData](e); ok {
			s.dropQuestions(func(q WaitingQuestion) bool { return q.Seq == d.Ref })
		}
	case TypeErased:
		if d, ok := payload[aboutData](e); ok {
			s.dropQuestions(func(q WaitingQuestion) bool { return q.By == d.Participant })
		}
	}
	return false
}

func (s *StaffState) dropQuestions(gone func(WaitingQuestion) bool) {
	kept := []WaitingQuestion{}
	for _, q := range s.Questions {
		if !gone(q) {
			kept = append(kept, q)
		}
	}
	s.Questions = kept
}

func waitingQuestion(e Entry) (WaitingQuestion, bool) {
	d, ok := payload[waitingQuestionData](e)
	return WaitingQuestion{
		Seq: e.Seq, At: e.At, By: e.By, ID: d.ID, Text: d.Text, Anonymous: d.Anonymous, Stage: d.Stage, Why: d.Why,
	}, ok
}
