package typeset

import (
	"strings"

	"zhaoyun/internal/core"
)

// Fields lists the names that every template may use between double braces, beside a
// party's role ({{甲方}}, {{甲方.id}}, {{甲方.address}}, {{甲方.signers}}) and Draft.Fields.
var Fields = []string{"title", "number", "date", "parties", "amount", "amount_figures", "amount_words", "industry", "parcel", "carrier", "place"}

// fill puts what fields stand for into the text. What is known but empty becomes a blank
// to be seen in print.
func (d Draft) fill(text string) (string, error) {
	values := d.values()
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{{")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		name, after, closed := strings.Cut(rest, "}}")
		if !closed {
			b.WriteString("{{" + rest)
			return b.String(), nil
		}
		name = strings.TrimSpace(name)
		value, known := values[name]
		switch {
		case name == "signing":
			value = "{{signing}}"
		case !known:
			return "", core.Invalid("paper_field_unknown", "There is no field of this name: "+name+".").With("field", name)
		case strings.TrimSpace(value) == "":
			value = wordsFor(d.Language).unknown
		}
		b.WriteString(value)
		text = after
	}
}

func (d Draft) values() map[string]string {
	w := wordsFor(d.Language)
	values := map[string]string{}
	for _, name := range Fields {
		values[name] = ""
	}
	for name, value := range d.Fields {
		values[name] = oneLine(value)
	}
	var names []string
	for _, p := range d.Parties {
		var signers []string
		for _, s := range p.Signers {
			signers = append(signers, s.Name)
		}
		names = append(names, p.Name)
		values[p.Role], values[p.Role+".id"], values[p.Role+".address"] = oneLine(p.Name), oneLine(p.ID), oneLine(p.Address)
		values[p.Role+".signers"] = oneLine(strings.Join(signers, w.comma))
	}
	values["title"], values["number"], values["parties"] = oneLine(d.Title), oneLine(d.Number), oneLine(strings.Join(names, w.comma))
	if !d.At.IsZero() {
		values["date"] = Day(d.At, d.Language)
	}
	if d.Amount != nil {
		figures, capital := Figures(*d.Amount), Capital(*d.Amount)
		values["amount_figures"], values["amount_words"] = figures, capital
		values["amount"] = capital + w.open + figures + w.shut
		if w.english {
			values["amount"] = figures + w.open + capital + w.shut
		}
	}
	return values
}

// oneLine keeps a value from making blocks of its own.
func oneLine(value string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(value), " "), "**", "")
}
