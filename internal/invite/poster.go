package invite

import (
	"context"
	"fmt"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/policy"
)

// Placard is what a poster says; empty lines are left out.
type Placard struct {
	Cover                                                     core.ID // of the event; empty for none
	From, Title, Tagline, When, Zone, Where, For, Scan, Until string
	Foot, Mark                                                string
	Link                                                      string // what its code holds
}

// Painter draws posters and codes.
type Painter interface {
	Paint(ctx context.Context, p Placard) ([]byte, error)
	Code(link string) ([]byte, error)
}

var (
	invitesWord = core.Text{"zh-CN": "%s 诚邀", "en": "%s invites you", "zh-HK": "%s 誠邀"}
	scanWord    = core.Text{"zh-CN": "长按识别二维码，查看并报名", "en": "Scan to see and register", "zh-HK": "長按識別二維碼，查看並報名"}
	forWord     = core.Text{"zh-CN": "%s 专属", "en": "For %s", "zh-HK": "%s 專屬"}
	beforeWord  = core.Text{"zh-CN": "请于 %s 前答复", "en": "Please answer by %s", "zh-HK": "請於 %s 前答覆"}
	heldWord    = core.Text{"zh-CN": "%s 主办", "en": "Held by %s", "zh-HK": "%s 主辦"}
	exampleWord = core.Text{"zh-CN": "示例", "en": "Demonstration", "zh-HK": "示例"}
	zoneWord    = core.Text{"zh-CN": "活动当地时间", "en": "local time of the event", "zh-HK": "活動當地時間"}
	shortTime   = core.Text{"zh-CN": "1 月 2 日 15:04", "en": "2 January, 15:04", "zh-HK": "1 月 2 日 15:04"}
)

// Poster draws the poster of a campaign's open link, or of one invitation, in a language.
func (s *Service) Poster(ctx context.Context, actor core.Actor, campaign, invitation core.ID, language string) ([]byte, error) {
	l, err := s.linked(ctx, actor, "get-campaign-poster", campaign, invitation)
	if err != nil {
		return nil, err
	}
	l.receiver.language = language
	lang, e := l.language(), l.event
	p := Placard{
		From: fmt.Sprintf(invitesWord.In(lang), l.chamber.In(lang)), Title: oneLine(e.Title.In(lang)), Tagline: oneLine(e.Tagline.In(lang)),
		Scan: scanWord.In(lang), Foot: fmt.Sprintf(heldWord.In(lang), l.bureau.In(lang)), Link: s.finish(l.link()), Zone: zoneWord.In(lang),
		When: laterWord.In(lang), Where: onlineWord.In(lang),
		Until: fmt.Sprintf(beforeWord.In(lang), inZone(l.campaign.Deadline, e.TimeZone).Format(shortTime.In(lang))),
	}
	if e.Cover != nil {
		p.Cover = e.Cover.File
	}
	if e.StartsAt != nil {
		p.When = event.LocalTime(*e.StartsAt, e.TimeZone, lang)
	}
	if venue := l.campaign.Venue.In(lang); l.campaign.OnSite && venue != "" {
		p.Where = venue + orOnline.In(lang)
	}
	if e.Illustrative {
		p.Mark = exampleWord.In(lang)
	}
	if name := l.receiver.name; name != "" {
		p.For = fmt.Sprintf(forWord.In(lang), masked(name))
	}
	return s.Painter.Paint(ctx, p)
}

// Code draws the code of a campaign's open link, or of one invitation's.
func (s *Service) Code(ctx context.Context, actor core.Actor, campaign, invitation core.ID) ([]byte, error) {
	l, err := s.linked(ctx, actor, "get-campaign-code", campaign, invitation)
	if err != nil {
		return nil, err
	}
	return s.Painter.Code(s.finish(l.link()))
}

// linked is a campaign with the link of one invitation, or its open one.
func (s *Service) linked(ctx context.Context, actor core.Actor, op policy.Op, campaign, invitation core.ID) (letterOf, error) {
	c, err := s.Store.Campaign(ctx, campaign)
	if err != nil {
		return letterOf{}, err
	}
	if err := s.may(ctx, actor, op, c); err != nil {
		return letterOf{}, err
	}
	l, err := s.letterOf(ctx, c)
	if err != nil || invitation == "" {
		return l, err
	}
	i, err := s.Store.Invitation(ctx, invitation)
	if err != nil || i.Campaign != c.ID || i.Token == "" {
		return l, cmpErr(err, ErrNoInvitation)
	}
	l.token = i.Token
	l.receiver, err = s.receiver(ctx, i)
	return l, err
}

func inZone(t time.Time, zone string) time.Time {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC
	}
	return t.In(loc)
}
