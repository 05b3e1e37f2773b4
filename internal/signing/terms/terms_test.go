package terms

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// clauses are as agreements have them, each with what is to be found in it; "" for nothing.
var clauses = []struct{ want, text string }{
	// What the law forbids to promise.
	{"tax_refund", "自项目投产之日起五年内，甲方将乙方缴纳的增值税、企业所得税地方留成部分的80%返还给乙方。"},
	{"tax_refund", "乙方在甲方辖区内缴纳的各项税收，由甲方以先征后返的方式予以支持。"},
	{"tax_refund", "前三年全额返还、后两年减半返还企业所得税区级留成。"},
	{"tax_refund", "返还比例不得低于乙方当年缴纳增值税地方留成部分的60%，甲方应于次年三月底前返还。"},
	{"tax_refund", "甲方通過列收列支方式，將乙方繳納的稅款地方留成部分返還予乙方。"},
	{"tax_refund", "Party A shall refund to Party B 50% of the taxes paid in each year."},
	{"reward_by_tax", "甲方按照乙方年度纳税额地方留成部分的50%给予产业发展奖励。"},
	{"reward_by_tax", "扶持资金的额度与乙方对本区的地方经济贡献挂钩，每年核算一次。"},
	{"reward_by_tax", "以项目公司形成的地方财力为基数，第一年至第三年按100%给予奖补。"},
	{"reward_by_tax", "对乙方高管缴纳的个人所得税，按其个人所得税地方留成部分给予等额奖励。"},
	{"tax_break", "自获利年度起，甲方对乙方实行企业所得税两免三减半。"},
	{"tax_break", "甲方承诺免征乙方前五年的房产税和城镇土地使用税。"},
	{"land_price", "甲方以零地价方式向乙方提供项目用地约120亩。"},
	{"land_price", "项目用地以低于工业用地出让最低价标准的价格向乙方出让。"},
	{"land_price", "乙方缴清土地出让金后，甲方在十个工作日内将超出30万元/亩的部分以基础设施补贴名义返还乙方。"},
	{"land_price", "土地成交价高于25万元/亩的差额部分，由甲方以奖励形式补足。"},
	{"land_targeted", "甲方确保乙方以挂牌起始价竞得该地块。"},
	{"land_targeted", "甲方按乙方需求为其量身定制地块出让条件，并劝退其他竞买人报名。"},
	{"fee_favour", "甲方免收乙方项目建设的城市基础设施配套费。"},
	{"fee_favour", "乙方职工的社会保险费由甲方按50%返还。"},
	{"factor_favour", "项目投产后，乙方生产用电电价优惠0.1元/千瓦时，由甲方补贴。"},
	{"rent_favour", "甲方将孵化园3号楼无偿提供给乙方使用五年，免租金。"},
	{"rent_favour", "前三年租金全免，后两年减半收取租金。"},
	{"designated_supplier", "乙方项目建设应当优先选用本区的建筑施工企业。"},
	{"designated_supplier", "甲方承诺本级政府部门优先采购乙方的产品。"},
	{"local_tender", "本项目配套工程由甲方直接委托乙方实施，无需履行招标程序。"},
	{"local_tender", "项目所需设备的采购，投标人限于在本区注册的企业。"},
	{"exclusive_right", "甲方授予乙方本区充电设施独家建设和经营的权利。"},
	{"exclusive_right", "合作期内甲方不再引进同类企业。"},
	{"no_relocation", "乙方承诺自本协议签订之日起十年内不迁出本区、不变更注册地。"},
	{"local_establishment", "乙方须在本区设立独立法人公司，方可享受本协议的各项支持。"},
	{"unpublished_promise", "本协议约定的优惠政策不得对外公开，双方应予以保密。"},
	{"selective_reward", "乙方注册资本到位后，甲方给予乙方一次性落户奖励500万元。"},
	{"selective_reward", "甲方依法依规给予项目公司设备投资补贴，补贴总额不超过2000万元。"},
	{"selective_reward", "对乙方实行一事一议的专项扶持政策。"},
	{"selective_reward", "甲方同意给予乙方装修补\n贴人民币三百万元。"},

	// What sounds alike and is allowed.
	{"", "甲方不承诺任何形式的税收返还、先征后返或者与税收贡献挂钩的奖励。"},
	{"", "甲方不得以任何方式，包括但不限于税收返还、财政奖励，给予乙方选择性优惠。"},
	{"", "乙方依法享受国家规定的高新技术企业所得税优惠税率。"},
	{"", "乙方出口货物的退税按照国家出口退税规定办理。"},
	{"", "乙方多缴的税款由税务机关依照税收法律退还。"},
	{"", "项目达产后亩均税收不低于42万元/亩，年纳税总额不少于4000万元。"},
	{"", "未达到约定税收指标的，乙方应当按差额的20%向甲方支付违约金。"},
	{"", "乙方可以依据《示例区促进先进制造业发展若干政策》，与其他企业按同一标准申报奖励。"},
	{"", "对符合条件的各类企业，按公开发布的标准给予设备投资补助。"},
	{"", "该地块以公开挂牌方式出让，起始价不低于工业用地出让最低价标准，乙方依法参加竞买。"},
	{"", "乙方未竞得土地使用权的，本协议自行终止，双方互不承担责任。"},
	{"", "土地出让金由竞得人按照出让合同约定缴纳。"},
	{"", "乙方自主选择施工单位和设备供应商，甲方不得指定。"},
	{"", "甲方为乙方提供政策咨询、代办服务，协助乙方申报公开发布的各级扶持政策。"},
	{"", "标准厂房租金按评估价执行，装修期免租金两个月，对所有承租人一致。"},
	{"", "乙方应当依法缴纳城市基础设施配套费等各项费用。"},
	{"", "任何一方违约，应当返还已收取的定金，并赔偿对方损失。"},
	{"", "双方对在合作中知悉的商业秘密负有保密义务。"},
	{"", "本项目用电由供电企业按政府定价目录供应，甲方协助办理接入手续。"},
	{"", "特许经营权通过公开招标方式授予，乙方可以依法参加。"},
	{"", "项目公司的净利润按各方出资比例分配。"},
	{"", "Party B shall pay its taxes in accordance with the law. Nothing in this agreement promises a refund of taxes."},
}

func TestClausesAreJudged(t *testing.T) {
	t.Parallel()
	for _, c := range clauses {
		var got []string
		for _, f := range Find(c.text) {
			got = append(got, f.Code)
		}
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("want %q, got %v: %s", c.want, got, c.text)
		}
	}
}

// A clause has one fault named mostly once: a page of findings is read by nobody.
func TestAClauseIsNotFoundManyTimes(t *testing.T) {
	t.Parallel()
	for _, c := range clauses {
		if found := Find(c.text); len(found) > 2 {
			t.Errorf("%d findings in %s: %v", len(found), c.text, found)
		}
	}
}

func TestPlacesAreThoseOfTheText(t *testing.T) {
	t.Parallel()
	text := "第一条　总则。\n\n第二条　乙方 投产后，甲方按其税收地方\n留成 的 50% 给予奖励；其余依法办理。\n\n第三条　甲方免收乙方的城市基础设施配套费。"
	found := Find(text)
	if len(found) != 2 {
		t.Fatalf("found %+v", found)
	}
	for i, want := range []string{"甲方按其税收地方\n留成 的 50% 给予奖励", "第三条　甲方免收乙方的城市基础设施配套费"} {
		f := found[i]
		if got := string([]rune(text)[f.Start:f.End]); got != want {
			t.Errorf("at %d–%d is %q, want %q", f.Start, f.End, got, want)
		}
		if f.Text != strings.Join(strings.Fields(want), " ") || !strings.HasPrefix(f.Basis, "公平竞争审查条例 第") {
			t.Errorf("%+v", f)
		}
	}
	if len(Find("")) != 0 || len(Find("\x00。。；；\n\n\n（")) != 0 {
		t.Error("something was found in nothing")
	}
}

func TestEveryCodeIsTestedAndHasWords(t *testing.T) {
	t.Parallel()
	for _, code := range Codes() {
		if !slices.ContainsFunc(clauses, func(c struct{ want, text string }) bool { return c.want == code }) {
			t.Errorf("no clause tests %s", code)
		}
	}
	for _, language := range []string{"zh-CN", "en", "zh-HK"} {
		data, err := os.ReadFile("../../../web/src/locales/" + language + "/staff-agreements.json")
		if err != nil {
			t.Fatal(err)
		}
		var page struct {
			Terms map[string]struct{ Title, Why, Instead string }
		}
		if err := json.Unmarshal(data, &page); err != nil {
			t.Fatal(err)
		}
		for _, code := range Codes() {
			if w := page.Terms[code]; w.Title == "" || w.Why == "" || w.Instead == "" {
				t.Errorf("%s says too little about %s", language, code)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range clauses {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := len([]rune(text))
		for _, found := range Find(text) {
			if found.Start < 0 || found.End > n || found.Start >= found.End {
				t.Errorf("%+v in %d runes", found, n)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	var long strings.Builder
	for long.Len() < 300_000 {
		for _, c := range clauses {
			long.WriteString(c.text)
		}
	}
	for b.Loop() {
		Find(long.String())
	}
}
