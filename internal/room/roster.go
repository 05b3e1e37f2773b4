package room

import (
	"context"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// maxMute is the longest a person can be muted at once.
const maxMute = 24 * 60 // minutes

// rank orders the roles: nobody acts upon an equal or higher one.
var rank = map[policy.RoomRole]int{policy.Guest: 1, policy.Presenter: 2, policy.Moderator: 2, policy.Host: 3}

// upon finds the participant whom the actor wants to do something to.
func (s *Service) upon(ctx context.Context, v view, participant core.ID) (Participant, error) {
	p, err := s.Store.Participant(ctx, v.room.ID, participant)
	if err != nil {
		return p, err
	}
	if !p.ErasedAt.IsZero() {
		return p, core.NotFound("participant_not_found", "There is no such person in this room.")
	}
	if rank[p.Role] >= rank[v.role] {
		return p, core.Forbidden("participant_protected", "This person's role in the room is not below yours.")
	}
	return p, nil
}

// act runs an action upon a participant: the participant's row, the lines, the
// note for other nodes and the audit line are one transaction.
func (s *Service) act(ctx context.Context, actor core.Actor, room, participant core.ID, op policy.Op, authority string,
	f func(ctx context.Context, v view, p *Participant, e *edit) (changed bool, err error),
) (Participant, error) {
	detail := map[string]any{"participant": participant}
	v, err := s.staff(ctx, actor, room, op, detail)
	if err != nil {
		return Participant{}, err
	}
	var p Participant
	err = s.change(ctx, room, func(ctx context.Context, e *edit) error {
		if p, err = s.upon(ctx, v, participant); err != nil {
			return err
		}
		e.name(p)
		changed, err := f(ctx, v, &p, e)
		if err != nil || !changed {
			return err
		}
		if err := s.Store.SaveParticipant(ctx, p); err != nil {
			return err
		}
		if err := s.Authority.Note(ctx, core.AuthorityChange{Room: room, Person: p.Person, Kind: authority}); err != nil {
			return err
		}
		return s.audit(ctx, v, op, detail)
	})
	return p, s.refusal(ctx, v, room, op, detail, err)
}

// note writes a staff line about a participant.
func (e *edit) note(kind string, by, about *Participant, data any) error {
	l, err := e.toStaff(kind, by, data)
	if err != nil {
		return err
	}
	l.Subject = about.ID
	return nil
}

// Mute keeps a participant from writing for some minutes; none lets them write again.
func (s *Service) Mute(ctx context.Context, actor core.Actor, room, participant core.ID, minutes int) (Participant, error) {
	if minutes < 0 || minutes > maxMute {
		return Participant{}, core.Invalid("out_of_range", "Mute for 0 to 1440 minutes.").On("body.minutes")
	}
	return s.act(ctx, actor, room, participant, "mute-participant", AuthorityMuted,
		func(ctx context.Context, v view, p *Participant, e *edit) (bool, error) {
			until := ""
			if minutes == 0 {
				if !p.MutedUntil.After(e.now) {
					return false, nil
				}
				p.MutedUntil = time.Time{}
			} else {
				p.MutedUntil = e.now.Add(time.Duration(minutes) * time.Minute)
				until = Stamp(p.MutedUntil)
			}
			if err := e.note(TypeMuted, v.participant, p, mutedData{p.ID, until}); err != nil {
				return false, err
			}
			return true, e.tell(ctx, p.ID, TypeMeMuted, nil, mutedData{Until: until})
		})
}

// Kick puts a participant out; they may come back after a minute.
func (s *Service) Kick(ctx context.Context, actor core.Actor, room, participant core.ID, reason string) (Participant, error) {
	reason, err := tidyReason(reason)
	if err != nil {
		return Participant{}, err
	}
	return s.act(ctx, actor, room, participant, "kick-participant", AuthorityKicked,
		func(ctx context.Context, v view, p *Participant, e *edit) (bool, error) {
			p.KickedUntil = e.now.Add(kickedFor)
			if err := s.offStage(ctx, e, v.participant, p.ID); err != nil {
				return false, err
			}
			return true, e.note(TypeKicked, v.participant, p, putOutData{p.ID, reason})
		})
}

// Ban puts a participant out for good.
func (s *Service) Ban(ctx context.Context, actor core.Actor, room, participant core.ID, reason string) (Participant, error) {
	reason, err := tidyReason(reason)
	if err != nil {
		return Participant{}, err
	}
	return s.act(ctx, actor, room, participant, "ban-participant", AuthorityBanned,
		func(ctx context.Context, v view, p *Participant, e *edit) (bool, error) {
			if !p.BannedAt.IsZero() {
				return false, nil
			}
			if err := s.offStage(ctx, e, v.participant, p.ID); err != nil {
				return false, err
			}
			p.BannedAt, p.BannedBy, p.BanReason = e.now, v.participant.ID, reason
			return true, e.note(TypeBanned, v.participant, p, putOutData{p.ID, reason})
		})
}

// Unban lets a banned participant come back.
func (s *Service) Unban(ctx context.Context, actor core.Actor, room, participant core.ID) (Participant, error) {
	return s.act(ctx, actor, room, participant, "unban-participant", AuthorityBanned,
		func(_ context.Context, v view, p *Participant, e *edit) (bool, error) {
			if p.BannedAt.IsZero() {
				return false, nil
			}
			p.BannedAt, p.BannedBy, p.BanReason = time.Time{}, "", ""
			return true, e.note(TypeUnbanned, v.participant, p, putOutData{Participant: p.ID})
		})
}

// SetRole gives a participant another role for as long as the programme does not
// change theirs. Officials of the bureau stay hosts.
func (s *Service) SetRole(ctx context.Context, actor core.Actor, room, participant core.ID, role policy.RoomRole) (Participant, error) {
	if rank[role] == 0 {
		return Participant{}, core.Invalid("not_one_of", "Use host, presenter, moderator or guest.").On("body.role")
	}
	return s.act(ctx, actor, room, participant, "set-participant-role", AuthorityRole,
		func(ctx context.Context, v view, p *Participant, e *edit) (bool, error) {
			if p.Role == role {
				return false, nil
			}
			base := v.session.People[p.Person]
			if base == "" {
				base = policy.Guest
			}
			p.Role, p.Given, p.GivenOver = role, role, base
			if role == base {
				p.Given, p.GivenOver = "", ""
			}
			e.name(*p)
			if !role.Staff() {
				if err := s.offStage(ctx, e, v.participant, p.ID); err != nil {
					return false, err
				}
			}
			if err := e.note(TypeRole, v.participant, p, roleData{p.ID, role}); err != nil {
				return false, err
			}
			return true, e.tell(ctx, p.ID, TypeMeRole, nil, roleData{Role: role})
		})
}

// Roster lists who is or was in the room.
func (s *Service) Roster(ctx context.Context, actor core.Actor, room core.ID, text string, online bool, paging core.Paging) (core.Page[RosterItem], error) {
	if _, err := s.staff(ctx, actor, room, "list-roster", nil); err != nil {
		return core.Page[RosterItem]{}, err
	}
	return s.roster(ctx, room, online, RosterFilter{Text: text, Paging: paging})
}

// Bans lists who is banned from the room.
func (s *Service) Bans(ctx context.Context, actor core.Actor, room core.ID, paging core.Paging) (core.Page[RosterItem], error) {
	if _, err := s.staff(ctx, actor, room, "list-bans", nil); err != nil {
		return core.Page[RosterItem]{}, err
	}
	return s.roster(ctx, room, false, RosterFilter{Banned: true, Paging: paging})
}

// Attendance lists who was in the room, when and for how long.
func (s *Service) Attendance(ctx context.Context, actor core.Actor, room core.ID, paging core.Paging) (core.Page[RosterItem], error) {
	if _, err := s.staff(ctx, actor, room, "get-attendance", nil); err != nil {
		return core.Page[RosterItem]{}, err
	}
	return s.roster(ctx, room, false, RosterFilter{Came: true, Paging: paging})
}

func (s *Service) roster(ctx context.Context, room core.ID, onlineOnly bool, f RosterFilter) (core.Page[RosterItem], error) {
	if f.Cursor != "" && !core.IsID(f.Cursor) {
		return core.Page[RosterItem]{}, core.Invalid("cursor_form", "Use the next of the page before as cursor.").On("query.cursor")
	}
	online, err := s.online(ctx, room)
	if err != nil && onlineOnly { // otherwise just nobody is marked
		return core.Page[RosterItem]{}, err
	}
	if onlineOnly {
		f.Only = make([]core.ID, 0, len(online))
		for id := range online {
			f.Only = append(f.Only, id)
		}
	}
	page, err := s.Store.Roster(ctx, room, f)
	for i, item := range page.Items {
		page.Items[i].Online = online[item.ID]
	}
	return page, err
}

// online tells who is connected.
func (s *Service) online(ctx context.Context, room core.ID) (map[core.ID]bool, error) {
	online := map[core.ID]bool{}
	if s.Presence == nil {
		return online, nil
	}
	members, err := s.Presence.Members(ctx, room)
	if err != nil {
		return nil, core.Unavailable("presence_away", "Who is online cannot be told at the moment.").After(time.Second).Wrap(err)
	}
	for _, id := range members {
		online[id] = true
	}
	return online, nil
}
