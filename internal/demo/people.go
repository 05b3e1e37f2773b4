package demo

import (
	"context"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

const (
	hostMail      = "official@demo.zhaoyun.example"
	secondMail    = "second@demo.zhaoyun.example"
	secretaryMail = "secretary@demo.zhaoyun.example"
	investorMail  = "investor@demo.zhaoyun.example"
	investorHK    = "investor-hk@demo.zhaoyun.example"
)

// The organisations, by their Chinese names.
const (
	bureauName  = "杭州市上城区投资促进局"
	chamberName = "香港示例商会"
	companyName = "示例投资有限公司"
	hkName      = "香港示例资本有限公司"
)

// Register numbers that no company has; the check digit of the first is right.
const (
	companyUSCC = "913301020000000006"
	hkNumber    = "00000000"
)

// cast are the people. None of them exists.
var cast = []struct {
	who, mail, name, organisation, language string
	role                                    core.Role
}{
	{"管理员 administrator", "admin@demo.zhaoyun.example", "示例管理员", bureauName, "zh-CN", core.RoleAdministrator},
	{"招商人员、主持人 official, host", hostMail, "林岚（示例）", bureauName, "zh-CN", core.RoleOfficial},
	{"第二招商人员、审批 second official", secondMail, "周砚（示例）", bureauName, "zh-CN", core.RoleOfficial},
	{"商会秘书长 chamber secretary", secretaryMail, "何思敏（示例）", chamberName, "zh-HK", core.RoleSecretary},
	{"投资人 investor", investorMail, "陈启明（示例）", companyName, "zh-CN", core.RoleInvestor},
	{"香港投资人 investor, Hong Kong", investorHK, "Grace Lau（示例）", hkName, "en", core.RoleInvestor},
}

func (l *loader) organisations(ctx context.Context) error {
	for _, o := range []account.Organisation{
		{Kind: core.OrgBureau, TwoPersonPublish: true, Name: core.Text{
			"zh-CN": bureauName, "en": "Investment Promotion Bureau of Shangcheng District, Hangzhou", "zh-HK": "杭州市上城區投資促進局",
		}},
		{Kind: core.OrgChamber, Region: "HK", Name: core.Text{
			"zh-CN": chamberName, "en": "Hong Kong Example Chamber of Commerce", "zh-HK": "香港示例商會",
		}},
		{Kind: core.OrgChamber, Name: core.Text{
			"zh-CN": "浙江示例商会", "en": "Zhejiang Example Chamber of Commerce", "zh-HK": "浙江示例商會",
		}},
		{Kind: core.OrgCompany, USCC: companyUSCC, Name: core.Text{
			"zh-CN": companyName, "en": "Example Investment Co., Ltd.", "zh-HK": "示例投資有限公司",
		}},
		{Kind: core.OrgCompany, Region: "HK", RegistrationNumber: hkNumber, Name: core.Text{
			"zh-CN": hkName, "en": "Example Capital (Hong Kong) Limited", "zh-HK": "香港示例資本有限公司",
		}},
	} {
		made, err := l.Accounts.EnsureOrganisation(ctx, o)
		if err != nil {
			return err
		}
		if o.Kind == core.OrgBureau {
			l.bureau = made
		}
	}
	return nil
}

func (l *loader) people(ctx context.Context) error {
	l.actors = map[string]core.Actor{}
	for _, c := range cast {
		p, err := l.Accounts.AddUser(ctx, account.NewUser{
			Name: c.name, Contacts: []string{c.mail}, Password: l.Password, Role: c.role, Organisation: c.organisation, Language: c.language,
		})
		if err != nil {
			return err
		}
		a := core.Actor{Person: p.ID, Kind: p.Kind, Name: p.Name, Language: p.Language, TimeZone: p.TimeZone}
		for _, m := range p.Memberships {
			a.Memberships = append(a.Memberships, core.Membership{Organisation: m.Organisation, Kind: m.Kind, Role: m.Role})
		}
		l.actors[c.mail] = a
	}
	return nil
}
