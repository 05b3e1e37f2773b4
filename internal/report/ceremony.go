package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/docx"
	"zhaoyun/internal/room"
	"zhaoyun/internal/sheet"
)

// Agreement is one of the ceremony, as the room showed it last.
type Agreement struct {
	ID       core.ID   `json:"id"`
	Title    core.Text `json:"title"`
	State    string    `json:"state" doc:"Of the legal act, such as frozen or released; it may go on after the session"`
	Digest   string    `json:"digest,omitempty" doc:"SHA-256 of the frozen document, hexadecimal"`
	SignedAt string    `json:"signedAt,omitempty"`
	Parties  []Party   `json:"parties" nullable:"false"`
}

// Party is one of those who make an agreement.
type Party struct {
	Role  string `json:"role" doc:"As the agreement calls it, such as 甲方"`
	Name  string `json:"name" doc:"Of the organisation"`
	Place string `json:"place,omitempty"`
}

// Start is a countdown that came to its end.
type Start struct {
	At      string    `json:"at"`
	Label   core.Text `json:"label,omitempty"`
	Presses []Press   `json:"presses" nullable:"false"`
	seq     int64
}

// Press is a hand on the button.
type Press struct {
	Name   string `json:"name" doc:"Empty when the person was erased"`
	Org    string `json:"org,omitempty"`
	Offset int64  `json:"offset" doc:"Milliseconds from zero"`
}

// ceremony takes an entry of a ceremony.
func (b *builder) ceremony(l room.Line) {
	r := b.report
	switch l.Type {
	case room.TypeAgreement:
		a := agreement(data[room.AgreementShown](l))
		i := slices.IndexFunc(r.Agreements, func(had Agreement) bool { return had.ID == a.ID })
		if i < 0 {
			r.Agreements = append(r.Agreements, a)
		} else {
			r.Agreements[i] = a
		}
	case room.TypeAgreementRemoved:
		gone := data[struct{ Agreement core.ID }](l).Agreement
		r.Agreements = slices.DeleteFunc(r.Agreements, func(a Agreement) bool { return a.ID == gone })
	case room.TypeStart:
		s := data[room.Start](l)
		r.Starts = append(r.Starts, Start{At: s.At, Label: s.Label, Presses: []Press{}, seq: l.Seq})
	case room.TypeStartCancelled:
		gone := data[struct{ Start int64 }](l).Start
		r.Starts = slices.DeleteFunc(r.Starts, func(s Start) bool { return s.seq == gone })
	case room.TypeStartPressed:
		p := data[struct{ Start, Offset int64 }](l)
		press := Press{Offset: p.Offset}
		if by := b.people[l.Participant]; by != nil {
			press.Name, press.Org = by.Name, by.Org
		}
		if i := slices.IndexFunc(r.Starts, func(s Start) bool { return s.seq == p.Start }); i >= 0 {
			r.Starts[i].Presses = append(r.Starts[i].Presses, press)
		}
	}
}

func agreement(a room.AgreementShown) Agreement {
	out := Agreement{ID: a.Agreement, Title: a.Title, State: a.State, Digest: a.Digest, SignedAt: a.ReleasedAt, Parties: []Party{}}
	for _, p := range a.Parties {
		out.Parties = append(out.Parties, Party{p.Role, p.Name, p.Place})
	}
	return out
}

// ceremonial reports whether sessions of this kind are ceremonies, which have a sheet of their own.
func ceremonial(s room.Session) bool { return s.Kind == "signing" || s.Kind == "groundbreaking" }

// ceremony writes what was signed and what began.
func (k *book) ceremony(b *builder) error {
	if !ceremonial(b.session) {
		return nil
	}
	sh, err := k.begin("ceremony", "kind:10", "subject:36", "parties:60", "time:20", "state:14", "digest:66")
	if err != nil {
		return err
	}
	moment := func(stamp string) any {
		if at, err := time.Parse(time.RFC3339, stamp); err == nil {
			return at
		}
		return ""
	}
	for _, a := range b.report.Agreements {
		if err := sh.Row(k.t("agreement"), k.text(a.Title), sheet.Long(k.parties(a)), moment(a.SignedAt), k.t("signing."+a.State), a.Digest); err != nil {
			return err
		}
	}
	for _, s := range b.report.Starts {
		if err := sh.Row(k.t("start"), k.text(s.Label), sheet.Long(k.presses(s)), moment(s.At)); err != nil {
			return err
		}
	}
	return sh.End()
}

func (s say) parties(a Agreement) string {
	all := make([]string, len(a.Parties))
	for i, p := range a.Parties {
		all[i] = strings.TrimSpace(p.Role + " " + p.Name)
	}
	return strings.Join(all, s.t(";"))
}

// presses says who pressed, and how far from zero.
func (s say) presses(of Start) string {
	all := make([]string, len(of.Presses))
	for i, p := range of.Presses {
		all[i] = fmt.Sprintf("%s %+.2f s", strings.TrimSpace(s.or(p.Name, "erased")+" "+p.Org), float64(p.Offset)/1000)
	}
	return strings.Join(all, s.t(";"))
}

// paperCeremony says in brief what was signed and what began; nothing where nothing was.
func (b *builder) paperCeremony(d *docx.Document, s say) {
	r := b.report
	if len(r.Agreements)+len(r.Starts) == 0 {
		return
	}
	d.Heading(s.t("h.ceremony"))
	var rows [][]string
	for _, a := range r.Agreements {
		at := ""
		if signed, err := time.Parse(time.RFC3339, a.SignedAt); err == nil {
			at = s.day(signed)
		}
		rows = append(rows, []string{s.text(a.Title), s.parties(a), s.t("signing." + a.State), at})
	}
	for _, start := range r.Starts {
		at := ""
		if begun, err := time.Parse(time.RFC3339, start.At); err == nil {
			at = s.day(begun)
		}
		rows = append(rows, []string{s.or(s.text(start.Label), "start"), s.presses(start), s.t("begun"), at})
	}
	d.Table([]int{3, 5, 2, 3}, make([]bool, 4), []string{s.t("subject"), s.t("parties"), s.t("state"), s.t("time")}, rows)
}
