package room

import (
	"encoding/json"

	"zhaoyun/internal/core"
)

// How much of a log a state shows. Everything else is found in the entries.
const (
	foldLines   = 50
	foldMoments = 200
	foldLog     = 50
)

// State is the fold of the public lane. Three places fold — SQL, this one and
// the page — and golden logs in testdata/rooms hold them together, so the order
// of the fields and what is omitted matters.
type State struct {
	State        Phase            `json:"state"`
	Stage        *Stage           `json:"stage"`
	Lines        []ChatLine       `json:"lines"`
	Reactions    map[string]int64 `json:"reactions"`
	Settings     PublicSettings   `json:"settings"`
	Timeline     []Moment         `json:"timeline"`
	Questions    []StateQuestion  `json:"questions"`
	Polls        []PollShown      `json:"polls"`
	Announcement *Announcement    `json:"announcement"`
	Links        []Link           `json:"links"`
	Handouts     []Handout        `json:"handouts"`
	Rundown      RundownShown     `json:"rundown"`
	Camera       *Camera          `json:"camera"` // settled, of the map on stage; nil: where the map starts
	Scene        Scene            `json:"scene"`

	Recording  *RecordingShown  `json:"recording,omitempty"`
	Agreements []AgreementState `json:"agreements,omitempty"` // of a ceremony, in the order in which they came
	Venues     []Venue          `json:"venues,omitempty"`
	Start      *Start           `json:"start,omitempty"`
	Kept       []RecordingKept  `json:"kept,omitempty"` // as evidence
}

// Stage is what the audience is being shown.
type Stage struct {
	Kind string  `json:"kind"`
	Data raw     `json:"data"`
	Seq  int64   `json:"seq"`
	At   string  `json:"at"`
	By   core.ID `json:"by,omitempty"`
}

// ChatLine is a line of the chat. Only a posted one has a text.
type ChatLine struct {
	Seq     int64   `json:"seq"`
	At      string  `json:"at"`
	By      core.ID `json:"by"`
	Text    string  `json:"text,omitempty"`
	ReplyTo int64   `json:"replyTo,omitempty"`
	Status  string  `json:"status"` // posted, hidden, retracted or erased
}

// statusPosted is the status of a line whose text is there.
const statusPosted = "posted"

// PublicSettings is what everybody may know of the settings.
type PublicSettings struct {
	Chat        string `json:"chat"`
	SlowSeconds int    `json:"slowSeconds"`
	Questions   string `json:"questions"`
}

// Moment is when something came on stage.
type Moment struct {
	Seq  int64  `json:"seq"`
	At   string `json:"at"`
	Kind string `json:"kind"`
	Page int    `json:"page,omitempty"`

	Parcel core.ID `json:"parcel,omitempty"`
	Place  int     `json:"place,omitempty"` // of the parcel among those of the event
}

// NewState is the state before the first entry.
func NewState() State {
	return State{
		State: Waiting, Lines: []ChatLine{}, Reactions: map[string]int64{}, Timeline: []Moment{}, Questions: []StateQuestion{},
		Settings: PublicSettings{Chat: ChatOpen, Questions: QuestionsReview},
		Polls:    []PollShown{}, Links: []Link{}, Handouts: []Handout{}, Rundown: RundownShown{Runs: []Run{}},
		Scene: NewScene(),
	}
}

// folds is what the types of the public lane do. A type that is not here changes
// nothing: a newer server may have written it.
var folds = map[string]func(*State, Entry){
	TypeState: func(s *State, e Entry) {
		if d, ok := payload[stateData](e); ok {
			s.State = d.State
		}
	},
	TypeStage: func(s *State, e Entry) {
		if stage, moment, ok := shown(e); ok {
			s.Stage, s.Timeline, s.Camera = stage, lastOf(append(s.Timeline, moment), foldMoments), nil
		}
	},
	TypePosted:    func(s *State, e Entry) { s.Lines = lastOf(append(s.Lines, chatLine(e)), foldLines) },
	TypeHidden:    func(s *State, e Entry) { s.blank(e, Hidden) },
	TypeRetracted: func(s *State, e Entry) { s.blank(e, Retracted) },
	TypeSettings: func(s *State, e Entry) {
		if d, ok := payload[PublicSettings](e); ok {
			if d.Questions == "" {
				d.Questions = s.Settings.Questions // of a time before questions
			}
			s.Settings = d
		}
	},
	TypeReactions: func(s *State, e Entry) {
		if d, ok := payload[map[string]int64](e); ok {
			for kind, n := range d {
				s.Reactions[kind] += n
			}
		}
	},
	TypePollOpened: (*State).pollOpened,
	TypePollClosed: (*State).pollClosed,
	TypeAnnounced:  (*State).announced,
	TypeWithdrawn:  (*State).withdrawn,
	TypeLinks:      (*State).linked,
	TypeHandouts:   (*State).handedOut,
	TypeCamera:     (*State).cameraMoved,
	TypeScene:      (*State).sceneSet,

	TypeRecordingStarted: (*State).recordingStarted,
	TypeRecordingEnded:   (*State).recordingEnded,

	TypeAgreement:        (*State).agreementSet,
	TypeAgreementRemoved: (*State).agreementRemoved,
	TypeAgreementPages:   (*State).agreementPages,

	TypeVenues:         (*State).venuesSet,
	TypeStart:          (*State).startSet,
	TypeStartCancelled: (*State).startCancelled,
	TypeStartPressed:   (*State).startPressed,
	TypeRecordingKept:  (*State).recordingKept,

	TypeErased: func(s *State, e Entry) {
		if d, ok := payload[aboutData](e); ok {
			for i, l := range s.Lines {
				if l.By == d.Participant {
					s.Lines[i] = l.without(Erased)
				}
			}
		}
	},
}

// Fold takes one entry of the public lane into the state.
func (s *State) Fold(e Entry) {
	for _, table := range []map[string]func(*State, Entry){folds, questionFolds} {
		if f := table[e.Type]; f != nil {
			f(s, e)
		}
	}
	s.foldRundown(e)
}

// blank takes the words out of a line. The first reason stays.
func (s *State) blank(e Entry, why Redaction) {
	d, ok := payload[refData](e)
	if !ok {
		return
	}
	for i, l := range s.Lines {
		if l.Seq == d.Ref && l.Status == statusPosted {
			s.Lines[i] = l.without(why)
		}
	}
}

func (l ChatLine) without(why Redaction) ChatLine {
	return ChatLine{Seq: l.Seq, At: l.At, By: l.By, Status: string(why)}
}

// chatLine is the line that a chat.posted makes.
func chatLine(e Entry) ChatLine {
	l := ChatLine{Seq: e.Seq, At: e.At, By: e.By, Status: statusPosted}
	d, ok := payload[chatData](e)
	if !ok {
		why := e.Redacted
		if why == "" {
			why = Erased
		}
		return l.without(why)
	}
	l.Text, l.ReplyTo = d.Text, d.ReplyTo
	return l
}

// shown is the stage and the moment that a stage.shown makes.
func shown(e Entry) (*Stage, Moment, bool) {
	d, ok := payload[stageData](e)
	if !ok {
		return nil, Moment{}, false
	}
	m := Moment{Seq: e.Seq, At: e.At, Kind: d.Kind}
	if d.Kind == StageSlides {
		var at struct {
			Page int `json:"page"`
		}
		_ = json.Unmarshal(d.Data, &at) // a kind of a newer server may have another form
		m.Page = at.Page
	}
	if d.Kind == StageParcel {
		var at parcelTopic
		_ = json.Unmarshal(d.Data, &at)
		m.Parcel, m.Place = at.Parcel, at.Place
	}
	return &Stage{Kind: d.Kind, Data: d.Data, Seq: e.Seq, At: e.At, By: e.By}, m, true
}

// StaffState is the fold of the staff lane.
type StaffState struct {
	Waiting   []WaitingLine     `json:"waiting"`
	Log       []StaffItem       `json:"log"`
	Questions []WaitingQuestion `json:"questions"`
	Hands     []HandShown       `json:"hands"`

	Backchannel []BackchannelLine `json:"backchannel"`
	Ready       []core.ID         `json:"ready"`   // participants who said so
	Devices     []DevicesShown    `json:"devices"` // of those who said
	Rundown     int64             `json:"rundown"` // the latest change of the plan; 0 before the first
}

// WaitingLine is a line that waits for somebody to publish or reject it.
type WaitingLine struct {
	Seq  int64   `json:"seq"`
	At   string  `json:"at"`
	By   core.ID `json:"by"`
	Text string  `json:"text"`
	Why  string  `json:"why"` // review or word
}

// StaffItem is a staff entry other than a waiting line.
type StaffItem struct {
	Seq  int64   `json:"seq"`
	At   string  `json:"at"`
	By   core.ID `json:"by,omitempty"`
	Type string  `json:"type"`
	Data raw     `json:"data"`
}

// NewStaffState is the state before the first entry.
func NewStaffState() StaffState {
	return StaffState{
		Waiting: []WaitingLine{}, Log: []StaffItem{}, Questions: []WaitingQuestion{}, Hands: []HandShown{}, Backchannel: []BackchannelLine{}, Ready: []core.ID{},
		Devices: []DevicesShown{},
	}
}

// Fold takes one entry of the staff lane into the state. Waiting lines never
// enter the log, so that their text can vanish, nor do hands and the backchannel, so
// that they do not push out what staff did.
func (s *StaffState) Fold(e Entry) {
	if s.foldQuestion(e) {
		return
	}
	if e.Type == TypeWaiting {
		if l, ok := waitingLine(e); ok {
			s.Waiting = append(s.Waiting, l)
		}
		return
	}
	if s.foldHand(e) || s.foldBackchannel(e) || s.foldReady(e) {
		return
	}
	switch e.Type {
	case TypeReviewed:
		if d, ok := payload[refData](e); ok {
			s.drop(func(l WaitingLine) bool { return l.Seq == d.Ref })
		}
	case TypeErased:
		if d, ok := payload[aboutData](e); ok {
			s.erase(d.Participant)
		}
	}
	s.Log = lastOf(append(s.Log, staffItem(e)), foldLog)
}

func (s *StaffState) drop(gone func(WaitingLine) bool) {
	kept := []WaitingLine{}
	for _, l := range s.Waiting {
		if !gone(l) {
			kept = append(kept, l)
		}
	}
	s.Waiting = kept
}

// erase takes out what a person wrote and what was written about them.
func (s *StaffState) erase(participant core.ID) {
	s.drop(func(l WaitingLine) bool { return l.By == participant })
	s.lower(participant)
	s.blankBackchannel(Erased, func(l BackchannelLine) bool { return l.By == participant })
	s.unready(participant)
	s.unequip(participant)
	for i, item := range s.Log {
		var d aboutData
		if json.Unmarshal(item.Data, &d) == nil && d.Participant == participant {
			s.Log[i].Data = nil
		}
	}
}

func waitingLine(e Entry) (WaitingLine, bool) {
	d, ok := payload[waitingData](e)
	return WaitingLine{Seq: e.Seq, At: e.At, By: e.By, Text: d.Text, Why: d.Why}, ok
}

func staffItem(e Entry) StaffItem {
	return StaffItem{Seq: e.Seq, At: e.At, By: e.By, Type: e.Type, Data: e.Data}
}

// payload reads the payload of an entry; false when it is gone or of another form.
func payload[T any](e Entry) (T, bool) {
	var d T
	if e.Redacted != "" || len(e.Data) == 0 || string(e.Data) == "null" {
		return d, false
	}
	return d, json.Unmarshal(e.Data, &d) == nil
}

func lastOf[T any](items []T, n int) []T {
	if len(items) <= n {
		return items
	}
	return append([]T{}, items[len(items)-n:]...)
}
