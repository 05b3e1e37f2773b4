package chamber

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"zhaoyun/internal/account"
)

// The most that a member's texts may have, in characters, and labels of a kind.
const (
	mostName   = 60
	mostText   = 120
	mostNote   = 500
	mostLabel  = 40
	mostLabels = 20
)

// Texts are what the columns of a row say, by field.
type Texts map[Field]string

// put adds a text to those of a field that stood before.
func (t Texts) put(f Field, text string) {
	switch {
	case text == "" || f == FieldNone || f == FieldIgnore:
	case t[f] == "":
		t[f] = text
	case f == FieldGroup || f == FieldTag || f == FieldNote:
		t[f] += "；" + text
	case f == FieldPhone || f == FieldMail:
		t[f] += " / " + text
	}
}

// understood is what a row says of a member, with what was found.
type understood struct {
	Details
	findings []Finding
}

func (u *understood) find(c Code, l Level, f Field, text string) {
	u.findings = append(u.findings, Finding{Code: c, Level: l, Field: f, Text: cut(text, 80)})
}

// understand makes details of texts.
func understand(t Texts, prefix string) understood {
	u := understood{}
	for _, s := range t {
		if strings.ContainsRune(s, utf8.RuneError) {
			u.find(TextDamaged, Warning, FieldNone, s)
			break
		}
	}
	u.Name = u.text(t, FieldName, mostName)
	u.OrganisationName = u.text(t, FieldOrganisation, mostText)
	u.Title = u.text(t, FieldTitle, mostText)
	u.Region = u.text(t, FieldRegion, mostText)
	u.Note = u.text(t, FieldNote, mostNote)
	u.Groups, u.Tags = u.labels(t, FieldGroup), u.labels(t, FieldTag)
	u.contacts(t, prefix)
	u.code(t)
	u.language(t)
	switch {
	case u.Name == "":
		u.find(NameMissing, Refused, FieldName, "")
	case looksLikePhone(u.Name):
		u.find(NameIsPhone, Refused, FieldName, u.Name)
	}
	if u.Phone == "" && u.Mail == "" && verdictOf(u.findings) != Bad {
		level := Refused
		if u.USCC != "" { // there is something to know them by
			level = Warning
		}
		u.find(ContactMissing, level, FieldPhone, "")
	}
	return u
}

func (u *understood) text(t Texts, f Field, most int) string {
	s := tidy(t[f])
	if utf8.RuneCountInString(s) > most {
		u.find(TextTooLong, Warning, f, s)
		s = cut(s, most)
	}
	return s
}

// contacts reads the phone and the mail, each also from a column that may hold either.
func (u *understood) contacts(t Texts, prefix string) {
	phone, mail := tidy(t[FieldPhone]), tidy(t[FieldMail])
	if either := tidy(t[FieldContact]); either != "" {
		switch {
		case strings.Contains(either, "@") && mail == "":
			mail = either
		case phone == "":
			phone = either
		}
	}
	if mail == "" && strings.Contains(width.Narrow.String(phone), "@") {
		phone, mail = "", phone
	}
	var why []Code
	u.Phone, why = readPhone(phone, prefix)
	for _, c := range why {
		level := Warning
		switch {
		case c == PhoneFromNumber:
			level = Remark
		case u.Phone == "":
			level = Refused
		}
		u.find(c, level, FieldPhone, phone)
	}
	if mail == "" {
		return
	}
	if c, err := account.ParseContact(mail); err == nil && c.Kind == account.ContactMail {
		u.Mail = c.Value
	} else {
		u.find(MailInvalid, Refused, FieldMail, mail)
	}
}

func (u *understood) code(t Texts) {
	s := strings.ToUpper(strings.Join(strings.Fields(width.Narrow.String(t[FieldUSCC])), ""))
	if s == "" {
		return
	}
	code, err := account.CheckUSCC(s)
	if err != nil {
		u.find(USCCInvalid, Warning, FieldUSCC, t[FieldUSCC])
		return
	}
	u.USCC = code
}

var languages = map[string]string{
	"zh-cn": "zh-CN", "zh": "zh-CN", "中文": "zh-CN", "汉语": "zh-CN", "普通话": "zh-CN", "简体": "zh-CN", "简体中文": "zh-CN", "chinese": "zh-CN", "mandarin": "zh-CN", "国语": "zh-CN",
	"zh-hk": "zh-HK", "zh-tw": "zh-HK", "繁体": "zh-HK", "繁体中文": "zh-HK", "繁體": "zh-HK", "繁體中文": "zh-HK", "粤语": "zh-HK", "粵語": "zh-HK", "广东话": "zh-HK", "廣東話": "zh-HK", "cantonese": "zh-HK", "traditionalchinese": "zh-HK",
	"en": "en", "english": "en", "英文": "en", "英语": "en", "英語": "en",
}

func (u *understood) language(t Texts) {
	s := strings.ToLower(strings.Join(strings.Fields(t[FieldLanguage]), ""))
	if s == "" {
		return
	}
	if u.Language = languages[s]; u.Language == "" {
		u.find(LanguageUnknown, Warning, FieldLanguage, t[FieldLanguage])
	}
}

func (u *understood) labels(t Texts, f Field) []string {
	all := strings.FieldsFunc(t[f], func(r rune) bool { return strings.ContainsRune("；;，,、/|\n", r) })
	labels, long := tidyLabels(all)
	if long {
		u.find(TextTooLong, Warning, f, t[f])
	}
	return labels
}

// tidyLabels drops blank and repeated ones; long says that something was cut.
func tidyLabels(all []string) (labels []string, long bool) {
	seen := map[string]bool{}
	for _, s := range all {
		if s = tidy(s); s == "" || seen[s] {
			continue
		}
		if utf8.RuneCountInString(s) > mostLabel || len(labels) == mostLabels {
			long = true
			if s = cut(s, mostLabel); seen[s] || len(labels) == mostLabels {
				continue
			}
		}
		seen[s] = true
		labels = append(labels, s)
	}
	return labels, long
}

// tidy drops blanks around and what cannot be seen.
func tidy(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u00a0' || r == '\u3000':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s))
}

func cut(s string, runes int) string {
	if r := []rune(s); len(r) > runes {
		return string(r[:runes])
	}
	return s
}
