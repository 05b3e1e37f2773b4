package app

import (
	"fmt"
	"text/tabwriter"

	"zhaoyun/internal/demo"
)

// demoDeps is what the demonstration is loaded with.
func (a *App) demoDeps(password string) demo.Deps {
	return demo.Deps{Accounts: a.accounts, Events: a.events, Files: a.files, Rooms: a.rooms, Land: a.land, Members: a.members, Invites: a.invites, Signing: a.signing, Clock: a.now, Password: password}
}

type demoCmd struct {
	Password string `env:"ZHAOYUN_DEMO_PASSWORD" help:"What everybody of the demonstration signs in with. Choose your own where strangers can reach the server."`
}

// Run loads the demonstration district and says how to sign in to it. Running it
// again only brings the times up to date.
func (c demoCmd) Run(e *env) error {
	address := e.cfg.URL()
	cfg := e.cfg
	cfg.PublicURL, cfg.Listen = address, "127.0.0.1:0" // nothing is served, but the house is wired as always
	a, err := Open(e.ctx, cfg, e.log)
	if err != nil {
		return err
	}
	defer a.Close()
	d, err := demo.Load(e.ctx, a.demoDeps(c.Password))
	if err != nil {
		return err
	}
	what := "The demonstration district is loaded"
	if d.Renewed {
		what = "The demonstration district is there; its times are up to date"
	}
	w := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintf(w, "%s. 演示区已就绪。\n\n", what)
	_, _ = fmt.Fprintf(w, "  活动 event\t%s/events/%s\n", address, d.Event)
	_, _ = fmt.Fprintf(w, "  会场 room, live now\t%s/rooms/%s\n", address, d.Room)
	_, _ = fmt.Fprintf(w, "  登录 sign in\t%s/sign-in\n\n", address)
	for _, p := range d.People {
		_, _ = fmt.Fprintf(w, "  %s\t%s\t%s\n", p.Login, p.Password, p.Who)
	}
	return w.Flush()
}
