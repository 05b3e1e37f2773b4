package land

import (
	"math"
	"strings"

	"zhaoyun/internal/core"
	"zhaoyun/internal/geo"
	"zhaoyun/internal/land/notice"
)

// tidy brings what was written into its form and reports what is wrong with it.
func (p *Parcel) tidy() error {
	if err := p.tidyFields(); err != nil {
		return err
	}
	return p.survey()
}

func (p *Parcel) tidyFields() error {
	p.Number, p.NumberText = strings.TrimSpace(p.Number), strings.TrimSpace(p.NumberText)
	if p.NumberText == "" {
		p.NumberText = p.Number
	}
	if p.Visibility == "" {
		p.Visibility = Staff
	}
	if p.Name == nil {
		p.Name = core.Text{}
	}
	if p.Name["zh-CN"] == "" {
		p.Name["zh-CN"] = p.Number
	}
	for _, i := range []**notice.Interval{&p.FAR, &p.Density, &p.Green, &p.Height} {
		if *i != nil && **i == (notice.Interval{}) {
			*i = nil
		}
	}
	for _, a := range []**notice.Price{&p.Prices.Start, &p.Prices.Step, &p.Prices.Deposit, &p.Prices.Sold, &p.Prices.Cap, &p.Intensity} {
		if *a != nil && **a == (notice.Price{}) {
			*a = nil
		}
	}
	if p.Buyer != nil && strings.TrimSpace(p.Buyer.Name) == "" && !p.Buyer.Person {
		p.Buyer = nil
	}
	p.group()
	if wrong := p.wrong(); len(wrong) > 0 {
		return core.InvalidFields(wrong...)
	}
	return nil
}

// group finds the group of uses that were written by their code alone.
func (p *Parcel) group() {
	for i, u := range p.Uses {
		if u.Group != "" || u.Code == "" {
			continue
		}
		for _, known := range notice.Lookup(u.Code) {
			if known.Scheme == u.Scheme {
				p.Uses[i].Group = known.Group
			}
		}
	}
}

// survey brings the geometry into its form and measures it.
func (p *Parcel) survey() (err error) {
	p.Geometry, err = TidyGeometry(p.Geometry)
	p.measure()
	return err
}

func (p *Parcel) measure() { p.ComputedAreaM2 = math.Round(geo.Area(p.Geometry)*100) / 100 }

// wrong lists what cannot stay as it is.
func (p *Parcel) wrong() []core.FieldError {
	var wrong []core.FieldError
	say := func(field, code, message string) {
		wrong = append(wrong, core.FieldError{Field: "body." + field, Code: code, Message: message})
	}
	if p.Number == "" {
		say("number", "required", "Write the number of the parcel, as in its notice.")
	}
	wrong = append(wrong, core.CheckText("body.name", p.Name, true, 120)...)
	wrong = append(wrong, core.CheckText("body.note", p.Note, false, 2000)...)
	for _, f := range []struct {
		name string
		of   *notice.Interval
		most float64
	}{{"far", p.FAR, 100}, {"density", p.Density, 100}, {"green", p.Green, 100}, {"height", p.Height, 1500}} {
		if f.of == nil {
			continue
		}
		for _, end := range []*float64{f.of.Min, f.of.Max} {
			if end != nil && (*end < 0 || *end > f.most) {
				say(f.name, "interval_range", "A figure lies outside what is possible.")
				break
			}
		}
		if f.of.Min != nil && f.of.Max != nil && *f.of.Min > *f.of.Max {
			say(f.name, "interval_order", "The lower end is above the upper one.")
		}
	}
	if len(p.Uses) > maxUses {
		say("uses", "too_many", "There are too many uses.")
	}
	for _, d := range []struct {
		name string
		day  notice.Moment
	}{
		{"announced", p.Dates.Announced}, {"applyFrom", p.Dates.ApplyFrom}, {"applyUntil", p.Dates.ApplyUntil}, {"depositUntil", p.Dates.DepositUntil},
		{"listedFrom", p.Dates.ListedFrom}, {"listedUntil", p.Dates.ListedUntil}, {"soldOn", p.Dates.SoldOn},
	} {
		if !isMoment(d.day) {
			say("dates."+d.name, "day_form", "Write a day as 2026-11-23, or with the minute 2026-11-23T16:00+08:00.")
		}
	}
	return wrong
}

// tidy brings what was written into its form and reports what is wrong with it.
func (c *Carrier) tidy() error {
	if c.Visibility == "" {
		c.Visibility = Staff
	}
	var wrong []core.FieldError
	if c.Kind == "" {
		wrong = append(wrong, core.FieldError{Field: "body.kind", Code: "required", Message: "Say what kind of carrier it is."})
	}
	wrong = append(wrong, core.CheckText("body.name", c.Name, true, 120)...)
	wrong = append(wrong, core.CheckText("body.note", c.Note, false, 2000)...)
	for _, r := range c.Rents {
		wrong = append(wrong, core.CheckText("body.rents", r.For, false, 60)...)
	}
	if c.Space.FreeM2 != nil && c.Space.FloorM2 != nil && *c.Space.FreeM2 > *c.Space.FloorM2 {
		wrong = append(wrong, core.FieldError{Field: "body.space.freeM2", Code: "free_space", Message: "More is free than there is."})
	}
	if len(wrong) > 0 {
		return core.InvalidFields(wrong...)
	}
	var err error
	c.Geometry, err = TidyGeometry(c.Geometry)
	return err
}
