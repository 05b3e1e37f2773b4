package demo

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/paulmach/orb"

	"zhaoyun/internal/core"
	"zhaoyun/internal/geo"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"
)

// plot is a parcel of the demonstration. That there are five, two of them in
// Shibanqiao, is published; everything else about them is made up.
type plot struct {
	name                core.Text
	note                core.Text
	location            string
	uses                []notice.Use
	area                float64
	far, density, green notice.Interval
	height              notice.Interval
	start               notice.Price
	step, deposit       float64 // 万元
	cap                 *notice.Price
	capThen             []notice.CapRule
	status              notice.Status
	at                  orb.Point
	turned              float64 // degrees, clockwise
	outline             []orb.Point
}

func use(code, name string, group notice.Group, years float64) notice.Use {
	return notice.Use{Scheme: notice.SchemeTerritorial, Version: "2023", Code: code, Name: name, Group: group, TenureYears: &years}
}

func upTo(v float64, text string) notice.Interval { return notice.Interval{Max: &v, Text: text} }

func above(low, high float64, text string) notice.Interval {
	return notice.Interval{Min: &low, MinOpen: true, Max: &high, Text: text}
}

func atLeast(v float64, text string) notice.Interval { return notice.Interval{Min: &v, Text: text} }

var plots = []plot{
	{
		name: core.Text{"zh-CN": "始版桥未来社区 · 甲", "en": "Shibanqiao Future Community A", "zh-HK": "始版橋未來社區 · 甲"},
		note: core.Text{
			"zh-CN": "临秋涛路，地铁站步行 400 米；底层须开放作公共通廊。",
			"en":    "On Qiutao Road, 400 m on foot from the metro; the ground floor is to stay open as a public passage.",
			"zh-HK": "臨秋濤路，地鐵站步行 400 米；底層須開放作公共通廊。",
		},
		location: "东至秋涛路，南至姚江路，西至规划支路，北至望江路", area: 24680,
		uses: []notice.Use{use("0902", "商务金融用地", notice.GroupCommercial, 40), use("0901", "商业用地", notice.GroupCommercial, 40)},
		far:  above(1, 4, "大于1.0并且小于或等于4.0"), density: upTo(45, "≤45%"), green: atLeast(20, "≥20%"), height: upTo(100, "≤100米"),
		start: notice.Price{Value: 10500, Unit: notice.UnitYuanFloorM2, Text: "10500元/建筑㎡"}, step: 500, deposit: 20732,
		status: notice.StatusListed, at: orb.Point{120.1712, 30.2391}, turned: 18,
		outline: []orb.Point{{0, 0}, {178, 0}, {178, 96}, {142, 138}, {0, 138}},
	},
	{
		name: core.Text{"zh-CN": "始版桥未来社区 · 乙", "en": "Shibanqiao Future Community B", "zh-HK": "始版橋未來社區 · 乙"},
		note: core.Text{
			"zh-CN": "与甲地块隔绿带相望，配建社区服务用房 800 ㎡。", "en": "Across a green strip from A; 800 m² of community rooms are to be built along.",
			"zh-HK": "與甲地塊隔綠帶相望，配建社區服務用房 800 ㎡。",
		},
		location: "东至规划支路，南至姚江路，西至候潮路，北至望江路", area: 18420,
		uses: []notice.Use{use("0701", "城镇住宅用地", notice.GroupResidential, 70)},
		far:  above(1, 2.5, "大于1.0并且小于或等于2.5"), density: upTo(28, "≤28%"), green: atLeast(30, "≥30%"), height: upTo(60, "≤60米"),
		start: notice.Price{Value: 78285, Unit: notice.UnitWan, Text: "78285万元"}, step: 500, deposit: 15657,
		cap: &notice.Price{Value: 113513, Unit: notice.UnitWan, Text: "113513万元"}, capThen: []notice.CapRule{notice.CapHold},
		status: notice.StatusListed, at: orb.Point{120.1689, 30.2385}, turned: 18,
		outline: []orb.Point{{0, 0}, {118, 0}, {118, 72}, {84, 72}, {84, 156}, {0, 156}},
	},
	{
		name: core.Text{"zh-CN": "示范区三号地块", "en": "Zone parcel 3", "zh-HK": "示範區三號地塊"},
		note: core.Text{
			"zh-CN": "沿江第二排，场地平整，已通路、通水、通电。", "en": "Second row from the river; levelled, with road, water and power.",
			"zh-HK": "沿江第二排，場地平整，已通路、通水、通電。",
		},
		location: "东至规划道路，南至钱江路，西至婺江路，北至富春江路", area: 63599,
		uses: []notice.Use{use("0701", "城镇住宅用地", notice.GroupResidential, 70)},
		far:  upTo(1.4, "≤1.40"), density: upTo(30, "≤30%"), green: atLeast(30, "≥30%"), height: upTo(36, "≤36米"),
		start: notice.Price{Value: 133567, Unit: notice.UnitWan, Text: "133567万元"}, step: 1000, deposit: 26714,
		status: notice.StatusAnnounced, at: orb.Point{120.1846, 30.2330}, turned: 38,
		outline: []orb.Point{{0, 0}, {286, 0}, {286, 118}, {266, 230}, {0, 230}},
	},
	{
		name: core.Text{"zh-CN": "示范区四号地块", "en": "Zone parcel 4", "zh-HK": "示範區四號地塊"},
		note: core.Text{
			"zh-CN": "转角地块，商业为主，可配不超过两成的公寓。", "en": "A corner plot, mainly for commerce; up to a fifth may be apartments.",
			"zh-HK": "轉角地塊，商業為主，可配不超過兩成的公寓。",
		},
		location: "东至姚江路，南至之江路，西至婺江路，北至钱江路", area: 12300,
		uses: []notice.Use{use("0901", "商业用地", notice.GroupCommercial, 40), use("0701", "城镇住宅用地", notice.GroupResidential, 70)},
		far:  upTo(3.2, "不大于3.2"), density: upTo(50, "≤50%"), green: atLeast(15, "≥15%"), height: upTo(60, "≤60米"),
		start: notice.Price{Value: 38573, Unit: notice.UnitWan, Text: "38573万元"}, step: 300, deposit: 7715,
		status: notice.StatusBidding, at: orb.Point{120.1881, 30.2303}, turned: 38,
		outline: []orb.Point{{0, 0}, {104, 0}, {126, 28}, {126, 100}, {0, 100}},
	},
	{
		name: core.Text{"zh-CN": "示范区五号地块", "en": "Zone parcel 5", "zh-HK": "示範區五號地塊"},
		note: core.Text{
			"zh-CN": "研发用地，面向健康与信息技术；中部保留古树绿岛。",
			"en":    "For research in health and information technology; a green island with old trees stays in its middle.",
			"zh-HK": "研發用地，面向健康與資訊科技；中部保留古樹綠島。",
		},
		location: "东至规划绿地，南至富春江路，西至望潮路，北至海潮路", area: 30060,
		uses: []notice.Use{use("0802", "科研用地", notice.GroupPublic, 50)},
		far:  above(1, 2.6, "1.0<R≤2.6"), density: upTo(40, "≤40%"), green: atLeast(25, "≥25%"), height: above(24, 50, "大于24米且不超过50米"),
		start: notice.Price{Value: 9000, Unit: notice.UnitYuanM2, Text: "9000元/㎡"}, step: 200, deposit: 5411,
		status: notice.StatusListed, at: orb.Point{120.1935, 30.2369}, turned: 30,
		outline: []orb.Point{{0, 0}, {204, 0}, {204, 150}, {0, 150}},
	},
}

// hole is the green island of the fifth parcel.
var hole = []orb.Point{{88, 60}, {88, 84}, {116, 84}, {116, 60}}

// ground lays an outline in metres, turned, at its place on the earth, just as large
// as the parcel is said to be.
func ground(at orb.Point, turned, area float64, outline []orb.Point, holes ...[]orb.Point) land.Geometry {
	scale := 1.0
	var g land.Geometry
	for range 4 { // twice is exact; the others cost nothing
		g = land.Geometry{{laid(at, turned, scale, outline)}}
		for _, h := range holes {
			g[0] = append(g[0], laid(at, turned, scale, h))
		}
		if area == 0 {
			return g
		}
		scale *= math.Sqrt(area / geo.Area(g))
	}
	return g
}

func laid(at orb.Point, turned, scale float64, outline []orb.Point) orb.Ring {
	const degree = 111_320.0 // metres of a degree of latitude
	sin, cos := math.Sincos(-turned * math.Pi / 180)
	r := make(orb.Ring, 0, len(outline)+1)
	for _, p := range outline {
		x, y := p[0]*scale, p[1]*scale
		r = append(r, orb.Point{
			at[0] + (x*cos-y*sin)/(degree*math.Cos(at[1]*math.Pi/180)), at[1] + (x*sin+y*cos)/degree,
		})
	}
	return append(r, r[0])
}

// land makes the parcels and carriers, or brings their dates up to date.
func (l *loader) land(ctx context.Context) error {
	have, _, err := l.Land.List(ctx, l.host(), land.Filter{Organisation: l.bureau.ID}, "number", core.Paging{Limit: 200})
	if err != nil {
		return err
	}
	by := map[string]land.Parcel{}
	for _, p := range have.Items {
		by[p.Number] = p
	}
	for i, w := range plots {
		number := fmt.Sprintf("杭上示例储出[2026]%02d号", i+1)
		p, ok := by[number]
		switch {
		case !ok:
			p, err = l.Land.Create(ctx, l.host(), w.draft(l.bureau.ID, number, i, l.dates(i)))
		case p.Dates.ApplyUntil < notice.Moment(l.day(3)):
			p, err = l.Land.Update(ctx, l.host(), p.ID, p.Version, func(f *land.Fields, _ *land.Geometry) error {
				f.Dates = l.dates(i)
				return nil
			})
		}
		if err != nil {
			return err
		}
		l.parcels = append(l.parcels, p)
	}
	return l.landCarriers(ctx)
}

func (w plot) draft(bureau core.ID, number string, i int, dates notice.Dates) land.Draft {
	var holes [][]orb.Point
	if i == 4 {
		holes = append(holes, hole)
	}
	wan := func(v float64) *notice.Price {
		return &notice.Price{Value: v, Unit: notice.UnitWan, Text: fmt.Sprintf("%.0f万元", v)}
	}
	area := w.area
	return land.Draft{
		Organisation: bureau, Geometry: ground(w.at, w.turned, area, w.outline, holes...),
		Fields: land.Fields{
			Number: number, NumberText: fmt.Sprintf("杭上示例储出〔2026〕%d号", i+1), Name: w.name, Note: w.note, Location: w.location,
			District: notice.District{Name: "上城区", AsOf: "2020-12-31"}, Uses: w.uses, AreaM2: &area, AreaText: fmt.Sprintf("%.0f平方米", area),
			FAR: &w.far, Density: &w.density, Green: &w.green, Height: &w.height, Method: notice.MethodListing, Dates: dates, Status: w.status,
			Prices:       notice.Prices{Start: &w.start, Step: wan(w.step), Deposit: wan(w.deposit), Cap: w.cap, CapThen: w.capThen},
			Illustrative: true, Visibility: land.Public,
		},
	}
}

// day is so many days from now, in China.
func (l *loader) day(days int) string {
	return l.Clock().In(beijing).AddDate(0, 0, days).Format(time.DateOnly)
}

// dates of a notice that runs; one after the other ends.
func (l *loader) dates(i int) notice.Dates {
	at := func(days int, clock string) notice.Moment { return notice.Moment(l.day(days) + "T" + clock + "+08:00") }
	return notice.Dates{
		Announced: notice.Moment(l.day(-20 + i)), ApplyFrom: at(-5+i, "09:00"), ApplyUntil: at(10+2*i, "16:00"), DepositUntil: at(10+2*i, "16:00"),
		ListedFrom: at(1+i, "09:00"), ListedUntil: at(12+2*i, "10:00"),
	}
}
