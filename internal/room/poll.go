package room

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"zhaoyun/internal/core"
)

// PollKind is how a poll is answered.
type PollKind string

// The kinds of poll.
const (
	PollSingle   PollKind = "single"
	PollMultiple PollKind = "multiple" // MinChoices to MaxChoices options
	PollRating   PollKind = "rating"   // 1 to 5
	PollRanking  PollKind = "ranking"  // all options, the best first
)

// PollStatus is how far a poll is.
type PollStatus string

// The statuses of a poll. A closed one stays closed.
const (
	PollDraft  PollStatus = "draft"
	PollOpen   PollStatus = "open"
	PollClosed PollStatus = "closed"
)

// When everybody sees the results of a poll.
const (
	ResultsLive   = "live"
	ResultsClosed = "closed" // only when it is closed
)

const (
	maxPollRunes   = 200
	maxOptionRunes = 100
	minOptions     = 2
	maxOptions     = 10
	maxRanked      = 6 // more than that nobody puts in order on a phone
	maxPolls       = 50
)

// Poll is a question to everybody in the room.
type Poll struct {
	ID   core.ID
	Room core.ID
	PollDraftData
	Status    PollStatus
	Version   core.Version
	Turn      int64  // batches of votes taken so far
	Tally     *Tally // the final one, once closed
	CreatedAt time.Time
	OpenedAt  time.Time // zero before
	ClosedAt  time.Time // zero before
}

// PollDraftData is what a poll asks, and how.
type PollDraftData struct {
	Kind       PollKind
	Question   string
	Options    []string
	MinChoices int // of PollMultiple; worked out for the others
	MaxChoices int
	Results    string
}

// Tally is what was voted. Counts has a figure for each option: the people who
// chose it or, where options are ranked, its points: as many as there are options
// for a first place, one for the last.
type Tally struct {
	Voters int64   `json:"voters"`
	Counts []int64 `json:"counts"`
}

// VoteCount is how many people made the same choices.
type VoteCount struct {
	Choices string
	People  int64
}

// tidy returns the draft in its one form, or what is wrong with it.
func (d PollDraftData) tidy() (PollDraftData, error) {
	var wrong []core.FieldError
	must := func(ok bool, field, code, message string) {
		if !ok {
			wrong = append(wrong, core.FieldError{Field: "body." + field, Code: code, Message: message})
		}
	}
	d.Question = tidyLine(d.Question)
	must(between(utf8.RuneCountInString(d.Question), 1, maxPollRunes), "question", "poll_question", "Write a question of 1 to 200 characters.")
	must(d.Results == ResultsLive || d.Results == ResultsClosed, "results", "not_one_of", "Use live or closed.")
	if d.Kind == PollRating {
		d.Options = []string{"1", "2", "3", "4", "5"}
	}
	options := make([]string, len(d.Options))
	most := maxOptions
	if d.Kind == PollRanking {
		most = maxRanked
	}
	must(between(len(d.Options), minOptions, most), "options", "poll_options", fmt.Sprintf("Give 2 to %d options.", most))
	for i, o := range d.Options {
		options[i] = tidyLine(o)
		at := fmt.Sprintf("options[%d]", i)
		must(between(utf8.RuneCountInString(options[i]), 1, maxOptionRunes), at, "poll_option", "Write 1 to 100 characters.")
		must(!slices.Contains(options[:i], options[i]), at, "poll_option_twice", "This option is there already.")
	}
	d.Options = options
	switch d.Kind {
	case PollSingle, PollRating:
		d.MinChoices, d.MaxChoices = 1, 1
	case PollRanking:
		d.MinChoices, d.MaxChoices = len(options), len(options)
	case PollMultiple:
		must(d.MinChoices >= 1 && d.MinChoices <= d.MaxChoices && d.MaxChoices <= len(options), "maxChoices", "poll_choices",
			"Let people choose at least one option and at most all of them.")
	default:
		must(false, "kind", "not_one_of", "Use single, multiple, rating or ranking.")
	}
	if len(wrong) > 0 {
		return d, core.InvalidFields(wrong...)
	}
	return d, nil
}

func between(n, least, most int) bool { return least <= n && n <= most }

// choices is a vote in its one form: the numbers of the options, in order of
// preference where they are ranked and ascending otherwise.
func (d PollDraftData) choices(numbers []int) (string, error) {
	invalid := core.Invalid("vote_choices", "Choose as many of the options as the poll asks for.").On("body.choices").
		With("min", d.MinChoices).With("max", d.MaxChoices)
	chosen := slices.Clone(numbers)
	if d.Kind != PollRanking {
		slices.Sort(chosen)
	}
	if !between(len(chosen), d.MinChoices, d.MaxChoices) {
		return "", invalid
	}
	words := make([]string, len(chosen))
	for i, n := range chosen {
		if !between(n, 1, len(d.Options)) || slices.Contains(chosen[:i], n) {
			return "", invalid
		}
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ","), nil
}

// chosen reads the numbers of a vote.
func chosen(choices string) []int {
	var numbers []int
	for _, word := range strings.Split(choices, ",") {
		if n, err := strconv.Atoi(word); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// tally adds up the votes.
func (d PollDraftData) tally(votes []VoteCount) Tally {
	t := Tally{Counts: make([]int64, len(d.Options))}
	for _, v := range votes {
		t.Voters += v.People
		for place, n := range chosen(v.Choices) {
			if !between(n, 1, len(d.Options)) {
				continue
			}
			points := int64(1)
			if d.Kind == PollRanking {
				points = int64(len(d.Options) - place)
			}
			t.Counts[n-1] += points * v.People
		}
	}
	return t
}
