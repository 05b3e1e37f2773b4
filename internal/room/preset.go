package room

import (
	"context"
	"slices"
	"strings"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

// cue is an item of a run of show that comes with a kind of session.
type cue struct {
	title   core.Text
	minutes int
	notes   core.Text // for those who present
}

// cueSheets are what ceremonies usually consist of, by kind of session.
var cueSheets = map[string][]cue{
	string(event.Signing): {
		{core.Text{"zh-CN": "开场与介绍来宾", "en": "Opening and introductions", "zh-HK": "開場與介紹來賓"}, 5, core.Text{
			"zh-CN": "签约各方先上台露面，协议第 1 页上舞台。", "en": "Bring the parties on stage and put page 1 of the agreement there.", "zh-HK": "簽約各方先上台露面，協議第 1 頁上舞台。",
		}},
		{core.Text{"zh-CN": "领导致辞", "en": "Leaders' remarks", "zh-HK": "領導致辭"}, 10, nil},
		{core.Text{"zh-CN": "宣读协议", "en": "Reading of the agreement", "zh-HK": "宣讀協議"}, 10, core.Text{
			"zh-CN": "要给观众看的页先公开，没公开的只显示页码。", "en": "Release the pages the audience may read; of the others they see the number alone.", "zh-HK": "要給觀眾看的頁先公開，沒公開的只顯示頁碼。",
		}},
		{core.Text{"zh-CN": "各方签署", "en": "Signing", "zh-HK": "各方簽署"}, 10, core.Text{
			"zh-CN": "看各方的灯。有一方掉线就放垫场画面，仪式继续，签署稍后完成。", "en": "Watch the lights. If a party drops out, hold a picture and go on; the signing completes later.",
			"zh-HK": "看各方的燈。有一方掉線就放墊場畫面，儀式繼續，簽署稍後完成。",
		}},
		{core.Text{"zh-CN": "交换文本", "en": "Exchange of texts", "zh-HK": "交換文本"}, 3, nil},
		{core.Text{"zh-CN": "鼓掌与合影", "en": "Applause and group picture", "zh-HK": "鼓掌與合影"}, 5, nil},
	},
	string(event.Groundbreaking): {
		{core.Text{"zh-CN": "各会场连线", "en": "Joining the venues", "zh-HK": "各會場連線"}, 5, core.Text{
			"zh-CN": "等每个会场的灯亮。备用片先选好。", "en": "Wait until every venue's light is on. Have the fallback clip chosen.", "zh-HK": "等每個會場的燈亮。備用片先選好。",
		}},
		{core.Text{"zh-CN": "主持人开场", "en": "Opening", "zh-HK": "主持人開場"}, 3, nil},
		{core.Text{"zh-CN": "领导致辞", "en": "Leaders' remarks", "zh-HK": "領導致辭"}, 5, nil},
		{core.Text{"zh-CN": "企业致辞", "en": "The company's remarks", "zh-HK": "企業致辭"}, 5, nil},
		{core.Text{"zh-CN": "现场介绍工程", "en": "The site: what will be built", "zh-HK": "現場介紹工程"}, 5, nil},
		{core.Text{"zh-CN": "宣布开工，共同启动", "en": "Declared open; the start together", "zh-HK": "宣佈開工，共同啟動"}, 3, core.Text{
			"zh-CN": "定开始时间，全场一起倒数。按下的人要在台上，或是会场代表。", "en": "Set the start; everybody counts down together. Those who press are on stage or speak for a venue.",
			"zh-HK": "定開始時間，全場一起倒數。按下的人要在台上，或是會場代表。",
		}},
		{core.Text{"zh-CN": "合影与纪念图", "en": "Group and commemorative picture", "zh-HK": "合影與紀念圖"}, 3, nil},
	},
}

// PresetRundown plans what a ceremony usually consists of, in the languages of the event,
// where nothing is planned yet.
func (s *Service) PresetRundown(ctx context.Context, actor core.Actor, room core.ID) (Rundown, error) {
	err := s.editRundown(ctx, actor, room, "preset-rundown", nil, func(ctx context.Context, v view, p *plan) error {
		cues := cueSheets[v.session.Kind]
		switch {
		case len(cues) == 0:
			return core.Conflict("rundown_no_preset", "There is a run of show ready for signings and ground-breakings alone.")
		case len(p.items) > 0:
			return core.Conflict("rundown_not_empty", "Something is planned already. Remove it first.")
		}
		for _, c := range cues {
			d := RundownDraft{Title: inAll(c.title, v.session.Languages), Minutes: c.minutes, Notes: inAll(c.notes, v.session.Languages)}
			p.items = append(p.items, RundownItem{ID: core.NewID(), Room: room, RundownDraft: d, Version: 1})
		}
		p.changed = true
		return s.placeItems(ctx, p)
	})
	if err != nil {
		return Rundown{}, err
	}
	return s.Rundown(ctx, actor, room)
}

// inAll writes a text in each of the languages, one Chinese being enough.
func inAll(t core.Text, languages []string) string {
	var said []string
	for _, language := range languages {
		enough := language == "zh-HK" && slices.Contains(languages, "zh-CN")
		if s := t[language]; s != "" && !enough {
			said = append(said, s)
		}
	}
	if len(said) == 0 {
		return t.In(core.Languages[0])
	}
	return strings.Join(said, " · ")
}
