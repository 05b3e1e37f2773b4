package room

import (
	"encoding/json"

	"zhaoyun/internal/core"
)

// ceremonyBook is what chapters of a ceremony refer to: how far each agreement was, and
// which start counts.
type ceremonyBook struct {
	lines   map[core.ID]int // of each agreement, that have been told
	start   startData
	startAt int64
	pressed bool
}

// page is the chapter of a page of an agreement.
func (b *chapterBook) page(data raw) Chapter {
	var on documentStage
	_ = json.Unmarshal(data, &on) // a newer server may write another form
	return Chapter{Name: StageDocument, Page: on.Page, Label: on.Title}
}

// agreement is the chapter of a party's confirmation, or of the seal. What else becomes of
// an agreement is none.
func (b *chapterBook) agreement(_ Entry, d AgreementShown) (Chapter, bool) {
	if b.ceremony.lines == nil {
		b.ceremony.lines = map[core.ID]int{}
	}
	told := min(b.ceremony.lines[d.Agreement], len(d.Lines))
	b.ceremony.lines[d.Agreement] = len(d.Lines)
	found := Chapter{Label: d.Title}
	there := false
	for _, l := range d.Lines[told:] {
		switch l.Kind {
		case "confirmed":
			found.Kind, found.Text, there = "confirmed", l.Who, true
		case "released":
			found.Kind, found.Text, there = "released", "", true
		}
	}
	return found, there
}

// start is the chapter of a countdown.
func (b *chapterBook) start(e Entry, d startData) (Chapter, bool) {
	b.ceremony.start, b.ceremony.startAt, b.ceremony.pressed = d, e.Seq, false
	return Chapter{Label: d.Label}, true
}

// pressed is the chapter of the first hand on the button.
func (b *chapterBook) pressed(_ Entry, d pressData) (Chapter, bool) {
	first := !b.ceremony.pressed && d.Start == b.ceremony.startAt
	b.ceremony.pressed = b.ceremony.pressed || first
	return Chapter{Label: b.ceremony.start.Label}, first
}
