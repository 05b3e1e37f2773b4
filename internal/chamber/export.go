package chamber

import (
	"bufio"
	"context"
	"encoding/csv"
	"io"
	"strings"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/sheet"
)

// ExportFormats are the formats that members go out in, with their media types.
var ExportFormats = map[string]string{
	"csv":  "text/csv; charset=utf-8",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// exported are the columns of a file of members, under headings that an import reads.
var exported = []sheet.Column{
	{Title: "姓名", Width: 12}, {Title: "手机", Width: 18}, {Title: "邮箱", Width: 26}, {Title: "单位", Width: 28}, {Title: "职务", Width: 14},
	{Title: "统一社会信用代码", Width: 22}, {Title: "分组", Width: 16}, {Title: "标签", Width: 16}, {Title: "语言", Width: 8}, {Title: "地区", Width: 12},
	{Title: "备注", Width: 24}, {Title: "来源", Width: 24}, {Title: "登记时间", Width: 18},
}

// Export writes the members that a filter leaves, a row each. It leaves an audit line.
func (s *Service) Export(ctx context.Context, actor core.Actor, chamber core.ID, f Filter, format string, w io.Writer) error {
	if err := s.staff(ctx, actor, "export-members", chamber, "member", ""); err != nil {
		return err
	}
	f.Contacts, f.Query = true, tidy(f.Query)
	n, err := s.Store.CountMembers(ctx, chamber, f)
	if err != nil {
		return err
	}
	if err := s.Audit.Audit(ctx, actor.Audited("export-members", "member", "", chamber, map[string]any{"format": format, "members": n})); err != nil {
		return err
	}
	zone, err := time.LoadLocation(actor.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	out, err := newTable(format, w, zone)
	if err != nil {
		return err
	}
	err = s.Each(ctx, chamber, f, func(m Member) error {
		return out.row([]string{
			m.Name, m.Phone, m.Mail, m.OrganisationName, m.Title, m.USCC, strings.Join(m.Groups, "；"), strings.Join(m.Tags, "；"), m.Language, m.Region,
			m.Note, m.Consent.Source, m.CreatedAt.In(zone).Format("2006-01-02 15:04"),
		})
	})
	if err != nil {
		return err
	}
	return out.close()
}

// table is a file of rows that is being written.
type table struct {
	row   func(cells []string) error
	close func() error
}

func newTable(format string, w io.Writer, zone *time.Location) (table, error) {
	if format == "xlsx" {
		book := sheet.New(w, zone, "会员")
		page, err := book.Sheet("会员", exported...)
		if err != nil {
			return table{}, err
		}
		return table{
			row: func(cells []string) error {
				values := make([]any, len(cells))
				for i, c := range cells {
					values[i] = c
				}
				return page.Row(values...)
			},
			close: func() error {
				if err := page.End(); err != nil {
					return err
				}
				return book.Close()
			},
		}, nil
	}
	buffer := bufio.NewWriter(w)
	out := csv.NewWriter(buffer)
	out.UseCRLF = true
	_, err := buffer.WriteString("\uFEFF") // by which Excel knows UTF-8
	if err != nil {
		return table{}, err
	}
	heads := make([]string, len(exported))
	for i, c := range exported {
		heads[i] = c.Title
	}
	return table{
		row: func(cells []string) error {
			for i, c := range cells {
				cells[i] = safe(c)
			}
			return out.Write(cells)
		},
		close: func() error {
			out.Flush()
			if err := out.Error(); err != nil {
				return err
			}
			return buffer.Flush()
		},
	}, out.Write(heads)
}

// safe keeps a spreadsheet from taking a text for a formula. A phone number that
// begins with + stays as it is.
func safe(s string) string {
	if s == "" || strings.IndexByte("=+-@\t\r", s[0]) < 0 || s[0] == '+' && strings.Trim(s[1:], "0123456789") == "" {
		return s
	}
	return "'" + s
}
