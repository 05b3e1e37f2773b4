package typeset

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/core"
)

// sample is an agreement as a district writes one, with all the markup.
func sample() Draft {
	return Draft{
		Language: "zh-CN", Title: "智能制造产业园项目投资合作协议", Number: "示例〔2026〕第 12 号", At: time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC),
		Amount: &Money{Minor: 105_000_000_00, Currency: "CNY"},
		Fields: map[string]string{"parcel": "杭政储出〔2020〕12号", "industry": "C39 计算机、通信和其他电子设备制造业"},
		Parties: []Party{
			{Role: "甲方", Name: "示例区投资促进局", ID: "11330102MB1234567X", Address: "杭州市示例区云栖路 1 号", Signers: []Signer{{Field: "a1", Name: "龚䶮", Position: "授权代表"}}},
			{Role: "乙方", Name: "示例控股（香港）有限公司", ID: "CR 1234567", Address: "香港中环示例道 8 号 20 楼", Signers: []Signer{{Field: "b1", Name: "𠮷田正一", Position: "董事"}, {Field: "b2", Name: "Mary O’Neill", Position: "公司秘书"}}},
			{Role: "丙方", Name: "杭州示例智能制造产业发展股份有限公司", ID: "91330100799655058B", Signers: []Signer{{Field: "c1", Name: "赵堃珺", Position: "法定代表人"}}},
		},
		Text: sampleText,
	}
}

const sampleText = `
鉴于甲方为推进先进制造业集群建设，乙方（注册于香港特别行政区的有限公司）拟在{{parcel}}地块投资建设“云上智造”项目，丙方为项目公司，各方依照《中华人民共和国民法典》《优化营商环境条例》《公平竞争审查条例》等规定，经友好协商，于 {{date}} 达成本协议。

## 一、合作内容

1. **项目概况**　项目名称为“云上智造——智能传感器研发与生产基地”（以下简称“项目”），所属行业为{{industry}}，拟选址{{parcel}}，用地面积 63,599 ㎡（约合 95.40 亩），容积率不低于 1.40，投资强度不低于 450 万元/亩。
2. 项目总投资为{{amount}}，其中固定资产投资不低于总投资的 70%；注册资本由乙方以货币出资，分三期到位：
- 第一期于本协议签署之日起 90 日内到位，不少于注册资本的 30%；
- 第二期于取得《建筑工程施工许可证》之日起 60 日内到位；
- 第三期于项目竣工验收前到位。
3. 项目主要指标如下，未达到的，按第四条处理：

| 指标 | 单位 | 2027 年 | 2028 年 | 2029 年 |
|---|---|---|---|---|
| 固定资产投资 | 万元 | 30,000 | 52,000 | 73,500 |
| 产值 | 万元 | 0 | 45,000 | 120,000 |
| 亩均税收 | 万元/亩 | 0.00 | 18.50 | 42.00 |

> 指标以统计部门口径为准；第三年起逐年考核。

## 二、各方的权利与义务

4. 甲方依法为项目提供政策咨询、“一站式”代办与协调服务，不承诺任何未经公布的、针对特定经营者的税收优惠或者财政奖励。
5. 乙方承诺其技术来源合法。联系人：龚䶮、𠮷田正一、Zhejiang Example Semiconductor Technology Co., Ltd.，电子邮件 contact@example-semiconductor.example；凡通知，以书面形式（含电子邮件、快递）送达。
`

func write(t *testing.T, data []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "agreement.pdf")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// set sets a draft; without the fonts in the program there is nothing to test.
func set(t *testing.T, d Draft) ([]byte, []Field) {
	t.Helper()
	data, fields, err := Agreement(d)
	if core.HasCode(err, "fonts_missing") {
		t.Fatal("the fonts are missing: run scripts/fonts.sh")
	}
	if err != nil {
		t.Fatal(err)
	}
	return data, fields
}

func TestItIsASoundPDFWithEmbeddedSubsets(t *testing.T) {
	t.Parallel()
	data, _ := set(t, sample())
	if keep := os.Getenv("ZHAOYUN_KEEP_PDF"); keep != "" {
		_ = os.WriteFile(keep, data, 0o600)
	}
	name := write(t, data)
	run(t, "qpdf", "--check", name)
	fonts := strings.Split(strings.TrimSpace(run(t, "pdffonts", name)), "\n")[2:]
	for _, font := range fonts {
		if f := strings.Fields(font); !strings.Contains(font, "CID TrueType") || f[len(f)-5] != "yes" || f[len(f)-4] != "yes" || f[len(f)-3] != "yes" {
			t.Errorf("not an embedded subset that reads back: %s", font)
		}
	}
	if len(fonts) != 3 {
		t.Errorf("want text, bold and rare, got %v", fonts)
	}
	if len(data) > 400<<10 {
		t.Errorf("a short agreement is %d bytes", len(data))
	}
}

func TestTheSameDraftGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	one, _ := set(t, sample())
	two, _ := set(t, sample())
	if !bytes.Equal(one, two) {
		t.Error("two settings differ")
	}
}

func TestItReadsBackEqual(t *testing.T) {
	t.Parallel()
	data, _ := set(t, sample())
	got := squeezed(run(t, "pdftotext", "-enc", "UTF-8", write(t, data), "-"))
	for _, want := range []string{
		"甲方：示例区投资促进局", "签署人：龚䶮（授权代表）", "签署人：𠮷田正一（董事）、MaryO’Neill（公司秘书）", "人民币壹亿零伍佰万元整（¥105,000,000.00）",
		"项目名称为“云上智造——智能传感器研发与生产基地”（以下简称“项目”），所属行业为C39计算机、通信和其他电子设备制造业，拟选址杭政储出〔2020〕12号，用地面积63,599㎡（约合95.40亩），容积率不低于1.40",
		"联系人：龚䶮、𠮷田正一、ZhejiangExampleSemiconductorTechnologyCo.,Ltd.，电子邮件contact@example-semiconductor.example；凡通知",
		"于2026年11月29日达成本协议", "第六条本协议各方同意以可靠的电子签名签署。",
	} {
		if !strings.Contains(got, squeezed(want)) {
			t.Errorf("not found: %s", want)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// Extraction must not see spaces where there are none: lines as they were broken
// are lines as they are read.
func TestLinesReadBackWithTheirSpaces(t *testing.T) {
	t.Parallel()
	d := long(4)
	data, _ := set(t, d)
	for line := range strings.Lines(run(t, "pdftotext", "-enc", "UTF-8", write(t, data), "-")) {
		line = strings.TrimSpace(line)
		if strings.Contains(line, "本章约定的") && !strings.Contains(paragraphs(d), strings.TrimSpace(strings.ReplaceAll(line, "　", ""))) && !strings.HasPrefix(line, "第") {
			t.Errorf("a line that was not set: %q", line)
		}
	}
}

func paragraphs(d Draft) string { return strings.ReplaceAll(d.Text, "\n", "") }

func long(articles int) Draft {
	d := sample()
	var b strings.Builder
	for i := range articles {
		fmt.Fprintf(&b, "1. 本章约定的第 %d 项事项，由甲方（示例区投资促进局）会同有关部门依照《中华人民共和国土地管理法》、《城市房地产管理法》以及“%d 项清单”（见附件）等文件办理；乙方应于 30 个工作日内，向甲方提交《项目可行性研究报告》（含环境影响评价）、资金证明、以及 ISO 14001:2015 认证等材料！逾期未提交的，视为放弃；但因不可抗力、政府行为或者第三方原因造成的除外。双方确认：上述材料的电子文本与纸质文本具有同等效力，由《档案管理办法》（2026 年版）规定的保管人保管……直至项目终止。\n\n", i+1, i*7+3)
	}
	d.Text = b.String()
	return d
}

func TestNoLineBeginsOrEndsWithWhatItMustNot(t *testing.T) {
	t.Parallel()
	data, _ := set(t, long(60))
	name := write(t, data)
	text := run(t, "pdftotext", "-layout", "-enc", "UTF-8", name, "-")
	lines := 0
	for line := range strings.Lines(text) {
		runes := []rune(strings.TrimSpace(line))
		if len(runes) < 2 {
			continue
		}
		lines++
		first, last := runes[0], runes[len(runes)-1]
		if strings.ContainsRune("》；，。、）！？：”’」』】〕％…·", first) || strings.ContainsRune(")]},.;:!?%", first) {
			t.Errorf("a line begins with %c: %s", first, line)
		}
		if strings.ContainsRune("《（“‘「『【〔￥¥$", last) {
			t.Errorf("a line ends with %c: %s", last, line)
		}
	}
	if lines < 300 {
		t.Errorf("only %d lines were read", lines)
	}
}
