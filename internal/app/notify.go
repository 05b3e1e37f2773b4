package app

import (
	"context"
	"os"
	"time"

	"zhaoyun/internal/job"
	"zhaoyun/internal/notify"
)

// wireNotify chooses how mail leaves, by a mail server or into the outbox, and text
// messages, by a gateway or onto the console.
func (a *App) wireNotify() error {
	marks, err := notify.NewMarks(a.cfg.HandedOver())
	if err != nil {
		return err
	}
	mail, err := a.mailer(marks)
	if err != nil {
		return err
	}
	var texts notify.Texter = notify.NewConsole(os.Stderr)
	if c := a.cfg; c.SMSURL != "" {
		texts, err = notify.NewGateway(notify.GatewayConfig{
			URL: c.SMSURL, Method: c.SMSMethod, Headers: c.SMSHeaders, Body: c.SMSBody, Secret: c.SMSSecret, Sign: c.SMSSign, OK: c.SMSAnswer,
		}, marks, a.now)
	}
	if err != nil {
		return err
	}
	a.notify = notify.New(notify.Deps{Mail: mail, SMS: texts, Marks: marks, Jobs: a.jobs, Clock: a.now, Log: a.log})
	a.jobs.Handle(notify.JobCode, a.notify.SendCode, job.Options{AtOnce: 4, Tries: 6, Limit: 30 * time.Second})
	return nil
}

// mailer hands mail to a server, or leaves it in the outbox.
func (a *App) mailer(marks *notify.Marks) (notify.Mailer, error) {
	if a.cfg.SMTPURL == "" {
		return notify.NewOutbox(a.cfg.Outbox(), a.cfg.MailFrom, a.log)
	}
	smtp, err := notify.NewSMTP(a.cfg.SMTPURL, a.cfg.MailFrom, nil)
	if err != nil {
		return nil, err
	}
	return smtp.Remember(marks), nil
}

// mailing is how jobs are worked at that send one mail.
var mailing = job.Options{AtOnce: 4, Limit: 30 * time.Second}

// runJobs works at the jobs of the house. The embedded form is one process alone:
// what the one before it had is free.
func (a *App) runJobs(ctx context.Context) {
	if a.cfg.Embedded() {
		if err := a.jobs.Reclaim(ctx); err != nil {
			a.log.Warn("take up the jobs of the process before", "error", err.Error())
		}
	}
	a.jobs.Run(ctx)
}
