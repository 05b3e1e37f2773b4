package app

import (
	"context"
	"os"
	"time"

	"zhaoyun/internal/job"
	"zhaoyun/internal/notify"
)

// wireNotify chooses how mail leaves: by a mail server, or into the outbox.
func (a *App) wireNotify() error {
	var (
		mail notify.Mailer
		err  error
	)
	if a.cfg.SMTPURL != "" {
		mail, err = notify.NewSMTP(a.cfg.SMTPURL, a.cfg.MailFrom, nil)
	} else {
		mail, err = notify.NewOutbox(a.cfg.Outbox(), a.cfg.MailFrom, a.log)
	}
	if err != nil {
		return err
	}
	a.notify = notify.New(notify.Deps{Mail: mail, SMS: notify.NewConsole(os.Stderr), Jobs: a.jobs, Clock: a.now, Log: a.log})
	a.jobs.Handle(notify.JobCode, a.notify.SendCode, job.Options{AtOnce: 4, Tries: 6, Limit: 30 * time.Second})
	return nil
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
