package node

import (
	"context"
	"errors"
	"log/slog"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Fleet is the nodes as one of them sees them; realtime.Hub implements it.
type Fleet interface {
	// Reports are the last reports of all nodes heard of lately, freshest first.
	Reports() []Report
	// Order passes an order on and returns the report of the node that has obeyed
	// it; node_silent when none comes.
	Order(ctx context.Context, o Order) (Report, error)
}

// Titles knows what rooms are called.
type Titles interface {
	RoomTitles(ctx context.Context, rooms []core.ID) (map[core.ID]Title, error)
}

// Title is what a room is called.
type Title struct{ Session, Event core.Text }

// Deps is what the service works with.
type Deps struct {
	Fleet  Fleet
	Titles Titles
	Audit  core.Auditor
	Log    *slog.Logger // discards when nil
}

// Service lets administrators see and move the nodes.
type Service struct{ Deps }

// New returns the service.
func New(d Deps) *Service {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{d}
}

// List returns what the nodes say about themselves, freshest first.
func (s *Service) List(ctx context.Context, actor core.Actor) ([]Report, error) {
	if err := policy.Check(actor, "list-nodes", policy.Target{}); err != nil {
		return nil, core.NoteRefusal(ctx, s.Audit, err, actor.Audited("list-nodes", "node", "", "", nil))
	}
	all := s.Fleet.Reports()
	s.name(ctx, all)
	return all, nil
}

// name adds the titles of rooms. The page is looked at when things go wrong: it
// does without them when the store does not answer.
func (s *Service) name(ctx context.Context, all []Report) {
	var rooms []core.ID
	for _, r := range all {
		for _, load := range r.Rooms {
			rooms = append(rooms, load.ID)
		}
	}
	if len(rooms) == 0 {
		return
	}
	titles, err := s.Titles.RoomTitles(ctx, rooms)
	if err != nil {
		s.Log.WarnContext(ctx, "titles of rooms", "error", err.Error())
		return
	}
	for _, r := range all {
		for i := range r.Rooms {
			t := titles[r.Rooms[i].ID]
			r.Rooms[i].Session, r.Rooms[i].Event = t.Session, t.Event
		}
	}
}

// SetAccepting takes a node out of service, or puts it back. Out of service it
// lets nobody in and sends everybody elsewhere.
func (s *Service) SetAccepting(ctx context.Context, actor core.Actor, node string, accepting bool) (Report, error) {
	return s.order(ctx, actor, "set-node-accepting", Order{Node: node, Accepting: &accepting}, map[string]any{"accepting": accepting})
}

// Move sends a share of a node's sockets elsewhere; the node stays in service.
func (s *Service) Move(ctx context.Context, actor core.Actor, node string, share float64) (Report, error) {
	if share <= 0 || share > 1 {
		return Report{}, core.Invalid("share_form", "The share must be above 0 and at most 1.").On("body.share")
	}
	return s.order(ctx, actor, "move-node", Order{Node: node, Share: share}, map[string]any{"share": share})
}

// order leaves its line before it is given: nothing is done without one.
func (s *Service) order(ctx context.Context, actor core.Actor, op policy.Op, o Order, detail map[string]any) (Report, error) {
	line := actor.Audited(string(op), "node", o.Node, "", detail)
	err := policy.Check(actor, op, policy.Target{})
	if err == nil {
		err = possible(s.Fleet.Reports(), o)
	}
	if err != nil {
		return Report{}, s.refuse(ctx, line, err)
	}
	if err := s.Audit.Audit(ctx, line); err != nil {
		return Report{}, err
	}
	return s.Fleet.Order(ctx, o)
}

// refuse notes that an order was not given. Unlike elsewhere, also when the state
// of things forbids it: who tried to empty the last server belongs in the log.
func (s *Service) refuse(ctx context.Context, line core.AuditLine, err error) error {
	if e := core.AsError(err); e.Kind == core.KindConflict {
		line.Result = core.AuditRefused
		line.Detail["code"] = e.Code
		return errors.Join(err, s.Audit.Audit(ctx, line))
	}
	return core.NoteRefusal(ctx, s.Audit, err, line)
}

// possible asks whether the node is there, and whether people have somewhere to go.
func possible(all []Report, o Order) error {
	there, elsewhere := false, false
	for _, r := range all {
		there = there || r.ID == o.Node
		elsewhere = elsewhere || r.ID != o.Node && r.Accepting && !r.Stopping
	}
	switch {
	case !there:
		return core.NotFound("node_not_found", "There is no such server, or nothing has been heard of it for a while.")
	case !elsewhere && (o.Accepting == nil || !*o.Accepting):
		return core.Conflict("only_node", "No other server is in service: there is nowhere to go. Start another one first.")
	}
	return nil
}
