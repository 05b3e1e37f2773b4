// Package demo loads the demonstration district: the published facts of one real
// district, with people, organisations and an agenda that are made up around them
// and marked 示例. Everything goes through the services of the house.
package demo

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
	"zhaoyun/internal/file"
	"zhaoyun/internal/invite"
	"zhaoyun/internal/land"
	"zhaoyun/internal/room"
	"zhaoyun/internal/signing"
)

// Password is what everybody of the demonstration signs in with, unless another
// one is chosen.
const Password = "yun-tuijie-2020" //nolint:gosec // printed on purpose: the demonstration is for trying out

//go:embed shangcheng-2020.json assets/cover.png assets/slides.pdf
var content embed.FS

// Deps is what loading works with.
type Deps struct {
	Accounts *account.Service
	Events   *event.Service
	Files    *file.Service
	Rooms    *room.Service
	Land     *land.Service
	Members  *chamber.Service
	Invites  *invite.Service
	Signing  *signing.Service
	Clock    core.Clock
	Password string // Password when empty
}

// Loaded says what there is now.
type Loaded struct {
	Event   string  // slug of the event
	Room    core.ID // of the promotion session that can be entered at once
	People  []SignIn
	Renewed bool // the district was there already; only times were refreshed
}

// SignIn is somebody of the demonstration.
type SignIn struct{ Who, Login, Password string }

// Load makes the demonstration district, or brings its times up to date so that
// the promotion can be entered at once. Doing it twice changes nothing more.
func Load(ctx context.Context, d Deps) (Loaded, error) {
	if d.Clock == nil {
		d.Clock = core.Now
	}
	if d.Password == "" {
		d.Password = Password
	}
	l := &loader{Deps: d}
	if err := json.Unmarshal(read("shangcheng-2020.json"), &l.facts); err != nil {
		return Loaded{}, fmt.Errorf("read the facts: %w", err)
	}
	for _, step := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"organisations", l.organisations}, {"people", l.people}, {"parcels", l.land}, {"event", l.event}, {"parcels of the event", l.offer}, {"agenda", l.agenda}, {"publication", l.publish},
		{"rooms", l.rooms}, {"registrations", l.register}, {"campaign", l.campaign}, {"second event", l.second},
		{"promotion of last week", l.past},
	} {
		if err := step.do(ctx); err != nil {
			return Loaded{}, fmt.Errorf("load the %s of the demonstration: %w", step.what, err)
		}
	}
	out := Loaded{Event: l.main.Slug, Room: l.promotion.Room, Renewed: l.renewed}
	for _, p := range cast {
		out.People = append(out.People, SignIn{Who: p.who, Login: p.mail, Password: d.Password})
	}
	return out, nil
}

// loader carries what the steps hand on.
type loader struct {
	Deps
	facts     facts
	bureau    account.Organisation
	actors    map[string]core.Actor // by mail address
	parcels   []land.Parcel
	main      event.Event
	promotion event.Session
	showcase  event.Session
	signing   event.Session
	ground    event.Session
	renewed   bool
}

// host holds the event; approver is the official who approves it.
func (l *loader) host() core.Actor     { return l.actors[hostMail] }
func (l *loader) approver() core.Actor { return l.actors[secondMail] }

func read(name string) []byte {
	b, err := content.ReadFile(name)
	if err != nil {
		panic(err) // embedded above
	}
	return b
}

// facts are the published facts, as far as the page of the event uses them.
type facts struct {
	KPI struct {
		Services struct {
			Count int `json:"count"`
			Place int `json:"city_ranking_board_place"`
		} `json:"services_projects_over_100m_cny"`
		FDI struct {
			Target float64 `json:"target"`
			Actual float64 `json:"actual"`
		} `json:"fdi_used_usd_100m"`
	} `json:"kpi"`
	Carriers []carrierFacts `json:"carriers"`
	Projects []struct {
		Name   string  `json:"name"`
		Amount float64 `json:"amount_cny_100m"`
	} `json:"projects"`
}

type carrierFacts struct {
	Name         string `json:"name"`
	Kind         string `json:"kind"`
	Parcels      int    `json:"parcels_presented_online"`
	Over         int    `json:"companies_over"`
	Output       int    `json:"output_cny_100m_over"`
	Institutions int    `json:"institutions"`
	AUM          int    `json:"aum_cny_100m"`
	HighTech     int    `json:"high_tech_companies"`
	Companies    int    `json:"companies"`
	Institutes   int    `json:"institutes"`
	NewBrands    int    `json:"new_brands_over"`
	FirstStores  int    `json:"first_and_flagship_stores"`
}

// amount is the published amount of a project in 亿元.
func (f facts) amount(project string) float64 {
	for _, p := range f.Projects {
		if p.Name == project {
			return p.Amount
		}
	}
	return 0
}

// beijing is the zone of the district.
var beijing = time.FixedZone("Asia/Shanghai", 8*60*60)
