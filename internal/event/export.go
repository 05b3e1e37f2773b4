package event

import (
	"context"
	"io"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/sheet"
)

// ExportTitle names the list of who registered, as its file does.
var ExportTitle = core.Text{"zh-CN": "报名名单", "en": "Registrations", "zh-HK": "報名名單"}

// ExportFormats are the formats of the file, with their media types.
var ExportFormats = map[string]string{"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

// exportPage is how many registrations are read at once.
const exportPage = 500

// exported are the columns of the file.
var exported = []struct {
	title core.Text
	width float64
	cell  func(r Registration, language string) any
}{
	{core.Text{"zh-CN": "姓名", "en": "Name", "zh-HK": "姓名"}, 14, func(r Registration, _ string) any { return r.Name }},
	{core.Text{"zh-CN": "单位", "en": "Organisation", "zh-HK": "機構"}, 28, func(r Registration, _ string) any { return r.OrganisationName }},
	{core.Text{"zh-CN": "统一社会信用代码", "en": "Credit code", "zh-HK": "統一社會信用代碼"}, 22, func(r Registration, _ string) any { return r.USCC }},
	{core.Text{"zh-CN": "地区", "en": "Region", "zh-HK": "地區"}, 8, func(r Registration, _ string) any { return r.Region }},
	{core.Text{"zh-CN": "联系方式", "en": "Contact", "zh-HK": "聯絡方式"}, 24, func(r Registration, _ string) any { return r.Contact }},
	{core.Text{"zh-CN": "状态", "en": "Status", "zh-HK": "狀態"}, 10, word(statusWords, func(r Registration) string { return string(r.Status) })},
	{core.Text{"zh-CN": "参会方式", "en": "Attends", "zh-HK": "參會方式"}, 10, word(attendanceWords, func(r Registration) string { return string(r.Attendance) })},
	{core.Text{"zh-CN": "口译", "en": "Interpretation", "zh-HK": "傳譯"}, 12, word(languageWords, func(r Registration) string { return r.Interpretation })},
	{core.Text{"zh-CN": "饮食", "en": "Diet", "zh-HK": "飲食"}, 20, func(r Registration, _ string) any { return r.Diet }},
	{core.Text{"zh-CN": "提醒", "en": "Reminders", "zh-HK": "提醒"}, 10, word(reminderWords, func(r Registration) string { return string(r.Reminder) })},
	{core.Text{"zh-CN": "语言", "en": "Language", "zh-HK": "語言"}, 12, word(languageWords, func(r Registration) string { return r.Language })},
	{core.Text{"zh-CN": "报名时间", "en": "Registered", "zh-HK": "報名時間"}, 18, func(r Registration, _ string) any { return r.CreatedAt }},
	{core.Text{"zh-CN": "同意的版本", "en": "Consent", "zh-HK": "同意的版本"}, 14, func(r Registration, _ string) any { return r.Consent.Version }},
	{core.Text{"zh-CN": "同意时间", "en": "Consented", "zh-HK": "同意時間"}, 18, func(r Registration, _ string) any { return r.Consent.At }},
}

var (
	statusWords = map[string]core.Text{
		string(Confirmed): {"zh-CN": "已确认", "en": "Confirmed", "zh-HK": "已確認"},
		string(Waiting):   {"zh-CN": "候补", "en": "Waiting", "zh-HK": "候補"},
		string(Cancelled): {"zh-CN": "已取消", "en": "Cancelled", "zh-HK": "已取消"},
	}
	attendanceWords = map[string]core.Text{
		string(Online): {"zh-CN": "线上", "en": "Online", "zh-HK": "線上"},
		string(OnSite): {"zh-CN": "到现场", "en": "In person", "zh-HK": "到現場"},
	}
	reminderWords = map[string]core.Text{
		"":                   {"zh-CN": "按联系方式", "en": "At the contact", "zh-HK": "按聯絡方式"},
		string(RemindByMail): {"zh-CN": "邮件", "en": "Mail", "zh-HK": "電郵"},
		string(RemindBySMS):  {"zh-CN": "短信", "en": "Text message", "zh-HK": "短訊"},
		string(RemindNever):  {"zh-CN": "不提醒", "en": "None", "zh-HK": "不提醒"},
	}
	languageWords = map[string]core.Text{
		"zh-CN": {"zh-CN": "简体中文", "en": "Simplified Chinese", "zh-HK": "簡體中文"},
		"zh-HK": {"zh-CN": "繁体中文", "en": "Traditional Chinese", "zh-HK": "繁體中文"},
		"en":    {"zh-CN": "英文", "en": "English", "zh-HK": "英文"},
	}
)

// word tells what a registration has for one of a few values.
func word(words map[string]core.Text, of func(Registration) string) func(Registration, string) any {
	return func(r Registration, language string) any { return words[of(r)].In(language) }
}

// Export writes who registered as a spreadsheet, with whole contacts and what has to be
// prepared for them. It leaves an audit line.
func (s *Service) Export(ctx context.Context, actor core.Actor, idOrSlug string, f RegistrationFilter, language string, w io.Writer) error {
	e, err := s.Store.Event(ctx, idOrSlug)
	if err != nil {
		return err
	}
	if err := visible(actor, "get-event", e); err != nil {
		return err
	}
	if err := s.staff(ctx, actor, "export-registrations", e, "event", e.ID); err != nil {
		return err
	}
	zone, err := time.LoadLocation(e.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	title := ExportTitle.In(language)
	book := sheet.New(w, zone, title)
	heads := make([]sheet.Column, len(exported))
	for i, c := range exported {
		heads[i] = sheet.Column{Title: c.title.In(language), Width: c.width}
	}
	rows, err := book.Sheet(title, heads...)
	if err != nil {
		return err
	}
	n := 0
	for p := (core.Paging{Limit: exportPage}); ; {
		page, err := s.Store.Registrations(ctx, e.ID, f, p)
		if err != nil {
			return err
		}
		for _, r := range page.Items {
			cells := make([]any, len(exported))
			for i, c := range exported {
				cells[i] = c.cell(r, language)
			}
			if err := rows.Row(cells...); err != nil {
				return err
			}
			n++
		}
		if p.Cursor = page.Next; p.Cursor == "" {
			break
		}
	}
	if err := rows.End(); err != nil {
		return err
	}
	if err := book.Close(); err != nil {
		return err
	}
	return s.Audit.Audit(ctx, actor.Audited("export-registrations", "event", e.ID, e.Organisation, map[string]any{"rows": n}))
}
