package chamber

import (
	"time"
	"unicode/utf8"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// check holds details that were typed to what members may be, and tidies them.
func (d *Details) check() error {
	var wrong []core.FieldError
	note := func(field, code, message string) {
		wrong = append(wrong, core.FieldError{Field: "body." + field, Code: code, Message: message})
	}
	for _, t := range []struct {
		field string
		to    *string
		most  int
	}{
		{"name", &d.Name, mostName}, {"organisation", &d.OrganisationName, mostText}, {"title", &d.Title, mostText}, {"region", &d.Region, mostText}, {"note", &d.Note, mostNote},
	} {
		if *t.to = tidy(*t.to); utf8.RuneCountInString(*t.to) > t.most {
			note(t.field, "too_long", "The text is too long.")
		}
	}
	if d.Name == "" {
		note("name", "required", "A member needs a name.")
	}
	for _, c := range []struct {
		field string
		to    *string
		kind  account.ContactKind
	}{{"phone", &d.Phone, account.ContactPhone}, {"mail", &d.Mail, account.ContactMail}} {
		if *c.to == "" {
			continue
		}
		got, err := account.ParseContact(*c.to)
		if c.kind == account.ContactPhone && err != nil {
			if phone, _ := readPhone(*c.to, "+86"); phone != "" {
				got, err = account.Contact{Kind: account.ContactPhone, Value: phone}, nil
			}
		}
		if err != nil || got.Kind != c.kind {
			note(c.field, "contact_invalid", "This is no phone number or mail address.")
			continue
		}
		*c.to = got.Value
	}
	if d.USCC != "" {
		code, err := account.CheckUSCC(d.USCC)
		if err != nil {
			note("uscc", core.AsError(err).Code, core.AsError(err).Message)
		}
		d.USCC = code
	}
	if d.Language != "" && !core.IsLanguage(d.Language) {
		note("language", "language_unknown", "Use zh-CN, en or zh-HK.")
	}
	if _, err := time.LoadLocation(d.TimeZone); err != nil {
		note("timeZone", "time_zone_unknown", "Use a name of the IANA time zones, such as Asia/Shanghai.")
	}
	d.Groups, _ = tidyLabels(d.Groups)
	d.Tags, _ = tidyLabels(d.Tags)
	if len(wrong) > 0 {
		return core.InvalidFields(wrong...)
	}
	return nil
}
