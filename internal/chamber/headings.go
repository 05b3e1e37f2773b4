package chamber

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"

	"zhaoyun/internal/sheet/read"
)

// Field is what a column holds.
type Field string

// The fields.
const (
	FieldNone         Field = ""
	FieldIgnore       Field = "ignore" // somebody said that the column does not matter
	FieldName         Field = "name"
	FieldPhone        Field = "phone"
	FieldMail         Field = "mail"
	FieldContact      Field = "contact" // a phone number or a mail address
	FieldOrganisation Field = "organisation"
	FieldTitle        Field = "title"
	FieldUSCC         Field = "uscc"
	FieldGroup        Field = "group"
	FieldTag          Field = "tag"
	FieldLanguage     Field = "language"
	FieldRegion       Field = "region"
	FieldNote         Field = "note"
)

// Fields lists them.
var Fields = []Field{
	FieldIgnore, FieldName, FieldPhone, FieldMail, FieldContact, FieldOrganisation, FieldTitle, FieldUSCC, FieldGroup, FieldTag, FieldLanguage, FieldRegion, FieldNote,
}

// usual are the headings that members' lists have.
var usual = map[Field]string{
	FieldName:         "姓名|名字|会员姓名|联系人|联系人姓名|会员|成员|负责人|企业负责人|代表|会员代表|中文姓名|姓名(中文)|法定代表人|法人|name|full name|member|member name|contact person|contact name|chinese name|聯絡人|聯絡人姓名|會員姓名|會員|負責人|會員代表",
	FieldPhone:        "手机|手机号|手机号码|手机电话|电话|电话号码|联系电话|移动电话|联系手机|手提电话|联系人电话|联系人手机|负责人电话|办公电话|固定电话|座机|mobile|mobile number|mobile phone|phone|phone number|telephone|tel|cell|cellphone|手提|手提電話|流動電話|電話|電話號碼|聯絡電話|手機|手機號碼|聯繫電話",
	FieldMail:         "邮箱|电子邮箱|电子邮件|邮件|邮件地址|电邮|邮箱地址|email|e-mail|mail|email address|電郵|電郵地址|電子郵件|郵箱|電子郵箱",
	FieldContact:      "联系方式|联络方式|联系|contact|contacts|contact details|聯絡方式|聯繫方式|聯絡",
	FieldOrganisation: "单位|单位名称|公司|公司名称|企业|企业名称|工作单位|会员单位|会员单位名称|会员企业|所在单位|所在公司|任职单位|机构|机构名称|company|company name|organisation|organization|employer|firm|公司名稱|企業|企業名稱|單位|單位名稱|會員單位|機構|機構名稱",
	FieldTitle:        "职务|职位|职称|岗位|公司职务|单位职务|title|job title|position|post|職務|職位|職銜",
	FieldUSCC:         "统一社会信用代码|社会信用代码|信用代码|统一信用代码|统一代码|营业执照号|税号|纳税人识别号|uscc|credit code|unified social credit code|usci|統一社會信用代碼|信用代碼|社會信用代碼",
	FieldGroup:        "分组|组别|小组|所属分会|分会|会员类别|会员类型|会员级别|会内职务|商会职务|协会职务|委员会|专委会|group|groups|committee|chapter|category|member type|分組|組別|會內職務|會員類別|委員會",
	FieldTag:          "标签|行业|所属行业|行业类别|tag|tags|label|labels|industry|sector|標籤|行業|界別",
	FieldLanguage:     "语言|语种|沟通语言|language|preferred language|lang|語言|語文",
	FieldRegion:       "地区|所在地|区域|城市|所在城市|省市|籍贯|国家地区|国家/地区|region|city|country|location|area|地區|所在地區|城市地區",
	FieldNote:         "备注|说明|附注|remark|remarks|note|notes|comment|comments|備註|備注",
}

var fieldsOfHeadings = func() map[string]Field {
	m := map[string]Field{}
	for field, list := range usual {
		for heading := range strings.SplitSeq(list, "|") {
			m[plainHeading(heading)] = field
		}
	}
	return m
}()

var (
	bracketed  = regexp.MustCompile(`[(\[【][^)\]】]*[)\]】]`)
	occurrence = regexp.MustCompile(` #\d+$`)
)

// plainHeading is a heading without blanks, brackets and how often it stood.
func plainHeading(heading string) string {
	s := width.Narrow.String(occurrence.ReplaceAllString(heading, ""))
	s = strings.ToLower(strings.Join(strings.Fields(s), ""))
	if bare := bracketed.ReplaceAllString(s, ""); bare != "" {
		s = bare
	}
	return strings.Trim(s, "*:.,\"-_")
}

// Mapping says what columns are, by their headings.
type Mapping map[string]Field

// fieldOf is what a column is: as chosen, else by its heading.
func (m Mapping) fieldOf(heading string) (Field, How) {
	if f, ok := m[heading]; ok {
		return f, HowChosen
	}
	if f, ok := fieldsOfHeadings[plainHeading(heading)]; ok {
		return f, HowHeading
	}
	return FieldNone, HowUnmatched
}

// headings say which rows are headings.
func (m Mapping) headings() read.Headings {
	return read.Headings{Known: func(s string) bool {
		_, how := m.fieldOf(strings.Join(strings.Fields(read.Plain(s)), " "))
		return how != HowUnmatched
	}}
}

// How says why a column is taken for what it is.
type How string

// The reasons.
const (
	HowChosen    How = "chosen" // or remembered
	HowHeading   How = "heading"
	HowUnmatched How = "unmatched"
)

// Column is a column of a file as it was matched.
type Column struct {
	Heading string   `json:"heading"`
	Field   Field    `json:"field,omitempty"`
	How     How      `json:"how"`
	Samples []string `json:"samples,omitempty"` // a few of its texts
}
