// Package policy decides who may do what. It is pure: everything a decision
// needs comes in as values, so the whole table can be walked by a test.
package policy

import (
	"sort"

	"zhaoyun/internal/core"
)

// Op is an operation; its value is the operation id in the OpenAPI document.
type Op string

// RoomRole is what a person is in one room. The zero value is outside the room.
type RoomRole string

// The roles in a room.
const (
	Host      RoomRole = "host"      // runs the session
	Presenter RoomRole = "presenter" // drives the stage
	Moderator RoomRole = "moderator" // keeps the talk in order
	Guest     RoomRole = "guest"     // the audience
)

// Staff reports whether the role works in the room rather than watches.
func (r RoomRole) Staff() bool { return r == Host || r == Presenter || r == Moderator }

// Target is the thing an operation is about, as far as deciding needs to know it.
// Fields that do not apply stay zero.
type Target struct {
	Organisation core.ID  // the organisation that holds it
	Owner        core.ID  // the person it belongs to
	Public       bool     // anyone may see it, such as a published event
	Role         RoomRole // the actor's role in the room it is about
}

// rule decides one operation.
type rule func(a core.Actor, t Target) bool

func may(a core.Actor, op Op, t Target) bool {
	r, ok := rules[op]
	return ok && (a.Kind == core.PersonSystem || r(a, t) && InScope(a, op))
}

// Check returns nil when the actor may, and otherwise why not:
// sign_in_required for somebody unknown, not_allowed for everybody else.
func Check(a core.Actor, op Op, t Target) error {
	if may(a, op, t) {
		return nil
	}
	if !a.SignedIn() {
		return core.Unauthenticated("sign_in_required", "Sign in first.")
	}
	return core.Forbidden("not_allowed", "You are not allowed to do this. Ask an administrator or the host if you should be.").
		With("operation", string(op))
}

// Can lists, sorted, those of the operations that the actor may do to the target.
func Can(a core.Actor, t Target, ops ...Op) []string {
	can := []string{}
	for _, op := range ops {
		if may(a, op, t) {
			can = append(can, string(op))
		}
	}
	sort.Strings(can)
	return can
}

// Ops lists every operation the table knows, sorted.
func Ops() []Op {
	ops := make([]Op, 0, len(rules))
	for op := range rules {
		ops = append(ops, op)
	}
	sort.Slice(ops, func(i, j int) bool { return ops[i] < ops[j] })
	return ops
}

// anyone, also without signing in.
func anyone(core.Actor, Target) bool { return true }

// signedIn is everybody with a sign-in, guests included.
func signedIn(a core.Actor, _ Target) bool { return a.SignedIn() }

// public is everybody when the target is public.
func public(_ core.Actor, t Target) bool { return t.Public }

// owner is the person the target belongs to.
func owner(a core.Actor, t Target) bool { return a.SignedIn() && a.Person == t.Owner }

// administrator runs the installation.
func administrator(a core.Actor, _ Target) bool { return a.Has(core.RoleAdministrator) }

// official is an official of the target's organisation; of any, when the target
// belongs to none yet.
func official(a core.Actor, t Target) bool {
	if t.Organisation == "" {
		return a.Has(core.RoleOfficial)
	}
	return a.HasIn(core.RoleOfficial, t.Organisation)
}

// bureau is an official of the target's organisation or an administrator.
var bureau = either(official, administrator)

// secretaryOf is a secretary of the target's chamber; of any, when the target belongs
// to none yet.
func secretaryOf(a core.Actor, t Target) bool {
	if t.Organisation == "" {
		return a.Has(core.RoleSecretary)
	}
	return a.HasIn(core.RoleSecretary, t.Organisation)
}

// inRoom is everybody inside the room, in any of the roles when some are named.
func inRoom(roles ...RoomRole) rule {
	return func(_ core.Actor, t Target) bool {
		if len(roles) == 0 {
			return t.Role != ""
		}
		for _, r := range roles {
			if t.Role == r {
				return true
			}
		}
		return false
	}
}

// either allows what one of the rules allows.
func either(rules ...rule) rule {
	return func(a core.Actor, t Target) bool {
		for _, r := range rules {
			if r(a, t) {
				return true
			}
		}
		return false
	}
}

// both allows what two rules allow.
func both(a, b rule) rule {
	return func(who core.Actor, t Target) bool { return a(who, t) && b(who, t) }
}

// anyOfficial is an official of any bureau.
func anyOfficial(a core.Actor, _ Target) bool { return a.Has(core.RoleOfficial) }
