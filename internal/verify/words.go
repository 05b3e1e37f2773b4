package verify

import (
	"strings"
	"time"

	"zhaoyun/internal/evidence"
)

// Language is one that the verifier speaks.
type Language string

// The languages, as the pages call them.
const (
	Chinese   Language = "zh-CN"
	English   Language = "en"
	Cantonese Language = "zh-HK"
)

// Languages are all of them, the first for whoever asks for another.
var Languages = []Language{Chinese, English, Cantonese}

// words are the sentences of a code in the order of Languages. {name} stands for a parameter.
type words [3]string

func (l Language) pick(w words) string {
	for i, known := range Languages {
		if known == l {
			return w[i]
		}
	}
	return w[0]
}

// Text is the verdict in one sentence.
func (l Language) Text(verdict Code) string { return l.pick(verdicts[verdict]) }

// Finding puts a finding into a sentence.
func (l Language) Finding(f Finding) string {
	w, ok := findings[f.Code]
	if !ok {
		w = unknown
	}
	text := l.pick(w)
	for name, value := range f.Params {
		text = strings.ReplaceAll(text, "{"+name+"}", l.value(name, value))
	}
	return strings.ReplaceAll(text, "{code}", string(f.Code))
}

// value puts a parameter into words, where it is a code or a time itself.
func (l Language) value(name, value string) string {
	switch name {
	case "at", "from", "until", "stamped":
		if at, err := time.Parse(time.RFC3339, value); err == nil {
			return Moment(at)
		}
	case "level", "reached":
		return l.Level(evidence.Level(value))
	case "said":
		if at, err := time.Parse(time.RFC3339, value); err == nil {
			return Moment(at)
		}
		if w, ok := levels[evidence.Level(value)]; ok {
			return l.pick(w)
		}
	case "kind":
		if w, ok := kinds[evidence.Kind(value)]; ok {
			return l.pick(w)
		}
	}
	return value
}

// Level is the name of a level.
func (l Language) Level(level evidence.Level) string { return l.pick(levels[level]) }

// Kind is what a line of the evidence says happened.
func (l Language) Kind(kind evidence.Kind) string { return l.pick(kinds[kind]) }

// Role is what a signature is for.
func (l Language) Role(role Role) string { return l.pick(roles[role]) }

// Moment writes a time for people in China, whichever machine it runs on.
func Moment(at time.Time) string {
	return at.In(time.FixedZone("UTC+8", 8*3600)).Format("2006-01-02 15:04:05 (UTC+8)")
}
