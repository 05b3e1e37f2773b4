package room

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"zhaoyun/internal/core"
)

// Found is a line that holds the words looked for.
type Found struct {
	Seq     int64
	Type    string
	At      string
	By      core.ID
	Offset  int64  // of the replay's clock, in milliseconds
	Excerpt string // around the words
}

// FoundPage is a page of them and who wrote them.
type FoundPage struct {
	core.Page[Found]
	People []Person
}

const (
	maxSearchRunes = 60
	// A search that finds little reads this many times at most; the cursor goes on.
	maxSearchReads = 10
	excerptBefore  = 16
	excerptAfter   = 60
)

// wordsOf are the types of entry that can be searched, and what they say.
var wordsOf = map[string]func(Entry) []string{
	TypePosted:           said(func(d chatData) []string { return []string{d.Text} }),
	TypeAsked:            said(func(d askedData) []string { return []string{d.Text} }),
	TypeQuestionAnswered: said(func(d answeredData) []string { return []string{d.Text} }),
	TypeAnnounced:        said(func(d announcedData) []string { return []string{d.Text} }),
	TypePollOpened:       said(func(d pollOpenedData) []string { return append([]string{d.Question}, d.Options...) }),
	TypeStage: said(func(d stageData) []string {
		var notice struct {
			Text, Label core.Text
		}
		_ = json.Unmarshal(d.Data, &notice) // most kinds say nothing
		var words []string
		for _, language := range core.Languages {
			words = append(words, notice.Text[language], notice.Label[language])
		}
		return words
	}),
}

func said[T any](words func(T) []string) func(Entry) []string {
	return func(e Entry) []string {
		if d, ok := payload[T](e); ok {
			return words(d)
		}
		return nil
	}
}

// SearchReplay finds words in what the audience of a replay may see now.
func (s *Service) SearchReplay(ctx context.Context, actor core.Actor, room core.ID, words string, p core.Paging) (FoundPage, error) {
	page := FoundPage{Page: core.Page[Found]{Items: []Found{}}}
	if _, err := s.replayer(ctx, actor, room, "search-replay"); err != nil {
		return page, err
	}
	words = strings.Join(strings.Fields(strings.ToValidUTF8(words, "")), " ")
	if words == "" || len([]rune(words)) > maxSearchRunes {
		return page, core.Invalid("search_words", "Search for 1 to 60 characters.").On("query.q")
	}
	after, err := strconv.ParseUint("0"+p.Cursor, 10, 62)
	if err != nil {
		return page, core.Invalid("cursor_invalid", "This cursor is not one of this list. Start from the first page.").On("query.cursor")
	}
	err = s.Store.InReadTx(ctx, func(ctx context.Context) error {
		clock, err := s.replayClock(ctx, room)
		if err != nil {
			return err
		}
		found, next, err := s.find(ctx, room, words, int64(after), p.Limit)
		if err != nil {
			return err
		}
		page.Next = next
		named := make([]Entry, len(found))
		for i, f := range found {
			named[i] = f.line.Entry()
			e := named[i]
			page.Items = append(page.Items, Found{
				Seq: e.Seq, Type: e.Type, At: e.At, By: e.By, Offset: clock.Offset(f.line.At).Milliseconds(), Excerpt: f.excerpt,
			})
		}
		page.People, err = s.named(ctx, room, named...)
		return err
	})
	return page, err
}

type hit struct {
	line    Line
	excerpt string
}

// find looks through the log until it has a page, or has read enough for once.
// The store goes by the letters of payloads; what they say decides.
func (s *Service) find(ctx context.Context, room core.ID, words string, after int64, limit int) ([]hit, string, error) {
	letters, err := canonical(words)
	if err != nil {
		return nil, "", err
	}
	filter := ReplayFilter{Types: keysOf(wordsOf), Words: string(letters[1 : len(letters)-1]), After: after, Limit: maxTail}
	found := []hit{}
	for range maxSearchReads {
		lines, err := s.Store.ReplayLines(ctx, room, filter)
		if err != nil {
			return nil, "", err
		}
		there, err := s.withoutLost(ctx, room, lines)
		if err != nil {
			return nil, "", err
		}
		for _, l := range there {
			text, ok := excerpt(wordsOf[l.Type](l.Entry()), words)
			switch {
			case !ok:
			case len(found) == limit:
				return found, strconv.FormatInt(found[limit-1].line.Seq, 10), nil
			default:
				found = append(found, hit{l, text})
			}
		}
		if len(lines) < filter.Limit {
			return found, "", nil
		}
		filter.After = lines[len(lines)-1].Seq
	}
	return found, strconv.FormatInt(filter.After, 10), nil
}

// withoutLost leaves out answers to questions that were taken away.
func (s *Service) withoutLost(ctx context.Context, room core.ID, lines []Line) ([]Line, error) {
	refs := map[int64]int64{}
	asked := []int64{}
	for _, l := range lines {
		if d, ok := payload[answeredData](l.Entry()); ok && l.Type == TypeQuestionAnswered {
			refs[l.Seq] = d.Ref
			asked = append(asked, d.Ref)
		}
	}
	questions, err := s.Store.LinesAt(ctx, room, string(Public), asked)
	if err != nil {
		return nil, err
	}
	there := map[int64]bool{}
	for _, q := range questions {
		there[q.Seq] = q.Redacted == ""
	}
	kept := make([]Line, 0, len(lines))
	for _, l := range lines {
		if ref, answer := refs[l.Seq]; !answer || there[ref] {
			kept = append(kept, l)
		}
	}
	return kept, nil
}

// excerpt is what is said around the words, and whether they are said at all.
func excerpt(texts []string, words string) (string, bool) {
	looked := []rune(strings.ToLower(words))
	for _, text := range texts {
		runes := []rune(strings.Join(strings.Fields(text), " "))
		at := indexRunes([]rune(strings.ToLower(string(runes))), looked)
		if at < 0 {
			continue
		}
		from, to := max(0, at-excerptBefore), min(len(runes), at+len(looked)+excerptAfter)
		out := string(runes[from:to])
		if from > 0 {
			out = "…" + out
		}
		if to < len(runes) {
			out += "…"
		}
		return out, true
	}
	return "", false
}

func indexRunes(text, words []rune) int {
	for i := 0; i+len(words) <= len(text); i++ {
		if string(text[i:i+len(words)]) == string(words) {
			return i
		}
	}
	return -1
}
