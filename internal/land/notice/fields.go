// Package notice knows the fields of a Chinese listing notice (出让公告): their
// types, their units, and how notices write them.
//
// Parsing never guesses. A parser answers with what it understood and whether
// that was all of it; the caller keeps the text and flags what is left.
package notice

// Fields are what a notice says about one parcel. Every field may be absent.
type Fields struct {
	Number     string    `json:"number,omitempty"`     // normalised: 杭政储出[2020]12号
	NumberText string    `json:"numberText,omitempty"` // as written
	Name       string    `json:"name,omitempty"`
	Location   string    `json:"location,omitempty"`
	District   District  `json:"district,omitzero"`
	Uses       []Use     `json:"uses,omitempty"`
	UsesText   string    `json:"usesText,omitempty"`
	AreaM2     *float64  `json:"areaM2,omitempty"` // the declared area, which is the official one
	AreaText   string    `json:"areaText,omitempty"`
	FAR        *Interval `json:"far,omitempty"`
	Density    *Interval `json:"density,omitempty"` // %
	Green      *Interval `json:"green,omitempty"`   // %
	Height     *Interval `json:"height,omitempty"`  // m
	Method     Method    `json:"method,omitempty"`
	Prices     Prices    `json:"prices,omitzero"`
	Intensity  *Price    `json:"intensity,omitempty"` // of investment: wan/ha or wan/mu
	Dates      Dates     `json:"dates,omitzero"`
	Status     Status    `json:"status,omitempty"`
	Buyer      *Buyer    `json:"buyer,omitempty"`
}

// District is an administrative district as it was at a day: 上城 took in most of
// 江干 in April 2021, so a name without its day does not say where.
type District struct {
	Name string `json:"name,omitempty"`
	AsOf string `json:"asOf,omitempty"` // a day, 2006-01-02
	// Now is what became of it, where that is known to be one district.
	Now string `json:"now,omitempty"`
}

// Interval is a range whose ends are each closed, open or absent, with the text
// it was read from. An interval with a text and no end was not understood.
type Interval struct {
	Min     *float64 `json:"min,omitempty"`
	Max     *float64 `json:"max,omitempty"`
	MinOpen bool     `json:"minOpen,omitempty"` // more than Min, not Min itself
	MaxOpen bool     `json:"maxOpen,omitempty"`
	Text    string   `json:"text,omitempty"`
}

// Known reports whether the interval has an end.
func (i *Interval) Known() bool { return i != nil && (i.Min != nil || i.Max != nil) }

// Contains reports whether v lies in the interval.
func (i *Interval) Contains(v float64) bool {
	if i == nil {
		return true
	}
	if i.Min != nil && (v < *i.Min || i.MinOpen && v == *i.Min) {
		return false
	}
	return i.Max == nil || v < *i.Max || !i.MaxOpen && v == *i.Max
}

// Scheme names one of the schemes of land-use codes, whose codes collide.
type Scheme string

// The schemes, with the version the code lists here were taken from.
const (
	SchemeTerritorial Scheme = "territorial" // 国土空间…用地用海分类, version 2023 (自然资发〔2023〕234号)
	SchemeSurvey      Scheme = "GB/T 21010"  // 土地利用现状分类, version 2017
	SchemeUrban       Scheme = "GB 50137"    // 城市用地分类与规划建设用地标准, version 2011, and local codes (M0)
)

// Use is one land use with its own tenure. Without a code only the name is known;
// with neither scheme nor version the code fits more than one of them.
type Use struct {
	Scheme      Scheme   `json:"scheme,omitempty"`
	Version     string   `json:"version,omitempty"`
	Code        string   `json:"code,omitempty"`
	Name        string   `json:"name,omitempty"`
	TenureYears *float64 `json:"tenureYears,omitempty"`
	Group       Group    `json:"group,omitempty"`
}

// Group is what a map colours alike.
type Group string

// The groups of uses.
const (
	GroupResidential Group = "residential"
	GroupCommercial  Group = "commercial"
	GroupIndustrial  Group = "industrial"
	GroupLogistics   Group = "logistics"
	GroupPublic      Group = "public" // administration, schools, research, health, culture
	GroupTransport   Group = "transport"
	GroupUtility     Group = "utility"
	GroupGreen       Group = "green"
	GroupReserved    Group = "reserved" // 留白
	GroupOther       Group = "other"
)

// Unit is what a figure is given in.
type Unit string

// The units of money that notices use.
const (
	UnitYuan        Unit = "yuan"
	UnitWan         Unit = "wan"        // 万元
	UnitYi          Unit = "yi"         // 亿元
	UnitYuanM2      Unit = "yuan/m2"    // 元/㎡ of land
	UnitYuanFloorM2 Unit = "yuan/floor" // 元/建筑㎡, of floor area (楼面价)
	UnitYuanMu      Unit = "yuan/mu"    // 元/亩
	UnitWanMu       Unit = "wan/mu"     // 万元/亩
	UnitWanHa       Unit = "wan/ha"     // 万元/公顷
	UnitPercent     Unit = "percent"    // of the start price, for steps and deposits
)

// Price is an amount in the unit the notice gives, with the text it was read from.
// Without a unit it was not understood.
type Price struct {
	Value float64 `json:"value"`
	Unit  Unit    `json:"unit,omitempty"`
	Text  string  `json:"text,omitempty"`
}

// Known reports whether there is an amount with its unit.
func (p *Price) Known() bool { return p != nil && p.Unit != "" }

// Prices are what a notice asks and what was paid.
type Prices struct {
	Start   *Price    `json:"start,omitempty"`
	Step    *Price    `json:"step,omitempty"`
	Deposit *Price    `json:"deposit,omitempty"`
	Sold    *Price    `json:"sold,omitempty"`
	Cap     *Price    `json:"cap,omitempty"`
	CapThen []CapRule `json:"capThen,omitempty"` // how it goes on at the cap
}

// CapRule says what decides once bidding has reached the cap.
type CapRule string

// The rules.
const (
	CapHold    CapRule = "hold"    // 竞自持
	CapBuild   CapRule = "build"   // 竞配建
	CapLottery CapRule = "lottery" // 摇号
	CapQuality CapRule = "quality" // 竞品质
	CapPrice   CapRule = "price"   // 竞房价, 竞地价
)

// Method is how the land is granted.
type Method string

// The methods.
const (
	MethodTender       Method = "tender"       // 招标
	MethodAuction      Method = "auction"      // 拍卖
	MethodListing      Method = "listing"      // 挂牌
	MethodAgreement    Method = "agreement"    // 协议
	MethodAllocation   Method = "allocation"   // 划拨
	MethodContribution Method = "contribution" // 作价出资
)

// Status is how far a grant has come.
type Status string

// The statuses, in their order; the last three end it otherwise.
const (
	StatusAnnounced  Status = "announced"  // 公告期
	StatusListed     Status = "listed"     // 挂牌期
	StatusBidding    Status = "bidding"    // 竞价期
	StatusPublicised Status = "publicised" // 结果公示
	StatusSold       Status = "sold"       // 成交
	StatusUnsold     Status = "unsold"     // 流拍
	StatusSuspended  Status = "suspended"  // 中止
	StatusTerminated Status = "terminated" // 终止
)

// Moment is a day (2006-01-02) or, where the notice gives the clock, a minute of
// China's time (2006-01-02T15:04+08:00).
type Moment string

// Dates are the dates of a notice.
type Dates struct {
	Announced    Moment `json:"announced,omitempty"`
	ApplyFrom    Moment `json:"applyFrom,omitempty"`
	ApplyUntil   Moment `json:"applyUntil,omitempty"`
	DepositUntil Moment `json:"depositUntil,omitempty"` // when the deposit must have arrived
	ListedFrom   Moment `json:"listedFrom,omitempty"`
	ListedUntil  Moment `json:"listedUntil,omitempty"`
	SoldOn       Moment `json:"soldOn,omitempty"`
}

// Buyer is who won the land. A natural person's name is personal data: it is
// shown to staff only.
type Buyer struct {
	Name   string `json:"name"`
	Person bool   `json:"person,omitempty"`
}

// Derived is what follows from the fields; what cannot follow is absent.
type Derived struct {
	AreaMu            *float64 `json:"areaMu,omitempty"`
	AreaHa            *float64 `json:"areaHa,omitempty"`
	FloorAreaM2Min    *float64 `json:"floorAreaM2Min,omitempty"`
	FloorAreaM2Max    *float64 `json:"floorAreaM2Max,omitempty"`
	StartTotalWan     *float64 `json:"startTotalWan,omitempty"`
	StartPerM2        *float64 `json:"startPerM2,omitempty"`      // 元 a ㎡ of land
	StartPerFloorM2   *float64 `json:"startPerFloorM2,omitempty"` // 元 a ㎡ of floor area
	StartPerMu        *float64 `json:"startPerMu,omitempty"`      // 万元 a 亩
	StepWan           *float64 `json:"stepWan,omitempty"`
	DepositWan        *float64 `json:"depositWan,omitempty"`
	CapTotalWan       *float64 `json:"capTotalWan,omitempty"`
	CapPerFloorM2     *float64 `json:"capPerFloorM2,omitempty"`
	SoldTotalWan      *float64 `json:"soldTotalWan,omitempty"`
	SoldPerFloorM2    *float64 `json:"soldPerFloorM2,omitempty"`
	PremiumPercent    *float64 `json:"premiumPercent,omitempty"` // sold over start (溢价率)
	IntensityWanPerMu *float64 `json:"intensityWanPerMu,omitempty"`
}
