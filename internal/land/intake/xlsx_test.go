package intake

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook writes an Excel file with another hand's library.
func workbook(t testing.TB, fill func(*excelize.File)) Source {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return source("x.xlsx", b.Bytes())
}

func set(t testing.TB, f *excelize.File, sheet string, values map[string]any) {
	t.Helper()
	for cell, v := range values {
		if err := f.SetCellValue(sheet, cell, v); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAWorkbookIsReadAsItIsStored(t *testing.T) {
	t.Parallel()
	src := workbook(t, func(f *excelize.File) {
		set(t, f, "Sheet1", map[string]any{
			"A1": "出让公告（示例）", "A2": "宗地编号", "B2": "土地面积（㎡）", "C2": "容积率", "D2": "建筑密度", "E2": "公告日期", "F2": "起始价", "G2": "报名截止时间", "H2": "土地用途",
			"A3": "示例〔2020〕1号", "B3": 63599.47, "C3": "大于1并且小于或等于2.2", "D3": 0.3, "E3": time.Date(2020, 4, 20, 0, 0, 0, 0, time.UTC), "F3": 133567,
			"G3": time.Date(2020, 5, 12, 16, 30, 0, 0, time.UTC), "H3": "商业用地",
			"A5": "示例〔2020〕2号", "B5": 0.1 + 0.2, "C5": 2.2,
		})
		for cell, code := range map[string]string{"B3": "0", "D3": "0%", "F3": `#,##0"万元"`, "E3": "yyyy\"年\"m\"月\"d\"日\"", "G3": "yyyy-mm-dd hh:mm"} {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
			if err == nil {
				err = f.SetCellStyle("Sheet1", cell, cell, style)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetCellFormula("Sheet1", "C5", "=1.1*2"); err != nil {
			t.Fatal(err)
		}
		if _, err := f.NewSheet("说明"); err != nil {
			t.Fatal(err)
		}
		set(t, f, "说明", map[string]any{"A1": "本表仅为示例"})
		if _, err := f.NewSheet("二"); err != nil {
			t.Fatal(err)
		}
		set(t, f, "二", map[string]any{"A1": "地块编号", "B1": "用途", "A2": "示例〔2020〕3号", "B2": "工业用地"})
		if _, err := f.NewSheet("隐"); err != nil {
			t.Fatal(err)
		}
		set(t, f, "隐", map[string]any{"A1": "地块编号", "B1": "用途", "A2": "示例〔2020〕4号", "B2": "工业用地"})
		if err := f.SetSheetVisible("隐", false); err != nil {
			t.Fatal(err)
		}
	})
	f, rows := readAll(t, src, Options{})
	tell(t, rows)
	if f.Kind != KindXLSX || len(rows) != 3 || rows[1].Line != 5 || rows[2].Part != "二" {
		t.Fatalf("%s, %d rows", f.Kind, len(rows))
	}
	r := rows[0]
	expect(t, "area, not as it is shown", r.Fields.AreaM2, `63599.47`)
	expect(t, "density", r.Fields.Density, `{"min":30,"max":30,"text":"30%"}`)
	expect(t, "start with the unit of its format", r.Fields.Prices.Start, `{"value":133567,"unit":"wan","text":"133567万元"}`)
	expect(t, "dates", r.Fields.Dates, `{"announced":"2020-04-20","applyUntil":"2020-05-12T16:30+08:00"}`)
	expect(t, "area, to fifteen digits", rows[1].Fields.AreaM2, `0.3`)
	if !strings.Contains(found(rows[1]), "formula_cell far") {
		t.Errorf("a formula: %s", found(rows[1]))
	}
}

func TestAFormulaWithoutItsResultIsNoValue(t *testing.T) {
	t.Parallel()
	src := workbook(t, func(f *excelize.File) {
		set(t, f, "Sheet1", map[string]any{"A1": "宗地编号", "B1": "容积率", "A2": "A"})
		if err := f.SetCellFormula("Sheet1", "B2", "=1.1*2"); err != nil {
			t.Fatal(err)
		}
	})
	_, rows := readAll(t, src, Options{})
	if found(rows[0]) != "formula_cell far" || rows[0].Fields.FAR != nil {
		t.Errorf("%s, %+v", found(rows[0]), rows[0].Fields.FAR)
	}
}
