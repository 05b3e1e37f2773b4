package notice

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func usesShown(list []Use) string {
	var parts []string
	for _, u := range list {
		s := fmt.Sprintf("%s %s %s %s %s", u.Scheme, u.Version, u.Code, u.Name, u.Group)
		if u.TenureYears != nil {
			s += fmt.Sprintf(" %g", *u.TenureYears)
		}
		parts = append(parts, strings.Join(strings.Fields(s), " "))
	}
	return strings.Join(parts, "; ")
}

func TestUsesKeepTheirSchemeAndTheirTenure(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		uses, tenures string
		scheme        Scheme
		want          string
		doubts        []Doubt
	}{
		{"城镇住宅用地；商业用地", "70年; 40年", "", "城镇住宅用地 residential 70; 商业用地 commercial 40", nil},
		{"住宅70年、商业40年", "", "", "住宅 residential 70; 商业 commercial 40", nil},
		{"住宅用地（70年）、商业用地（40年）", "", "", "住宅用地 residential 70; 商业用地 commercial 40", nil},
		{"住宅(设配套公建)用地", "七十年", "", "住宅(设配套公建)用地 residential 70", nil},
		{"工业用地", "60.41", "", "工业用地 industrial 60.41", nil},
		{"城镇住宅用地、商务金融用地", "商业40年、住宅70年", "", "城镇住宅用地 residential 70; 商务金融用地 commercial 40", nil},
		{"商业用地/商务用地", "40", "", "商业用地 commercial 40; 商务用地 commercial 40", nil},
		{"城镇住宅用地和商业用地", "70/40", "", "城镇住宅 residential 70; 商业用地 commercial 40", nil},
		{"0802 科研用地", "", "", "territorial 2023 0802 科研用地 public", nil},
		{"0802 新闻出版用地", "", "", "GB/T 21010 2017 0802 新闻出版用地 public", nil},
		{"科研用地(0802)", "50", "", "territorial 2023 0802 科研用地 public 50", nil},
		{"0802", "", "", "0802 public", []Doubt{UseSchemeUnclear}},
		{"0802", "", SchemeTerritorial, "territorial 2023 0802 科研用地 public", nil},
		{"0802", "", SchemeSurvey, "GB/T 21010 2017 0802 新闻出版用地 public", nil},
		{"0701", "", "", "0701 城镇住宅用地 residential", []Doubt{UseSchemeUnclear}},
		{"1001", "", "", "1001 other", []Doubt{UseSchemeUnclear}},
		{"1001 工业用地", "", "", "territorial 2023 1001 工业用地 industrial", nil},
		{"0505", "", SchemeTerritorial, "territorial 2023 0505 沿海滩涂 other", nil},
		{"0902 工业用地", "", "", "0902 工业用地 other", []Doubt{UseContradicted}},
		{"R2/B1", "70;40", "", "GB 50137 2011 R2 二类居住用地 residential 70; GB 50137 2011 B1 商业用地 commercial 40", nil},
		{"r21", "", "", "GB 50137 2011 R21 住宅用地 residential", nil},
		{"M0", "50年", "", "GB 50137 local M0 新型产业用地 industrial 50", nil},
		{"新型产业用地（M0）", "", "", "GB 50137 local M0 新型产业用地 industrial", nil},
		{"A35 科研用地", "", "", "GB 50137 2011 A35 科研用地 public", nil},
		{"16 留白用地", "", "", "territorial 2023 16 留白用地 reserved", nil},
		{"商住用地", "", "", "商住用地 commercial", []Doubt{UseCompound}},
		{"住宅兼容商业用地", "70", "", "住宅兼容商业用地 residential 70", []Doubt{UseCompound}},
		{"Z9", "", "", "Z9 other", []Doubt{UseUnknown}},
		{"某种用地", "", "", "某种用地 other", []Doubt{UseUnknown}},
		{"住宅；商业；办公", "70;40", "", "住宅 residential; 商业 commercial; 办公 commercial", []Doubt{TenureUnclear}},
		{"工业用地", "见公告", "", "工业用地 industrial", []Doubt{TenureUnclear}},
		{"工业用地", "500", "", "工业用地 industrial", []Doubt{TenureUnclear}},
		{"", "", "", "", nil},
		{"/", "/", "", "", nil},
	} {
		got, doubts := ParseUses(c.uses, c.tenures, c.scheme)
		if usesShown(got) != c.want || !slices.Equal(doubts, c.doubts) {
			t.Errorf("%q, %q: %s %v, not %s %v", c.uses, c.tenures, usesShown(got), doubts, c.want, c.doubts)
		}
	}
}

func TestTheSchemesCollideWhereTheFieldSaysSo(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"0802": "科研用地 新闻出版用地", "0901": "商业用地 军事设施用地", "1001": "工业用地 铁路用地", "1101": "物流仓储用地 河流水面",
		"0601": "农村道路 工业用地", "A35": "科研用地", "M0": "新型产业用地", "1401": "公园绿地", "0505": "沿海滩涂 商务金融用地",
	} {
		var names []string
		for _, u := range Lookup(code) {
			names = append(names, u.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: %s, not %s", code, got, want)
		}
	}
}

func FuzzUsesAreNeverLost(f *testing.F) {
	f.Add("住宅70年、商业40年", "70;40")
	f.Add("R2/B1", "")
	f.Fuzz(func(t *testing.T, uses, tenures string) {
		list, _ := ParseUses(uses, tenures, "")
		for _, u := range list {
			if u.Name == "" && u.Code == "" {
				t.Errorf("%q, %q: a use of nothing", uses, tenures)
			}
		}
	})
}
