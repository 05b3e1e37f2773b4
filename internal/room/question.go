package room

import (
	"context"
	"time"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Types of entry about questions.
const (
	TypeAsked             = "question.asked"
	TypeQuestionsCounted  = "questions.counted"
	TypeQuestionPinned    = "question.pinned"
	TypeQuestionMerged    = "question.merged"
	TypeQuestionAnswered  = "question.answered"
	TypeQuestionHidden    = "question.hidden"
	TypeQuestionWithdrawn = "question.withdrawn"

	TypeQuestionWaiting  = "question.waiting"
	TypeQuestionReviewed = "question.reviewed"
	TypeQuestionFollowed = "question.followed" // something happened to its line of the ledger
)

const (
	maxQuestionRunes = 500
	// maxQuestionsWaiting bounds the questions that wait for review: more is nobody's to read.
	maxQuestionsWaiting = 500
	// maxOwnQuestions bounds those of one guest that nobody has answered.
	maxOwnQuestions = 20
	// askEvery is how long a guest waits at least between two questions.
	askEvery = 10 * time.Second
)

// QuestionStatus is how far a question is.
type QuestionStatus string

// The statuses of a question. The last four are gone from every list.
const (
	QuestionWaiting  QuestionStatus = "waiting" // for review
	QuestionOpen     QuestionStatus = "open"
	QuestionAnswered QuestionStatus = "answered"

	QuestionMerged    QuestionStatus = "merged"
	QuestionRejected  QuestionStatus = "rejected"
	QuestionHidden    QuestionStatus = "hidden"
	QuestionWithdrawn QuestionStatus = "retracted"
	QuestionErased    QuestionStatus = "erased"
)

// asked reports whether the question is there for everybody to read.
func (s QuestionStatus) asked() bool { return s == QuestionOpen || s == QuestionAnswered }

// Question is a question as SQL holds it.
type Question struct {
	ID, Room  core.ID
	Seq       int64   // in the public lane; 0 before it is published
	StaffSeq  int64   // in the staff lane; 0 when it did not wait
	Asker     core.ID // participant; of an anonymous one nobody but the asker and the server may learn it
	Anonymous bool
	Key       string
	Status    QuestionStatus
	Listed    bool // in the state that everybody has
	Pinned    bool
	Votes     int
	Told      int // votes as everybody was told last
	Into      core.ID
	Text      string // empty when it was taken away
	Stage     *Topic
	AskedAt   time.Time
	At        time.Time // of its publication
	Answer    *Answer
}

// Topic is what was on stage when somebody asked.
type Topic struct {
	Kind string `json:"kind"`
	Data raw    `json:"data"`
	Seq  int64  `json:"seq"`
}

// How a question was answered.
const (
	AnsweredLive    = "live"
	AnsweredWritten = "written"
)

// Answer is the answer to a question. One given live may have no words.
type Answer struct {
	How  string  `json:"how"`
	Text string  `json:"text,omitempty"`
	At   string  `json:"at"`
	By   core.ID `json:"by,omitempty"`
}

// by is who is shown as the asker: nobody, where that was asked for.
func (q Question) by() core.ID {
	if q.Anonymous {
		return ""
	}
	return q.Asker
}

// Ask is a question as somebody sends it.
type Ask struct {
	Text      string
	Anonymous bool
	Key       string  // Idempotency-Key; empty for none
	Parcel    core.ID // what it is about, where that is a parcel; empty: what is on stage
}

func (a *Ask) tidy() error {
	a.Text = tidyLine(a.Text)
	if n := utf8.RuneCountInString(a.Text); n < 2 || n > maxQuestionRunes {
		return core.Invalid("question_length", "Write 2 to 500 characters.").On("body.text").With("limit", maxQuestionRunes)
	}
	return nil
}

// AskQuestion writes a question, or queues it for review. Like PostChat it shares
// a commit, answers the same to the same key and must not be called in a transaction.
func (s *Service) AskQuestion(ctx context.Context, actor core.Actor, room core.ID, ask Ask) (Question, error) {
	if err := ask.tidy(); err != nil {
		return Question{}, err
	}
	v, err := s.lookLately(ctx, actor, room, s.speaking)
	if err != nil {
		return Question{}, err
	}
	if v, err = s.letIn(ctx, v); err != nil {
		return Question{}, err
	}
	if err := policy.Check(actor, "ask-question", v.target()); err != nil {
		return Question{}, err
	}
	about, err := s.askedAbout(ctx, room, ask)
	if err != nil {
		return Question{}, err
	}
	c := askCommand{Ask: ask, about: about, actor: actor, key: ParticipantKey{v.participant.ID, ask.Key}, staff: v.role.Staff()}
	err = s.writer.submit(ctx, room, &command{asks: asks{key: c.key, question: true}, place: c.place})
	return c.result, err
}

// askCommand is a question on its way into the log.
type askCommand struct {
	Ask
	about  *Topic // nil: what is on stage
	from   *view  // of who asks from a parcel's page; nil: from inside the room
	actor  core.Actor
	key    ParticipantKey
	staff  bool
	result Question
}

// desk is what deciding about questions needs from the store.
type desk struct {
	keyed    map[ParticipantKey]Question
	recent   map[core.ID]Recent
	waiting  int
	standing []standing
}

// Recent is what a participant has asked so far.
type Recent struct {
	Last       time.Time
	Unanswered int
}

// readDesk reads the desk for those who ask.
func (s *Service) readDesk(ctx context.Context, room core.ID, keys []ParticipantKey) (*desk, error) {
	d := &desk{keyed: map[ParticipantKey]Question{}}
	questions, err := s.Store.KeyedQuestions(ctx, room, keys)
	if err != nil {
		return nil, err
	}
	for _, q := range questions {
		d.keyed[ParticipantKey{q.Asker, q.Key}] = q
	}
	var askers []core.ID
	for _, k := range keys {
		askers = append(askers, k.Participant)
	}
	if d.recent, err = s.Store.RecentQuestions(ctx, askers); err != nil {
		return nil, err
	}
	if d.waiting, err = s.Store.CountQuestions(ctx, room, QuestionWaiting); err != nil {
		return nil, err
	}
	d.standing, err = s.listed(ctx, room)
	return d, err
}

// listed is how the questions stand that everybody has.
func (s *Service) listed(ctx context.Context, room core.ID) ([]standing, error) {
	questions, err := s.Store.ListedQuestions(ctx, room)
	list := make([]standing, len(questions))
	for i, q := range questions {
		list[i] = standing{q.Seq, q.Told, q.Pinned}
	}
	return list, err
}

// place puts the question where it belongs, or refuses it.
func (c *askCommand) place(e *edit, k *known) error {
	if before, ok := k.desk.keyed[c.key]; ok && c.key.Key != "" {
		if before.Text != "" && (before.Text != c.Text || before.Anonymous != c.Anonymous) {
			return core.Conflict("idempotency_key_reused", "This Idempotency-Key was used for another request. Use a fresh key.")
		}
		c.result = before
		return nil
	}
	p := k.participants[c.key.Participant]
	why, err := c.judge(e, k, p)
	if err != nil {
		return err
	}
	q := Question{
		ID: core.NewID(), Room: e.ID, Asker: p.ID, Anonymous: c.Anonymous, Key: c.key.Key, Status: QuestionOpen, Text: c.Text,
		Stage: c.topic(e), AskedAt: e.now,
	}
	if why != "" {
		q.Status = QuestionWaiting
		k.desk.waiting++
		err = e.wait(&q, p, why)
	} else {
		k.desk.standing, err = e.publishQuestion(&q, p, k.desk.standing)
	}
	if err != nil {
		return err
	}
	e.asked = append(e.asked, q)
	if c.from != nil && e.Phase == Ended && e.Kind == KindLive {
		e.follow(*c.from, q)
	}
	if q.Anonymous {
		e.audits = append(e.audits, anonymousAsk(c.actor, q))
	}
	r := k.desk.recent[p.ID]
	k.desk.recent[p.ID] = Recent{e.now, r.Unanswered + 1}
	if c.key.Key != "" {
		k.desk.keyed[c.key] = q
	}
	c.result = q
	return nil
}

// anonymousAsk is the one place where it is written who asked. It is in the
// installation's log, which administrators read, and not in the bureau's.
func anonymousAsk(actor core.Actor, q Question) core.AuditLine {
	return actor.Audited("ask-question", "question", q.ID, "", map[string]any{"room": q.Room, "anonymous": true})
}

// askedAbout is the parcel a question is about; nil where it is about what is on stage.
func (s *Service) askedAbout(ctx context.Context, room core.ID, ask Ask) (*Topic, error) {
	if ask.Parcel == "" {
		return nil, nil
	}
	p, err := s.parcelOf(ctx, room, ask.Parcel)
	if err != nil {
		return nil, err
	}
	return topicOf(p)
}

// topic is what the question is about. Of a parcel that is on stage it keeps when it was.
func (c *askCommand) topic(e *edit) *Topic {
	onStage := e.topic()
	if c.about == nil || onStage.about(c.Parcel) {
		return onStage
	}
	return c.about
}

// topic is what is on stage now.
func (e *edit) topic() *Topic {
	if e.Stage == nil {
		return nil
	}
	return shortTopic(Topic{Kind: e.Stage.Kind, Data: e.Stage.Data, Seq: e.Stage.Seq})
}

// wait puts a question before staff.
func (e *edit) wait(q *Question, p Participant, why string) error {
	l, err := e.toStaff(TypeQuestionWaiting, shownAs(*q, p), waitingQuestionData{askedData{q.ID, q.Text, q.Anonymous, q.Stage}, why})
	if err != nil {
		return err
	}
	q.StaffSeq = l.Seq
	l.ofAsker(*q)
	return nil
}

// publishQuestion puts a question before everybody. When the list is full, one of
// those on it leaves.
func (e *edit) publishQuestion(q *Question, p Participant, list []standing) ([]standing, error) {
	l, err := e.public(TypeAsked, shownAs(*q, p), askedData{q.ID, q.Text, q.Anonymous, q.Stage})
	if err != nil {
		return list, err
	}
	l.ofAsker(*q)
	q.Seq, q.At, q.Status, q.Listed = l.Seq, l.At, QuestionOpen, true
	list = append(list, standing{seq: q.Seq})
	if i := leaving(list); i >= 0 {
		e.unlisted = append(e.unlisted, list[i].seq)
		list = append(list[:i:i], list[i+1:]...)
	}
	return list, nil
}

// shownAs is the author an entry names.
func shownAs(q Question, p Participant) *Participant {
	if q.Anonymous {
		return nil
	}
	return &p
}

// ofAsker lets the erasing of a person find what they asked under their name. An
// anonymous question stays: taken away at that moment it would say whose it was.
func (l *Line) ofAsker(q Question) {
	if !q.Anonymous {
		l.Subject = q.Asker
	}
}

// judge says whether the question has to wait for review, and why, or refuses it.
func (c *askCommand) judge(e *edit, k *known, p Participant) (why string, err error) {
	mode := e.Settings.questions()
	switch {
	case !p.ErasedAt.IsZero():
		return "", core.Forbidden("not_in_room", "Enter the room first.")
	case !p.BannedAt.IsZero():
		return "", core.Forbidden("banned", "You have been banned from this room.")
	case p.KickedUntil.After(e.now):
		return "", core.Forbidden("kicked", "You were put out of the room. Wait a moment before you come back.").After(p.KickedUntil.Sub(e.now))
	case c.from == nil && (e.Phase == Ended || mode == QuestionsClosed && !c.staff):
		return "", core.Conflict("questions_closed", "No questions are taken at the moment.")
	case p.MutedUntil.After(e.now):
		return "", core.Forbidden("chat_muted", "You cannot write until the moderator's pause is over.").
			After(p.MutedUntil.Sub(e.now)).With("until", Stamp(p.MutedUntil))
	case c.staff:
		return "", nil
	}
	word := hasWord(normalise(c.Text), k.words)
	if word && e.Settings.OnWord == WordRefuse {
		return "", core.Invalid("chat_refused_word", "The line holds words that are not allowed here. Write it in another way.").On("body.text")
	}
	r := k.desk.recent[p.ID]
	pause := max(askEvery, time.Duration(e.Settings.SlowSeconds)*time.Second)
	if wait := r.Last.Add(pause).Sub(e.now); !r.Last.IsZero() && wait > 0 {
		return "", core.RateLimited("question_pace", "Wait a moment before the next question.", wait)
	}
	if r.Unanswered >= maxOwnQuestions {
		return "", core.RateLimited("questions_many", "Many of your questions are still open. Wait for answers, or take one back.", time.Minute)
	}
	switch {
	case word:
		why = whyWord
	case mode == QuestionsReview, c.from != nil:
		why = whyReview
	}
	if why != "" && k.desk.waiting >= maxQuestionsWaiting {
		return "", core.RateLimited("chat_queue_full", "Many lines are waiting to be read. Try again in a while.", 30*time.Second)
	}
	return why, e.spend()
}
