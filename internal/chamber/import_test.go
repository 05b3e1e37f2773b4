package chamber_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"zhaoyun/internal/account"
	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/store"
)

var heads = []string{"姓名", "手机号码", "邮箱", "单位名称", "职务", "统一社会信用代码", "分组", "行业"}

// uscc makes a valid code of a number.
func uscc(n int) string {
	base := fmt.Sprintf("91330100MA2%06d", n)
	for _, c := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
		if code, err := account.CheckUSCC(base + string(c)); err == nil {
			return code
		}
	}
	panic("no check digit for " + base)
}

// faulty makes rows with every fault in turn, and counts them.
func faulty(n int) (rows [][]any, want map[chamber.Code]int, bad int) {
	want = map[chamber.Code]int{}
	for i := range n {
		phone := 13800000000 + i
		r := []any{fmt.Sprintf("会员%d", i), fmt.Sprint(phone), fmt.Sprintf("m%d@example.com", i), fmt.Sprintf("示例公司%d", i), "经理", uscc(i), "理事；电子", "制造业"}
		fault := func(c chamber.Code, isBad bool, column int, v any) {
			r[column] = v
			want[c]++
			if isBad {
				bad++
			}
		}
		switch i % 20 {
		case 1:
			fault(chamber.PhoneInvalid, true, 1, "1380000")
		case 2:
			fault(chamber.USCCInvalid, false, 5, "91330100MA200000")
		case 3:
			fault(chamber.NameInPhone, true, 1, "张先生")
		case 4:
			fault(chamber.NameMissing, true, 0, "")
		case 5:
			fault(chamber.PhoneTruncated, true, 1, "1.38E+10")
		case 6:
			fault(chamber.PhoneFromNumber, false, 1, fmt.Sprintf("%d.0", phone))
		case 7:
			fault(chamber.DuplicatePhone, false, 1, fmt.Sprint(phone-7))
		case 8:
			fault(chamber.DuplicateMail, false, 2, fmt.Sprintf("M%d@EXAMPLE.COM", i-8))
		case 9:
			fault(chamber.DuplicateCode, false, 5, uscc(i-9))
		case 10:
			fault(chamber.MailInvalid, true, 2, "not a mail")
		case 11:
			r[1] = phone // a number, as Excel keeps it
		case 12:
			fault(chamber.NameIsPhone, true, 0, fmt.Sprint(phone))
		case 13:
			fault(chamber.PhoneLandline, false, 1, fmt.Sprintf("0571-8%07d", i))
		case 14:
			fault(chamber.PhoneSeveral, false, 1, fmt.Sprintf("%d / 0571-88888888", phone))
		}
		rows = append(rows, r)
	}
	return rows, want, bad
}

func csvOf(t *testing.T, rows [][]any) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString("2026 年会员名册\r\n" + strings.Join(heads, ",") + "\r\n")
	for _, r := range rows {
		for k, c := range r {
			if k > 0 {
				b.WriteByte(',')
			}
			fmt.Fprint(&b, c)
		}
		b.WriteString("\r\n")
	}
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(b.String()))
	must(t, err)
	return out
}

func xlsxOf(t *testing.T, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	must(t, err)
	head := make([]any, len(heads))
	for i, h := range heads {
		head[i] = h
	}
	must(t, w.SetRow("A1", head))
	for i, r := range rows {
		must(t, w.SetRow(fmt.Sprintf("A%d", i+2), r))
	}
	must(t, w.Flush())
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

func TestAListWithEveryFaultIsCountedExactlyAndChangesNothingTheSecondTime(t *testing.T) {
	const n = 20_000
	list, want, bad := faulty(n)
	for name, body := range map[string][]byte{"会员.csv": csvOf(t, list), "会员.xlsx": xlsxOf(t, list)} {
		t.Run(name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				i := h.read(name, body, said)
				duplicates := want[chamber.DuplicatePhone] + want[chamber.DuplicateMail]
				if i.State != chamber.ImportPreview || i.Counts.Rows != n || i.Counts.Bad != bad || !maps.Equal(i.Counts.Findings, want) ||
					i.Counts.Create != n-bad-duplicates || i.Counts.Skip != bad+duplicates {
					t.Fatalf("%s %+v %+v, not %v, %d bad", i.State, i.Problem, i.Counts, want, bad)
				}
				if h.count(chamber.Filter{}) != 0 {
					t.Fatal("written before it was confirmed")
				}
				i = h.confirm(i)
				if i.State != chamber.ImportDone || i.Counts.Create != n-bad-duplicates || i.Counts.Failed != 0 || h.count(chamber.Filter{}) != n-bad-duplicates {
					t.Fatalf("%s %+v, %d members", i.State, i.Counts, h.count(chamber.Filter{}))
				}
				if got := h.count(chamber.Filter{Group: "电子"}); got != i.Counts.Create {
					t.Errorf("%d in the group", got)
				}
				again := h.confirm(h.read(name, body, said))
				if again.Counts.Create+again.Counts.Update != 0 || again.Counts.Same != n-bad-duplicates || h.count(chamber.Filter{}) != n-bad-duplicates {
					t.Errorf("the second time: %+v", again.Counts)
				}
			})
		})
	}
}

func TestRowsArePutRightInPlace(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		text := "姓名\t电话\t邮箱\t备忘\n张一\t13800000001\tzhang@example.com\tx\n李二\t1380000\t\tx\n13800000003\t王三\t\tx\n赵四\t13800000001\t\tx\n"
		i := h.read("粘贴.tsv", []byte(text), chamber.ImportChoice{Groups: []string{"新会员"}})
		if i.Counts.Bad != 2 || i.Counts.Create != 1 || i.Counts.Findings[chamber.DuplicatePhone] != 1 || i.Columns[3].How != chamber.HowUnmatched {
			t.Fatalf("%+v %+v", i.Counts, i.Columns)
		}
		// The row whose number another row has is given its own, and is taken.
		i, rows, err := h.ChangeRow(ctx, h.secretary, i.ID, 4, chamber.RowChange{Texts: chamber.Texts{chamber.FieldName: "赵四", chamber.FieldPhone: "138 0000 0004"}})
		must(t, err)
		if len(rows) != 2 || i.Counts.Create != 2 || i.Counts.Findings[chamber.DuplicatePhone] != 0 {
			t.Fatalf("%+v %+v", rows, i.Counts)
		}
		// Name and phone the wrong way round are turned.
		i, rows, err = h.ChangeRow(ctx, h.secretary, i.ID, 3, chamber.RowChange{Texts: chamber.Texts{chamber.FieldName: "王三", chamber.FieldPhone: "13800000003"}})
		must(t, err)
		if len(rows) != 1 || rows[0].Verdict != chamber.Good || rows[0].Details.Phone != "+8613800000003" || !rows[0].Edited() {
			t.Fatalf("%+v", rows)
		}
		// A row that becomes the same as a later one makes that one the duplicate.
		i, rows, err = h.ChangeRow(ctx, h.secretary, i.ID, 2, chamber.RowChange{Texts: chamber.Texts{chamber.FieldName: "赵四", chamber.FieldPhone: "13800000004"}})
		must(t, err)
		if len(rows) != 2 || rows[1].N != 4 || rows[1].Action != chamber.ActionSkip || rows[1].Findings[0].Row != 2 || rows[1].Findings[0].Line != 3 || i.Counts.Findings[chamber.DuplicatePhone] != 1 || i.Counts.Bad != 0 {
			t.Fatalf("%+v %+v", rows, i.Counts)
		}
		skip := chamber.ChoiceSkip
		i, _, err = h.ChangeRow(ctx, h.secretary, i.ID, 3, chamber.RowChange{Choice: &skip})
		must(t, err)
		before := i.Counts
		i, err = h.ChooseImport(ctx, h.secretary, i.ID, i.Version, func(c *chamber.ImportChoice) { c.Columns = chamber.Mapping{"备忘": chamber.FieldNote} })
		must(t, err)
		if i = h.run(i.ID); !reflect.DeepEqual(i.Counts, before) || i.Columns[3].How != chamber.HowChosen {
			t.Fatalf("read again with another column: %+v, not %+v", i.Counts, before)
		}
		kept, err := h.Rows(ctx, h.secretary, i.ID, chamber.RowFilter{}, 2, 1)
		must(t, err)
		if kept[0].Details.Phone != "+8613800000003" || kept[0].Details.Note != "x" || kept[0].Chosen != skip {
			t.Errorf("what was put right is gone: %+v", kept[0])
		}
		_, err = h.ConfirmImport(ctx, h.secretary, i.ID, i.Version)
		code(t, err, "member_consent_missing")
		i, err = h.ChooseImport(ctx, h.secretary, i.ID, i.Version, func(c *chamber.ImportChoice) { c.Basis, c.Source = said.Basis, said.Source })
		must(t, err)
		if i.State != chamber.ImportPreview || i.Counts.Skip != 2 {
			t.Fatalf("what was put right is gone: %s %+v", i.State, i.Counts)
		}
		i = h.confirm(i)
		if i.Counts.Create != 2 || h.count(chamber.Filter{Group: "新会员"}) != 2 || h.count(chamber.Filter{Query: "王三"}) != 0 {
			t.Errorf("%+v", i.Counts)
		}
		_, _, err = h.ChangeRow(ctx, h.secretary, i.ID, 3, chamber.RowChange{Choice: &skip})
		code(t, err, "import_done")
	})
}

// Rows that are the same are left out until somebody takes them; then their word counts.
func TestADuplicateThatIsTakenIsLaidOverWhatIsThere(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		h.confirm(h.read("a.csv", []byte("姓名,手机,职务\n张一,13800000001,经理\n"), said))
		text := []byte("姓名,手机,职务\n张一,13800000001,总经理\n李二,13800000001,董事长\n王三,13800000003,秘书\n王三,13800000003,秘书长\n")
		i := h.read("b.csv", text, said)
		if i.Counts.Update != 1 || i.Counts.Create != 1 || i.Counts.Skip != 2 {
			t.Fatalf("%+v", i.Counts)
		}
		i, err := h.ChooseRows(t.Context(), h.secretary, i.ID, chamber.RowFilter{Code: chamber.DuplicatePhone}, chamber.ChoiceTake)
		must(t, err)
		if i.Counts.Update != 3 || i.Counts.Skip != 0 {
			t.Fatalf("taken: %+v", i.Counts)
		}
		i = h.confirm(i)
		if i.Counts.Update != 3 || i.Counts.Create != 1 || h.count(chamber.Filter{}) != 2 {
			t.Errorf("written: %+v", i.Counts)
		}
		for _, left := range []string{"李二", "董事长", "秘书长"} {
			if h.count(chamber.Filter{Query: left}) != 1 {
				t.Errorf("%s was taken and is not there", left)
			}
		}
	})
}

func TestFilesThatCannotBeReadSaySo(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		for name, c := range map[string]struct{ body, want string }{
			"old.xls": {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "import_excel_old"}, "x.pdf": {"%PDF-1.7\x00\x00", "import_no_table"}, "x.csv": {"姓名,手机\n", "import_no_rows"},
			"x.html": {"<html><table>", "import_no_table"}, "x.txt": {"1,2\n3,4\n", "import_no_headings"},
		} {
			i := h.read(name, []byte(c.body), said)
			if i.State != chamber.ImportFailed || i.Problem == nil || i.Problem.Code != c.want {
				t.Errorf("%s: %s %+v", name, i.State, i.Problem)
			}
		}
	})
}

// An import whose worker dies after some rows goes on behind them.
func TestAnImportThatIsCutOffGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		rows, _, _ := faulty(2_500)
		i := h.read("a.csv", csvOf(t, rows), said)
		expected := i.Counts.Create
		failing := &dying{Store: store.NewMembers(h.db), left: 1}
		second := job.New(job.Deps{Store: store.NewJobs(h.db), Clock: func() time.Time { return h.now }})
		dies := chamber.New(chamber.Deps{Store: failing, Tx: h.db, Audit: h.db, Files: h.files, Jobs: second, Clock: h.Clock})
		second.Handle(chamber.JobWrite, dies.RunWrite, chamber.ImportWork)
		_, err := h.ConfirmImport(t.Context(), h.secretary, i.ID, i.Version)
		must(t, err)
		must(t, second.RunDue(t.Context()))
		half, err := h.ReadImport(t.Context(), h.secretary, i.ID)
		must(t, err)
		if half.State != chamber.ImportWriting || half.Done != 1000 {
			t.Fatalf("%s after %d rows", half.State, half.Done)
		}
		h.now = h.now.Add(time.Minute)
		i = h.run(i.ID)
		if i.State != chamber.ImportDone || i.Counts.Create != expected || h.count(chamber.Filter{}) != expected {
			t.Errorf("%s %+v, %d members, not %d", i.State, i.Counts, h.count(chamber.Filter{}), expected)
		}
	})
}

// What was put right in a preview outlives a reading that dies, and one that fails.
func TestWhatWasPutRightOutlivesAReadingThatIsCutOff(t *testing.T) {
	t.Parallel()
	eachHouse(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		rows, _, _ := faulty(2_500)
		i := h.read("a.csv", csvOf(t, rows), said)
		skip := chamber.ChoiceSkip
		for n, change := range map[int]chamber.RowChange{2: {Choice: &skip}, 2_400: {Texts: chamber.Texts{chamber.FieldName: "欧阳"}}} {
			_, _, err := h.ChangeRow(ctx, h.secretary, i.ID, n, change)
			must(t, err)
		}
		i, err := h.ReadImport(ctx, h.secretary, i.ID)
		must(t, err)
		failing := &dying{Store: store.NewMembers(h.db), left: 1}
		second := job.New(job.Deps{Store: store.NewJobs(h.db), Clock: func() time.Time { return h.now }})
		dies := chamber.New(chamber.Deps{Store: failing, Tx: h.db, Audit: h.db, Files: h.files, Jobs: second, Clock: h.Clock})
		second.Handle(chamber.JobRead, dies.RunRead, chamber.ImportWork)
		i, err = h.ChooseImport(ctx, h.secretary, i.ID, i.Version, func(c *chamber.ImportChoice) { c.Groups = []string{"新会员"} })
		must(t, err)
		must(t, second.RunDue(ctx))
		half, err := h.Rows(ctx, h.secretary, i.ID, chamber.RowFilter{}, 0, 2_500)
		must(t, err)
		if len(half) != 1000 {
			t.Fatalf("%d rows", len(half))
		}
		h.now = h.now.Add(time.Minute)
		if i = h.run(i.ID); i.State != chamber.ImportPreview || i.Said != nil {
			t.Fatalf("%+v", i)
		}
		for n, right := range map[int]func(chamber.Row) bool{
			2:     func(r chamber.Row) bool { return r.Chosen == skip },
			2_400: func(r chamber.Row) bool { return r.Texts[chamber.FieldName] == "欧阳" && r.Edited() },
		} {
			kept, err := h.Rows(ctx, h.secretary, i.ID, chamber.RowFilter{}, n-1, 1)
			must(t, err)
			if !right(kept[0]) {
				t.Errorf("what was put right is gone: %+v", kept[0])
			}
		}
	})
}

// dying fails once it has written so many batches.
type dying struct {
	chamber.Store
	left int
}

func (d *dying) AddRows(ctx context.Context, id core.ID, rows []chamber.Row) error {
	if d.left--; d.left < 0 {
		return errors.New("the plug was pulled")
	}
	return d.Store.AddRows(ctx, id, rows)
}

func (d *dying) InsertMembers(ctx context.Context, members []chamber.Member) error {
	if d.left--; d.left < 0 {
		return errors.New("the plug was pulled")
	}
	return d.Store.InsertMembers(ctx, members)
}
