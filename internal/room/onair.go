package room

import (
	"context"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// OnAir is what somebody is to the picture and sound of a room.
type OnAir struct {
	Participant core.ID
	Staff       bool
	OnStage     bool // may send
}

// OnAir says what somebody is to the picture and sound of a room now, or why they may not watch. A role that was lost
// meanwhile takes them off the stage.
func (s *Service) OnAir(ctx context.Context, actor core.Actor, room core.ID) (OnAir, error) {
	v, err := s.member(ctx, actor, room)
	if err != nil {
		return OnAir{}, err
	}
	if v.room.Phase == Ended {
		return OnAir{}, core.Conflict("room_ended", "This session is over.")
	}
	if err := policy.Check(actor, "get-media", v.target()); err != nil {
		return OnAir{}, err
	}
	if v.outdated() {
		if err := s.Store.InTx(ctx, func(ctx context.Context) error { return s.admit(ctx, &v) }); err != nil {
			return OnAir{}, err
		}
	}
	scene, err := s.Scene(ctx, room)
	return OnAir{Participant: v.participant.ID, Staff: v.role.Staff(), OnStage: scene.Has(v.participant.ID)}, err
}

// Running reads who is on stage; false once the session is over or the room is gone.
func (s *Service) Running(ctx context.Context, room core.ID) (Scene, bool, error) {
	r, err := s.Store.Room(ctx, room)
	if core.HasCode(err, "room_not_found") || err == nil && r.Phase == Ended {
		return NewScene(), false, nil
	}
	if err != nil {
		return Scene{}, false, err
	}
	scene, err := s.Scene(ctx, room)
	return scene, true, err
}

// Acting is somebody of the staff who may do something about the room that another domain does.
type Acting struct {
	view
	s *Service
}

// StaffAct finds the actor inside the room and asks whether they may do the operation; a refusal is audited.
func (s *Service) StaffAct(ctx context.Context, actor core.Actor, room core.ID, op policy.Op, detail map[string]any) (Acting, error) {
	v, err := s.staff(ctx, actor, room, op, detail)
	return Acting{v, s}, err
}

// Participant is who acts.
func (a Acting) Participant() core.ID { return a.participant.ID }

// Audit notes what was done, in the transaction of the context.
func (a Acting) Audit(ctx context.Context, op policy.Op, detail map[string]any) error {
	return a.s.audit(ctx, a.view, op, detail)
}

// OffStage takes somebody or something off the stage together with what is done.
func (a Acting) OffStage(ctx context.Context, id core.ID) error {
	return a.s.change(ctx, a.room.ID, func(ctx context.Context, e *edit) error { return a.s.offStage(ctx, e, a.participant, id) })
}
