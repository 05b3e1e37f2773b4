package app

import (
	"context"
	"os"

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
	a.notify = notify.New(notify.Deps{Mail: mail, SMS: notify.NewConsole(os.Stderr), Log: a.log})
	a.closers = append(a.closers, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), a.cfg.Drain)
		defer cancel()
		return a.notify.Close(ctx)
	})
	return nil
}
