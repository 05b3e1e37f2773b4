package policy

import (
	"testing"

	"zhaoyun/internal/core"
)

func keyWith(scopes ...Scope) core.Actor {
	a := member(core.OrgBureau, ours, core.RoleOfficial)
	a.Kind = core.PersonKey
	for _, s := range scopes {
		a.Scopes = append(a.Scopes, string(s))
	}
	return a
}

func TestAKeyDoesWhatItsScopesOpenAndItsBureauMay(t *testing.T) {
	t.Parallel()
	here, public := Target{Organisation: ours}, Target{Organisation: ours, Public: true}
	elsewhere := Target{Organisation: theirs}
	official := member(core.OrgBureau, ours, core.RoleOfficial)
	for _, scope := range Scopes() {
		a := keyWith(scope)
		for _, op := range Ops() {
			for _, target := range []Target{here, elsewhere, public} {
				opened := false
				for _, s := range ScopesOf(op) {
					opened = opened || s == scope
				}
				if got, want := may(a, op, target), opened && may(official, op, target); got != want {
					t.Errorf("%s with %s: %v", op, scope, got)
				}
			}
		}
		for _, op := range scopes[scope] {
			if !may(official, op, here) {
				t.Errorf("%s opens %s, which no official may", scope, op)
			}
			if _, known := rules[op]; !known {
				t.Errorf("%s opens %s, which is no operation", scope, op)
			}
		}
	}
	if may(keyWith(), "list-events", public) || may(keyWith(Scopes()...), "create-key", here) || may(keyWith(Scopes()...), "get-me", here) {
		t.Error("a key does what no scope opens")
	}
}
