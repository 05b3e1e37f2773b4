package intake

import (
	"encoding/json"
	"os"
	"testing"
)

func TestEveryFindingHasAText(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../../web/src/locales/zh-CN/findings.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatal(err)
	}
	for _, code := range Codes() {
		if texts[string(code)] == "" {
			t.Errorf("%s has no text", code)
		}
		delete(texts, string(code))
	}
	for code := range texts {
		t.Errorf("%s is no finding", code)
	}
}

func TestEveryFieldHasItsUsualHeadings(t *testing.T) {
	t.Parallel()
	for heading, want := range map[string]Field{
		"宗地编号": FieldNumber, "地块 编号": FieldNumber, "土地面积（㎡）": FieldArea, "出让面积(公顷)": FieldArea, "面积/亩": FieldArea, "容积率": FieldFAR, "建筑密度（%）": FieldDensity,
		"建筑限高（米）": FieldHeightMax, "起始价（万元）": FieldStart, "起始楼面价(元/㎡)": FieldStart, "竞买保证金（万元）": FieldDeposit, "报名截止时间": FieldApplyUntil, "出让年限（年）": FieldTenure,
		"ZDBH": FieldNumber, "rjl": FieldFAR, "*宗地编号": FieldNumber, "用途 #2": FieldUses, "备注": FieldNone, "折合(亩)": FieldNone, "图上面积(㎡)": FieldNone, "": FieldNone, "(㎡)": FieldNone,
	} {
		if got, _ := fieldOf(heading); got != want {
			t.Errorf("%q is %q, not %q", heading, got, want)
		}
	}
}
