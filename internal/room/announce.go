package room

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhaoyun/internal/core"
)

const (
	maxAnnouncementRunes = 200
	maxLinks             = 20
	maxLinkTitleRunes    = 60
	maxLinkAddress       = 500
)

// Announcement is a line that everybody sees until it is withdrawn or another
// takes its place.
type Announcement struct {
	Seq  int64   `json:"seq"`
	At   string  `json:"at"`
	By   core.ID `json:"by,omitempty"`
	Text string  `json:"text"`
}

// Link is an address to take away.
type Link struct {
	Title string `json:"title"`
	URL   string `json:"url"` // https
}

type announcedData struct {
	Text string `json:"text"`
}

type linksData struct {
	Links []Link `json:"links"`
}

func (s *State) announced(e Entry) {
	s.Announcement = nil
	if d, ok := payload[announcedData](e); ok {
		s.Announcement = &Announcement{Seq: e.Seq, At: e.At, By: e.By, Text: d.Text}
	}
}

func (s *State) withdrawn(e Entry) {
	if d, ok := payload[refData](e); ok && s.Announcement != nil && s.Announcement.Seq == d.Ref {
		s.Announcement = nil
	}
}

func (s *State) linked(e Entry) {
	if d, ok := payload[linksData](e); ok && d.Links != nil {
		s.Links = d.Links
	}
}

// kept are the types of which the state shows the latest alone, in an order in
// which they may be folded.
var kept = []string{TypeAnnounced, TypeWithdrawn, TypeLinks, TypeHandouts, TypeCamera, TypeRecordingStarted, TypeRecordingEnded, TypeVenues}

// foldKept folds the latest lines of those types into the state.
func (s *Service) foldKept(ctx context.Context, room core.ID, state *State) error {
	for _, kind := range kept {
		lines, err := s.Store.LatestLines(ctx, room, string(Public), kind, 1)
		if err != nil {
			return err
		}
		for _, e := range entries(lines) {
			state.Fold(e)
		}
	}
	return nil
}

// Announce shows everybody a line.
func (s *Service) Announce(ctx context.Context, actor core.Actor, room core.ID, text string) (Announcement, error) {
	v, err := s.staff(ctx, actor, room, "post-announcement", nil)
	if err != nil {
		return Announcement{}, err
	}
	text = tidyLine(text)
	if !between(utf8.RuneCountInString(text), 1, maxAnnouncementRunes) {
		return Announcement{}, core.Invalid("announcement_length", "Write 1 to 200 characters.").On("body.text").With("limit", maxAnnouncementRunes)
	}
	var made Announcement
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if e.Phase == Ended {
			return core.Conflict("room_ended", "This session is over.")
		}
		l, err := e.public(TypeAnnounced, v.participant, announcedData{text})
		if err != nil {
			return err
		}
		made = Announcement{Seq: l.Seq, At: Stamp(l.At), By: l.Participant, Text: text}
		return s.audit(ctx, v, "post-announcement", map[string]any{"seq": l.Seq})
	})
	return made, err
}

// Withdraw takes the announcement that is shown away. One that is not shown any
// more stays as it is.
func (s *Service) Withdraw(ctx context.Context, actor core.Actor, room core.ID, seq int64) error {
	detail := map[string]any{"seq": seq}
	v, err := s.staff(ctx, actor, room, "withdraw-announcement", detail)
	if err != nil {
		return err
	}
	return s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if _, err := s.lineAt(ctx, room, Public, seq, TypeAnnounced); err != nil {
			return err
		}
		state := NewState()
		if err := s.foldKept(ctx, room, &state); err != nil {
			return err
		}
		if state.Announcement == nil || state.Announcement.Seq != seq {
			return nil
		}
		if _, err := e.public(TypeWithdrawn, v.participant, refData{seq}); err != nil {
			return err
		}
		return s.audit(ctx, v, "withdraw-announcement", detail)
	})
}

// Links lists the links to take away. Their version is the number of the entry
// that set them.
func (s *Service) Links(ctx context.Context, actor core.Actor, room core.ID) ([]Link, core.Version, error) {
	if _, err := s.member(ctx, actor, room); err != nil {
		return nil, 0, err
	}
	return s.links(ctx, room)
}

func (s *Service) links(ctx context.Context, room core.ID) ([]Link, core.Version, error) {
	state := NewState()
	lines, err := s.Store.LatestLines(ctx, room, string(Public), TypeLinks, 1)
	if err != nil || len(lines) == 0 {
		return state.Links, 0, err
	}
	state.Fold(lines[0].Entry())
	return state.Links, core.Version(lines[0].Seq), nil
}

// SetLinks replaces the links to take away.
func (s *Service) SetLinks(ctx context.Context, actor core.Actor, room core.ID, version core.Version, links []Link) ([]Link, core.Version, error) {
	v, err := s.staff(ctx, actor, room, "set-links", nil)
	if err != nil {
		return nil, 0, err
	}
	if links, err = tidyLinks(links); err != nil {
		return nil, 0, err
	}
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		_, current, err := s.links(ctx, room)
		if err != nil {
			return err
		}
		if current != version {
			return core.Stale(current)
		}
		l, err := e.public(TypeLinks, v.participant, linksData{links})
		if err != nil {
			return err
		}
		version = core.Version(l.Seq)
		return s.audit(ctx, v, "set-links", map[string]any{"links": len(links)})
	})
	return links, version, err
}

func tidyLinks(links []Link) ([]Link, error) {
	if len(links) > maxLinks {
		return nil, core.Invalid("too_many_links", "Give at most 20 links.").On("body.links").With("limit", maxLinks)
	}
	tidy := make([]Link, len(links))
	var wrong []core.FieldError
	for i, l := range links {
		at := "body.links[" + strconv.Itoa(i) + "]."
		l.Title, l.URL = tidyLine(l.Title), strings.TrimSpace(l.URL)
		if !between(utf8.RuneCountInString(l.Title), 1, maxLinkTitleRunes) {
			wrong = append(wrong, core.FieldError{Field: at + "title", Code: "link_title", Message: "Name the link in 1 to 60 characters."})
		}
		u, err := url.Parse(l.URL)
		if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || len(l.URL) > maxLinkAddress {
			wrong = append(wrong, core.FieldError{Field: at + "url", Code: "link_address", Message: "Give an address that begins with https://."})
		} else {
			l.URL = u.String()
		}
		tidy[i] = l
	}
	if len(wrong) > 0 {
		return nil, core.InvalidFields(wrong...)
	}
	return tidy, nil
}
