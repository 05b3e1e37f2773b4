package app

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // covers
	_ "image/png"  // covers
	"time"

	"github.com/skip2/go-qrcode"

	"zhaoyun/internal/account"
	"zhaoyun/internal/config"
	"zhaoyun/internal/core"
	"zhaoyun/internal/credit"
	"zhaoyun/internal/event"
	"zhaoyun/internal/file"
	"zhaoyun/internal/invite"
	"zhaoyun/internal/job"
	"zhaoyun/internal/poster"
	"zhaoyun/internal/store"
)

// remindEvery is how late a reminder may be.
const remindEvery = time.Minute

// wireInvites makes the domain of invitations; events, members and mail are there already.
func (a *App) wireInvites() {
	a.invites = invite.New(invite.Deps{
		Store: store.NewInvitations(a.db), Tx: a.db, Audit: a.db, Events: a.events, Registrations: a.events, Members: a.members, Organisations: a.accounts,
		Recipients: recipients{a.accounts}, Jobs: a.jobs, Post: a.notify, Painter: painter{a.files}, Emitter: emitter{a.hooks}, PublicURL: a.cfg.URL(),
		MailsEach: config.Each(a.cfg.MailRate), TextsEach: config.Each(a.cfg.SMSRate), Clock: a.now,
	})
	a.events.Invitations = credited{a.invites, a}
	a.jobs.Handle(invite.JobSpread, a.invites.Spread, job.Options{})
	a.jobs.Handle(invite.JobSend, a.invites.Deliver, invite.SendOptions)
	a.jobs.Handle(invite.JobMoved, a.invites.TellMoved, mailing)
	a.jobs.Handle(invite.JobTry, a.invites.Trial, mailing)
	a.accounts.AddErasers(a.invites)
	a.members.AddHolders(a.invites)
}

// credited has chambers credited for who registers by their invitations.
type credited struct {
	*invite.Service
	app *App
}

// Answered implements event.Invitations.
func (c credited) Answered(ctx context.Context, actor core.Actor, e event.Event, in event.Entry, r event.Registration) error {
	if err := c.Service.Answered(ctx, actor, e, in, r); err != nil {
		return err
	}
	i, err := c.OfRegistration(ctx, r.ID)
	if core.HasCode(err, invite.ErrNoInvitation.Code) {
		return nil // it stands from before, by no invitation
	}
	if err != nil {
		return err
	}
	return c.app.credit.Arrived(ctx, credit.Arrival{
		Bureau: e.Organisation, Event: e.ID, Chamber: i.Chamber, Registration: r.ID, Invitation: i.ID, Source: credit.Source(i.Kind), Person: r.Person,
		Name: r.Name, Company: r.OrganisationName, USCC: r.USCC,
	})
}

// Reach implements invite.Recipients.
func (r recipients) Reach(ctx context.Context, person core.ID) (mail, phone string, err error) {
	p, err := r.accounts.ReadPerson(ctx, core.System(), person)
	for _, c := range p.Contacts {
		switch {
		case !c.Verified:
		case c.Kind == account.ContactMail:
			mail = c.Value
		default:
			phone = c.Value
		}
	}
	return mail, phone, err
}

// painter draws posters, with the covers of events.
type painter struct{ files *file.Service }

// Paint implements invite.Painter. A cover that cannot be read is drawn without.
func (p painter) Paint(ctx context.Context, d invite.Placard) ([]byte, error) {
	return poster.Draw(poster.Poster{
		Cover: p.cover(ctx, d.Cover), From: d.From, Title: d.Title, Tagline: d.Tagline, When: d.When, Zone: d.Zone, Where: d.Where, Link: d.Link, For: d.For,
		Scan: d.Scan, Until: d.Until, Foot: d.Foot, Mark: d.Mark,
	})
}

func (p painter) cover(ctx context.Context, id core.ID) image.Image {
	if id == "" {
		return nil
	}
	_, content, err := p.files.Open(ctx, core.System(), id)
	if err != nil {
		return nil
	}
	defer func() { _ = content.Close() }()
	cover, _, err := image.Decode(content)
	if err != nil {
		return nil
	}
	return cover
}

// Code implements invite.Painter.
func (painter) Code(link string) ([]byte, error) {
	code, err := qrcode.New(link, qrcode.Medium)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = code.Write(480, &out)
	return out.Bytes(), err
}

var (
	_ event.Invitations = credited{}
	_ invite.Recipients = recipients{}
	_ invite.Painter    = painter{}
)
