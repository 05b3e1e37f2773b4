package demo

import (
	"context"

	"github.com/paulmach/orb"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
)

// carrierGround places a carrier on the map: near the real place, a schematic
// outline. Its note says so.
type carrierGround struct {
	at         orb.Point
	turned     float64
	wide, high float64 // metres
	industries []string
	partOf     string
}

var carrierGrounds = map[string]carrierGround{
	"杭港高端服务业示范区":   {at: orb.Point{120.1655, 30.2285}, turned: 35, wide: 2900, high: 1150, industries: []string{"金融服务", "商贸旅游"}},
	"望江新城":         {at: orb.Point{120.1790, 30.2375}, turned: 35, wide: 1700, high: 700, industries: []string{"金融服务", "信息技术"}},
	"始版桥未来社区":      {at: orb.Point{120.1672, 30.2372}, turned: 18, wide: 620, high: 420, partOf: "杭港高端服务业示范区"},
	"玉皇山南基金小镇":     {at: orb.Point{120.1370, 30.2060}, turned: -10, wide: 2600, high: 1900, industries: []string{"金融服务"}},
	"区电子机械功能区":     {at: orb.Point{120.2700, 30.3100}, wide: 800, high: 560, industries: []string{"信息技术"}},
	"健康智谷":         {at: orb.Point{120.1980, 30.2330}, turned: 30, wide: 320, high: 240, industries: []string{"健康服务"}},
	"丰平精准医疗创新服务中心": {at: orb.Point{120.1915, 30.2290}, turned: 38, wide: 150, high: 110, industries: []string{"健康服务"}},
	"湖滨步行街":        {at: orb.Point{120.1598, 30.2508}, turned: 4, wide: 180, high: 620, industries: []string{"商贸旅游"}},
	"清河坊步行街":       {at: orb.Point{120.1668, 30.2402}, turned: 2, wide: 460, high: 90, industries: []string{"商贸旅游", "文化创意"}},
}

var schematic = core.Text{"zh-CN": "（图上范围为示例）", "en": " (the outline on the map is an example)", "zh-HK": "（圖上範圍為示例）"}

// landCarriers makes the published carriers that are not there yet.
func (l *loader) landCarriers(ctx context.Context) error {
	have, err := l.Land.ListCarriers(ctx, l.host(), land.CarrierFilter{Organisation: l.bureau.ID}, core.Paging{Limit: 200})
	if err != nil {
		return err
	}
	by := map[string]core.ID{}
	for _, c := range have.Items {
		by[c.Name["zh-CN"]] = c.ID
	}
	for _, c := range l.carriers() {
		name := c.Name["zh-CN"]
		g, ok := carrierGrounds[name]
		if !ok || by[name] != "" {
			continue
		}
		note := core.Text{}
		for tag, words := range c.Note {
			note[tag] = words + schematic.In(tag)
		}
		made, err := l.Land.CreateCarrier(ctx, l.host(), land.CarrierDraft{
			Organisation: l.bureau.ID, Geometry: ground(g.at, g.turned, 0, []orb.Point{{0, 0}, {g.wide, 0}, {g.wide, g.high}, {0, g.high}}),
			CarrierFields: land.CarrierFields{
				Kind: land.CarrierKind(c.Kind), Name: c.Name, Note: note, District: "上城区", Industries: g.industries, PartOf: by[g.partOf],
				Visibility: land.Public, Contacts: []land.CarrierContact{{Department: "区投资促进局（示例）", Phone: "0571-00000000"}},
			},
		})
		if err != nil {
			return err
		}
		by[name] = made.ID
	}
	return nil
}
