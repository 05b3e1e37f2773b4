package demo

import (
	"fmt"
	"strconv"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/room"
)

var (
	mainTitle = core.Text{
		"zh-CN": "杭港高端服务业示范区云推介", "en": "Hangzhou–Hong Kong High-end Services Zone: Cloud Promotion", "zh-HK": "杭港高端服務業示範區雲推介",
	}
	mainTagline = core.Text{
		"zh-CN": "五宗地块，一个上午看清。看资料、问部门、约洽谈，都在同一会场。",
		"en":    "Five parcels, one clear morning. See the material, ask the departments and arrange talks in one room.",
		"zh-HK": "五宗地塊，一個上午看清。看資料、問部門、約洽談，都在同一會場。",
	}
	mainDescription = core.Text{
		"zh-CN": "杭港高端服务业示范区在线上推介 5 宗地块，其中 2 宗在始版桥未来社区。云推介之后三个月内，始版桥未来社区引进了 105 亿元的产业综合体和 10 亿元的国际期货中心两个项目；" +
			"新世界中国投资 230 亿元的杭州新世界综合发展项目已落地。\n\n" +
			"每个项目由专班跟进：区领导牵头，发改、住建、投促、规资参加，从考察、洽谈、签约、落地跟到开工建设。\n\n" +
			"本页未标「示例」的数字为上城区 2020 年公布的事实；日程、地块指标、人员和商会名称为演示内容。",
		"en": "The Hangzhou–Hong Kong High-end Services Demonstration Zone presents five parcels online, two of them in Shibanqiao Future Community. " +
			"Within three months of the cloud promotion, two projects were won there: an industry complex of CNY 10.5 billion and an international futures centre of CNY 1 billion. " +
			"New World China's integrated development of CNY 23 billion has landed.\n\n" +
			"A task force follows every project: led by a district leader, with development and reform, housing and construction, investment promotion and planning, " +
			"from the first visit through negotiation, signing and landing to ground-breaking.\n\n" +
			"Figures without the mark “Example” (示例) were published by Shangcheng District for 2020; agenda, parcel details, people and chambers are made up for this demonstration.",
		"zh-HK": "杭港高端服務業示範區在線上推介 5 宗地塊，其中 2 宗在始版橋未來社區。雲推介之後三個月內，始版橋未來社區引進了 105 億元的產業綜合體和 10 億元的國際期貨中心兩個項目；" +
			"新世界中國投資 230 億元的杭州新世界綜合發展項目已落地。\n\n" +
			"每個項目由專班跟進：區領導牽頭，發改、住建、投促、規資參加，從考察、洽談、簽約、落地跟到開工建設。\n\n" +
			"本頁未標「示例」的數字為上城區 2020 年公佈的事實；日程、地塊指標、人員和商會名稱為演示內容。",
	}
	secondTitle = core.Text{
		"zh-CN": "健康产业云推介（示例）", "en": "Health Industry Cloud Promotion (demonstration)", "zh-HK": "健康產業雲推介（示例）",
	}
	secondTagline = core.Text{
		"zh-CN": "健康智谷与丰平精准医疗创新服务中心，一次讲清。",
		"en":    "Health Valley and the Fengping Precision Medicine Centre in one session.",
		"zh-HK": "健康智谷與豐平精準醫療創新服務中心，一次講清。",
	}
)

// session is what one item of the agenda says.
type session struct {
	kind               event.Kind // a promotion when empty
	title, description core.Text
	access             event.Access
	capacity           int
}

var (
	briefing = session{
		title: core.Text{"zh-CN": "会前说明会", "en": "Briefing before the promotion", "zh-HK": "會前說明會"},
		description: core.Text{
			"zh-CN": "怎样报名、怎样入场、怎样提问。", "en": "How to register, join and ask.", "zh-HK": "怎樣報名、怎樣入場、怎樣提問。",
		},
		access: event.AccessPublic,
	}
	promotion = session{
		title: core.Text{"zh-CN": "云推介：区情与五宗地块", "en": "Cloud promotion: the district and five parcels", "zh-HK": "雲推介：區情與五宗地塊"},
		description: core.Text{
			"zh-CN": "用 2020 年已公布的数字说清楚产业、外资、载体，再逐一介绍五宗地块，随后当场答问。",
			"en":    "Industries, foreign capital and carriers in the figures published for 2020, then five parcels one by one, then questions.",
			"zh-HK": "用 2020 年已公佈的數字說清楚產業、外資、載體，再逐一介紹五宗地塊，隨後當場答問。",
		},
		access: event.AccessPublic,
	}
	showcase = session{
		kind:  event.Showcase,
		title: core.Text{"zh-CN": "地块推介：五宗地块上图看", "en": "Parcels on the map: five plots", "zh-HK": "地塊推介：五宗地塊上圖看"},
		description: core.Text{
			"zh-CN": "推介人带着看图，逐宗讲位置、指标、价格和期限；可收藏、提问、约洽谈。",
			"en":    "The presenter leads over the map, parcel by parcel: where, what may be built, what it costs, until when. Keep, ask, or arrange a talk.",
			"zh-HK": "推介人帶着看圖，逐宗講位置、指標、價格和期限；可收藏、提問、約洽談。",
		},
		access: event.AccessPublic,
	}
	talks = session{
		title: core.Text{"zh-CN": "部门答问：发改、住建、投促、规资", "en": "The departments answer", "zh-HK": "部門答問：發改、住建、投促、規資"},
		description: core.Text{
			"zh-CN": "四部门同场作答，报名后入场。", "en": "Four departments answer together; join after registering.", "zh-HK": "四部門同場作答，報名後入場。",
		},
		access: event.AccessRegistered, capacity: 200,
	}
)

// figures are four published figures, to the digit.
func (l *loader) figures() []event.Figure {
	f := l.facts
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	billion := core.Text{"zh-CN": "亿元", "en": "× CNY 100 million", "zh-HK": "億元"}
	return []event.Figure{
		{Value: number(f.amount("始版桥未来社区产业综合体")), Unit: billion, Label: core.Text{
			"zh-CN": "始版桥未来社区产业综合体：云推介后三个月内引进",
			"en":    "Shibanqiao Future Community industry complex, won within three months of the cloud promotion",
			"zh-HK": "始版橋未來社區產業綜合體：雲推介後三個月內引進",
		}},
		{Value: number(f.amount("杭州新世界综合发展项目")), Unit: billion, Label: core.Text{
			"zh-CN": "杭州新世界综合发展项目，投资方新世界中国，已落地",
			"en":    "Hangzhou New World integrated development by New World China, landed",
			"zh-HK": "杭州新世界綜合發展項目，投資方新世界中國，已落地",
		}},
		{Value: number(f.KPI.FDI.Actual), Unit: core.Text{"zh-CN": "亿美元", "en": "× USD 100 million", "zh-HK": "億美元"}, Label: core.Text{
			"zh-CN": fmt.Sprintf("2020 年实际使用外资，目标 %s 亿；亩均全市第 1", number(f.KPI.FDI.Target)),
			"en":    fmt.Sprintf("Foreign capital actually used in 2020, target %s; first in the city per mu", number(f.KPI.FDI.Target)),
			"zh-HK": fmt.Sprintf("2020 年實際使用外資，目標 %s 億；畝均全市第 1", number(f.KPI.FDI.Target)),
		}},
		{Value: strconv.Itoa(f.KPI.Services.Count), Unit: core.Text{"zh-CN": "个", "en": "projects", "zh-HK": "個"}, Label: core.Text{
			"zh-CN": fmt.Sprintf("服务业亿元以上项目，全市赛马榜第 %d", f.KPI.Services.Place),
			"en":    fmt.Sprintf("Service projects over CNY 100 million, no. %d on the city's ranking board", f.KPI.Services.Place),
			"zh-HK": fmt.Sprintf("服務業億元以上項目，全市賽馬榜第 %d", f.KPI.Services.Place),
		}},
	}
}

var organisers = []event.Organiser{
	{Role: "host", Illustrative: true, Name: core.Text{
		"zh-CN": bureauName, "en": "Investment Promotion Bureau of Shangcheng District, Hangzhou", "zh-HK": "杭州市上城區投資促進局",
	}},
	{Role: "chamber", Illustrative: true, Name: core.Text{"zh-CN": chamberName, "en": "Hong Kong Example Chamber of Commerce", "zh-HK": "香港示例商會"}},
	{Role: "chamber", Illustrative: true, Name: core.Text{"zh-CN": "浙江示例商会", "en": "Zhejiang Example Chamber of Commerce", "zh-HK": "浙江示例商會"}},
	{Role: "chamber", Illustrative: true, Name: core.Text{"zh-CN": "示例行业协会", "en": "Example Industry Association", "zh-HK": "示例行業協會"}},
}

// grouped writes 24680 as 24,680.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// poll lies ready as a draft, to be opened with one press.
var poll = room.PollDraftData{
	Kind: room.PollSingle, Question: "贵单位最关心地块的哪一项条件？（示例）", Results: room.ResultsLive,
	Options: []string{"地价与出让方式", "轨道交通与配套", "产业扶持政策", "容积率与业态"},
}
