// Package export writes parcels to files that other people and programs read:
// GeoJSON, Excel and CSV. Each writes the same columns, under headings that
// intake reads, so that what goes out can come in again. Parcels are written one
// by one; memory does not grow with their number.
package export

import (
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"zhaoyun/internal/land/notice"
)

// Parcel is what is written of a parcel. The shape is in WGS84.
type Parcel struct {
	Fields   notice.Fields
	Derived  notice.Derived
	Geometry orb.MultiPolygon
	AreaM2   *float64 // as computed
}

// Writer writes parcels to a file.
type Writer interface {
	Write(*Parcel) error
	// Close finishes the file; it does not close what is written to.
	Close() error
}

// column is a column with how its value follows: a text or a number.
type column struct {
	heading string
	width   float64
	value   func(*Parcel) any
}

func text(f func(*notice.Fields) string) func(*Parcel) any {
	return func(p *Parcel) any { return f(&p.Fields) }
}

func figure(f func(*Parcel) *float64) func(*Parcel) any {
	return func(p *Parcel) any {
		if v := f(p); v != nil {
			return *v
		}
		return ""
	}
}

var columns = []column{
	{"宗地编号", 24, text(func(f *notice.Fields) string { return f.Number })},
	{"地块名称", 24, text(func(f *notice.Fields) string { return f.Name })},
	{"坐落", 32, text(func(f *notice.Fields) string { return f.Location })},
	{"所属行政区", 12, text(func(f *notice.Fields) string { return f.District.Name })},
	{"土地用途", 28, text(func(f *notice.Fields) string {
		if len(f.Uses) == 0 {
			return f.UsesText
		}
		names, _, _ := notice.WriteUses(f.Uses)
		return names
	})},
	{"用地分类标准", 14, text(func(f *notice.Fields) string { _, _, scheme := notice.WriteUses(f.Uses); return scheme })},
	{"出让年限", 12, text(func(f *notice.Fields) string { _, tenures, _ := notice.WriteUses(f.Uses); return tenures })},
	{"土地面积(㎡)", 14, figure(func(p *Parcel) *float64 { return p.Fields.AreaM2 })},
	{"折合(亩)", 10, figure(func(p *Parcel) *float64 { return p.Derived.AreaMu })},
	{"图上面积(㎡)", 14, figure(func(p *Parcel) *float64 { return p.AreaM2 })},
	{"容积率", 14, text(func(f *notice.Fields) string { return f.FAR.Write(notice.FAR) })},
	{"建筑密度", 14, text(func(f *notice.Fields) string { return f.Density.Write(notice.Percent) })},
	{"绿地率", 14, text(func(f *notice.Fields) string { return f.Green.Write(notice.Percent) })},
	{"建筑高度", 14, text(func(f *notice.Fields) string { return f.Height.Write(notice.Metres) })},
	{"出让方式", 10, text(func(f *notice.Fields) string { return f.Method.Write() })},
	{"起始价", 18, text(func(f *notice.Fields) string { return f.Prices.Start.Write() })},
	{"起始价折合楼面(元/建筑㎡)", 16, figure(func(p *Parcel) *float64 { return p.Derived.StartPerFloorM2 })},
	{"加价幅度", 14, text(func(f *notice.Fields) string { return f.Prices.Step.Write() })},
	{"竞买保证金", 14, text(func(f *notice.Fields) string { return f.Prices.Deposit.Write() })},
	{"上限价格", 14, text(func(f *notice.Fields) string { return f.Prices.Cap.Write() })},
	{"达到上限后", 14, text(func(f *notice.Fields) string { return notice.WriteCapRules(f.Prices.CapThen) })},
	{"投资强度", 14, text(func(f *notice.Fields) string { return f.Intensity.Write() })},
	{"公告日期", 16, text(func(f *notice.Fields) string { return f.Dates.Announced.Write() })},
	{"报名开始时间", 16, text(func(f *notice.Fields) string { return f.Dates.ApplyFrom.Write() })},
	{"报名截止时间", 16, text(func(f *notice.Fields) string { return f.Dates.ApplyUntil.Write() })},
	{"保证金到账截止时间", 18, text(func(f *notice.Fields) string { return f.Dates.DepositUntil.Write() })},
	{"挂牌开始时间", 16, text(func(f *notice.Fields) string { return f.Dates.ListedFrom.Write() })},
	{"挂牌截止时间", 16, text(func(f *notice.Fields) string { return f.Dates.ListedUntil.Write() })},
	{"状态", 10, text(func(f *notice.Fields) string { return f.Status.Write() })},
	{"成交价", 14, text(func(f *notice.Fields) string { return f.Prices.Sold.Write() })},
	{"成交日期", 12, text(func(f *notice.Fields) string { return f.Dates.SoldOn.Write() })},
	{"竞得人", 24, text(func(f *notice.Fields) string {
		if f.Buyer == nil {
			return ""
		}
		return f.Buyer.Name
	})},
}

// shapeHeading is the column of the shape where the format has no place of its own.
const shapeHeading = "界址点坐标"

// longestShape is the longest shape that a cell of Excel can hold.
const longestShape = 32_000

// wkt writes a shape as text, to a millimetre; nothing, where it is too long for a
// cell: half a shape is none.
func wkt(m orb.MultiPolygon) string {
	if len(m) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("MULTIPOLYGON(")
	for i, polygon := range m {
		comma(&b, i)
		b.WriteByte('(')
		for j, ring := range polygon {
			comma(&b, j)
			b.WriteByte('(')
			for k, p := range ring {
				comma(&b, k)
				b.WriteString(degrees(p[0]) + " " + degrees(p[1]))
			}
			b.WriteByte(')')
		}
		b.WriteByte(')')
	}
	b.WriteByte(')')
	if b.Len() > longestShape {
		return ""
	}
	return b.String()
}

func comma(b *strings.Builder, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
}

// degrees writes nine decimals, a tenth of a millimetre, without needless zeros.
func degrees(v float64) string {
	return strings.TrimRight(strings.TrimRight(strconv.FormatFloat(v, 'f', 9, 64), "0"), ".")
}
