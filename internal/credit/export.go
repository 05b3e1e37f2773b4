package credit

import (
	"context"
	"io"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/sheet"
)

// Title names the ledger, as its file does.
var Title = core.Text{"zh-CN": "以商引商台账", "en": "Attribution ledger", "zh-HK": "以商引商台帳"}

// ExportFormats are the formats of the file, with their media types.
var ExportFormats = map[string]string{"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

type column struct {
	title core.Text
	width float64
}

// columns are those of the file: who, then the day of each stage.
var columns = []column{
	{core.Text{"zh-CN": "商会", "en": "Chamber", "zh-HK": "商會"}, 24},
	{core.Text{"zh-CN": "投资方", "en": "Investor", "zh-HK": "投資方"}, 28},
	{core.Text{"zh-CN": "报名人", "en": "Registered by", "zh-HK": "報名人"}, 14},
	{core.Text{"zh-CN": "联系方式", "en": "Contact", "zh-HK": "聯絡方式"}, 20},
	{core.Text{"zh-CN": "认定", "en": "Standing", "zh-HK": "認定"}, 12},
	{core.Text{"zh-CN": "占比（%）", "en": "Share (%)", "zh-HK": "佔比（%）"}, 10},
	{core.Text{"zh-CN": "保护至", "en": "Protected until", "zh-HK": "保護至"}, 14},
}

var (
	stageWords = map[Stage]core.Text{
		Registered:  {"zh-CN": "报名", "en": "Registered", "zh-HK": "報名"},
		Attended:    {"zh-CN": "参会", "en": "Attended", "zh-HK": "出席"},
		Interested:  {"zh-CN": "意向", "en": "Interested", "zh-HK": "意向"},
		Met:         {"zh-CN": "洽谈", "en": "Met", "zh-HK": "洽談"},
		Signed:      {"zh-CN": "签约", "en": "Signed", "zh-HK": "簽約"},
		BrokeGround: {"zh-CN": "开工", "en": "Broke ground", "zh-HK": "開工"},
	}
	statusWords = map[Status]core.Text{
		Credited:  {"zh-CN": "计入", "en": "Credited", "zh-HK": "計入"},
		Colliding: {"zh-CN": "撞单", "en": "Colliding", "zh-HK": "撞單"},
		Refused:   {"zh-CN": "不计", "en": "Not counted", "zh-HK": "不計"},
	}
)

// Write writes the ledger as a spreadsheet, its days in the actor's zone.
func (s *Service) Write(ctx context.Context, actor core.Actor, f Filter, language string, chamber func(core.ID) string, w io.Writer) error {
	zone, err := time.LoadLocation(actor.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	title := Title.In(language)
	book := sheet.New(w, zone, title)
	heads := make([]sheet.Column, 0, len(columns)+len(stageWords))
	for _, c := range columns {
		heads = append(heads, sheet.Column{Title: c.title.In(language), Width: c.width})
	}
	for _, stage := range Stages[1:] {
		heads = append(heads, sheet.Column{Title: stageWords[stage].In(language), Width: 14})
	}
	page, err := book.Sheet(title, heads...)
	if err != nil {
		return err
	}
	day := func(at time.Time) any {
		if at.IsZero() {
			return ""
		}
		return sheet.Day(at.In(zone).Format(time.DateOnly))
	}
	err = s.Export(ctx, actor, f, func(e Entry) error {
		row := []any{chamber(e.Chamber), e.Investor.Name, e.Who.Name, e.Who.Contact, statusWords[e.Status].In(language), float64(e.Share) / 100, day(e.ProtectedUntil)}
		for _, stage := range Stages[1:] {
			at := time.Time{}
			for _, l := range e.Lines {
				if l.Stage == stage {
					at = l.At
				}
			}
			row = append(row, day(at))
		}
		return page.Row(row...)
	})
	if err != nil {
		return err
	}
	if err := page.End(); err != nil {
		return err
	}
	return book.Close()
}
