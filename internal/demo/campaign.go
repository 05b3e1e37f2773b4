package demo

import (
	"context"
	"time"

	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/invite"
)

// members are people the example chamber invites. None of them exists, and none is
// written to: the demonstration leaves its letters to whoever tries it out.
var members = []chamber.Details{
	{Name: "陳大文（示例）", OrganisationName: "維港示例投資有限公司", Title: "董事", Mail: "tai-man@example.com", Phone: "+85291230001", Language: "zh-HK", TimeZone: "Asia/Hong_Kong", Region: "HK", Groups: []string{"理事"}, Tags: []string{"金融"}},
	{Name: "Emily Carter (example)", OrganisationName: "Harbour Example Logistics", Title: "CEO", Mail: "emily@example.com", Phone: "+85291230002", Language: "en", TimeZone: "Europe/London", Region: "HK", Groups: []string{"理事"}, Tags: []string{"物流"}},
	{Name: "李家欣（示例）", OrganisationName: "九龍示例生物科技", Title: "總監", Mail: "ka-yan@example.com", Phone: "+85291230003", Language: "zh-HK", TimeZone: "Asia/Hong_Kong", Region: "HK", Tags: []string{"生命健康"}},
	{Name: "王志远（示例）", OrganisationName: "示例数字科技（杭州）有限公司", Title: "副总经理", Mail: "zhiyuan@example.com", Phone: "+8613800000004", Language: "zh-CN", TimeZone: "Asia/Shanghai", Region: "CN", Tags: []string{"数字经济"}},
	{Name: "黃詠詩（示例）", OrganisationName: "港島示例文化", Title: "合夥人", Mail: "wing-sze@example.com", Phone: "+85291230005", Language: "zh-HK", TimeZone: "Asia/Hong_Kong", Region: "HK", Groups: []string{"青年委員會"}, Tags: []string{"文創"}},
	{Name: "Daniel Ng (example)", OrganisationName: "Example Family Office", Title: "Managing Director", Mail: "daniel@example.com", Phone: "+85291230006", Language: "en", TimeZone: "Asia/Singapore", Region: "SG", Groups: []string{"青年委員會"}, Tags: []string{"金融"}},
}

// campaign gives the example chamber places for the main event, with answers of all kinds.
func (l *loader) campaign(ctx context.Context) error {
	secretary := l.actors[secretaryMail]
	club := secretary.Memberships[0].Organisation
	e, err := l.Events.Read(ctx, core.System(), mainSlug)
	if err != nil || e.EndsAt == nil {
		return err
	}
	made, err := l.Invites.Invite(ctx, l.host(), e.ID, club, invite.Offer{Quota: 20, Deadline: *e.EndsAt})
	if core.HasCode(err, invite.ErrCampaignThere.Code) {
		return l.prolong(ctx, e)
	}
	if err != nil {
		return err
	}
	for _, d := range members {
		_, err := l.Members.Add(ctx, secretary, chamber.Draft{Chamber: club, Details: d, Basis: chamber.Membership, Source: "示例會員名冊"})
		if err != nil && !core.HasCode(err, chamber.ErrTaken.Code) {
			return err
		}
	}
	if _, err := l.Invites.Choose(ctx, secretary, made.ID, invite.Selection{All: true}); err != nil {
		return err
	}
	return l.answers(ctx, secretary, made, e)
}

// answers lets one member accept, send the link on, and another decline.
func (l *loader) answers(ctx context.Context, secretary core.Actor, c invite.Campaign, e event.Event) error {
	page, err := l.Invites.Invitations(ctx, secretary, c.ID, invite.Filter{}, core.Paging{Limit: 50})
	if err != nil {
		return err
	}
	tokens := map[string]string{}
	for _, i := range page.Items {
		tokens[i.Name] = i.Token
	}
	for _, in := range []event.Entry{
		{Name: members[0].Name, Contact: members[0].Phone, Invitation: tokens[members[0].Name], Mine: true, Language: "zh-HK", TimeZone: "Asia/Hong_Kong"},
		{Name: "周敏儀（示例）", OrganisationName: "維港示例投資有限公司", Contact: "+85291230011", Invitation: tokens[members[0].Name], Language: "zh-HK", TimeZone: "Asia/Hong_Kong"},
	} {
		in.Consent, in.ConsentVersion, in.Reminder = true, event.ConsentVersion, event.RemindNever
		if _, err := l.Events.Register(ctx, core.Actor{}, e.ID, in); err != nil {
			return err
		}
	}
	if _, err := l.Invites.View(ctx, core.Actor{}, tokens[members[1].Name]); err != nil {
		return err
	}
	return l.Invites.Decline(ctx, core.Actor{}, tokens[members[2].Name])
}

// prolong moves the deadline with the event.
func (l *loader) prolong(ctx context.Context, e event.Event) error {
	page, err := l.Invites.List(ctx, l.host(), invite.CampaignFilter{Event: e.ID}, core.Paging{Limit: 10})
	if err != nil {
		return err
	}
	for _, c := range page.Items {
		if c.Deadline.Sub(*e.EndsAt).Abs() < time.Minute || !e.EndsAt.After(l.Clock()) {
			continue
		}
		if _, err := l.Invites.Change(ctx, l.host(), c.ID, c.Version, invite.OfferChange{Deadline: e.EndsAt}); err != nil {
			return err
		}
	}
	return nil
}
