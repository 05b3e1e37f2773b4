package typeset

import (
	"fmt"
	"strings"
)

// words are what typesetting says itself.
type words struct {
	english                                                      bool
	article, item, page                                          string
	id, foreignID, address, signers, number, here, signaturePage string
	unknown, colon, comma, open, shut                            string
	signing                                                      []string // the clauses on the form of signature
}

// The clauses make the agreement carry what 电子签名法 Articles 3, 13 and 14 ask for: that
// the parties agreed to this form of signature, and what the signature stands on.
var languages = map[string]words{
	"zh-CN": {
		article: "第%s条　", item: "（%s）", page: "第 %d 页，共 %d 页",
		id: "统一社会信用代码：", foreignID: "登记编号：", address: "住所：", signers: "签署人：", number: "协议编号：", signaturePage: "签署页", here: "（本页为《%s》签署处，各方签名与印章由电子签名嵌入。）",
		unknown: "＿＿＿＿", colon: "：", comma: "、", open: "（", shut: "）",
		signing: []string{
			"本协议各方同意以可靠的电子签名签署。各方以其专有并由其控制的密钥，对本协议的同一份定稿逐一确认；各方全部确认前，本协议不产生签署效力，任何一方可以撤回。",
			"各方全部确认后，由平台依次嵌入各方电子签名与时间戳并落章，签署文本与证据包同时送达各方。依照《中华人民共和国电子签名法》，可靠的电子签名与手写签名或者盖章具有同等的法律效力；各方不得仅因本协议采用电子签名、数据电文的形式而否定其法律效力。",
			"签署后对签名或文本的任何改动均能被发现。签署日期以末位签署人电子签名所附时间戳为准。",
		},
	},
	"zh-HK": {
		article: "第%s條　", item: "（%s）", page: "第 %d 頁，共 %d 頁",
		id: "統一社會信用代碼：", foreignID: "註冊編號：", address: "住所：", signers: "簽署人：", number: "協議編號：", signaturePage: "簽署頁", here: "（本頁為《%s》簽署處，各方簽名與印章由電子簽名嵌入。）",
		unknown: "＿＿＿＿", colon: "：", comma: "、", open: "（", shut: "）",
		signing: []string{
			"本協議各方同意以可靠的電子簽名簽署。各方以其專有並由其控制的密鑰，對本協議的同一份定稿逐一確認；各方全部確認前，本協議不產生簽署效力，任何一方可以撤回。",
			"各方全部確認後，由平台依次嵌入各方電子簽名與時間戳並落章，簽署文本與證據包同時送達各方。依照《中華人民共和國電子簽名法》，可靠的電子簽名與手寫簽名或者蓋章具有同等的法律效力；各方不得僅因本協議採用電子簽名、數據電文的形式而否定其法律效力。",
			"簽署後對簽名或文本的任何改動均能被發現。簽署日期以末位簽署人電子簽名所附時間戳為準。",
		},
	},
	"en": {
		english: true, article: "Article %s  ", item: "(%s) ", page: "Page %d of %d",
		id: "Unified social credit code: ", foreignID: "Registration number: ", address: "Address: ", signers: "Signed by: ", number: "No. ", signaturePage: "Signature page", here: "(Signature page of “%s”. Signatures and seals are embedded as electronic signatures.)",
		unknown: "________", colon: ": ", comma: ", ", open: " (", shut: ")",
		signing: []string{
			"The parties agree to sign this agreement by reliable electronic signatures. Each party confirms one and the same final text with a key that is its own and under its control. Until all parties have confirmed, this agreement has not been signed and any party may withdraw.",
			"When all parties have confirmed, the platform embeds their electronic signatures and timestamps one after another and sets the seals; the signed text and the evidence go to all parties at the same time. Under the Electronic Signature Law of the People’s Republic of China a reliable electronic signature has the same legal effect as a handwritten signature or a seal; no party shall deny the effect of this agreement for the sole reason that it is in electronic form.",
			"Any later change to a signature or to the text can be detected. The date of signing is that of the timestamp on the last party’s signature.",
		},
	},
}

// wordsFor finds a language; Chinese where it is none of the three.
func wordsFor(language string) words {
	switch {
	case strings.HasPrefix(language, "en"):
		return languages["en"]
	case language == "zh-HK" || language == "zh-TW" || language == "zh-MO" || strings.HasPrefix(language, "zh-Hant"):
		return languages["zh-HK"]
	}
	return languages["zh-CN"]
}

func (w words) articleLabel(n int) string { return fmt.Sprintf(w.article, w.numeral(n)) }
func (w words) itemLabel(n int) string    { return fmt.Sprintf(w.item, w.numeral(n)) }

// idLabel names a number: organisations of the mainland have codes of 18 characters.
func (w words) idLabel(id string) string {
	if len(id) == 18 {
		return w.id
	}
	return w.foreignID
}

func (w words) numeral(n int) string {
	if w.english {
		return fmt.Sprint(n)
	}
	return Numeral(n)
}

// SigningClauses are the clauses by which the parties agree to sign in this form.
func SigningClauses(language string) []string { return wordsFor(language).signing }
