package signing

import (
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
	"zhaoyun/internal/room"
)

// PublicLine is a step that an audience sees.
type PublicLine struct {
	At    time.Time
	Kind  string
	Who   string // a party's role and name, or a witness
	Level Level
}

// publicKinds are the lines that an audience sees; what somebody read is theirs alone.
var publicKinds = map[evidence.Kind]bool{
	evidence.KindFrozen: true, evidence.KindConfirmed: true, evidence.KindWithdrawn: true, evidence.KindReplaced: true, evidence.KindSealed: true,
	evidence.KindReleased: true, evidence.KindWitnessed: true, evidence.KindVoided: true, evidence.KindExpired: true,
}

// mostPublic bounds the steps that are shown; the latest stay.
const mostPublic = 60

func (c *change) public(st step, at time.Time) {
	if !publicKinds[st.kind] {
		return
	}
	l := PublicLine{At: at, Kind: string(st.kind), Who: c.calls(st.who)}
	if d, ok := st.data.(evidence.Confirmed); ok {
		l.Level = Level(d.Level)
	}
	c.Public = append(c.Public, l)
	c.Public = c.Public[max(0, len(c.Public)-mostPublic):]
}

// calls names somebody as an audience knows them.
func (a *Agreement) calls(who core.ID) string {
	for _, p := range a.Parties {
		for _, x := range p.Signers {
			if x.ID == who {
				return p.Role + " " + x.Name
			}
		}
	}
	for _, w := range a.Witnesses {
		if w.ID == who {
			return w.Name
		}
	}
	return ""
}

// shown is what the room of the ceremony shows: no contact, no page.
func (a *Agreement) shown() room.AgreementShown {
	out := room.AgreementShown{
		Agreement: a.ID, Title: a.Title, State: string(a.State), Parties: []room.AgreementParty{}, Lines: []room.AgreementLine{},
	}
	if f := a.Frozen; f != nil {
		out.Digest, out.Pages, out.FrozenAt = f.Digest, f.Pages, room.Stamp(f.At)
	}
	if r := a.Released; r != nil {
		out.ReleasedAt = room.Stamp(r.At)
	}
	for _, p := range a.Parties {
		party := room.AgreementParty{ID: p.ID, Name: p.Name, Role: p.Role, Place: p.Place, Signers: []room.AgreementSigner{}}
		for _, x := range p.Signers {
			if x.State == SignerReplaced {
				continue
			}
			s := room.AgreementSigner{Name: x.Name, Position: x.Position, State: string(x.State), Person: x.Person}
			if x.Confirmed != nil {
				s.At, s.Level = room.Stamp(x.Confirmed.At), string(x.Confirmed.Level)
			}
			party.Signers = append(party.Signers, s)
		}
		out.Parties = append(out.Parties, party)
	}
	for _, l := range a.Public {
		out.Lines = append(out.Lines, room.AgreementLine{At: room.Stamp(l.At), Kind: l.Kind, Who: l.Who, Level: string(l.Level)})
	}
	return out
}
