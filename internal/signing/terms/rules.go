package terms

import "regexp"

// rule is one way to promise what is forbidden.
type rule struct {
	code     string
	basis    string
	match    *regexp.Regexp // in a sentence without spaces, in simplified characters and small letters
	unless   *regexp.Regexp // the sentence refers to what is allowed
	negative bool           // the promise itself is a "not"
}

const (
	art8licence   = "公平竞争审查条例 第八条第（二）项"
	art8supplier  = "公平竞争审查条例 第八条第（三）项"
	art8condition = "公平竞争审查条例 第八条第（四）项"
	art9leave     = "公平竞争审查条例 第九条第（一）项"
	art9branch    = "公平竞争审查条例 第九条第（二）项"
	art9tender    = "公平竞争审查条例 第九条第（三）项"
	art10tax      = "公平竞争审查条例 第十条第（一）项"
	art10reward   = "公平竞争审查条例 第十条第（二）项"
	art10factors  = "公平竞争审查条例 第十条第（三）项"
	art11price    = "公平竞争审查条例 第十一条第（二）项"
)

// What the patterns have in common.
const (
	tax      = `(税收|税款|税额|纳税|缴税|增值税|所得税|个税|房产税|土地使用税|契税|印花税|附加税)`
	local    = `(地方留成|地方留存|留成部分|留存部分|地方财力|地方贡献|地方财政贡献|地方经济贡献|经济贡献|财政贡献|区级留|本级留|市级留|区级财力|本级财力|综合贡献)`
	taxes    = `(` + tax + `|` + local + `)`
	reward   = `(奖励|奖补|补贴|补助|扶持资金|扶持金|扶持|支持资金|专项资金|发展资金|奖金)`
	investor = `(乙方|丙方|丁方|项目公司|目标公司|投资方|投资人|该公司|该企业|贵公司)`
	near     = `[^。；]{0,36}?`
	beside   = `[^。；，,]{0,14}?`
)

// published refers to what everybody can read and claim.
var published = regexp.MustCompile(`《[^》]*(办法|意见|政策|通知|细则|条例|措施|若干规定)》|公开发布|已公布|向社会公(布|开)|普遍适用|普惠|符合条件的(各类|所有)?(企业|经营者|主体)|所有(企业|经营者)|各类经营者|同等条件平等|同等享受|平等享受`)

// byLaw refers to what a law gives.
var byLaw = regexp.MustCompile(`出口退税|留抵退税|多缴|误缴|溢缴|(按照|依照|根据|依据)(国家|税法|税收法律|法律|现行税收|《)|依法(享受|申请|办理|申报)|国家(统一|规定|现行)|国务院批准|税法规定`)

// compact makes a pattern of its parts.
func compact(parts ...string) *regexp.Regexp {
	whole := ""
	for i, p := range parts {
		if i > 0 {
			whole += "|"
		}
		whole += "(?:" + p + ")"
	}
	return regexp.MustCompile(whole)
}

// rules in the order in which they claim words: the narrower before the wider.
var rules = []rule{
	{code: "tax_refund", basis: art10tax, unless: byLaw, match: compact(
		`先征后返|先征后退|列收列支|即征即退`,
		taxes+near+`(返还|退还|返给|返回|全额返|奖还)`,
		`(返还|退还|返给)`+near+taxes,
		`(refund|rebate|return)[a-z0-9%,]{0,40}tax(es)?`, `tax(es)?(rebate|refund)`,
	)},
	{code: "reward_by_tax", basis: art10reward, match: compact(
		`(按|以|依|根据|参照|相当于|等额于|不超过)`+near+taxes+near+reward,
		reward+near+`(按|以|依|根据|参照|相当于|等额于|与)`+near+taxes+near+`([%％]|比例|额度|基数|挂钩|确定|计算|核算|折算)`,
		taxes+near+`([%％]|全额|等额|部分)`+near+`(给予|作为|用于|安排|兑现)`+near+reward,
		`(高管|高级管理人员|核心团队|个人所得税)`+near+`个人所得税`+near+reward,
		`(reward|subsidy|grant|incentive)[a-z0-9%,]{0,60}(taxpaid|taxcontribution|taxescontributed|localtaxrevenue)`,
	)},
	{code: "tax_break", basis: art10tax, unless: byLaw, match: compact(
		`(免征|减征|减半征收|免缴|减免|免除|少征|缓征|豁免)`+beside+tax,
		tax+`[^。；，,]{0,8}(免征|减征|减半|减免|免除|全免|豁免|优惠税率)`,
		`(两|二|三|五)免(两|二|三|五)减半`, `核定征收`+beside+`(优惠|税率|承诺|保证)`,
		`(exempt|exemption)[a-z0-9,]{0,30}tax(es)?`,
	)},
	{code: "land_price", basis: art10factors, match: compact(
		`零地价|零出让金|零价格(供|出让)`,
		`低于`+beside+`(底价|起始价|基准地价|最低价|评估价|成本价|市场价)`+near+`(出让|供地|供应|取得|成交|受让|挂牌|用地)`,
		`(出让|供地|取得|受让|土地|用地|成交)`+near+`低于`+beside+`(底价|起始价|基准地价|最低价|评估价|土地成本)`,
		`(土地出让金|出让金|出让价款|出让收入|土地款|地价款|土地价款|土地成交价)`+near+`(返还|退还|补贴|奖励|减免|扶持|补助|抵扣|补足)`,
		`(返还|退还|补贴|奖励|减免|补足)`+beside+`(土地出让金|出让金|出让价款|土地款|地价款|土地差价|地价差额)`,
		`(below|lowerthan)[a-z,]{0,20}(baseprice|reserveprice|benchmarklandprice)`, `refund[a-z0-9%,]{0,30}landprice`,
	)},
	{code: "land_targeted", basis: art8condition, match: compact(
		`定向(出让|供地|挂牌|供应)`, `量身(定制|定做|打造)`+beside+`(出让|挂牌|竞买)`, `(确保|保证|协助并确保|保障)`+beside+investor+near+`(竞得|摘牌|中标|取得(该|上述|项目)?(地块|土地|用地|国有建设用地))`,
		`(排除|限制|劝退)`+beside+`(其他|第三方)`+beside+`(竞买|报名|竞价|摘牌)`,
	)},
	{code: "fee_favour", basis: art10factors, unless: byLaw, match: compact(
		`(免收|免缴|免交|免征|减免|免除|减半收取|减半|返还|退还)`+beside+`(配套费|行政事业性收费|政府性基金|社会保险费|社保费|教育费附加|易地建设费|人防费|水利建设基金|规费)`,
		`(配套费|行政事业性收费|政府性基金|社会保险费|社保费|规费|人防费)`+beside+`(全免|免收|免缴|减免|减半|返还|先缴后返|由甲方承担)`,
	)},
	{code: "factor_favour", basis: art11price, match: compact(
		`(电价|水价|气价|热价|用电|用水|用气|蒸汽|能耗指标|排污指标)`+beside+`(优惠|补贴|下浮|减半|低于)`,
		`(优惠价格|优惠价|成本价|低于市场价)`+beside+`(提供|供应|供给|出售|出租|租给|购买|承租)`,
	)},
	{code: "rent_favour", basis: art10factors, unless: regexp.MustCompile(`装修(期|免租)|免租装修|所有承租(人|企业)|` + published.String()), match: compact(
		`(免租|零租金|免收租金|免除租金|租金全免|减半收取租金|租金减半)`, `租金`+beside+`(补贴|全额补助|返还|先交后返)`, `(免费|无偿)(提供|使用)`+beside+`(办公|厂房|场地|用房|载体|公寓)`,
	)},
	{code: "designated_supplier", basis: art8supplier, match: compact(
		`(优先|应当|必须|应|须|只能|指定|限定|承诺|保证|一律)`+beside+`(采购|购买|使用|选用|租用|委托|选择|聘用)`+beside+`(本地|本区|本市|本省|当地|区内|市内|辖区内?|甲方指定|甲方推荐|指定)`+beside+`(企业|供应商|产品|设备|服务|施工|建筑|公司|单位|银行|中介|机构)`,
		`(优先|直接|定向|指定|承诺|保证)`+beside+`(采购|购买|使用|选用)`+beside+investor+`(的|生产|提供)?`,
		`(总部|结算|基本户|账户)`+beside+`(应|须|必须)`+beside+`(指定|甲方认可)`+beside+`银行`,
	)},
	{code: "local_tender", basis: art9tender, match: compact(
		`(招标|投标|采购|中标)`+near+`(限于|仅限|只限|须为|必须是)`+beside+`(本地|本区|本市|当地|区内|注册在)`,
		`(直接|定向|优先)`+beside+`(发包|委托|交由|中标)`+beside+investor, `(不经|免于|无需)`+beside+`(招标|招投标|政府采购程序)`,
	)},
	{code: "exclusive_right", basis: art8licence, unless: regexp.MustCompile(`公开招标|招标方式|竞争性(磋商|谈判)|依法通过`), negative: true, match: compact(
		`(授予|给予|享有|拥有|取得)`+beside+`(独家|排他|唯一|垄断)`+beside+`(经营|特许|供应|运营|开发|建设|权)`,
		`(不再|不得|不|停止)(引进|审批|批准|引入|受理|新批|招引)`+beside+`(同类|竞争|相同|类似|同行业|其他)`+beside+`(企业|项目|经营者|公司)`,
	)},
	{code: "no_relocation", basis: art9leave, negative: true, match: compact(
		`(不得|不|不会|未经甲方同意不得)`+beside+`(迁出|迁离|外迁|迁至|变更注册地|撤离|迁移注册)`,
		`(迁出|迁离|外迁|搬离)`+near+`(退还|返还|赔偿|追回|补缴|违约金)`,
		`shallnot[a-z,]{0,30}(relocate|moveout)`,
	)},
	{code: "local_establishment", basis: art9branch, match: compact(
		`(应当|应|须|必须)(在|于)(本区|本市|本地|甲方辖区|甲方所在地|辖区)` + beside + `(设立|注册|成立)` + beside + `(法人|子公司|分公司|分支机构|公司|总部)` + near + `(方可|方能|才能|否则|作为` + beside + `条件)`,
	)},
	{code: "unpublished_promise", basis: art10reward, negative: true, match: compact(
		`(优惠|奖励|补贴|扶持|返还|政策)`+near+`(不(得|予)?(对外)?(公开|公布|披露)|严格保密|予以保密|保密)`,
		`(不对外公开|不公开)(的)?`+beside+`(优惠|奖励|补贴|扶持|政策)`,
	)},
	{code: "selective_reward", basis: art10reward, unless: published, match: compact(
		`(给予|兑付|兑现|拨付|支付|发放|提供|安排|奖励)(给)?`+investor+near+reward,
		`(向|为|对)`+investor+beside+`(给予|兑付|兑现|拨付|支付|发放|提供|安排)`+beside+reward,
		`(给予|兑付|拨付|发放)(一次性|专项|落户|开办|装修|设备|总额|不超过|最高|人民币|\d)`+near+reward,
		`(一事一议|一企一策)`+beside+`(政策|优惠|奖励|支持|扶持|补贴|给予)`, `(优惠|奖励|支持|扶持|补贴)`+beside+`(一事一议|一企一策)`,
		`(grant|pay)(s|ed)?(to)?(partyb|theinvestor|theprojectcompany)[a-z0-9,.]{0,50}(reward|subsidy|bonus)`,
	)},
}
