package store_test

import (
	"context"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/chamber"
	"zhaoyun/internal/core"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestMembersAreKeptForTheirChamberAlone(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		ctx, now := context.Background(), time.Date(2026, 11, 29, 3, 0, 0, 0, time.UTC)
		accounts, members := store.NewAccounts(db), store.NewMembers(db)
		ours, theirs := core.NewID(), core.NewID()
		for _, id := range []core.ID{ours, theirs} {
			o := account.Organisation{ID: id, Kind: core.OrgChamber, Name: core.Text{"zh-CN": id}, Version: 1, CreatedAt: now}
			if err := accounts.InsertOrganisation(ctx, o); err != nil {
				t.Fatal(err)
			}
		}
		make := func(of core.ID, d chamber.Details) chamber.Member {
			return chamber.Member{ID: core.NewID(), Chamber: of, Details: d, Consent: chamber.Consent{Basis: chamber.Membership, At: now}, CreatedAt: now, UpdatedAt: now, Version: 1}
		}
		li := make(ours, chamber.Details{Name: "李一", OrganisationName: "示例电子", Phone: "+8613800000001", Mail: "li@example.com", Groups: []string{"理事", "电子"}, Tags: []string{"杭州"}})
		wang := make(ours, chamber.Details{Name: "王二", Mail: "wang@example.com", USCC: "91330100MA0000000X", Groups: []string{"理事"}})
		other := make(theirs, li.Details) // the same person in another chamber
		if err := members.InsertMembers(ctx, []chamber.Member{li, wang, other}); err != nil {
			t.Fatal(err)
		}
		if err := members.InsertMembers(ctx, []chamber.Member{make(ours, li.Details)}); !core.HasCode(err, "member_exists") {
			t.Errorf("a second one: %v", err)
		}
		for name, c := range map[string]struct {
			f    chamber.Filter
			want int
		}{
			"all": {chamber.Filter{}, 2}, "group": {chamber.Filter{Group: "理事"}, 2}, "tag": {chamber.Filter{Tag: "杭州"}, 1}, "words": {chamber.Filter{Query: "示例"}, 1},
			"a phone by who may not": {chamber.Filter{Query: "13800"}, 0}, "a phone by who may": {chamber.Filter{Query: "13800", Contacts: true}, 1},
			"by phone": {chamber.Filter{Reach: chamber.ByPhone}, 1}, "ids": {chamber.Filter{IDs: []core.ID{wang.ID, other.ID}}, 1}, "none": {chamber.Filter{IDs: []core.ID{}}, 0},
		} {
			page, err := members.Members(ctx, ours, c.f, core.Paging{Limit: 10})
			n, counted := members.CountMembers(ctx, ours, c.f)
			if err != nil || counted != nil || len(page.Items) != c.want || n != c.want {
				t.Errorf("%s: %d and %d, not %d: %v %v", name, len(page.Items), n, c.want, err, counted)
			}
		}
		keyed, err := members.MembersKeyed(ctx, ours, []chamber.Keys{{Phone: li.Phone}, {USCC: wang.USCC}, {Mail: "nobody@example.com"}})
		if err != nil || len(keyed) != 2 {
			t.Errorf("%v %v", keyed, err)
		}
		wang.Groups, wang.Version = nil, 2
		if err := members.UpdateMembers(ctx, []chamber.Member{wang}); err != nil {
			t.Fatal(err)
		}
		labels, err := members.Labels(ctx, ours)
		if err != nil || len(labels) != 3 || labels[0].Members != 1 {
			t.Errorf("%+v %v", labels, err)
		}
		if err := members.UpdateMembers(ctx, []chamber.Member{wang}); !core.HasCode(err, "version_conflict") {
			t.Errorf("an old version: %v", err)
		}
		if err := members.DeleteMembers(ctx, []core.ID{li.ID}); err != nil {
			t.Fatal(err)
		}
		if _, err := members.Member(ctx, li.ID); !core.HasCode(err, "member_not_found") {
			t.Errorf("after deleting: %v", err)
		}
		if left, err := members.Member(ctx, other.ID); err != nil || left.Phone != li.Phone {
			t.Errorf("the other chamber's: %v", err)
		}
	})
}
