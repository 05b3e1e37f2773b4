package intake

import (
	"math"
	"strings"

	"zhaoyun/internal/land/notice"
	"zhaoyun/internal/sheet/read"
)

// understand makes a row of a record.
func (f *File) understand(r *record) *Row {
	row := &Row{Line: r.line, Part: r.part, Cells: r.cells}
	u := understanding{row: row, headings: f.headings, options: f.options, bySlot: make(map[Field]taken, 24)}
	if len(row.Cells) > read.MostColumns {
		row.Cells = row.Cells[:read.MostColumns]
		row.find(Finding{Code: TextTooLong, Level: Warning})
	}
	for i := range row.Cells {
		u.cell(&row.Cells[i])
	}
	u.joined()
	f.numbered(row)
	f.locate(r, row)
	row.Derived = notice.Derive(&row.Fields)
	row.judge()
	if row.Verdict != Bad {
		f.numbers[row.Fields.Number] = row.Line
	}
	return row
}

// numbered looks whether the number is there and new. Two rows of one number would
// overwrite each other: the first that is not bad is taken.
func (f *File) numbered(row *Row) {
	number := row.Fields.Number
	if number == "" {
		row.find(Finding{Code: NumberMissing, Level: Refused, Field: FieldNumber})
		return
	}
	if line, twice := f.numbers[number]; twice {
		row.find(Finding{Code: NumberDuplicate, Level: Refused, Field: FieldNumber, Text: row.Fields.NumberText, Line: line})
	}
}

// understanding gathers what the cells of a row say, the fields that need others last.
type understanding struct {
	row      *Row
	headings *matcher
	options  Options
	bySlot   map[Field]taken
	others   []other
}

// other is what a second column of a field says.
type other struct {
	field Field
	taken
}

type taken struct {
	text string
	matched
}

func (u *understanding) doubt(d notice.Doubt, field Field, text string) {
	if d == notice.Clear {
		return
	}
	level := Warning
	if d == notice.IntervalBare {
		level = Note
	}
	u.row.find(Finding{Code: FindingCode(d), Level: level, Field: field, Text: text})
}

// longestField is the most bytes a text of a field may have: a page.
const longestField = 6_000

// cell files a cell under its field. The first of several columns of a field that
// says something counts; one that says otherwise is told.
func (u *understanding) cell(c *Cell) {
	m := u.headings.match(c.Heading)
	c.Field = m.field
	if m.field == FieldNone || m.field == FieldIgnore {
		return
	}
	if len(c.Text) > longestField && m.field != FieldGeometry {
		u.row.find(Finding{Code: TextTooLong, Level: Warning, Field: m.field, Text: short(c.Text)})
		return
	}
	if c.formula {
		u.row.find(Finding{Code: FormulaCell, Level: Warning, Field: m.field, Text: c.Text})
		if c.Text == "" || strings.HasPrefix(c.Text, "#") || strings.IndexByte("=+-@", c.Text[0]) >= 0 && m.field != FieldGeometry {
			return // a formula without its result is no value
		}
	}
	if strings.ContainsRune(c.Text, '\uFFFD') {
		u.row.find(Finding{Code: TextDamaged, Level: Warning, Field: m.field, Text: c.Text})
	}
	if before, ok := u.bySlot[m.field]; ok && !notice.Absent(notice.Fold(before.text)) {
		if !notice.Absent(notice.Fold(c.Text)) && notice.Fold(before.text) != notice.Fold(c.Text) {
			u.others = append(u.others, other{m.field, taken{c.Text, m}})
		}
		return
	}
	u.bySlot[m.field] = taken{c.Text, m}
}

// contradictions tells of second columns that say otherwise than the first.
func (u *understanding) contradictions(f *notice.Fields) {
	for _, o := range u.others {
		if !o.agrees(f) {
			u.row.find(Finding{Code: ColumnContradicts, Level: Warning, Field: o.field, Text: o.text})
		}
	}
}

// agrees reports whether the column says the same in another unit, as tables do that
// give an area in ㎡ and 亩, or a price in all and for each ㎡ of floor area.
func (o other) agrees(f *notice.Fields) bool {
	first := f.AreaM2
	var second *float64
	switch o.field {
	case FieldArea:
		second, _ = notice.ParseArea(o.text, o.area)
	case FieldStart, FieldSold, FieldCap:
		said := map[Field]*notice.Price{FieldStart: f.Prices.Start, FieldSold: f.Prices.Sold, FieldCap: f.Prices.Cap}[o.field]
		price, _ := notice.ParsePrice(o.text, o.unit)
		first, second = notice.TotalWan(said, f), notice.TotalWan(price, f)
	default:
		return false
	}
	return first != nil && second != nil && math.Abs(*second-*first) <= tolerance**first
}

// joined reads the fields.
func (u *understanding) joined() {
	f := &u.row.Fields
	u.words(f)
	u.uses(f)
	u.intervals(f)
	u.prices(f)
	u.dates(f)
	u.contradictions(f)
}

func (u *understanding) text(field Field) string { return strings.TrimSpace(u.bySlot[field].text) }

func (u *understanding) words(f *notice.Fields) {
	var d notice.Doubt
	if f.NumberText = u.text(FieldNumber); f.NumberText != "" {
		f.Number, d = notice.NormalNumber(f.NumberText)
		u.doubt(d, FieldNumber, f.NumberText)
	}
	f.Name, f.Location = u.text(FieldName), u.text(FieldLocation)
	f.District, d = notice.ParseDistrict(u.text(FieldDistrict), u.options.AsOf)
	u.doubt(d, FieldDistrict, u.text(FieldDistrict))
	f.Method, d = notice.ParseMethod(u.text(FieldMethod))
	u.doubt(d, FieldMethod, u.text(FieldMethod))
	f.Status, d = notice.ParseStatus(u.text(FieldStatus))
	u.doubt(d, FieldStatus, u.text(FieldStatus))
	f.Buyer = notice.ParseBuyer(u.text(FieldBuyer))
	area := u.bySlot[FieldArea]
	f.AreaText = u.text(FieldArea)
	f.AreaM2, d = notice.ParseArea(f.AreaText, area.area)
	u.doubt(d, FieldArea, f.AreaText)
}

// schemes as files name them.
var schemes = []struct {
	word   string
	scheme notice.Scheme
}{
	{"用地用海", notice.SchemeTerritorial}, {"234号", notice.SchemeTerritorial}, {"territorial", notice.SchemeTerritorial}, {"国土空间", notice.SchemeTerritorial},
	{"21010", notice.SchemeSurvey}, {"利用现状", notice.SchemeSurvey}, {"50137", notice.SchemeUrban}, {"城市用地分类", notice.SchemeUrban},
}

func (u *understanding) uses(f *notice.Fields) {
	scheme := u.options.Scheme
	if named := u.text(FieldScheme); named != "" {
		for _, s := range schemes {
			if strings.Contains(named, s.word) {
				scheme = s.scheme
				break
			}
		}
	}
	names, codes := u.text(FieldUses), u.text(FieldUseCode)
	f.UsesText = names
	switch {
	case codes == "" || notice.Absent(notice.Fold(codes)):
	case names == "":
		names, f.UsesText = codes, codes
	default:
		var d notice.Doubt
		f.UsesText += " " + codes
		names, d = notice.PairUses(codes, names)
		u.doubt(d, FieldUses, f.UsesText)
	}
	var doubts []notice.Doubt
	f.Uses, doubts = notice.ParseUses(names, u.text(FieldTenure), scheme)
	for _, d := range doubts {
		field, text := FieldUses, f.UsesText
		if d == notice.TenureUnclear {
			field, text = FieldTenure, u.text(FieldTenure)
		}
		u.doubt(d, field, text)
	}
}

// intervals reads the four bounded measures. A measure may stand in one column, or
// its ends in two.
func (u *understanding) intervals(f *notice.Fields) {
	for _, m := range []struct {
		measure         notice.Measure
		whole, low, top Field
		into            **notice.Interval
	}{
		{notice.FAR, FieldFAR, FieldFARMin, FieldFARMax, &f.FAR}, {notice.Percent, FieldDensity, FieldDensityMin, FieldDensityMax, &f.Density},
		{notice.Percent, FieldGreen, FieldGreenMin, FieldGreenMax, &f.Green}, {notice.Metres, FieldHeight, FieldHeightMin, FieldHeightMax, &f.Height},
	} {
		text, field, said := u.text(m.whole), m.whole, u.text(m.whole)
		if text == "" {
			low, top := u.text(m.low), u.text(m.top)
			text, field, said = notice.JoinEnds(low, top), m.top, strings.TrimSpace(low+" "+top)
		}
		if said == "" {
			continue
		}
		i, d := notice.ParseInterval(m.measure, text)
		i.Text = said
		*m.into = &i
		u.doubt(d, field, said)
	}
}

func (u *understanding) prices(f *notice.Fields) {
	for _, p := range []struct {
		field Field
		into  **notice.Price
	}{
		{FieldStart, &f.Prices.Start}, {FieldStep, &f.Prices.Step}, {FieldDeposit, &f.Prices.Deposit}, {FieldSold, &f.Prices.Sold},
		{FieldCap, &f.Prices.Cap}, {FieldIntensity, &f.Intensity},
	} {
		var d notice.Doubt
		*p.into, d = notice.ParsePrice(u.text(p.field), u.bySlot[p.field].unit)
		u.doubt(d, p.field, u.text(p.field))
	}
	rules, d := notice.ParseCapRules(u.text(FieldCapThen))
	f.Prices.CapThen = rules
	u.doubt(d, FieldCapThen, u.text(FieldCapThen))
}

func (u *understanding) dates(f *notice.Fields) {
	for _, p := range []struct {
		field Field
		into  *notice.Moment
	}{
		{FieldAnnounced, &f.Dates.Announced}, {FieldApplyFrom, &f.Dates.ApplyFrom}, {FieldApplyUntil, &f.Dates.ApplyUntil}, {FieldDepositUntil, &f.Dates.DepositUntil},
		{FieldListedFrom, &f.Dates.ListedFrom}, {FieldListedUntil, &f.Dates.ListedUntil}, {FieldSoldOn, &f.Dates.SoldOn},
	} {
		var d notice.Doubt
		*p.into, d = notice.ParseMoment(u.text(p.field))
		u.doubt(d, p.field, u.text(p.field))
	}
	for _, p := range []struct {
		field    Field
		from, to *notice.Moment
	}{{FieldApply, &f.Dates.ApplyFrom, &f.Dates.ApplyUntil}, {FieldListed, &f.Dates.ListedFrom, &f.Dates.ListedUntil}} {
		from, to, d := notice.ParseSpan(u.text(p.field))
		if *p.from == "" {
			*p.from = from
		}
		if *p.to == "" {
			*p.to = to
		}
		u.doubt(d, p.field, u.text(p.field))
	}
}
