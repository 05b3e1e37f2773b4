package demo

import (
	"fmt"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

// carrierWords say a carrier's published facts in words.
var carrierWords = map[string]struct {
	en, hk string
	note   func(carrierFacts) core.Text
}{
	"杭港高端服务业示范区": {"Hangzhou–Hong Kong High-end Services Zone", "杭港高端服務業示範區", func(c carrierFacts) core.Text {
		return note("线上推介 %d 宗地块", "%d parcels presented online", "線上推介 %d 宗地塊", c.Parcels)
	}},
	"望江新城": {"Wangjiang New City", "望江新城", func(c carrierFacts) core.Text {
		return core.Text{
			"zh-CN": fmt.Sprintf("超 %s 家数字经济与金融企业，产值超 %d 亿元", grouped(c.Over), c.Output),
			"en":    fmt.Sprintf("Over %s companies in digital economy and finance, output over CNY %s billion", grouped(c.Over), billions(c.Output)),
			"zh-HK": fmt.Sprintf("超 %s 家數字經濟與金融企業，產值超 %d 億元", grouped(c.Over), c.Output),
		}
	}},
	"始版桥未来社区": {"Shibanqiao Future Community", "始版橋未來社區", func(c carrierFacts) core.Text {
		return note("线上推介 %d 宗地块，已开工", "%d parcels presented online; under construction", "線上推介 %d 宗地塊，已開工", c.Parcels)
	}},
	"玉皇山南基金小镇": {"Yuhuang Shannan Fund Town", "玉皇山南基金小鎮", func(c carrierFacts) core.Text {
		return core.Text{
			"zh-CN": fmt.Sprintf("%s 家机构，管理资产 %s 亿元，全省第 1", grouped(c.Institutions), grouped(c.AUM)),
			"en":    fmt.Sprintf("%s institutions managing CNY %s billion, first in the province", grouped(c.Institutions), billions(c.AUM)),
			"zh-HK": fmt.Sprintf("%s 家機構，管理資產 %s 億元，全省第 1", grouped(c.Institutions), grouped(c.AUM)),
		}
	}},
	"区电子机械功能区": {"Electronics and Machinery Zone", "區電子機械功能區", func(c carrierFacts) core.Text {
		return note("%d 家高新技术企业", "%d high-tech companies", "%d 家高新技術企業", c.HighTech)
	}},
	"健康智谷": {"Health Valley", "健康智谷", func(c carrierFacts) core.Text {
		return note("%d 家企业、%d 家研究院", "%d companies and %d research institute", "%d 家企業、%d 家研究院", c.Companies, c.Institutes)
	}},
	"丰平精准医疗创新服务中心": {"Fengping Precision Medicine Centre", "豐平精準醫療創新服務中心", func(c carrierFacts) core.Text {
		return note("%d 家健康服务企业", "%d companies in health services", "%d 家健康服務企業", c.Companies)
	}},
	"湖滨步行街": {"Hubin Pedestrian Street", "湖濱步行街", func(c carrierFacts) core.Text {
		return note("新品牌超 %d 家，首店与旗舰店 %d 家", "Over %d new brands, %d first and flagship stores", "新品牌超 %d 家，首店與旗艦店 %d 家", c.NewBrands, c.FirstStores)
	}},
	"清河坊步行街": {"Qinghefang Pedestrian Street", "清河坊步行街", func(c carrierFacts) core.Text {
		return note("首店与旗舰店 %d 家（2020 年 12 月）", "%d first and flagship stores (December 2020)", "首店與旗艦店 %d 家（2020 年 12 月）", c.FirstStores)
	}},
}

func note(zh, en, hk string, args ...any) core.Text {
	return core.Text{"zh-CN": fmt.Sprintf(zh, args...), "en": fmt.Sprintf(en, args...), "zh-HK": fmt.Sprintf(hk, args...)}
}

// billions writes an amount in 亿 (100 million) in billions.
func billions(yi int) string {
	if yi%10 == 0 {
		return grouped(yi / 10)
	}
	return fmt.Sprintf("%s.%d", grouped(yi/10), yi%10)
}

// carriers are the published carriers, in their published order.
func (l *loader) carriers() []event.Carrier {
	var out []event.Carrier
	for _, c := range l.facts.Carriers {
		w, ok := carrierWords[c.Name]
		if !ok {
			continue
		}
		out = append(out, event.Carrier{Name: core.Text{"zh-CN": c.Name, "en": w.en, "zh-HK": w.hk}, Kind: c.Kind, Note: w.note(c)})
	}
	return out
}
