package app

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhaoyun/internal/account"
	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/sheet"
)

// memberList is a list as a secretary has it: one row in twenty is the same as the one
// before, one has a number that is none.
func memberList(n int) (rows [][]string, good int) {
	for i := range n {
		phone := fmt.Sprint(13_800_000_000 + i)
		switch i % 20 {
		case 7:
			phone = fmt.Sprint(13_800_000_000 + i - 1)
		case 13:
			phone = "1380000"
		default:
			good++
		}
		rows = append(rows, []string{
			fmt.Sprintf("会员%d", i), phone, fmt.Sprintf("member%d@example.com", i), fmt.Sprintf("示例第%d科技有限公司", i/2), "总经理",
			"理事；青年委员会", "先进制造", "浙江杭州", "每季度联系一次",
		})
	}
	return rows, good
}

var memberHeads = []string{"姓名", "手机号码", "电子邮箱", "单位名称", "职务", "分组", "行业", "地区", "备注"}

// memberFile is the list as a file: CSV in GB18030, as an old Excel writes it, or .xlsx.
func memberFile(format string, rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	if format == "csv" {
		out := csv.NewWriter(simplifiedchinese.GB18030.NewEncoder().Writer(&b))
		if err := out.Write(memberHeads); err != nil {
			return nil, err
		}
		err := out.WriteAll(rows)
		return b.Bytes(), err
	}
	columns := make([]sheet.Column, len(memberHeads))
	for i, h := range memberHeads {
		columns[i] = sheet.Column{Title: h, Width: 16}
	}
	book := sheet.New(&b, time.UTC, "会员")
	page, err := book.Sheet("会员", columns...)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		cells := make([]any, len(r))
		for i, c := range r {
			cells[i] = c
		}
		if err := page.Row(cells...); err != nil {
			return nil, err
		}
	}
	if err := page.End(); err != nil {
		return nil, err
	}
	err = book.Close()
	return b.Bytes(), err
}

// PrepareMembers implements bench.Members.
func (h *benchHouse) PrepareMembers(ctx context.Context, format string, n int) error {
	mark := core.NewID() // servers of the bench come and go on one store
	who, err := h.staff(ctx, account.NewUser{
		Name: "测量秘书", Contacts: []string{mark + "@zhaoyun.example"}, Role: core.RoleSecretary,
		Organisation: "测量商会 " + mark,
	})
	if err != nil {
		return err
	}
	rows, good := memberList(n)
	body, err := memberFile(format, rows)
	if err != nil {
		return err
	}
	h.list = memberImport{who: who, chamber: who.Memberships[0].Organisation, good: good}
	h.list.file, err = h.upload(ctx, who, "会员."+format, body)
	return err
}

// memberImport is a list that lies ready to be imported.
type memberImport struct {
	who           core.Actor
	chamber, file core.ID
	good          int
}

// ImportMembers implements bench.Members, by the steps of the page.
func (h *benchHouse) ImportMembers(ctx context.Context) (time.Duration, error) {
	began, l := time.Now(), h.list
	i, err := h.members.StartImport(ctx, l.who, l.chamber, l.file, chamber.ImportChoice{Basis: chamber.Membership, Source: "测量"})
	if err != nil {
		return 0, err
	}
	until := func(state chamber.ImportState) error {
		return every(ctx, func() (bool, error) {
			if i, err = h.members.ReadImport(ctx, l.who, i.ID); err == nil && i.State == chamber.ImportFailed {
				err = fmt.Errorf("the list was not read: %+v", i.Problem)
			}
			return i.State == state, err
		})
	}
	if err := until(chamber.ImportPreview); err != nil {
		return 0, err
	}
	read := time.Since(began)
	if _, err := h.members.ConfirmImport(ctx, l.who, i.ID, i.Version); err != nil {
		return 0, err
	}
	if err := until(chamber.ImportDone); err != nil {
		return 0, err
	}
	if i.Counts.Create != l.good {
		return 0, fmt.Errorf("of %d members came in %+v", l.good, i.Counts)
	}
	return read, nil
}
