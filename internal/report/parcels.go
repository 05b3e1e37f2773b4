package report

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/docx"
	"zhaoyun/internal/policy"
	"zhaoyun/internal/room"
)

// Parcel is what a parcel drew while it was presented.
type Parcel struct {
	ID      core.ID   `json:"id"`
	Place   int       `json:"place,omitempty" doc:"Among the parcels of the event"`
	Number  string    `json:"number"`
	Name    core.Text `json:"name"`
	Seq     int64     `json:"seq,omitempty" doc:"When it first came on stage; absent when it was only asked about"`
	Seconds int64     `json:"seconds" doc:"On stage"`
	Watched int       `json:"watched" doc:"People of the audience who were there meanwhile"`
	Peak    int       `json:"peak" doc:"Of these at once"`
	People  []int     `json:"people" nullable:"false" doc:"The most of each minute in which it was on stage, one after another"`
	Kept    int       `json:"kept" doc:"People of the audience who keep it"`
	Asked   int       `json:"asked" doc:"Questions about it"`
	Talks   int       `json:"talks" doc:"People who want to talk about it"`

	spans []Span
}

// Drawn is what the store counts of parcels by itself.
type Drawn struct {
	Kept  map[core.ID]int // people of the audience who keep it
	Talks map[core.ID]int // people who said in this room that they want to talk
}

// parcelNamed is what stages and questions say of a parcel.
type parcelNamed struct {
	Parcel core.ID
	Place  int
	Number string
	Name   core.Text
}

// parcel finds a parcel among those of the report, or enters it.
func (b *builder) parcel(kind string, payload json.RawMessage) *Parcel {
	var on parcelNamed
	if kind != room.StageParcel || json.Unmarshal(payload, &on) != nil || on.Parcel == "" {
		return nil
	}
	for _, p := range b.parcels {
		if p.ID == on.Parcel {
			return p
		}
	}
	p := &Parcel{ID: on.Parcel, Place: on.Place, Number: on.Number, Name: on.Name, People: []int{}}
	b.parcels = append(b.parcels, p)
	return p
}

// countParcels adds what the store knows.
func (b *builder) countParcels(ctx context.Context) error {
	if len(b.parcels) == 0 {
		return nil
	}
	drawn, err := b.store.ReportParcels(ctx, b.room.ID)
	for _, p := range b.parcels {
		p.Kept, p.Talks = drawn.Kept[p.ID], drawn.Talks[p.ID]
		b.report.Figures.Talks += p.Talks
	}
	return err
}

// drawParcels works out who was there while each was on stage; the one that drew most
// interest comes first.
func (b *builder) drawParcels() {
	r := b.report
	for _, m := range r.Stage {
		for _, p := range b.parcels {
			if m.Kind != room.StageParcel || m.Parcel != p.ID {
				continue
			}
			if p.Seq == 0 {
				p.Seq = m.Seq
			}
			p.Seconds += int64(m.Until.Sub(m.From) / time.Second)
			p.spans = append(p.spans, Span{m.From, m.Until})
			p.People = append(p.People, r.Curve.during(m)...)
			p.Peak = max(p.Peak, r.Curve.most(m))
		}
	}
	for _, id := range b.order {
		who := b.people[id]
		if !who.Came() || who.Role != policy.Guest {
			continue
		}
		for _, p := range b.parcels {
			if who.thereIn(p.spans) {
				p.Watched++
			}
		}
	}
	slices.SortStableFunc(b.parcels, func(a, b *Parcel) int {
		if d := b.Talks - a.Talks; d != 0 {
			return d
		}
		return a.Place - b.Place
	})
	r.Parcels = make([]Parcel, len(b.parcels))
	for i, p := range b.parcels {
		r.Parcels[i] = *p
	}
}

// thereIn reports whether somebody was there during one of the spans.
func (p Person) thereIn(spans []Span) bool {
	there := p.There
	if len(there) == 0 {
		there = []Span{{p.First, p.First.Add(time.Millisecond)}}
	}
	for _, s := range spans {
		for _, t := range there {
			if t.From.Before(s.Until) && s.From.Before(t.Until) {
				return true
			}
		}
	}
	return false
}

// during are the minutes of the curve while something was on stage.
func (c Curve) during(m Moment) []int {
	from, until := int(m.From.Sub(c.From)/time.Minute), int(m.Until.Sub(c.From)/time.Minute)
	from, until = max(0, from), min(len(c.People)-1, until)
	if from > until {
		return nil
	}
	return c.People[from : until+1]
}

// label is how files name a parcel.
func (s say) label(p Parcel) string {
	if name := s.text(p.Name); name != "" {
		return name
	}
	return p.Number
}

func (k *book) parcels(b *builder) error {
	sh, err := k.begin("parcels", "place:8", "number:30", "parcel:36", "minutesOnStage:14", "watched:12", "peak:14", "kept:10", "asked:10", "talks:10")
	if err != nil {
		return err
	}
	for _, p := range b.report.Parcels {
		if err := sh.Row(p.Place, p.Number, k.label(p), minutes(p.Seconds), p.Watched, p.Peak, p.Kept, p.Asked, p.Talks); err != nil {
			return err
		}
	}
	return sh.End()
}

// paperParcels says which parcel drew whose interest; nothing where none was shown.
func (b *builder) paperParcels(d *docx.Document, s say) {
	if len(b.report.Parcels) == 0 {
		return
	}
	d.Heading(s.t("h.parcels"))
	rows := make([][]string, len(b.report.Parcels))
	for i, p := range b.report.Parcels {
		rows[i] = []string{s.label(p)}
		for _, n := range []int{int(minutes(p.Seconds)), p.Watched, p.Kept, p.Asked, p.Talks} {
			rows[i] = append(rows[i], strconv.Itoa(n))
		}
	}
	d.Table([]int{5, 2, 2, 2, 2, 2}, []bool{false, true, true, true, true, true},
		[]string{s.t("parcel"), s.t("minutesOnStage"), s.t("watched"), s.t("kept"), s.t("asked"), s.t("talks")}, rows)
}
