package verify

import (
	"slices"
	"strconv"
	"time"

	"zhaoyun/internal/evidence"
)

// story is what the chain says, read from its beginning to its end.
type story struct {
	frozen   *evidence.Frozen
	frozenAt int                      // its line
	people   map[string]person        // by id
	slots    map[string]string        // who signs a field
	passkeys map[string][][]byte      // public keys, by who
	codes    map[evidence.Digest]bool // intents for which a code was sent
	will     map[string]will          // what stands confirmed, by who
	sealed   map[string]evidence.Sealed
	released *evidence.Released
	at       time.Time // of the release
	ended    evidence.Kind
}

// person is somebody invited.
type person struct {
	evidence.Invited
	ID string
}

// will is a confirmation that stands.
type will struct {
	evidence.Confirmed
	Line int
	At   time.Time
}

// tell reads the story, and names each line that could not have happened then.
func (c *check) tell() {
	c.story = story{
		people: map[string]person{}, slots: map[string]string{}, passkeys: map[string][][]byte{}, codes: map[evidence.Digest]bool{},
		will: map[string]will{}, sealed: map[string]evidence.Sealed{},
	}
	c.r.Document = c.documentOrNone()
	for i, l := range c.pkg.Chain.Lines {
		ok, err := c.story.take(i, l)
		if err != nil {
			c.bad(LineUnreadable, place(i), "line", strconv.Itoa(i+1), "why", err.Error())
		} else if !ok {
			c.bad(ChainOrder, place(i), "line", strconv.Itoa(i+1), "kind", string(l.Kind))
		}
		c.r.Timeline = append(c.r.Timeline, c.step(l))
	}
	if d := c.r.Document; d != nil {
		d.Agreement, d.Released = c.pkg.Chain.Agreement, c.story.at
		if c.story.frozen != nil {
			d.Title = c.story.frozen.Title
		}
	}
}

func (c *check) documentOrNone() *Document {
	if c.r.Document == nil {
		return &Document{SHA256: evidence.Sum(c.pkg.Document), Size: int64(len(c.pkg.Document))}
	}
	return c.r.Document
}

func (c *check) step(l evidence.Line) Step {
	s := Step{Seq: l.Seq, At: l.At, Kind: l.Kind, Digest: l.Head().Digest.String(), Who: c.story.people[l.Who].Name}
	switch l.Kind {
	case evidence.KindRead:
		var d evidence.Read
		_ = l.Into(&d) // take has said what is wrong with it
		s.Page = d.Page
	case evidence.KindConfirmed:
		var d evidence.Confirmed
		_ = l.Into(&d)
		s.Level = d.Level
	case evidence.KindSealed:
		var d evidence.Sealed
		_ = l.Into(&d)
		s.Field = d.Field
		s.Who = c.story.people[c.story.slots[d.Field]].Name
	}
	return s
}

// take reads one line; false says that it could not have happened then.
func (s *story) take(i int, l evidence.Line) (bool, error) {
	switch l.Kind {
	case evidence.KindInvited:
		var d evidence.Invited
		err := l.Into(&d)
		s.people[l.Who] = person{d, l.Who}
		return s.released == nil || d.Witness, err
	case evidence.KindRead:
		return s.known(l.Who), l.Into(&evidence.Read{})
	case evidence.KindAccepted:
		return s.known(l.Who), l.Into(&evidence.Accepted{})
	case evidence.KindPasskey:
		var d evidence.Passkey
		err := l.Into(&d)
		s.passkeys[l.Who] = append(s.passkeys[l.Who], d.PublicKey)
		return s.known(l.Who), err
	case evidence.KindCodeSent:
		var d evidence.CodeSent
		err := l.Into(&d)
		s.codes[d.Intent] = true
		return s.known(l.Who), err
	case evidence.KindWitnessed:
		return s.frozen != nil, l.Into(&evidence.Witnessed{})
	case evidence.KindFrozen:
		var d evidence.Frozen
		err := l.Into(&d)
		return s.freeze(i, &d), err
	}
	return s.act(i, l)
}

// act reads the lines of the legal act itself.
func (s *story) act(i int, l evidence.Line) (bool, error) {
	running := s.frozen != nil && s.released == nil && s.ended == ""
	switch l.Kind {
	case evidence.KindConfirmed:
		var d evidence.Confirmed
		err := l.Into(&d)
		s.will[l.Who] = will{d, i, l.At}
		return running && s.signs(l.Who), err
	case evidence.KindWithdrawn:
		var d evidence.Withdrawn
		err := l.Into(&d)
		s.drop(l.Who)
		if d.Agreement {
			s.ended = l.Kind
		}
		return s.released == nil, err
	case evidence.KindReplaced:
		var d evidence.Replaced
		err := l.Into(&d)
		ok := s.released == nil && (s.frozen == nil || s.slots[d.Field] == l.Who)
		s.drop(l.Who)
		if s.frozen != nil {
			s.slots[d.Field] = d.By
		}
		return ok, err
	case evidence.KindSealed:
		var d evidence.Sealed
		err := l.Into(&d)
		s.sealed[d.Field] = d
		return running && s.allConfirmed(), err
	case evidence.KindReleased:
		var d evidence.Released
		err := l.Into(&d)
		s.released, s.at = &d, l.At
		return running && len(s.sealed) == len(s.slots), err
	case evidence.KindVoided, evidence.KindExpired:
		s.ended = l.Kind
		return s.released == nil, nil
	}
	return false, nil // a kind that is not known says nothing that could be checked
}

// freeze begins the act; frozen again, it begins anew.
func (s *story) freeze(i int, d *evidence.Frozen) bool {
	ok := s.released == nil && s.ended == "" && len(d.Slots) > 0
	s.frozen, s.frozenAt = d, i
	clear(s.slots)
	clear(s.will)
	clear(s.sealed)
	for _, slot := range d.Slots {
		ok = ok && s.known(slot.Who) && s.slots[slot.Field] == ""
		s.slots[slot.Field] = slot.Who
	}
	return ok
}

// drop takes back what somebody confirmed; the signatures embedded so far go with it,
// as each contains those before.
func (s *story) drop(who string) {
	delete(s.will, who)
	clear(s.sealed)
}

func (s *story) known(who string) bool { _, ok := s.people[who]; return ok }

func (s *story) signs(who string) bool {
	for _, w := range s.slots {
		if w == who {
			return true
		}
	}
	return false
}

func (s *story) allConfirmed() bool {
	for _, who := range s.slots {
		if _, ok := s.will[who]; !ok {
			return false
		}
	}
	return true
}

// fields gives the slots in a settled order.
func (s *story) fields() []string {
	out := make([]string, 0, len(s.slots))
	for f := range s.slots {
		out = append(out, f)
	}
	slices.Sort(out)
	return out
}
