package app

import (
	"context"
	"time"

	"zhaoyun/api"
	"zhaoyun/internal/account"
	"zhaoyun/internal/blob"
	"zhaoyun/internal/bus"
	"zhaoyun/internal/chamber"
	"zhaoyun/internal/checkin"
	"zhaoyun/internal/credit"
	"zhaoyun/internal/event"
	"zhaoyun/internal/file"
	"zhaoyun/internal/hook"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/invite"
	"zhaoyun/internal/job"
	"zhaoyun/internal/key"
	"zhaoyun/internal/land"
	"zhaoyun/internal/land/mapsource"
	"zhaoyun/internal/lead"
	"zhaoyun/internal/media"
	"zhaoyun/internal/node"
	"zhaoyun/internal/notify"
	"zhaoyun/internal/pades/gmsign"
	"zhaoyun/internal/pki"
	"zhaoyun/internal/recording"
	"zhaoyun/internal/report"
	"zhaoyun/internal/room"
	"zhaoyun/internal/signing"
	"zhaoyun/internal/store"
	"zhaoyun/internal/verify"
	"zhaoyun/internal/video"
	"zhaoyun/realtime"
	"zhaoyun/web"
)

// parts are the pieces that wire connects.
type parts struct {
	db        *store.DB
	jobs      *job.Queue
	authority *store.Authority
	accounts  *account.Service
	blobs     blob.Store
	files     *file.Service
	notify    *notify.Service
	inbox     *inbox.Service
	events    *event.Service
	rooms     *room.Service
	reports   *report.Service
	land      *land.Service
	leads     *lead.Service
	members   *chamber.Service
	checkIns  *checkin.Service
	credit    *credit.Service
	ground    *mapsource.Source
	nodes     *node.Service
	bus       bus.Bus
	presence  bus.Presence
	hub       *realtime.Hub
	video     *video.Service
	invites   *invite.Service
	signing   *signing.Service
	proxy     *media.Proxy
	hooks     *hook.Service
	keys      *key.Service

	recordings *recording.Service

	authorities *pki.Authorities
	sm2         *gmsign.Signer
	anchors     verify.Anchors
}

// wire connects the domains with what implements their ports.
func (a *App) wire(ctx context.Context) error {
	proxies, err := a.cfg.Proxies()
	if err != nil {
		return err
	}
	a.jobs = job.New(job.Deps{Store: store.NewJobs(a.db), Clock: a.now, Log: a.log, Metrics: a.metrics})
	if err := a.wireNotify(); err != nil {
		return err
	}
	if err := a.wireAccounts(ctx); err != nil {
		return err
	}
	a.wireInbox()
	if err := a.wireHooks(); err != nil {
		return err
	}
	access := file.ByKind{} // filled by the domains whose things have files
	if err := a.wireFiles(access); err != nil {
		return err
	}
	a.wireLand(access)
	if err := a.wireMap(); err != nil {
		return err
	}
	a.wireEvents(access)
	if err := a.wireBus(); err != nil {
		return err
	}
	a.wireRooms(access, publisher{a.bus, a.log}, a.presence)
	a.wireLeads()
	a.wireMembers(access)
	a.wireCredit()
	a.wireInvites()
	a.wireReports()
	a.wireVideo()
	if err := a.wireRecordings(); err != nil {
		return err
	}
	if err := a.wireAuthorities(ctx); err != nil {
		return err
	}
	a.wireSigning(access)
	a.nodes = node.New(node.Deps{Titles: store.NewRooms(a.db), Audit: a.db, Log: a.log})
	a.gate = newGate(a.metrics, a.log, proxies)
	a.server = api.New(api.Deps{
		Auth: a.accounts, Once: a.db, Log: a.log, Metrics: a.metrics, MetricsToken: a.cfg.MetricsToken, Ready: a.ready,
		PublicURL: a.cfg.URL(), TrustedProxies: proxies, Pages: web.Dist(), Version: version(), Mount: a.mount, Arrived: a.gate.arrived, Away: store.Away,
		Services: api.Services{Accounts: a.accounts, Files: a.files, Events: a.events, Rooms: a.rooms, Nodes: a.nodes, Inbox: a.inbox, Reports: a.reports, Land: a.land, Leads: a.leads, Members: a.members, Map: a.ground, Video: a.video, Signing: a.signing, Invitations: a.invites, Recordings: a.recordings, Anchors: a.anchors, CheckIns: a.checkIns, Credit: a.credit, Hooks: a.hooks, Keys: a.keys},
	})
	return nil
}

// run starts what works in the background while serving.
func (a *App) run(ctx context.Context) {
	a.every(ctx, time.Hour, "forget old idempotency keys", func(ctx context.Context) error {
		return a.db.ForgetKeys(ctx, a.now().Add(-48*time.Hour))
	})
	a.every(ctx, 3*time.Second, "refresh the statistics of tables", a.db.Analyse)
	a.every(ctx, time.Hour, "drop old jobs", a.jobs.Sweep)
	a.every(ctx, time.Hour, "drop old deliveries of webhooks", a.hooks.Sweep)
	a.every(ctx, time.Hour, "drop the previews of old imports", a.land.SweepImports)
	a.every(ctx, time.Hour, "drop the previews of old lists of members", a.members.SweepImports)
	a.keepAccounts(ctx)
	a.keepFiles(ctx)
	a.every(ctx, escalateEvery, "tell of late answers", a.rooms.Escalate)
	a.every(ctx, time.Hour, "drop the marks of what was sent", a.notify.Sweep)
	a.every(ctx, remindEvery, "remind who registered", a.events.Remind)
	a.every(ctx, time.Hour, "drop passkeys that were not finished", a.signing.Sweep)
	a.every(ctx, followEvery, "follow whom chambers brought", a.credit.Follow)
	a.keepRooms(ctx)
	a.keepRecordings(ctx)
	go a.warmLand(ctx)
	go a.runJobs(ctx)
	go a.runRealtime(ctx)
	go a.runVideo(ctx)
}

// mount adds what is served beside REST.
func (a *App) mount(s *api.Server) {
	a.mountRealtime(s)
	a.mountMedia(s)
}

// drain lets what is open come to an end.
func (a *App) drain(ctx context.Context) {
	a.hub.Drain(ctx)
	a.proxy.Close()
}
