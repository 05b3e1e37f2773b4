package room

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"zhaoyun/internal/core"
)

// Lane is one of the logs of a room. On the wire an inbox is just "inbox"; the
// store keeps one for each participant, see InboxLane.
type Lane string

// The lanes.
const (
	Public Lane = "public"
	Staff  Lane = "staff"
	Inbox  Lane = "inbox"
)

// InboxLane is the lane under which the store keeps a participant's inbox.
func InboxLane(participant core.ID) string { return string(Inbox) + ":" + participant }

// wireLane is the lane as clients see it.
func wireLane(stored string) Lane {
	lane, _, _ := strings.Cut(stored, ":")
	return Lane(lane)
}

// Types of entry.
const (
	TypeState     = "room.state"
	TypeStage     = "stage.shown"
	TypePosted    = "chat.posted"
	TypeHidden    = "chat.hidden"
	TypeRetracted = "chat.retracted"
	TypeSettings  = "room.settings"
	TypeReactions = "reactions.added"
	TypeErased    = "participant.erased"

	TypePollOpened = "poll.opened"
	TypePollClosed = "poll.closed"

	TypeAnnounced = "announcement.posted"
	TypeWithdrawn = "announcement.withdrawn"
	TypeLinks     = "links.set"
	TypeHandouts  = "handouts.set"

	TypeWaiting       = "chat.waiting"
	TypeReviewed      = "chat.reviewed"
	TypeMuted         = "participant.muted"
	TypeKicked        = "participant.kicked"
	TypeBanned        = "participant.banned"
	TypeUnbanned      = "participant.unbanned"
	TypeRole          = "participant.role"
	TypeSlidesAdded   = "slides.added"
	TypeSlidesRemoved = "slides.removed"

	TypeBackchannel          = "backchannel.posted"
	TypeBackchannelRetracted = "backchannel.retracted"

	TypeHandRaised  = "hand.raised"
	TypeHandCalled  = "hand.called"
	TypeHandLowered = "hand.lowered"

	TypeScene = "scene.set"

	TypeRundownStarted = "rundown.started"
	TypeRundownNext    = "rundown.next"
	TypeRundownEnded   = "rundown.ended"
	TypeRundownChanged = "rundown.changed"
	TypeReady          = "participant.ready"

	TypeMeMuted = "me.muted"
	TypeMeRole  = "me.role"
)

// Redaction says why an entry has no payload any more.
type Redaction string

// The redactions. Erased beats the others, of which the first stays.
const (
	Hidden    Redaction = "hidden"
	Retracted Redaction = "retracted"
	Erased    Redaction = "erased"
)

// Entry is one line of a room's log, in the form in which clients read it.
type Entry struct {
	Lane     Lane      `json:"lane"`
	Seq      int64     `json:"seq"`
	Type     string    `json:"type"`
	At       string    `json:"at"` // RFC 3339, UTC, milliseconds
	By       core.ID   `json:"by,omitempty"`
	Data     raw       `json:"data"` // null when redacted
	Redacted Redaction `json:"redacted,omitempty"`
}

// Line is an entry as the store keeps it. What comes before Data stays for ever;
// the rest is the payload, which can be emptied.
type Line struct {
	Room        core.ID
	Lane        string // public, staff or inbox:PARTICIPANT
	Seq         int64
	Type        string
	Participant core.ID // empty when the server itself writes
	At          time.Time
	Digest      string // SHA-256 of salt and data
	Key         string // Idempotency-Key; empty for none

	Data     raw
	Salt     string    // keeps a short payload from being guessed by its digest once it is erased
	Subject  core.ID   // the participant whom the payload is about, so that erasing them finds it
	Source   int64     // on a published line: the staff entry that held it while it waited
	Reviewed string    // on a waiting line: publish or reject
	Redacted Redaction // why Data is empty
}

// stampLayout writes times as the wire has them.
const stampLayout = "2006-01-02T15:04:05.000Z"

// Stamp is a time as entries carry it.
func Stamp(t time.Time) string { return t.UTC().Format(stampLayout) }

// Entry is the line as clients read it.
func (l Line) Entry() Entry {
	e := Entry{Lane: wireLane(l.Lane), Seq: l.Seq, Type: l.Type, At: Stamp(l.At), By: l.Participant, Data: l.Data, Redacted: l.Redacted}
	if l.Redacted != "" || len(l.Data) == 0 {
		e.Data = nil
	}
	return e
}

// seal gives a line its canonical payload, a salt and the digest of both.
func (l Line) seal(data any) (Line, error) {
	text, err := canonical(data)
	if err != nil {
		return l, fmt.Errorf("write the payload of %s: %w", l.Type, err)
	}
	salt := make([]byte, 12)
	_, _ = rand.Read(salt) // never fails, see crypto/rand
	l.Data, l.Salt = text, hex.EncodeToString(salt)
	l.Digest = digest(l.Salt, text)
	return l, nil
}

func digest(salt string, data []byte) string {
	sum := sha256.Sum256(append([]byte(salt), data...))
	return hex.EncodeToString(sum[:])
}

// canonical is the one form in which a payload is digested and stored: compact,
// keys in the order of the struct (sorted in maps), letters as they are.
func canonical(data any) (raw, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(data); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
