package event

import (
	"fmt"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// ready reports what an event still lacks before its audience may see it.
func (e Event) ready(now time.Time) error {
	f := e.missing(now)
	if len(f) == 0 {
		return nil
	}
	err := core.InvalidFields(f...)
	err.Code, err.Message = "event_not_ready", "The event is not ready to be published yet."
	return err
}

// missing lists what keeps an event from being published.
func (e Event) missing(now time.Time) faults {
	var f faults
	for _, tag := range e.Languages {
		if e.Title[tag] == "" {
			f.add("body.title."+tag, "title_missing", "The title is missing in a language of the event.")
		}
	}
	if len(e.Languages) == 0 {
		f.add("body.languages", "languages_missing", "Say in which languages the event is held.")
	}
	if len(e.Sessions) == 0 {
		f.add("sessions", "session_missing", "Add at least one session.")
	}
	open := false
	for i, s := range e.Sessions {
		open = open || s.EndsAt.After(now)
		if !s.has(policy.Host) && !s.has(policy.Presenter) {
			f.add(fmt.Sprintf("sessions[%d].people", i), "presenter_missing", "Name a host or presenter of the session.")
		}
		for _, tag := range e.Languages {
			if s.Title[tag] == "" {
				f.add(fmt.Sprintf("sessions[%d].title.%s", i, tag), "title_missing", "The title is missing in a language of the event.")
			}
		}
	}
	if len(e.Sessions) > 0 && !open {
		f.add("sessions", "sessions_over", "All sessions are over. Give at least one a time to come.")
	}
	return f
}

// has reports whether somebody has the role in the session.
func (s Session) has(role policy.RoomRole) bool {
	for _, p := range s.People {
		if p.Role == role {
			return true
		}
	}
	return false
}
