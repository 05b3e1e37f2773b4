package land

import (
	"slices"
	"strings"

	"zhaoyun/internal/land/notice"
)

// Indexed is what the index keeps of a parcel; the store has it in columns.
func (p Parcel) Indexed() Indexed {
	d := p.Derived()
	i := Indexed{
		ID: p.ID, Organisation: p.Organisation, Public: p.Visibility == Public, Illustrative: p.Illustrative, Name: p.Name.In("zh-CN"), Number: p.Number,
		District: p.District.Name, Group: p.Colour(), Status: p.Status, Area: figure(p.AreaM2), Price: figure(d.StartTotalWan),
		FloorPrice: figure(d.StartPerFloorM2), FAR: -1, Geometry: p.Geometry,
	}
	for _, u := range p.Uses {
		if u.Group != "" && !slices.Contains(i.Groups, u.Group) {
			i.Groups = append(i.Groups, u.Group)
		}
	}
	if len(i.Groups) == 0 {
		i.Groups = []notice.Group{i.Group}
	}
	if p.FAR != nil && p.FAR.Max != nil {
		i.FAR = *p.FAR.Max
	} else if p.FAR != nil {
		i.FAR = figure(p.FAR.Min)
	}
	if t, ok := instant(p.Dates.ApplyUntil); ok {
		i.Until = t.Unix()
	}
	words := []string{p.Number, p.NumberText, p.Location, p.District.Name, p.UsesText}
	for _, u := range p.Uses {
		words = append(words, u.Code, u.Name)
	}
	for _, name := range p.Name {
		words = append(words, name)
	}
	i.Words = wordsOf(words)
	return i
}

// Indexed is what the index keeps of a carrier.
func (c Carrier) Indexed() Indexed {
	words := append([]string{c.Address, c.District}, c.Industries...)
	for _, name := range c.Name {
		words = append(words, name)
	}
	return Indexed{
		ID: c.ID, Organisation: c.Organisation, Public: c.Visibility == Public, Illustrative: c.Illustrative, Name: c.Name.In("zh-CN"), Kind: c.Kind,
		Words: wordsOf(words), Geometry: c.Geometry,
	}
}

func figure(v *float64) float64 {
	if v == nil {
		return -1
	}
	return *v
}

// wordsOf joins words for searching, each once.
func wordsOf(words []string) string {
	slices.Sort(words)
	return strings.ToLower(strings.TrimSpace(strings.Join(slices.Compact(words), "\n")))
}
