package evidencetest

import (
	"context"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/pades"
	"zhaoyun/internal/pades/gmsign"
	"zhaoyun/internal/pades/padestest"
	"zhaoyun/internal/pki"
)

// The fields beside those of the signers.
const (
	PlatformField = "platform"
	ClosingField  = "closing"
)

// Party is a signer and whom they sign for.
type Party struct {
	ID, Field, Role                      string
	Name, Position                       string
	Organisation, OrganisationID, Masked string
	Level                                evidence.Level
	Alg                                  int // of the passkey

	Browser *Browser
	Passkey *Authenticator

	// What Confirm and Seal made.
	Intent      string
	Assertion   string
	Certificate *x509.Certificate
}

// Agreement is one on its way: New freezes it, Confirm, Seal and Release go on. Its
// fields may be altered between the steps.
type Agreement struct {
	ID, Title   string
	Authorities *pki.Authorities
	SM2         *gmsign.Signer // nil: no detached signature
	Chain       evidence.Chain
	Parties     []*Party
	PDF         []byte // as it is now
	Frozen      evidence.Frozen
	Now         time.Time // each step takes some seconds
	Draw        func(p *Party) []byte
}

// Options say which agreement to make.
type Options struct {
	ID, Title string
	Paper     []byte        // nil: one of three pages
	Pages     int           // of the paper that is given
	Places    []pades.Field // where the parties sign, in their order; nil: in rows on the last page
	Parties   []*Party
	Vault     *Vault // nil: new authorities
	Start     time.Time
	Draw      func(p *Party) []byte   // the appearance of a signature, 160 by 60 points
	Before    func(pdf []byte) []byte // alters the paper before the platform certifies it
}

// Vault keeps keys in memory.
type Vault = padestest.Vault

// Parties makes n signers of as many organisations; every third confirms by code, and
// the passkeys take turns with the algorithms.
func Parties(n int) []*Party {
	names := []string{"欧阳建国", "𠮷田䶮", "Anna Müller", "陈小明", "李琳"}
	houses := []string{"云州市人民政府招商局", "䶮光新能源科技（云州）股份有限公司", "Müller Präzision GmbH", "𠮷盛产业投资有限公司", "云州高新区建设发展集团"}
	out := make([]*Party, n)
	for i := range out {
		p := &Party{
			ID: fmt.Sprintf("signer-%d", i+1), Field: fmt.Sprintf("party-%d", i+1), Role: string([]rune("甲乙丙丁戊")[i%5]) + "方",
			Name: names[i%5], Position: "法定代表人", Organisation: houses[i%5], OrganisationID: fmt.Sprintf("91440300MA5EXAMP%02d", i),
			Masked: "138****00" + fmt.Sprintf("%02d", i), Level: evidence.LevelPasskey, Alg: []int{ES256, RS256, EdDSA}[i%3],
		}
		if i%3 == 2 {
			p.Level = evidence.LevelCode
		}
		out[i] = p
	}
	return out
}

func (a *Agreement) tick() time.Time { a.Now = a.Now.Add(3 * time.Second); return a.Now }

// Line adds a line to the chain, now.
func (a *Agreement) Line(kind evidence.Kind, who string, data any) evidence.Line {
	return must(a.Chain.Add(a.tick(), kind, who, data))
}

// New invites, has everybody read and accept, and freezes.
func New(ctx context.Context, o Options) *Agreement {
	if o.Vault == nil {
		o.Vault = &Vault{}
	}
	if o.Start.IsZero() {
		o.Start = time.Now().Add(-10 * time.Minute)
	}
	if o.Paper == nil {
		o.Pages = 3
		o.Paper = Paper(o.Pages, nil)
	}
	if o.ID == "" {
		o.ID = "agreement-" + hex.EncodeToString(random(6))
	}
	a := &Agreement{ID: o.ID, Title: o.Title, Parties: o.Parties, Now: o.Start.UTC().Truncate(time.Second), Chain: evidence.Chain{Agreement: o.ID}, Draw: o.Draw}
	a.Authorities = must(pki.Open(ctx, pki.Settings{Now: func() time.Time { return a.Now }}, o.Vault))
	a.SM2 = must(gmsign.Open(ctx, o.Vault, a.Now))
	accepted := evidence.Sum(o.Paper)
	fields := []pades.Field{{Name: PlatformField}}
	a.Frozen = evidence.Frozen{Title: o.Title, Version: 1, Pages: o.Pages}
	for i, p := range a.Parties {
		p.Browser = NewBrowser()
		a.Line(evidence.KindInvited, p.ID, evidence.Invited{
			Name: p.Name, Position: p.Position, Party: fmt.Sprintf("party-%d", i+1), Role: p.Role, Organisation: p.Organisation,
			OrganisationID: p.OrganisationID, Field: p.Field, Contact: p.Masked,
		})
		place := pades.Field{Page: o.Pages, Rect: [4]float64{60 + float64(i%3)*165, 90 + float64(i/3)*75, 220 + float64(i%3)*165, 150 + float64(i/3)*75}}
		if o.Places != nil {
			place = o.Places[i]
		}
		place.Name = p.Field
		fields = append(fields, place)
		a.Frozen.Slots = append(a.Frozen.Slots, evidence.Slot{Field: p.Field, Who: p.ID})
	}
	for _, p := range a.Parties {
		for page := range min(o.Pages, 3) {
			a.Line(evidence.KindRead, p.ID, evidence.Read{Version: 1, Page: page + 1, Pages: o.Pages})
		}
		a.Line(evidence.KindAccepted, p.ID, evidence.Accepted{Version: 1, SHA256: accepted})
	}
	pdf := must(pades.Prepare(o.Paper, append(fields, pades.Field{Name: ClosingField})))
	if o.Before != nil {
		pdf = o.Before(pdf)
	}
	platform := a.Authorities.Platform
	a.PDF = must(pades.Certify(ctx, pdf, pades.CertifyOptions{
		SlotOptions: pades.SlotOptions{Field: PlatformField, Name: platform.Chain[0].Subject.CommonName, Reason: "定稿", At: a.Now, Chain: platform.Chain},
		Key:         platform.Key,
	}, a.Authorities.TSA))
	a.Frozen.SHA256, a.Frozen.Length = evidence.Sum(a.PDF), int64(len(a.PDF))
	a.Line(evidence.KindFrozen, evidence.Platform, a.Frozen)
	return a
}
