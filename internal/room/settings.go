package room

import (
	"cmp"
	"fmt"
	"strings"

	"zhaoyun/internal/core"
)

// How a room takes chat lines.
const (
	ChatOpen   = "open"
	ChatReview = "review" // 先审后发: staff publishes each line
	ChatClosed = "closed" // only staff may write
)

// How a room takes questions.
const (
	QuestionsOpen   = "open"
	QuestionsReview = "review" // staff publishes each question
	QuestionsClosed = "closed" // only staff may ask
)

// What happens to a line with a sensitive word.
const (
	WordReview = "review"
	WordRefuse = "refuse"
)

// Settings are the rules of a room's chat.
type Settings struct {
	Chat           string   `json:"chat"`
	SlowSeconds    int      `json:"slowSeconds"`    // between two lines of one participant
	LinesPerSecond int      `json:"linesPerSecond"` // of all guests together; 0 is no limit
	Words          []string `json:"words"`
	OnWord         string   `json:"onWord"`
	Questions      string   `json:"questions,omitempty"`  // see questions
	AnswerDays     int      `json:"answerDays,omitempty"` // see answerDays
}

// Bounds of the settings.
const (
	maxSlowSeconds    = 3600
	maxLinesPerSecond = 10000
	maxWords          = 1000
	maxWordRunes      = 50
	maxAnswerDays     = 60
)

// DefaultSettings are those of a new room. 5,000 viewers at 20 lines of 250 bytes
// a second are 200 Mbit/s, which is as much as one server should send.
func DefaultSettings() Settings {
	return Settings{Chat: ChatOpen, LinesPerSecond: 20, Words: []string{}, OnWord: WordReview}
}

// public is the part everybody may know.
func (s Settings) public() PublicSettings {
	return PublicSettings{Chat: s.Chat, SlowSeconds: s.SlowSeconds, Questions: s.questions()}
}

// questions is how the room takes questions; rooms of a time before them review.
func (s Settings) questions() string { return cmp.Or(s.Questions, QuestionsReview) }

// answerDays are the working days within which a question that stayed open is answered.
func (s Settings) answerDays() int { return cmp.Or(s.AnswerDays, 5) }

// filled are the settings with what was left to the defaults.
func (s Settings) filled() Settings {
	s.Questions, s.AnswerDays = s.questions(), s.answerDays()
	return s
}

// SettingsUpdate changes the settings that are set.
type SettingsUpdate struct {
	Chat           *string
	SlowSeconds    *int
	LinesPerSecond *int
	Words          *[]string
	OnWord         *string
	Questions      *string
	AnswerDays     *int
}

// apply returns the changed settings, or what is wrong with them.
func (u SettingsUpdate) apply(s Settings) (Settings, error) {
	set(&s.Chat, u.Chat)
	set(&s.SlowSeconds, u.SlowSeconds)
	set(&s.LinesPerSecond, u.LinesPerSecond)
	set(&s.OnWord, u.OnWord)
	set(&s.Questions, u.Questions)
	set(&s.AnswerDays, u.AnswerDays)
	s = s.filled()
	var wrong []core.FieldError
	must := func(ok bool, field, code, message string) {
		if !ok {
			wrong = append(wrong, core.FieldError{Field: "body." + field, Code: code, Message: message})
		}
	}
	must(s.Chat == ChatOpen || s.Chat == ChatReview || s.Chat == ChatClosed, "chat", "not_one_of", "Use open, review or closed.")
	must(s.OnWord == WordReview || s.OnWord == WordRefuse, "onWord", "not_one_of", "Use review or refuse.")
	must(s.SlowSeconds >= 0 && s.SlowSeconds <= maxSlowSeconds, "slowSeconds", "out_of_range", "Use 0 to 3600 seconds.")
	must(s.LinesPerSecond >= 0 && s.LinesPerSecond <= maxLinesPerSecond, "linesPerSecond", "out_of_range", "Use 0 (no limit) to 10000.")
	must(s.Questions == QuestionsOpen || s.Questions == QuestionsReview || s.Questions == QuestionsClosed,
		"questions", "not_one_of", "Use open, review or closed.")
	must(s.AnswerDays >= 1 && s.AnswerDays <= maxAnswerDays, "answerDays", "out_of_range", "Use 1 to 60 working days.")
	if u.Words != nil {
		s.Words = tidyWords(*u.Words)
		must(len(s.Words) <= maxWords, "words", "too_many", "Use at most 1000 words.")
		for i, w := range s.Words {
			must(len([]rune(w)) <= maxWordRunes, fmt.Sprintf("words[%d]", i), "too_long", "A word has at most 50 characters.")
		}
	}
	if len(wrong) > 0 {
		return s, core.InvalidFields(wrong...)
	}
	return s, nil
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// tidyWords drops the words of a list that normalise to nothing or to one already there.
func tidyWords(words []string) []string {
	kept, seen := []string{}, map[string]bool{"": true}
	for _, w := range words {
		w = strings.TrimSpace(strings.ToValidUTF8(w, ""))
		if n := normalise(w); !seen[n] {
			seen[n] = true
			kept = append(kept, w)
		}
	}
	return kept
}
