package room

import (
	"context"
	"time"
	"unicode/utf8"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

const (
	maxChatRunes   = 1000
	maxReasonRunes = 200
	// maxWaiting bounds the lines that wait for review: more is nobody's to read.
	maxWaiting = 500
)

// ChatPost is a chat line as somebody sends it.
type ChatPost struct {
	Text    string
	ReplyTo int64  // a line of the public lane; 0 for none
	Key     string // Idempotency-Key; empty for none
}

// What became of a chat line.
const (
	StatusPosted  = "posted"
	StatusWaiting = "waiting" // for review
)

// ChatResult says where a chat line went.
type ChatResult struct {
	Status  string
	Seq     int64 // in the public lane, when posted
	Waiting int64 // in the staff lane, when it waits
	At      time.Time
}

// PostChat writes a chat line, or queues it for review. Repeating it with its
// key answers the same. It must not be called inside a transaction: the line
// shares the commit of the room's other lines.
func (s *Service) PostChat(ctx context.Context, actor core.Actor, room core.ID, post ChatPost) (ChatResult, error) {
	post.Text = tidyLine(post.Text)
	if n := utf8.RuneCountInString(post.Text); n < 1 || n > maxChatRunes {
		return ChatResult{}, core.Invalid("chat_length", "Write 1 to 1000 characters.").On("body.text").With("limit", maxChatRunes)
	}
	v, err := s.lookLately(ctx, actor, room, s.speaking)
	if err != nil {
		return ChatResult{}, err
	}
	if v, err = s.letIn(ctx, v); err != nil {
		return ChatResult{}, err
	}
	if err := policy.Check(actor, "post-chat", v.target()); err != nil {
		return ChatResult{}, err
	}
	l := chatCommand{ChatPost: post, key: ParticipantKey{v.participant.ID, post.Key}, staff: v.role.Staff()}
	err = s.writer.submit(ctx, room, &command{asks: asks{key: l.key, line: post.ReplyTo}, place: l.place})
	if err != nil {
		return ChatResult{}, err
	}
	return l.result, nil
}

// chatCommand is a chat line on its way into the log.
type chatCommand struct {
	ChatPost
	key    ParticipantKey
	staff  bool
	result ChatResult
}

// known is what deciding about a batch of commands needs from the store.
type known struct {
	participants map[core.ID]Participant
	keyed        map[ParticipantKey]Line
	lines        map[int64]Line // of the public lane
	words        []string
	spoke        []core.ID
	desk         *desk // when there are questions
}

func (s *Service) know(ctx context.Context, e *edit, batch []*command) (*known, error) {
	k := &known{
		participants: map[core.ID]Participant{}, keyed: map[ParticipantKey]Line{}, lines: map[int64]Line{},
		words: s.wordsOf(e.Room),
	}
	var (
		ids  []core.ID
		keys []ParticipantKey
		refs []int64
		asks []ParticipantKey
	)
	for _, c := range batch {
		if c.asks.key.Participant != "" {
			ids = append(ids, c.asks.key.Participant)
		}
		if c.asks.key.Key != "" {
			keys = append(keys, c.asks.key)
		}
		if c.asks.question {
			asks = append(asks, c.asks.key)
		}
		if c.asks.line > 0 {
			refs = append(refs, c.asks.line)
		}
	}
	participants, err := s.Store.Participants(ctx, e.ID, ids)
	if err != nil {
		return nil, err
	}
	for _, p := range participants {
		k.participants[p.ID] = p
	}
	lines, err := s.Store.KeyedLines(ctx, e.ID, keys)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		k.keyed[ParticipantKey{l.Participant, l.Key}] = l
	}
	lines, err = s.Store.LinesAt(ctx, e.ID, string(Public), refs)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		k.lines[l.Seq] = l
	}
	if len(asks) > 0 {
		k.desk, err = s.readDesk(ctx, e.ID, asks)
	}
	return k, err
}

// place puts the line where it belongs, or refuses it.
func (l *chatCommand) place(e *edit, k *known) error {
	if before, ok := k.keyed[l.key]; ok {
		var err error
		l.result, err = again(before, l.ChatPost)
		return err
	}
	p := k.participants[l.key.Participant]
	why, err := l.judge(e, k, p)
	if err != nil {
		return err
	}
	var line *Line
	l.result = ChatResult{Status: StatusPosted, At: e.now}
	if why == "" {
		line, err = e.public(TypePosted, &p, chatData{l.Text, l.ReplyTo})
		l.result.Seq = e.Public
	} else {
		line, err = e.toStaff(TypeWaiting, &p, waitingData{l.Text, l.ReplyTo, why})
		l.result.Status, l.result.Waiting = StatusWaiting, e.Staff
		e.Waiting++
	}
	if err != nil {
		return err
	}
	p.SpokeAt = e.now
	k.participants[p.ID] = p
	k.spoke = append(k.spoke, p.ID)
	if line.Key = l.key.Key; line.Key != "" {
		k.keyed[l.key] = *line
	}
	return nil
}

// again answers a repeated command. Another line under the same key is a mistake
// of the client; one whose text is gone cannot be told apart and counts as the same.
func again(l Line, post ChatPost) (ChatResult, error) {
	res := ChatResult{Status: StatusPosted, Seq: l.Seq, At: l.At}
	var data any = chatData{post.Text, post.ReplyTo}
	if l.Type == TypeWaiting {
		res = ChatResult{Status: StatusWaiting, Waiting: l.Seq, At: l.At}
		d, _ := payload[waitingData](l.Entry())
		data = waitingData{post.Text, post.ReplyTo, d.Why}
	}
	text, err := canonical(data)
	if err != nil {
		return ChatResult{}, err
	}
	if l.Redacted == "" && digest(l.Salt, text) != l.Digest {
		return ChatResult{}, core.Conflict("idempotency_key_reused", "This Idempotency-Key was used for another request. Use a fresh key.")
	}
	return res, nil
}

// answerable reports whether a line of the public lane is one to reply to.
func (k *known) answerable(seq int64) bool {
	l, ok := k.lines[seq]
	return ok && l.Type == TypePosted && l.Redacted == ""
}

// Why a line waits for review.
const (
	whyReview = "review"
	whyWord   = "word"
)

// judge says whether the line has to wait for review, and why, or refuses it. The
// rules of pace and words are for guests.
func (l *chatCommand) judge(e *edit, k *known, p Participant) (why string, err error) {
	switch {
	case !p.ErasedAt.IsZero():
		return "", core.Forbidden("not_in_room", "Enter the room first.")
	case !p.BannedAt.IsZero():
		return "", core.Forbidden("banned", "You have been banned from this room.")
	case p.KickedUntil.After(e.now):
		return "", core.Forbidden("kicked", "You were put out of the room. Wait a moment before you come back.").After(p.KickedUntil.Sub(e.now))
	case e.Phase == Ended, e.Settings.Chat == ChatClosed && !l.staff:
		return "", core.Conflict("chat_closed", "The chat is closed.")
	case p.MutedUntil.After(e.now):
		return "", core.Forbidden("chat_muted", "You cannot write until the moderator's pause is over.").
			After(p.MutedUntil.Sub(e.now)).With("until", Stamp(p.MutedUntil))
	case l.ReplyTo != 0 && !k.answerable(l.ReplyTo):
		return "", core.Invalid("reply_not_found", "The line you answer is no longer there.").On("body.replyTo")
	case l.staff:
		return "", nil
	}
	word := hasWord(normalise(l.Text), k.words)
	if word && e.Settings.OnWord == WordRefuse {
		return "", core.Invalid("chat_refused_word", "The line holds words that are not allowed here. Write it in another way.").On("body.text")
	}
	slow := time.Duration(e.Settings.SlowSeconds) * time.Second
	if wait := p.SpokeAt.Add(slow).Sub(e.now); slow > 0 && !p.SpokeAt.IsZero() && wait > 0 {
		return "", core.RateLimited("chat_slow", "Slow mode is on. Wait a moment before the next line.", wait)
	}
	switch {
	case word:
		why = whyWord
	case e.Settings.Chat == ChatReview:
		why = whyReview
	}
	if why != "" && e.Waiting >= maxWaiting {
		return "", core.RateLimited("chat_queue_full", "Many lines are waiting to be read. Try again in a while.", 30*time.Second)
	}
	return why, e.spend()
}

// spend takes one line from the budget of this second.
func (e *edit) spend() error {
	limit, second := e.Settings.LinesPerSecond, e.now.Unix()
	if limit == 0 {
		return nil
	}
	if e.Budget.Second != second {
		e.Budget = Budget{Second: second}
	}
	if e.Budget.Used >= limit {
		next := time.Unix(second+1, 0).Sub(e.now)
		return core.RateLimited("chat_budget", "Many are writing at once. Try again in a moment.", next)
	}
	e.Budget.Used++
	return nil
}

// wordList is a room's sensitive words, normalised, as of a version of its settings.
type wordList struct {
	version core.Version
	words   []string
}

// wordsOf returns the room's sensitive words ready to look for.
func (s *Service) wordsOf(r Room) []string {
	if have, ok := s.words.Load(r.ID); ok {
		if list := have.(wordList); list.version == r.Version {
			return list.words
		}
	}
	list := wordList{r.Version, normaliseAll(r.Settings.Words)}
	s.words.Store(r.ID, list)
	return list.words
}
