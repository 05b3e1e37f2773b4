package room

import (
	"cmp"
	"context"
	"encoding/json"

	"zhaoyun/internal/core"
)

// Chapter is something a replay jumps to.
type Chapter struct {
	Kind   string // see chapterOf
	Seq    int64
	Offset int64  // of the replay's clock, in milliseconds
	Name   string // of a state or a kind of stage
	Page   int    // of slides or an agreement
	Text   string // what was asked or announced; the name of a document with its first page

	Parcel core.ID   // that came on stage
	Place  int       // of it among those of the event
	Label  core.Text // of the parcel, the agreement or the start
}

// maxChapters bounds an answer; a session has some hundreds.
const maxChapters = 5000

// chapterBook is what chapters refer to: the document that was shown last, and the
// words of questions and polls that are still there.
type chapterBook struct {
	document  core.ID
	onMap     core.ID // the parcel that is on stage
	questions map[int64]string
	polls     map[core.ID]string
	ceremony  ceremonyBook
}

// parcel is the chapter of a parcel that came on stage. Newer figures of the one that is
// there are none.
func (b *chapterBook) parcel(data raw) (Chapter, bool) {
	var p parcelTopic
	_ = json.Unmarshal(data, &p)
	if p.Parcel == b.onMap {
		return Chapter{}, false
	}
	b.onMap = p.Parcel
	return Chapter{Kind: "parcel", Name: StageParcel, Parcel: p.Parcel, Place: p.Place, Label: p.Name, Text: p.Number}, true
}

// chapterOf are the types of entry that make a chapter; another one is one more
// line, and a line in the page's table of kinds.
var chapterOf = map[string]func(*chapterBook, Entry) (Chapter, bool){
	TypeState: chapter("state", func(_ *chapterBook, _ Entry, d stateData) (Chapter, bool) {
		return Chapter{Name: string(d.State)}, true
	}),
	TypeStage: chapter("stage", func(b *chapterBook, _ Entry, d stageData) (Chapter, bool) {
		if d.Kind == StageParcel {
			return b.parcel(d.Data)
		}
		b.onMap = ""
		if d.Kind == StageDocument {
			return b.page(d.Data), true
		}
		var slides slidesStage
		if d.Kind == StageSlides {
			_ = json.Unmarshal(d.Data, &slides) // a kind of a newer server may have another form
		}
		c := Chapter{Name: d.Kind, Page: slides.Page}
		if slides.File != b.document && slides.Name != "" {
			b.document, c.Text = slides.File, slides.Name
		}
		return c, true
	}),
	TypeAsked: chapter("question", func(b *chapterBook, e Entry, d askedData) (Chapter, bool) {
		b.questions[e.Seq] = d.Text
		return Chapter{Text: d.Text}, true
	}),
	TypeQuestionAnswered: chapter("answer", func(b *chapterBook, _ Entry, d answeredData) (Chapter, bool) {
		text, there := b.questions[d.Ref]
		return Chapter{Text: text}, there
	}),
	TypePollOpened: chapter("poll", func(b *chapterBook, _ Entry, d pollOpenedData) (Chapter, bool) {
		b.polls[d.Poll] = d.Question
		return Chapter{Text: d.Question}, true
	}),
	TypePollClosed: chapter("result", func(b *chapterBook, _ Entry, d pollClosedData) (Chapter, bool) {
		text, there := b.polls[d.Poll]
		return Chapter{Text: text}, there
	}),
	TypeRundownStarted: chapter("item", func(_ *chapterBook, _ Entry, d rundownStartedData) (Chapter, bool) {
		return Chapter{Text: d.Title}, true
	}),
	TypeAgreement:    chapter("confirmed", (*chapterBook).agreement),
	TypeStart:        chapter("start", (*chapterBook).start),
	TypeStartPressed: chapter("pressed", (*chapterBook).pressed),
	TypeAnnounced: chapter("announcement", func(_ *chapterBook, _ Entry, d announcedData) (Chapter, bool) {
		return Chapter{Text: d.Text}, true
	}),
}

// chapter makes chapters of one kind from payloads of one form.
func chapter[T any](kind string, of func(*chapterBook, Entry, T) (Chapter, bool)) func(*chapterBook, Entry) (Chapter, bool) {
	return func(b *chapterBook, e Entry) (Chapter, bool) {
		d, ok := payload[T](e)
		if !ok {
			return Chapter{}, false
		}
		c, ok := of(b, e, d)
		c.Kind, c.Seq = cmp.Or(c.Kind, kind), e.Seq
		return c, ok
	}
}

// chapters lists what a replay jumps to, as far as it may still be shown. Of what
// came before the session went live there is only what then lay on the stage.
func (s *Service) chapters(ctx context.Context, room core.ID, clock ReplayClock) ([]Chapter, error) {
	list := []Chapter{}
	if len(clock) == 0 {
		return list, nil
	}
	book := &chapterBook{questions: map[int64]string{}, polls: map[core.ID]string{}}
	filter := ReplayFilter{Types: keysOf(chapterOf), Limit: maxTail}
	var ready *Chapter
	for len(list) < maxChapters {
		lines, err := s.Store.ReplayLines(ctx, room, filter)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			early := l.At.UnixMilli() < clock[0].At.UnixMilli()
			if early {
				book.document, book.onMap = "", "" // the first of the list says its name
			}
			c, ok := chapterOf[l.Type](book, l.Entry())
			if !ok {
				continue
			}
			if early {
				if l.Type == TypeStage {
					ready = &c
				}
				continue
			}
			if ready != nil {
				list, ready = append(list, *ready), nil
			}
			c.Offset = clock.Offset(l.At).Milliseconds()
			list = append(list, c)
		}
		if len(lines) < filter.Limit {
			break
		}
		filter.After = lines[len(lines)-1].Seq
	}
	return list[:min(len(list), maxChapters)], nil
}

func keysOf[T any](table map[string]T) []string {
	keys := make([]string, 0, len(table))
	for k := range table {
		keys = append(keys, k)
	}
	return keys
}
