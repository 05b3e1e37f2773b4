package policy

import (
	"slices"
	"sort"

	"zhaoyun/internal/core"
)

// Scope is a part of what a bureau may do, for keys of other programmes.
type Scope string

// scopes says which operations a scope opens. A key does what its scopes open and an
// official of its bureau may do; an operation that is in none is for people alone. What
// a chamber does with its members is the chamber's own, so no key can write them.
var scopes = map[Scope][]Op{
	"events:read": {
		"list-events", "get-event", "get-event-calendar", "list-sessions", "get-session", "list-event-answers", "get-event-checklist",
	},
	"registrations:read": {"get-event", "list-registrations"},
	"contacts:read":      {"read-contacts"}, // whole, beside registrations:read or leads:read
	"check-ins:read":     {"get-event", "list-check-ins", "find-registrants"},
	"check-ins:write":    {"get-event", "find-registrants", "create-check-in", "undo-check-in"},
	"leads:read":         {"list-leads"},
	"leads:write":        {"list-leads", "update-lead"},
	"parcels:read":       {"list-parcels", "get-parcel", "list-parcel-versions", "export-parcels", "get-tile", "list-carriers", "get-carrier"},
	"parcels:write": {
		"list-parcels", "get-parcel", "create-parcel", "update-parcel", "list-carriers", "get-carrier", "create-carrier", "update-carrier",
	},
	"members:read":      {"list-members", "get-member", "list-member-labels"}, // contacts masked
	"campaigns:read":    {"list-campaigns", "get-campaign"},
	"attributions:read": {"list-attributions", "get-funnel", "export-attributions", "compare-chambers"},
	"reports:read":      {"get-report", "get-report-xlsx", "get-report-docx", "list-report-people"},
	"agreements:read":   {"list-agreements", "get-agreement", "list-versions", "list-chain", "get-signed-document", "get-evidence"},
}

// Scopes lists all scopes, sorted.
func Scopes() []Scope {
	list := make([]Scope, 0, len(scopes))
	for s := range scopes {
		list = append(list, s)
	}
	sort.Slice(list, func(i, j int) bool { return list[i] < list[j] })
	return list
}

// ScopesOf lists the scopes that open an operation, sorted.
func ScopesOf(op Op) []Scope {
	list := Scopes()
	return slices.DeleteFunc(list, func(s Scope) bool { return !slices.Contains(scopes[s], op) })
}

// InScope reports whether the actor is no key, or one with a scope that opens the operation.
func InScope(a core.Actor, op Op) bool {
	if a.Kind != core.PersonKey {
		return true
	}
	for _, s := range a.Scopes {
		if slices.Contains(scopes[Scope(s)], op) {
			return true
		}
	}
	return false
}

// CheckScope is the answer to a key that is used for what it was not made for.
func CheckScope(a core.Actor, op Op) error {
	if InScope(a, op) {
		return nil
	}
	return core.Forbidden("key_scope", "This key was not made for that. Make another one with a scope that opens it.").With("operation", string(op))
}
