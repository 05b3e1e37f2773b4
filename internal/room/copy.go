package room

import (
	"context"
	"time"

	"zhaoyun/internal/core"
)

// prepared copies what is laid ready in a room before anybody comes, one thing a
// line: whatever else is prepared in rooms joins here. What happened in the room —
// talk, questions, votes, attendance — stays where it happened.
var prepared = []func(s *Service, ctx context.Context, from Room, e *edit) error{
	(*Service).copySettings,
	(*Service).copySlides,
	(*Service).copyPolls,
	(*Service).copyLinks,
	(*Service).copyHandouts,
	(*Service).copyRundown,
	(*Service).copyAgreements,
	(*Service).copyVenues,
}

// CopyPrepared lays ready in a new room what was prepared in another. It joins the
// transaction of the session's own copying, which decides and audits.
func (s *Service) CopyPrepared(ctx context.Context, from, to core.ID) error {
	source, err := s.Store.Room(ctx, from)
	if err != nil {
		return err
	}
	return s.furnish(ctx, source, to)
}

func (s *Service) furnish(ctx context.Context, source Room, to core.ID) error {
	return s.change(ctx, to, func(ctx context.Context, e *edit) error {
		for _, copyOne := range prepared {
			if err := copyOne(s, ctx, source, e); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) copySettings(_ context.Context, from Room, e *edit) error {
	known := e.Settings.public()
	e.Settings = from.Settings
	e.Version++
	if now := e.Settings.public(); now != known {
		_, err := e.public(TypeSettings, nil, now)
		return err
	}
	return nil
}

// copySlides has both rooms refer to the same files: taking one from a room leaves
// it in the other.
func (s *Service) copySlides(ctx context.Context, from Room, e *edit) error {
	files, err := s.Store.Slides(ctx, from.ID)
	if err != nil {
		return err
	}
	for i, f := range files {
		if err := s.Files.Attach(ctx, core.System(), f.File, "room:"+e.ID); err != nil {
			return err
		}
		// They are listed by when they were added.
		if _, err := s.Store.AddSlides(ctx, e.ID, f, e.now.Add(time.Duration(i)*time.Millisecond)); err != nil {
			return err
		}
		if _, err := e.toStaff(TypeSlidesAdded, nil, slidesData{f.File, f.Name}); err != nil {
			return err
		}
	}
	return nil
}

// copyPolls takes every poll as a draft, however far it had come.
func (s *Service) copyPolls(ctx context.Context, from Room, e *edit) error {
	polls, err := s.Store.Polls(ctx, from.ID)
	if err != nil {
		return err
	}
	for _, p := range polls {
		draft := Poll{ID: core.NewID(), Room: e.ID, PollDraftData: p.PollDraftData, Status: PollDraft, Version: 1, CreatedAt: e.now}
		if err := s.Store.AddPoll(ctx, draft); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) copyLinks(ctx context.Context, from Room, e *edit) error {
	links, _, err := s.links(ctx, from.ID)
	if err != nil || len(links) == 0 {
		return err
	}
	_, err = e.public(TypeLinks, nil, linksData{links})
	return err
}

func (s *Service) copyHandouts(ctx context.Context, from Room, e *edit) error {
	handouts, err := s.handouts(ctx, from.ID)
	if err != nil || len(handouts) == 0 {
		return err
	}
	_, err = e.public(TypeHandouts, nil, handoutsData{handouts})
	return err
}

// copyRundown plans the same items; none of them has been on.
func (s *Service) copyRundown(ctx context.Context, from Room, e *edit) error {
	items, err := s.Store.RundownItems(ctx, from.ID)
	if err != nil || len(items) == 0 {
		return err
	}
	for _, it := range items {
		it.ID, it.Room, it.Begun, it.Version = core.NewID(), e.ID, false, 1
		if err := s.Store.PutRundownItem(ctx, it); err != nil {
			return err
		}
	}
	return s.Store.SaveRundown(ctx, e.ID, RundownBook{Version: 1, Shown: NewState().Rundown})
}

// copyAgreements takes along how far the agreements are, into the rehearsal alone: the
// copy of a session has agreements of its own. No page is let out before the host does so.
func (s *Service) copyAgreements(ctx context.Context, from Room, e *edit) error {
	if from.Session != e.Session {
		return nil
	}
	had, err := s.Store.Agreements(ctx, from.ID)
	if err != nil {
		return err
	}
	for _, a := range had {
		a.Open = []PageRange{}
		if err := s.Store.PutAgreement(ctx, e.ID, a); err != nil {
			return err
		}
		if _, err := e.public(TypeAgreement, nil, a.AgreementShown); err != nil {
			return err
		}
	}
	return nil
}
