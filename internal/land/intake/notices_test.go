package intake

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"zhaoyun/internal/land/notice"
)

// The table of listing notices in GB18030: intervals, tenures of mixed uses, three
// units of price, a title above the headings, the headings again in the middle,
// two columns of area, an = for text and an = for a formula.

func notices(t *testing.T) (*File, map[string]*Row) {
	f, rows := readAll(t, sourceOf(t, "notices-gb18030.csv"), Options{})
	tell(t, rows)
	byNumber := map[string]*Row{}
	for _, r := range rows {
		if _, had := byNumber[r.Fields.Number]; !had {
			byNumber[r.Fields.Number] = r
		}
	}
	if len(rows) != 8 {
		t.Fatalf("%d rows", len(rows))
	}
	return f, byNumber
}

func expect(t *testing.T, what string, value any, want string) {
	t.Helper()
	got, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if s := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(got)); s != want {
		t.Errorf("%s is %s, not %s", what, s, want)
	}
}

func TestATableOfListingNoticesIsUnderstoodFieldByField(t *testing.T) {
	t.Parallel()
	f, rows := notices(t)
	if f.Kind != KindCSV || f.Encoding != "gb18030" {
		t.Errorf("%s in %s", f.Kind, f.Encoding)
	}
	r := rows["杭政储出[2020]12号"]
	expect(t, "number", r.Fields.NumberText, `"杭政储出〔2020〕12号"`)
	expect(t, "location", r.Fields.Location, `"望江单元"`)
	expect(t, "district", r.Fields.District, `{"name":"上城区"}`)
	expect(t, "uses", r.Fields.Uses, `[{"name":"城镇住宅用地","tenureYears":70,"group":"residential"},{"name":"商业用地","tenureYears":40,"group":"commercial"}]`)
	expect(t, "area", r.Fields.AreaM2, `63599`)
	expect(t, "FAR", r.Fields.FAR, `{"min":1,"max":2.2,"minOpen":true,"text":"大于1并且小于或等于2.2"}`)
	expect(t, "density", r.Fields.Density, `{"max":28,"text":"≤28%"}`)
	expect(t, "green", r.Fields.Green, `{"min":30,"text":"不低于30%"}`)
	expect(t, "height", r.Fields.Height, `{"max":80,"text":"80米以下"}`)
	expect(t, "prices", r.Fields.Prices, `{"start":{"value":133567,"unit":"wan","text":"133567万元"},"step":{"value":500,"unit":"wan","text":"500万元"},`+
		`"deposit":{"value":20,"unit":"percent","text":"20%"},"sold":{"value":150000,"unit":"wan","text":"150000万元"},"cap":{"value":196000,"unit":"wan","text":"196000万元"},"capThen":["hold"]}`)
	expect(t, "dates", r.Fields.Dates, `{"announced":"2020-04-20","applyFrom":"2020-04-30T09:00+08:00","applyUntil":"2020-05-12T16:00+08:00","depositUntil":"2020-05-12T16:00+08:00",`+
		`"listedFrom":"2020-05-04T09:00+08:00","listedUntil":"2020-05-14T10:00+08:00"}`)
	expect(t, "method, status, buyer", []any{r.Fields.Method, r.Fields.Status, r.Fields.Buyer}, `["listing","sold",{"name":"示例置业有限公司"}]`)
	expect(t, "derived", r.Derived, `{"areaMu":95.4,"areaHa":6.3599,"floorAreaM2Min":63599,"floorAreaM2Max":139917.8,"startTotalWan":133567,"startPerM2":21001.43,"startPerFloorM2":9546.1,`+
		`"startPerMu":1400.1,"stepWan":500,"depositWan":26713.4,"capTotalWan":196000,"capPerFloorM2":14008.22,"soldTotalWan":150000,"soldPerFloorM2":10720.58,"premiumPercent":12.3}`)

	r = rows["杭政储出[2020]13号"]
	expect(t, "uses", r.Fields.Uses, `[{"scheme":"territorial","version":"2023","code":"0902","name":"商务金融用地","tenureYears":40,"group":"commercial"}]`)
	expect(t, "FAR", r.Fields.FAR, `{"min":2,"max":2.5,"minOpen":true,"text":"2.0<R≤2.5"}`)
	expect(t, "density", r.Fields.Density, `{"min":40,"max":60,"text":"40%≤建筑密度≤60%"}`)
	expect(t, "height", r.Fields.Height, `{"min":50,"max":100,"text":"50米-100米"}`)
	expect(t, "start", r.Fields.Prices.Start, `{"value":15001,"unit":"yuan/floor","text":"15001元/建筑㎡"}`)
	expect(t, "start in all", r.Derived.StartTotalWan, `75005`)
	expect(t, "step in all", r.Derived.StepWan, `750.05`)
	expect(t, "deposit", r.Fields.Prices.Deposit, `{"value":2,"unit":"yi","text":"2亿元"}`)
	expect(t, "dates", r.Fields.Dates, `{"announced":"2020-04-20","applyFrom":"2020-04-30","applyUntil":"2020-05-12","depositUntil":"2020-05-12T16:00+08:00","listedFrom":"2020-05-04","listedUntil":"2020-05-14"}`)

	r = rows["杭政工出[2020]5号"]
	expect(t, "uses", r.Fields.Uses, `[{"scheme":"GB 50137","version":"local","code":"M0","name":"工业用地(新型产业)","tenureYears":60.41,"group":"industrial"}]`)
	expect(t, "area", r.Fields.AreaM2, `35000`)
	expect(t, "FAR", r.Fields.FAR, `{"min":2,"text":"≥2.0"}`)
	expect(t, "green", r.Fields.Green, `{"max":20,"text":"不高于20%"}`)
	expect(t, "height", r.Fields.Height, `{"min":24,"max":60,"text":"不低于24米，不高于60米"}`)
	expect(t, "start", r.Fields.Prices.Start, `{"value":1050,"unit":"yuan/m2","text":"1050元/㎡"}`)
	expect(t, "in all", []any{r.Derived.StartTotalWan, r.Derived.StepWan, r.Derived.IntensityWanPerMu, r.Derived.StartPerFloorM2}, `[3675,35,400,null]`)
	expect(t, "intensity", r.Fields.Intensity, `{"value":6000,"unit":"wan/ha","text":"6000万元/公顷"}`)

	r = rows["杭政储出[2020]14号"]
	expect(t, "uses", r.Fields.Uses, `[{"name":"住宅","tenureYears":70,"group":"residential"},{"name":"商业","tenureYears":40,"group":"commercial"}]`)
	expect(t, "start", r.Derived.StartTotalWan, `8100`)
	expect(t, "number kept as it was typed", rows["杭政储出[2020]17号"].Fields.AreaM2, `10000`)
}

func TestWhatIsNotUnderstoodStaysTextAndIsFlagged(t *testing.T) {
	t.Parallel()
	_, rows := notices(t)
	for number, want := range map[string]string{
		"杭政储出[2020]12号": "",
		"杭政储出[2020]13号": "district_changed district",
		"杭政储出[2020]14号": "interval_bare green, date_unclear announced",
		"杭政储出[2020]15号": "method_unknown method, status_unknown status, use_compound uses, tenure_unclear tenure, percent_unclear density, " +
			"interval_unclear green, interval_unclear heightMax, price_unit_missing start, price_unclear step, price_unclear deposit, cap_rule_unknown capThen, date_unclear apply, column_contradicts area",
		"": "formula_cell number, number_missing number!",
	} {
		if got := found(rows[number]); got != want {
			t.Errorf("%s: %s", number, got)
		}
	}
	r := rows["杭政储出[2020]15号"]
	expect(t, "density", r.Fields.Density, `{"text":"0.3"}`)
	expect(t, "green", r.Fields.Green, `{"text":"按规划"}`)
	expect(t, "start", r.Fields.Prices.Start, `{"value":5000,"text":"5000"}`)
	expect(t, "deposit", r.Fields.Prices.Deposit, `{"value":0,"text":"见公告"}`)
	expect(t, "buyer", r.Fields.Buyer, `{"name":"张三","person":true}`)
	if r.Verdict != Doubted || len(r.Cells) < 15 {
		t.Errorf("%s, %d cells", r.Verdict, len(r.Cells))
	}
}

func TestTheSecondRowOfANumberIsRefused(t *testing.T) {
	t.Parallel()
	_, rows := readAll(t, sourceOf(t, "notices-gb18030.csv"), Options{})
	for _, r := range rows {
		if r.Line == 9 {
			f := r.Findings[len(r.Findings)-1]
			if f.Code != NumberDuplicate || f.Line != 4 || r.Verdict != Bad {
				t.Errorf("%+v", f)
			}
			return
		}
	}
	t.Error("no row at line 9")
}

func TestHeadingsThatRepeatAreKeptApart(t *testing.T) {
	t.Parallel()
	table := "地块编号,用途,面积,,用途,容积率,,报名,\n,,㎡,亩,,下限,上限,开始时间,截止时间\nA1,商业,10000,15,商业,1.0,2.5,2020-05-01,2020-05-20\nA2,商业,10000,20,住宅,,3.0,,\n"
	f, rows := readAll(t, source("x.csv", []byte(table)), Options{})
	var heads []string
	for _, c := range f.Columns {
		s := c.Heading + "=" + string(c.Field)
		if c.Repeats {
			s += "+"
		}
		heads = append(heads, s)
	}
	if got := strings.Join(heads, " "); got != "地块编号=number 用途=uses 面积(㎡)=area 面积(亩)=area+ 用途 #2=uses+ 容积率下限=farMin 容积率上限=farMax 报名开始时间=applyFrom 报名截止时间=applyUntil" {
		t.Error(got)
	}
	expect(t, "FAR", rows[0].Fields.FAR, `{"min":1,"max":2.5,"text":"1.0 2.5"}`)
	expect(t, "FAR", rows[1].Fields.FAR, `{"max":3,"text":"3.0"}`)
	expect(t, "dates", rows[0].Fields.Dates, `{"applyFrom":"2020-05-01","applyUntil":"2020-05-20"}`)
	if found(rows[0]) != "" || found(rows[1]) != "column_contradicts area, column_contradicts uses" {
		t.Errorf("%s; %s", found(rows[0]), found(rows[1]))
	}
}

func TestASecondPriceMaySayTheSame(t *testing.T) {
	t.Parallel()
	table := "宗地编号,土地面积（㎡）,容积率,起始价（万元）,起始楼面价（元/㎡）\nA,63599,≤1.4,133567,15001\nB,63599,≤1.4,133567,16001\nC,63599,,133567,15001\n"
	_, rows := readAll(t, source("x.csv", []byte(table)), Options{})
	for i, want := range []string{"", "column_contradicts start", "column_contradicts start"} {
		if got := found(rows[i]); got != want {
			t.Errorf("%s: %s", rows[i].Fields.Number, got)
		}
	}
}

func TestABadRowDoesNotTakeItsNumberFromAGoodOne(t *testing.T) {
	t.Parallel()
	bow, sound := "120 30;120.1 30.1;120.1 30;120 30.1", "120 30;120.1 30;120.1 30.1"
	_, rows := readAll(t, source("x.csv", []byte("宗地编号,坐标\nA,"+bow+"\nA,"+sound+"\nA,"+sound+"\n")), Options{})
	if rows[0].Verdict != Bad || rows[1].Verdict != Good || found(rows[2]) != "number_duplicate number!, geometry_ring_closed" {
		t.Errorf("%s; %s; %s", found(rows[0]), found(rows[1]), found(rows[2]))
	}
}

func TestTextsComeInTheEncodingsOfSpreadsheets(t *testing.T) {
	t.Parallel()
	table := "宗地编号\t用途\r\n甲\t住宅用地\r\n"
	wide := []byte("\xFF\xFE")
	for _, r := range utf16.Encode([]rune(table)) {
		wide = append(wide, byte(r), byte(r>>8))
	}
	for name, c := range map[string]struct {
		data     []byte
		encoding string
		finding  string
	}{
		"UTF-8": {[]byte(table), "utf-8", ""}, "with a mark": {[]byte("\uFEFF" + table), "utf-8", ""}, "UTF-16": {wide, "utf-16", ""},
		"GBK": {[]byte(gbk(t, table)), "gb18030", ""}, "GBK cut in a letter": {append([]byte(gbk(t, table+"乙\t住宅用地")), 0xB5, '\n'), "gb18030", "text_damaged uses"},
	} {
		f, rows := readAll(t, source("x.csv", c.data), Options{})
		if last := rows[len(rows)-1]; f.Encoding != c.encoding || rows[0].Fields.Number != "甲" || found(last) != c.finding {
			t.Errorf("%s: %s, %q, %s", name, f.Encoding, rows[0].Fields.Number, found(last))
		}
	}
}

func TestColumnsAreWhatSomebodyChose(t *testing.T) {
	t.Parallel()
	table := "代号,编号,说明\nA1,7,住宅\n"
	f, rows := readAll(t, source("x.csv", []byte(table)), Options{Columns: Mapping{"代号": FieldNumber, "编号": FieldIgnore, "说明": FieldUses}})
	if rows[0].Fields.Number != "A1" || len(rows[0].Fields.Uses) != 1 || f.Columns[0].How != HowChosen {
		t.Errorf("%+v %+v", rows[0].Fields, f.Columns)
	}
}

func TestASchemeCanBeNamed(t *testing.T) {
	t.Parallel()
	_, rows := readAll(t, source("x.csv", []byte("宗地编号,用地代码,用地分类标准\nA,0802,\nB,0802,用地用海分类\nC,0802,GB/T 21010-2017\n")), Options{})
	for i, want := range []string{`"" use_scheme_unclear uses`, `"科研用地" `, `"新闻出版用地" `} {
		if got := fmt.Sprintf("%q %s", rows[i].Fields.Uses[0].Name, found(rows[i])); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
	_, rows = readAll(t, source("x.csv", []byte("宗地编号,用地代码\nA,0802\n")), Options{Scheme: notice.SchemeSurvey})
	expect(t, "uses", rows[0].Fields.Uses, `[{"scheme":"GB/T 21010","version":"2017","code":"0802","name":"新闻出版用地","group":"public"}]`)
}
