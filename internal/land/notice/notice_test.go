package notice

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestTheVectorOfTheFieldComesOutExactly(t *testing.T) {
	t.Parallel()
	// 63,599 ㎡ × 1.40 = 89,038.6 ㎡ of floor area; 133,567 万元 are 15,001 元 for each; 95.40 亩.
	area, _ := ParseArea("63,599㎡", 0)
	far, _ := ParseInterval(FAR, "1.40")
	start, _ := ParsePrice("133567万元", "")
	d := Derive(&Fields{AreaM2: area, FAR: &far, Prices: Prices{Start: start}})
	if *d.FloorAreaM2Max != 89038.6 || *d.AreaMu != 95.40 || Round(*d.StartPerFloorM2, 0) != 15001 || *d.StartTotalWan != 133567 {
		t.Errorf("%v ㎡, %v 亩, %v 元/㎡", *d.FloorAreaM2Max, *d.AreaMu, *d.StartPerFloorM2)
	}
	back := Derive(&Fields{AreaM2: area, FAR: &far, Prices: Prices{Start: &Price{Value: 15001, Unit: UnitYuanFloorM2}}})
	if got := Round(*back.StartTotalWan, 0); got != 133567 {
		t.Errorf("15,001 元 for each ㎡ of floor area are %v 万元", got)
	}
}

func TestAmountsKeepTheirUnits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, heading string
		want          string
		doubt         Doubt
	}{
		{"133567万元", "", "133567 wan", Clear},
		{"133,567 万元", "", "133567 wan", Clear},
		{"人民币１３３５６７万元整", "", "133567 wan", Clear},
		{"13.3567亿元", "", "13.3567 yi", Clear},
		{"133567", "起始价（万元）", "133567 wan", Clear},
		{"21001元/㎡", "", "21001 yuan/m2", Clear},
		{"21001元/平方米", "", "21001 yuan/m2", Clear},
		{"21001 元/m²", "", "21001 yuan/m2", Clear},
		{"15001元/建筑㎡", "", "15001 yuan/floor", Clear},
		{"15001元/建筑平方米", "", "15001 yuan/floor", Clear},
		{"楼面价15001元/㎡", "", "15001 yuan/floor", Clear},
		{"楼面地价：15001元/平方米", "", "15001 yuan/floor", Clear},
		{"15001元/㎡（建筑面积）", "", "15001 yuan/floor", Clear},
		{"15001", "起始楼面价（元/㎡）", "15001 yuan/floor", Clear},
		{"15001元/㎡", "起始楼面价", "15001 yuan/floor", Clear},
		{"15001", "起始楼面价", "15001 none", PriceUnitMissing},
		{"133567万元", "起始楼面价", "0 none", PriceUnclear},
		{"1.5万元/㎡", "", "0 none", PriceUnclear},
		{"450万元/亩", "", "450 wan/mu", Clear},
		{"4500万元/公顷", "", "4500 wan/ha", Clear},
		{"20%", "", "20 percent", Clear},
		{"133567万元（楼面价15001元/㎡）", "", "133567 wan", Clear},
		{"133567", "起始价", "133567 none", PriceUnitMissing},
		{"15001元/㎡", "起始价（万元）", "0 none", PriceUnclear},
		{"133567万元起，另加配建", "", "0 none", PriceUnclear},
		{"壹亿叁仟万元", "", "0 none", PriceUnclear},
		{"2000万美元", "", "0 none", PriceUnclear},
		{"面议", "", "0 none", PriceUnclear},
		{"-", "", "none", Clear},
	} {
		got, doubt := ParsePrice(c.text, HeadingUnit(c.heading))
		s := "none"
		if got != nil {
			s = fmt.Sprintf("%g %s", got.Value, got.Unit)
			if got.Unit == "" {
				s += "none"
			}
			if got.Text != c.text {
				t.Errorf("%q lost its text", c.text)
			}
		}
		if s != c.want || doubt != c.doubt {
			t.Errorf("%q, %q: %s %q, not %s %q", c.text, c.heading, s, doubt, c.want, c.doubt)
		}
	}
}

func TestAreasComeInAllUnits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, heading string
		want          float64
		doubt         Doubt
	}{
		{"63599㎡", "", 63599, Clear},
		{"63,599平方米", "", 63599, Clear},
		{"63599 m2", "", 63599, Clear},
		{"6.3599公顷", "", 63599, Clear},
		{"95.3985亩", "", 63599, Clear},
		{"15亩", "", 10000, Clear},
		{"1公顷", "", 10000, Clear},
		{"6.3599", "面积（公顷）", 63599, Clear},
		{"63599", "土地面积(平方米)", 63599, Clear},
		{"63599", "出让面积（㎡）", 63599, Clear},
		{"1.5平方公里", "", 1.5e6, Clear},
		{"6.3599万平方米", "", 63599, Clear},
		{"63599㎡（合95.40亩）", "", 63599, Clear},
		{"63599平方米（约95.4亩）", "", 63599, Clear},
		{"63599㎡（合59.40亩）", "", 0, AreaContradicted},
		{"63599", "土地面积", 0, AreaUnitMissing},
		{"约六万平方米", "", 0, AreaUnclear},
		{"0", "面积(㎡)", 0, AreaUnclear},
		{"63599㎡以勘测为准", "", 0, AreaUnclear},
		{"", "", 0, Clear},
	} {
		got, doubt := ParseArea(c.text, HeadingAreaUnit(c.heading))
		v := 0.0
		if got != nil {
			v = *got
		}
		if v != c.want || doubt != c.doubt {
			t.Errorf("%q, %q: %v %q, not %v %q", c.text, c.heading, v, doubt, c.want, c.doubt)
		}
	}
}

func TestDatesAreReadOrTold(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2020年5月12日": "2020-05-12", "2020-05-12": "2020-05-12", "2020/5/12": "2020-05-12", "2020.5.12": "2020-05-12", "20200512": "2020-05-12",
		"２０２０年５月１２日": "2020-05-12", "2020-05-12 00:00:00": "2020-05-12", "2020年5月12日9时30分": "2020-05-12T09:30+08:00",
		"2020-05-12 09:30": "2020-05-12T09:30+08:00", "2020-05-12 16:00:00": "2020-05-12T16:00+08:00", "2020年5月12日下午4时": "2020-05-12T16:00+08:00",
		"2020年5月12日 上午9:30前": "2020-05-12T09:30+08:00", "2020年5月12日17时整": "2020-05-12T17:00+08:00", "2020-05-12T09:30+08:00": "2020-05-12T09:30+08:00",
		"2020年2月30日": "date_unclear", "5月12日": "date_unclear", "43963": "date_unclear", "2020年": "date_unclear", "12/5/2020": "date_unclear", "待定": "date_unclear", "/": "",
	} {
		got, doubt := ParseMoment(text)
		if string(got)+string(doubt) != want {
			t.Errorf("%q: %q %q, not %q", text, got, doubt, want)
		}
	}
	for text, want := range map[string]string{
		"2020年5月12日至2020年5月22日": "2020-05-12 2020-05-22", "2020年5月12日至5月22日": "2020-05-12 2020-05-22", "2020年5月12日至22日": "2020-05-12 2020-05-22",
		"2020年5月12日9时至2020年5月22日16时": "2020-05-12T09:00+08:00 2020-05-22T16:00+08:00", "2020-05-12~2020-05-22": "2020-05-12 2020-05-22",
		"2020-05-12 09:00 至 2020-05-22 16:00": "2020-05-12T09:00+08:00 2020-05-22T16:00+08:00", "自2020年5月12日起至2020年5月22日止": "2020-05-12 2020-05-22",
		"2020.05.12-2020.05.22": "2020-05-12 2020-05-22", "2020年5月12日起": "2020-05-12 ", "2020年5月22日至2020年5月12日": "2020-05-22 2020-05-12dates_reversed",
		"公告之日起20日": " date_unclear",
	} {
		from, to, doubt := ParseSpan(text)
		if got := string(from) + " " + string(to) + string(doubt); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

func TestNumbersAreOneHoweverTheyAreWritten(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"杭政储出[2020]12号", "杭政储出〔2020〕12号", "杭政储出［2020］12号", "杭政储出【2020】12号", "杭政储出（2020）12号", "杭政储出(2020) 12 号", "杭政储出〔２０２０〕１２号"} {
		if got, doubt := NormalNumber(text); got != "杭政储出[2020]12号" || doubt != Clear {
			t.Errorf("%q: %q %q", text, got, doubt)
		}
	}
	for _, text := range []string{"杭政储出[2020 12号", "杭政储出2020]12号", "杭政储出[[2020]]12号"} {
		if _, doubt := NormalNumber(text); doubt != NumberUnclear {
			t.Errorf("%q is clear", text)
		}
	}
}

func TestWordsOfNoticesAreKnown(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Status{
		"公告期": StatusAnnounced, "挂牌中": StatusListed, "限时竞价": StatusBidding, "结果公示": StatusPublicised, "已成交": StatusSold, "未成交": StatusUnsold, "流拍": StatusUnsold,
		"中止": StatusSuspended, "终止出让": StatusTerminated, "某某": "",
	} {
		if got, doubt := ParseStatus(text); got != want || (want == "") != (doubt == StatusUnknown) {
			t.Errorf("%s: %q %q", text, got, doubt)
		}
	}
	for text, want := range map[string]Method{
		"挂牌出让": MethodListing, "招标": MethodTender, "拍卖": MethodAuction, "协议出让": MethodAgreement, "划拨": MethodAllocation, "作价出资（入股）": MethodContribution, "拍卖或挂牌": "", "租赁": "",
	} {
		if got, doubt := ParseMethod(text); got != want || (want == "") != (doubt == MethodUnknown) {
			t.Errorf("%s: %q %q", text, got, doubt)
		}
	}
	if rules, _ := ParseCapRules("达到上限后竞自持比例，自持满后摇号"); fmt.Sprint(rules) != "[hold lottery]" {
		t.Error(rules)
	}
	if _, doubt := ParseCapRules("另行公告"); doubt != CapRuleUnknown {
		t.Error(doubt)
	}
	for text, person := range map[string]bool{"杭州某某置业有限公司": false, "张三": true, "欧阳某某": true, "某某联合体": false, "Example Holdings Limited": false, "杭州第一机床厂": false} {
		if b := ParseBuyer(text); b == nil || b.Person != person {
			t.Errorf("%s: %+v", text, b)
		}
	}
}

func TestDistrictsHaveTheirDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, asOf, now string
		doubt           Doubt
	}{
		{"江干区", "2020-05-12", "", Clear}, {"杭州市江干区", "", "", DistrictChanged}, {"江干", "2022-01-01", "", DistrictChanged},
		{"下城区", "2020-05-12", "拱墅区", Clear}, {"上城区", "", "", Clear},
	} {
		if d, doubt := ParseDistrict(c.name, c.asOf); d.Now != c.now || d.AsOf != c.asOf || doubt != c.doubt {
			t.Errorf("%+v: %+v %q", c, d, doubt)
		}
	}
}

func TestPricesFollowFromEachOther(t *testing.T) {
	t.Parallel()
	area, far := 20000.0, Interval{Min: ref(1), MinOpen: true, Max: ref(2.5)}
	for text, wan := range map[string]float64{
		"30000万元": 30000, "3亿元": 30000, "300000000元": 30000, "15000元/㎡": 30000, "6000元/建筑㎡": 30000, "1000万元/亩": 30000, "10000000元/亩": 30000, "15000万元/公顷": 30000,
	} {
		p, _ := ParsePrice(text, "")
		f := Fields{AreaM2: &area, FAR: &far, Prices: Prices{Start: p, Deposit: &Price{Value: 20, Unit: UnitPercent}, Sold: &Price{Value: 3.3, Unit: UnitYi}}}
		d := Derive(&f)
		if *d.StartTotalWan != wan || *d.StartPerM2 != 15000 || *d.StartPerFloorM2 != 6000 || *d.StartPerMu != 1000 || *d.DepositWan != 6000 || *d.PremiumPercent != 10 || *d.SoldPerFloorM2 != 6600 {
			j, _ := json.Marshal(d)
			t.Errorf("%s: %s", text, j)
		}
	}
	if d := Derive(&Fields{Prices: Prices{Start: &Price{Value: 15001, Unit: UnitYuanFloorM2}}}); d.StartTotalWan != nil || *d.StartPerFloorM2 != 15001 {
		t.Error("without an area there is no total")
	}
	if d := Derive(&Fields{Intensity: &Price{Value: 6000, Unit: UnitWanHa}}); *d.IntensityWanPerMu != 400 {
		t.Error(*d.IntensityWanPerMu)
	}
}

func TestAnEmptyNoticeIsAnEmptyObject(t *testing.T) {
	t.Parallel()
	if j, err := json.Marshal(Fields{}); err != nil || string(j) != "{}" {
		t.Errorf("%s %v", j, err)
	}
}

func FuzzAnyTextIsSurvived(f *testing.F) {
	for _, text := range []string{"133567万元（楼面价15001元/㎡）", "63599㎡（合95.40亩）", "2020年5月12日9时至22日", "杭政储出〔2020〕12号", "1.5平方公里", "\xff\xfe"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if p, doubt := ParsePrice(text, ""); doubt == Clear && p != nil && !p.Known() {
			t.Errorf("%q: no doubt, and nothing known", text)
		}
		if a, doubt := ParseArea(text, 0); doubt == Clear && a == nil && !Absent(foldArea(text)) || a != nil && *a < 0 {
			t.Errorf("%q: no doubt, and no area", text)
		}
		ParseMoment(text)
		ParseSpan(text)
		ParseMethod(text)
		ParseStatus(text)
		ParseBuyer(text)
		once, _ := NormalNumber(text)
		if twice, _ := NormalNumber(once); twice != once && !strings.ContainsAny(once, "…") {
			t.Errorf("%q: %q, then %q", text, once, twice)
		}
	})
}
