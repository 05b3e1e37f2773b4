package intake

import (
	"regexp"
	"strings"

	"zhaoyun/internal/land/notice"
)

// Field is what a column holds.
type Field string

// The fields.
const (
	FieldNone         Field = ""
	FieldIgnore       Field = "ignore" // somebody said that the column does not matter
	FieldNumber       Field = "number"
	FieldName         Field = "name"
	FieldLocation     Field = "location"
	FieldDistrict     Field = "district"
	FieldUses         Field = "uses"
	FieldUseCode      Field = "useCode"
	FieldScheme       Field = "scheme"
	FieldTenure       Field = "tenure"
	FieldArea         Field = "area"
	FieldFAR          Field = "far"
	FieldFARMin       Field = "farMin"
	FieldFARMax       Field = "farMax"
	FieldDensity      Field = "density"
	FieldDensityMin   Field = "densityMin"
	FieldDensityMax   Field = "densityMax"
	FieldGreen        Field = "green"
	FieldGreenMin     Field = "greenMin"
	FieldGreenMax     Field = "greenMax"
	FieldHeight       Field = "height"
	FieldHeightMin    Field = "heightMin"
	FieldHeightMax    Field = "heightMax"
	FieldMethod       Field = "method"
	FieldStart        Field = "start"
	FieldStep         Field = "step"
	FieldDeposit      Field = "deposit"
	FieldSold         Field = "sold"
	FieldCap          Field = "cap"
	FieldCapThen      Field = "capThen"
	FieldIntensity    Field = "intensity"
	FieldAnnounced    Field = "announced"
	FieldApply        Field = "apply" // from and until in one
	FieldApplyFrom    Field = "applyFrom"
	FieldApplyUntil   Field = "applyUntil"
	FieldDepositUntil Field = "depositUntil"
	FieldListed       Field = "listed"
	FieldListedFrom   Field = "listedFrom"
	FieldListedUntil  Field = "listedUntil"
	FieldSoldOn       Field = "soldOn"
	FieldStatus       Field = "status"
	FieldBuyer        Field = "buyer"
	FieldGeometry     Field = "geometry"
)

// usual are the headings of notices, of spreadsheets made from them, and of the
// attributes of Shapefiles (ten bytes, so often initials), without units.
var usual = map[Field]string{
	FieldNumber:   "宗地编号|地块编号|宗地号|地块号|编号|出让编号|公告编号|地块公告编号|出让宗地编号|挂牌编号|ZDBH|DKBH|ZDH|DKH|BH|number|parcel_no|parcelno|parcel_id|dkdm",
	FieldName:     "地块名称|宗地名称|项目名称|名称|地块|DKMC|ZDMC|XMMC|MC|name|title",
	FieldLocation: "坐落|土地坐落|宗地坐落|地块位置|土地位置|宗地位置|位置|四至|四至范围|地址|宗地四至|ZL|TDZL|ZDZL|DKWZ|location|address",
	FieldDistrict: "所属行政区|行政区|所在区|区县|所属区|行政区划|所属区县|区域|所属区域|城区|辖区|XZQ|XZQMC|QX|district",
	FieldUses:     "土地用途|用途|规划用途|用地性质|规划用地性质|土地使用性质|土地用途明细|地块用途|使用性质|出让用途|用地性质及代码|TDYT|YT|YDXZ|GHYT|GHYDXZ|use|uses|landuse|land_use",
	FieldUseCode:  "地类编码|用地代码|用地性质代码|用途代码|地类代码|用地分类代码|用地编码|YDDM|YDXZDM|DLBM|DLDM|TDYTDM|usecode|use_code",
	FieldScheme:   "用地分类标准|用地分类|分类标准|scheme",
	FieldTenure:   "出让年限|使用年限|土地使用年限|出让年期|使用年期|土地使用权年限|土地出让年限|年限|CRNX|SYNX|TDSYNX|NX|tenure",
	FieldArea:     "土地面积|出让面积|宗地面积|地块面积|面积|用地面积|出让土地面积|土地出让面积|总面积|净用地面积|TDMJ|CRMJ|ZDMJ|DKMJ|YDMJ|MJ|area",
	FieldFAR:      "容积率|规划容积率|容积率要求|RJL|GHRJL|far|plotratio|plot_ratio", FieldFARMin: "容积率下限|容积率最小值|容积率最小|容积率最低|最小容积率|最低容积率|容积率下限值|RJLXX", FieldFARMax: "容积率上限|容积率最大值|容积率最大|容积率最高|最大容积率|最高容积率|容积率上限值|RJLSX",
	FieldDensity: "建筑密度|规划建筑密度|建筑系数|JZMD|MD|density", FieldDensityMin: "建筑密度下限|建筑密度最小|建筑密度最低|建筑密度最小值|JZMDXX", FieldDensityMax: "建筑密度上限|建筑密度最大|建筑密度最高|建筑密度最大值|JZMDSX",
	FieldGreen: "绿地率|绿化率|规划绿地率|LDL|LHL|green", FieldGreenMin: "绿地率下限|绿地率最小|绿地率最低|绿地率最小值|LDLXX", FieldGreenMax: "绿地率上限|绿地率最大|绿地率最高|绿地率最大值|LDLSX",
	FieldHeight: "建筑高度|高度|规划建筑高度|JZGD|height", FieldHeightMin: "建筑高度下限|建筑高度最小|建筑高度最低|高度下限|限高下限", FieldHeightMax: "限高|建筑限高|控制高度|限制高度|高度上限|建筑高度上限|建筑高度最大|建筑高度最高|限高上限|建筑控制高度|JZXG|XG|heightlimit",
	FieldMethod: "出让方式|供地方式|供应方式|交易方式|CRFS|GDFS|method",
	FieldStart:  "起始价|起价|起拍价|挂牌起始价|出让起始价|起始总价|起始地价|起始价格|出让底价|挂牌价|起始单价|起始楼面价|起始楼面地价|起拍总价|QSJ|QPJ|start|start_price",
	FieldStep:   "加价幅度|竞价幅度|增价幅度|加价规则及幅度|JJFD|step", FieldDeposit: "保证金|竞买保证金|投标保证金|竞买保证金金额|BZJ|deposit",
	FieldSold: "成交价|成交总价|成交价格|成交单价|成交楼面价|成交楼面地价|成交地价|CJJ|sold|sold_price", FieldCap: "上限价格|最高限价|中止价|上限价|中止价格|限价|地价上限|SXJ|cap",
	FieldCapThen:   "达到上限后|竞价方式|达上限后竞价方式|上限后规则|达到上限价后|熔断方式|封顶后规则",
	FieldIntensity: "投资强度|投资强度要求|固定资产投资强度|TZQD|intensity", FieldAnnounced: "公告日期|公告时间|发布时间|发布日期|公告发布时间|GGRQ|GGSJ|announced",
	FieldApply: "报名时间|报名起止时间|报名期限|报名起止|申请时间|报名期|报名", FieldApplyFrom: "报名开始时间|报名开始|报名起始时间|报名起|报名时间起|报名开始日期|报名起始|报名时间开始", FieldApplyUntil: "报名截止时间|报名截止|报名结束时间|报名止|报名时间止|报名截止日期|报名时间截止|报名结束",
	FieldDepositUntil: "保证金到账截止时间|保证金截止时间|保证金到账截止|保证金到账时间|保证金交纳截止时间|保证金缴纳截止时间|竞买保证金到账截止时间|竞买保证金交纳截止时间|保证金截止|保证金到账截止日期",
	FieldListed:       "挂牌时间|挂牌起止时间|挂牌期限|挂牌起止|挂牌期|竞价时间|挂牌", FieldListedFrom: "挂牌开始时间|挂牌开始|挂牌起始时间|挂牌起|挂牌时间起|挂牌开始日期|挂牌起始|挂牌时间开始", FieldListedUntil: "挂牌截止时间|挂牌截止|挂牌结束时间|挂牌止|挂牌时间止|挂牌截止日期|挂牌时间截止|挂牌结束",
	FieldSoldOn: "成交日期|成交时间|CJRQ|CJSJ", FieldStatus: "状态|地块状态|交易状态|当前状态|项目状态|ZT|status",
	FieldBuyer:    "竞得人|受让人|竞得单位|受让单位|竞得人名称|受让方|竞买人|买受人|中标人|JDR|SRR|buyer",
	FieldGeometry: "界址点坐标|坐标|界址点|空间坐标|几何|图形|坐标串|拐点坐标|边界坐标|WKT|geometry|geom|the_geom|shape|coordinates|polygon",
}

var fieldsOfHeadings = func() map[string]Field {
	m := map[string]Field{}
	for field, list := range usual {
		for heading := range strings.SplitSeq(list, "|") {
			m[strings.ToLower(heading)] = field
		}
	}
	return m
}()

var (
	bracketed  = regexp.MustCompile(`[(\[][^)\]]*[)\]]`)
	occurrence = regexp.MustCompile(` #\d+$`)
	unitBehind = regexp.MustCompile(`[/:,]?(?:单位:?)?(?:元/建筑㎡|元/㎡|万元/公顷|万元/亩|元/亩|万元|亿元|㎡|m2|公顷|亩|%|米|年|平方米)$`)
)

// plainHeading is a heading without blanks, brackets, units and how often it stood.
func plainHeading(heading string) string {
	s := strings.ReplaceAll(notice.Fold(occurrence.ReplaceAllString(heading, "")), " ", "")
	s = strings.Trim(s, "*:.,\"")
	if bare := bracketed.ReplaceAllString(s, ""); bare != "" {
		s = bare
	}
	return strings.ToLower(s)
}

// fieldOf answers what a heading usually means. Only whole headings count: a
// heading that merely holds a known word may mean something else.
func fieldOf(heading string) (Field, bool) {
	plain := plainHeading(heading)
	if f, ok := fieldsOfHeadings[plain]; ok {
		return f, true
	}
	f, ok := fieldsOfHeadings[unitBehind.ReplaceAllString(plain, "")]
	return f, ok && plain != ""
}

// Mapping says what columns are, by their headings as Columns gives them. It is
// what an organisation remembers: FieldIgnore for a column that does not matter.
type Mapping map[string]Field

// How says why a column is taken for what it is.
type How string

// The reasons.
const (
	HowChosen    How = "chosen" // or remembered
	HowHeading   How = "heading"
	HowUnmatched How = "unmatched" // kept as text only
)

// Column is a column of a file as it was matched.
type Column struct {
	Heading string   `json:"heading"`
	Field   Field    `json:"field,omitempty"`
	How     How      `json:"how"`
	Repeats bool     `json:"repeats,omitempty"` // another column before it is the same field
	Samples []string `json:"samples,omitempty"` // a few of its texts
}

// matcher matches headings, each once.
type matcher struct {
	chosen Mapping
	known  map[string]matched
}

type matched struct {
	field Field
	how   How
	unit  notice.Unit
	area  notice.AreaUnit
	plain string
}

func newMatcher(chosen Mapping) *matcher {
	return &matcher{chosen: chosen, known: map[string]matched{}}
}

// mostHeadings bounds what is remembered of a file whose rows each have other headings.
const mostHeadings = 10_000

func (m *matcher) match(heading string) matched {
	if found, ok := m.known[heading]; ok {
		return found
	}
	found := matched{how: HowUnmatched, plain: plainHeading(heading), unit: notice.HeadingUnit(heading), area: notice.HeadingAreaUnit(heading)}
	if field, ok := m.chosen[heading]; ok {
		found.field, found.how = field, HowChosen
	} else if field, ok := fieldOf(heading); ok {
		found.field, found.how = field, HowHeading
	}
	if len(m.known) < mostHeadings {
		m.known[heading] = found
	}
	return found
}

const samplesOfColumn = 3

// columns lists the columns of a file: those it says it has, or those of its first rows.
func (m *matcher) columns(heads []string, rows []*record) []Column {
	at := map[string]int{}
	var list []Column
	add := func(heading string) int {
		if i, ok := at[heading]; ok {
			return i
		}
		found := m.match(heading)
		at[heading] = len(list)
		list = append(list, Column{Heading: heading, Field: found.field, How: found.how})
		return at[heading]
	}
	for _, h := range heads {
		if h != "" {
			add(h)
		}
	}
	for _, r := range rows {
		for _, c := range r.cells {
			if len(list) >= mostHeadings {
				break
			}
			i := add(c.Heading)
			if len(list[i].Samples) < samplesOfColumn {
				list[i].Samples = append(list[i].Samples, short(c.Text))
			}
		}
	}
	seen := map[Field]bool{}
	for i := range list {
		if f := list[i].Field; f != FieldNone && f != FieldIgnore {
			list[i].Repeats = seen[f]
			seen[f] = true
		}
	}
	return list
}

func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
