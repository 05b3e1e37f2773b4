package report

import (
	"time"

	"zhaoyun/internal/sheet"
)

// overview is the first sheet: whose report it is, and its figures.
func (k *book) overview(b *builder) error {
	sh, err := k.begin("overview", "item:32", "value:34", "note:60")
	if err != nil {
		return err
	}
	r, f := b.report, b.report.Figures
	note := ""
	if r.Illustrative {
		note = k.t("example")
	}
	rows := [][]any{
		{k.t("event"), k.text(r.EventTitle), note}, {k.t("session"), k.text(r.Title)}, {k.t("starts"), r.began()}, {k.t("ends"), r.over()},
		{k.t("zone"), r.TimeZone}, {k.t("asOf"), b.asOf},
		{k.t("registered"), f.Registered, k.t("scope")},
		{k.t("attended"), f.Attended, k.f("rateNote", percent(f.Attended, f.Registered))},
		{k.t("peak"), f.Peak, stamped(k.say, f.PeakAt)}, {k.t("stay"), minutes(f.Seconds)}, {k.t("staff"), f.Staff},
		{k.t("asked"), f.Asked}, {k.t("anonymousAsked"), f.Anonymous},
		{k.t("answered"), f.Answered, k.f("answerNote", percent(f.Answered, f.Asked))}, {k.t("inRoom"), f.InRoom}, {k.t("open"), f.Open},
		{k.t("pollsHeld"), f.Polls}, {k.t("voters"), f.Voters, k.f("voteNote", percent(f.Voters, f.Attended))},
		{k.t("hands"), f.Hands}, {k.t("reactions"), f.Reactions}, {k.t("lines"), f.Lines}, {k.t("hidden"), f.Hidden},
		{k.t("speakers"), f.Speakers}, {k.t("interested"), f.Interested},
	}
	for _, row := range rows {
		for i, v := range row {
			if text, ok := v.(string); ok {
				row[i] = sheet.Long(text)
			}
		}
		if err := sh.Row(row...); err != nil {
			return err
		}
	}
	return sh.End()
}

// began is when the session began, or was meant to.
func (r Report) began() time.Time { return stampOr(r.StartedAt, r.StartsAt) }

// over is when the session ended, or is meant to.
func (r Report) over() time.Time { return stampOr(r.EndedAt, r.EndsAt) }

func stampOr(stamp string, otherwise time.Time) time.Time {
	if at, err := time.Parse(time.RFC3339, stamp); err == nil {
		return at
	}
	return otherwise
}

func stamped(s say, stamp string) string {
	if at, err := time.Parse(time.RFC3339, stamp); err == nil {
		return at.In(s.zone).Format("15:04")
	}
	return ""
}
