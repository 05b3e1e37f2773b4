package notice

import (
	_ "embed" // uses.txt
	"strings"
)

//go:embed uses.txt
var usesText string

// codes are the land-use codes by themselves, in upper case; more than one scheme
// may have the same.
var codes = readCodes(usesText)

func readCodes(text string) map[string][]Use {
	byCode := map[string][]Use{}
	for line := range strings.Lines(text) {
		if f := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(f) == 4 {
			u := Use{Scheme: Scheme(f[0]), Version: f[1], Code: f[2], Name: f[3]}
			u.Group = groupOfCode(u.Scheme, u.Code)
			byCode[u.Code] = append(byCode[u.Code], u)
		}
	}
	return byCode
}

// Lookup answers with what a code means, in each scheme that has it.
func Lookup(code string) []Use { return codes[strings.ToUpper(code)] }

// groupsOfCodes: the longest beginning of a code decides.
var groupsOfCodes = map[Scheme]map[string]Group{
	SchemeTerritorial: {
		"07": GroupResidential, "08": GroupPublic, "09": GroupCommercial, "10": GroupIndustrial, "11": GroupLogistics, "12": GroupTransport,
		"13": GroupUtility, "14": GroupGreen, "16": GroupReserved,
	},
	SchemeSurvey: {
		"05": GroupCommercial, "06": GroupIndustrial, "0604": GroupLogistics, "07": GroupResidential, "08": GroupPublic, "0809": GroupUtility,
		"0810": GroupGreen, "10": GroupTransport,
	},
	SchemeUrban: {
		"R": GroupResidential, "A": GroupPublic, "B": GroupCommercial, "M": GroupIndustrial, "W": GroupLogistics, "S": GroupTransport,
		"U": GroupUtility, "G": GroupGreen,
	},
}

func groupOfCode(scheme Scheme, code string) Group {
	for n := len(code); n > 0; n-- {
		if g, ok := groupsOfCodes[scheme][code[:n]]; ok {
			return g
		}
	}
	return GroupOther
}

// groupsOfNames: which words in the name of a use tell its group.
var groupsOfNames = []struct {
	group Group
	words []string
}{
	{GroupLogistics, []string{"仓储", "物流", "储备库"}},
	{GroupIndustrial, []string{"工业", "新型产业", "创新型产业", "工矿", "采矿", "产业用地", "盐田"}},
	{GroupResidential, []string{"住宅", "居住", "宅基地", "人才房", "租赁住房", "商品住房", "安置房", "公寓"}},
	{GroupCommercial, []string{"商业", "商务", "商服", "商住", "零售", "批发", "餐饮", "旅馆", "酒店", "宾馆", "金融", "办公", "娱乐", "康体", "加油", "营业网点", "服务业"}},
	{GroupPublic, []string{"科研", "科教", "教育", "学校", "幼儿园", "医疗", "卫生", "医院", "体育", "文化", "福利", "养老", "机关", "行政", "新闻出版", "公共管理", "公共服务", "宗教", "文物"}},
	{GroupTransport, []string{"道路", "交通", "停车", "铁路", "公路", "港口", "机场"}},
	{GroupUtility, []string{"公用设施", "供水", "供电", "排水", "环卫", "消防", "通信", "供应设施"}},
	{GroupGreen, []string{"绿地", "公园", "广场"}},
	{GroupReserved, []string{"留白"}},
}

// groupOfName answers with the group whose word stands first in a name, and
// whether words of other groups stand there too: 商住, 住宅兼容商业.
func groupOfName(name string) (group Group, several bool) {
	best := len(name)
	for _, g := range groupsOfNames {
		for _, w := range g.words {
			at := strings.Index(name, w)
			if at < 0 {
				continue
			}
			if group != "" && g.group != group {
				several = true
			}
			if at < best {
				best, group = at, g.group
			}
			break
		}
	}
	return group, several || strings.Contains(name, "商住")
}
