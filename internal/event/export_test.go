package event_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestTheListOfWhoComesSaysWhatTheyNeedAndWhatTheyAgreedTo(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		h, ctx := newHouse(t, db, false), context.Background()
		e := h.published(0)
		there, online := entry("chen@example.com"), entry("lin@example.com")
		there.Needs = event.Needs{Attendance: event.OnSite, Interpretation: "en", Diet: "=素食"}
		there.Reminder = event.RemindNever
		online.Name, online.Attendance = "林线上", event.Online
		for _, in := range []event.Entry{there, online} {
			_, err := h.Register(ctx, core.Actor{}, e.ID, in)
			must(t, err)
		}
		file := func(f event.RegistrationFilter) string {
			var out bytes.Buffer
			must(t, h.Export(ctx, h.a, e.Slug, f, "zh-CN", &out))
			return cells(t, out.Bytes())
		}
		all := file(event.RegistrationFilter{})
		for _, want := range []string{"陈明", "chen@example.com", "到现场", "英文", "=素食", "不提醒", "按联系方式", event.ConsentVersion, "林线上"} {
			if !strings.Contains(all, want) {
				t.Errorf("the list lacks %s", want)
			}
		}
		if hall := file(event.RegistrationFilter{OnSite: true}); strings.Contains(hall, "林线上") || !strings.Contains(hall, "陈明") {
			t.Error("the list for the hall has other people")
		}
		guest := core.Actor{Person: core.NewID(), Kind: core.PersonGuest}
		if err := h.Export(ctx, guest, e.ID, event.RegistrationFilter{}, "zh-CN", io.Discard); !core.HasCode(err, "not_allowed") {
			t.Errorf("a guest takes the list: %v", err)
		}
		lines, err := h.accounts.AuditLines(ctx, core.System(), account.AuditFilter{Action: "export-registrations"}, core.Paging{Limit: 9})
		must(t, err)
		if len(lines.Items) != 3 || lines.Items[0].Result != core.AuditRefused {
			t.Errorf("the audit has %+v", lines.Items)
		}
	})
}

// cells is the text of the first sheet of a spreadsheet.
func cells(t *testing.T, file []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	part, err := archive.Open("xl/worksheets/sheet1.xml")
	must(t, err)
	text, err := io.ReadAll(part)
	must(t, err)
	return string(text)
}
