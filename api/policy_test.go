package api

import (
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/policy"
)

// notREST lists the rules about what goes through a socket, or is part of an operation.
var notREST = map[policy.Op]bool{"read-staff-lane": true, "read-contacts": true, "read-member-contacts": true, "move-pointer": true, "move-camera": true, "react": true}

func TestEveryOperationHasARuleAndEveryRuleAnOperation(t *testing.T) {
	t.Parallel()
	rules := map[policy.Op]bool{}
	for _, op := range policy.Ops() {
		rules[op] = true
	}
	seen := map[policy.Op]bool{}
	for path, item := range New(Deps{}).Huma.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			id := policy.Op(op.OperationID)
			if seen[id] = true; !rules[id] {
				t.Errorf("%s %s (%s) has no rule in internal/policy", op.Method, path, id)
			}
			if op.Summary == "" || len(op.Tags) == 0 {
				t.Errorf("%s has no summary or tag", id)
			}
		}
	}
	for op := range rules {
		if !seen[op] && !notREST[op] {
			t.Errorf("the rule %s belongs to no operation", op)
		}
	}
}
