package policy

import (
	"testing"

	"zhaoyun/internal/core"
)

const ours, theirs = "org-ours", "org-theirs"

func member(kind core.OrgKind, org core.ID, role core.Role) core.Actor {
	return core.Actor{Person: "me", Kind: core.PersonMember, Memberships: []core.Membership{{Organisation: org, Kind: kind, Role: role}}}
}

// who lists everybody the table is walked for; the letter stands for them in allowed.
var who = []struct {
	letter byte
	actor  core.Actor
	target Target
}{
	{'a', core.Actor{}, Target{Organisation: ours}},                                                         // anonymous
	{'p', core.Actor{}, Target{Organisation: ours, Public: true}},                                           // anonymous, public thing
	{'g', core.Actor{Person: "me", Kind: core.PersonGuest}, Target{Organisation: ours, Owner: "you"}},       // guest
	{'o', core.Actor{Person: "me", Kind: core.PersonGuest}, Target{Organisation: ours, Owner: "me"}},        // owner
	{'i', member(core.OrgCompany, "company", core.RoleInvestor), Target{Organisation: ours, Owner: "you"}},  // investor
	{'s', member(core.OrgChamber, "chamber", core.RoleSecretary), Target{Organisation: ours, Owner: "you"}}, // secretary
	{'S', member(core.OrgChamber, ours, core.RoleSecretary), Target{Organisation: ours, Owner: "you"}},      // secretary of the chamber it is about
	{'O', member(core.OrgBureau, ours, core.RoleOfficial), Target{Organisation: ours, Owner: "you"}},        // official
	{'T', member(core.OrgBureau, theirs, core.RoleOfficial), Target{Organisation: ours, Owner: "you"}},      // official elsewhere
	{'A', member(core.OrgBureau, theirs, core.RoleAdministrator), Target{Organisation: ours, Owner: "you"}}, // administrator
	{'H', core.Actor{Person: "me", Kind: core.PersonMember}, Target{Organisation: ours, Role: Host}},        // host in the room
	{'P', core.Actor{Person: "me", Kind: core.PersonMember}, Target{Organisation: ours, Role: Presenter}},   // presenter in the room
	{'M', core.Actor{Person: "me", Kind: core.PersonMember}, Target{Organisation: ours, Role: Moderator}},   // moderator in the room
	{'G', core.Actor{Person: "me", Kind: core.PersonGuest}, Target{Organisation: ours, Role: Guest}},        // audience in the room
}

// allowed says who may do each operation, in the letters and the order of who.
// It is written by hand, apart from the rules, so that a slip in one shows.
var allowed = map[Op]string{
	"sign-in":             "apgoisSOTAHPMG",
	"refresh-sign-in":     "apgoisSOTAHPMG",
	"send-code":           "apgoisSOTAHPMG",
	"sign-out":            "goisSOTAHPMG",
	"get-me":              "goisSOTAHPMG",
	"update-me":           "goisSOTAHPMG",
	"list-organisations":  "OTA",
	"create-organisation": "A",
	"get-organisation":    "OTA",
	"update-organisation": "A",
	"list-people":         "OTA",
	"create-person":       "A",
	"get-person":          "oOTA",
	"update-person":       "A",
	"get-person-data":     "oA",
	"erase-person":        "oA",
	"sign-out-person":     "A",
	"set-memberships":     "A",
	"list-audit":          "OA",

	"list-webhooks": "A", "create-webhook": "A", "get-webhook": "A", "update-webhook": "A", "delete-webhook": "A", "rotate-webhook-secret": "A",
	"test-webhook": "A", "list-webhook-deliveries": "A", "replay-webhook-delivery": "A", "list-keys": "A", "create-key": "A", "revoke-key": "A",

	"list-nodes":         "A",
	"set-node-accepting": "A",
	"move-node":          "A",

	"get-verification-anchors": "apgoisSOTAHPMG",

	"create-file":      "goisSOTAHPMG",
	"append-file":      "o",
	"get-file":         "o",
	"get-file-content": "poHPMG",

	"list-events":           "apgoisSOTAHPMG",
	"create-event":          "OA",
	"get-event":             "pOA",
	"update-event":          "OA",
	"set-event-status":      "OA",
	"get-event-calendar":    "pOA",
	"list-sessions":         "pOA",
	"create-session":        "OA",
	"get-session":           "pOA",
	"update-session":        "OA",
	"delete-session":        "OA",
	"set-session-people":    "OA",
	"copy-event":            "OA",
	"copy-session":          "OA",
	"get-event-checklist":   "OA",
	"create-registration":   "p",
	"list-registrations":    "OA",
	"read-contacts":         "O",
	"export-registrations":  "O",
	"cancel-registration":   "oOA",
	"list-my-registrations": "goisSOTAHPMG",
	"list-event-answers":    "pOA",
	"create-check-in":       "OA", "find-registrants": "OA", "list-check-ins": "OA", "undo-check-in": "OA",

	"list-attributions": "SOTA", "get-funnel": "SOTA", "export-attributions": "SOTA", "dispute-attribution": "S", "compare-chambers": "OTA",
	"list-rivals": "OA", "decide-attribution": "OA", "mark-attribution": "OA", "get-credit-rules": "OA", "set-credit-rules": "OA",

	"list-members": "SOTA", "get-member": "SOTA", "list-member-labels": "SOTA", "read-member-contacts": "S", "create-member": "S", "update-member": "S",
	"delete-member": "S", "label-members": "S", "get-member-data": "S", "export-members": "S", "create-member-import": "S", "list-member-imports": "S",
	"get-member-import": "S", "list-member-import-rows": "S", "update-member-import": "S", "update-member-import-row": "S",
	"choose-member-import-rows": "S", "confirm-member-import": "S",

	"list-parcels": "apgoisSOTAHPMG", "get-tile": "apgoisSOTAHPMG", "get-map": "apgoisSOTAHPMG", "get-map-tile": "apgoisSOTAHPMG", "get-parcel": "pOA", "create-parcel": "OA", "update-parcel": "OA", "delete-parcel": "OA",
	"list-parcel-versions": "OA", "add-parcel-document": "OA", "remove-parcel-document": "OA", "set-parcel-massing": "OA",
	"add-favourite": "OA", "remove-favourite": "goisSOTAHPMG", "list-favourites": "goisSOTAHPMG", "set-event-parcels": "OA",
	"create-parcel-import": "OA", "list-parcel-imports": "OA", "get-parcel-import": "OA", "list-parcel-import-rows": "OA",
	"update-parcel-import": "OA", "confirm-parcel-import": "OA", "export-parcels": "OA",
	"list-carriers": "apgoisSOTAHPMG", "get-carrier": "pOA", "create-carrier": "OA", "update-carrier": "OA", "delete-carrier": "OA",

	"list-inbox":           "goisSOTAHPMG",
	"read-inbox":           "goisSOTAHPMG",
	"read-message":         "o",
	"get-mail-preferences": "goisSOTAHPMG",
	"set-mail-preferences": "goisSOTAHPMG",
	"unsubscribe":          "apgoisSOTAHPMG",

	"get-room":             "apgoisSOTAHPMG",
	"get-room-me":          "HPMG",
	"set-room-state":       "H",
	"set-stage":            "HP",
	"list-slides":          "HPMG",
	"list-room-parcels":    "HPMG",
	"add-slides":           "HP",
	"remove-slides":        "HP",
	"post-chat":            "HPMG",
	"retract-chat":         "o",
	"hide-chat":            "HM",
	"review-chat":          "HM",
	"list-entries":         "HPMG",
	"read-staff-lane":      "HPM",
	"list-roster":          "HPM",
	"mute-participant":     "HM",
	"kick-participant":     "HM",
	"set-participant-role": "H",
	"list-bans":            "HM",
	"ban-participant":      "HM",
	"unban-participant":    "HM",
	"get-room-settings":    "HPM",
	"update-room-settings": "HM",
	"get-attendance":       "HM",
	"move-pointer":         "HP",
	"move-camera":          "HP",
	"set-camera":           "HP",
	"react":                "HPMG",

	"get-replay":    "pHPM",
	"search-replay": "pHPM",

	"list-agreements":        "OA",
	"create-agreement":       "OA",
	"update-agreement":       "OA",
	"set-parties":            "OA",
	"replace-signer":         "OA",
	"add-version":            "OA",
	"check-terms":            "OA",
	"preview-agreement":      "OA",
	"propose-agreement":      "OA",
	"freeze-agreement":       "OA",
	"void-agreement":         "OA",
	"get-agreement":          "oOA",
	"list-versions":          "oOA",
	"get-version-content":    "oOA",
	"list-chain":             "oOA",
	"get-signed-document":    "oOA",
	"get-evidence":           "oOA",
	"get-my-signing":         "o",
	"read-page":              "o",
	"accept-version":         "o",
	"create-intent":          "o",
	"confirm-agreement":      "o",
	"withdraw-confirmation":  "o",
	"withdraw-agreement":     "o",
	"get-sealing":            "o",
	"seal-agreement":         "o",
	"witness-agreement":      "o",
	"delete-passkey":         "o",
	"list-my-agreements":     "goisSOTAHPMG",
	"create-passkey-options": "goisSOTAHPMG",
	"create-passkey":         "goisSOTAHPMG",
	"list-passkeys":          "goisSOTAHPMG",

	"create-campaign":     "OA",
	"list-campaigns":      "SOTA",
	"get-campaign":        "SOA",
	"update-campaign":     "OA",
	"set-campaign-texts":  "S",
	"preview-campaign":    "S",
	"try-campaign":        "S",
	"add-invitations":     "S",
	"list-invitations":    "S",
	"revoke-invitation":   "S",
	"send-invitations":    "S",
	"get-campaign-poster": "S",
	"get-campaign-code":   "S",
	"get-invitation":      "apgoisSOTAHPMG",
	"decline-invitation":  "apgoisSOTAHPMG",
	"delegate-invitation": "apgoisSOTAHPMG",
	"stop-invitations":    "apgoisSOTAHPMG",

	"create-lead":      "goisSOTAHPMG",
	"list-leads":       "OA",
	"update-lead":      "OA",
	"withdraw-lead":    "o",
	"list-my-leads":    "goisSOTAHPMG",
	"ask-about-parcel": "goisSOTAHPMG",

	"get-media":               "HPMG",
	"create-media-token":      "HPMG",
	"set-scene":               "HP",
	"bring-on-stage":          "H",
	"send-off-stage":          "oH",
	"go-live":                 "H",
	"release-agreement-pages": "H", "get-agreement-page": "HPMG", "set-venues": "H", "set-venue-ready": "oHPM",
	"set-start": "H", "cancel-start": "H", "press-start": "HPMG",
	"set-hold":       "H",
	"clear-hold":     "H",
	"list-encoders":  "H",
	"create-encoder": "H",
	"revoke-encoder": "H",
	"report-quality": "HPMG",
	"list-quality":   "HPM",

	"ask-question":      "HPMG",
	"list-questions":    "HPMG",
	"vote-question":     "HPMG",
	"unvote-question":   "HPMG",
	"withdraw-question": "o",
	"review-question":   "HM",
	"pin-question":      "HM",
	"merge-question":    "HM",
	"hide-question":     "HM",
	"answer-question":   "HPM",
	"list-my-questions": "goisSOTAHPMG",
	"list-follow-ups":   "OA",
	"get-follow-up":     "OA",
	"update-follow-up":  "OA",
	"answer-follow-up":  "OA",
	"close-follow-up":   "OA",

	"set-recording": "H", "list-recordings": "OA", "get-recording": "OA", "update-recording": "OA", "delete-recording": "OA", "get-recording-file": "OA",
	"get-report": "OA", "build-report": "OA", "get-report-xlsx": "OA", "get-report-docx": "OA", "list-report-people": "OA",

	"get-rundown":         "HPM",
	"add-rundown-item":    "HP",
	"preset-rundown":      "HP",
	"update-rundown-item": "HP",
	"remove-rundown-item": "HP",
	"order-rundown":       "HP",
	"run-rundown":         "H",
	"set-ready":           "HPM",
	"open-rehearsal":      "HPM",
	"close-rehearsal":     "HPM",

	"post-announcement":     "HM",
	"withdraw-announcement": "HM",
	"list-links":            "HPMG",
	"set-links":             "HPM",
	"list-backchannel":      "HPM",
	"post-backchannel":      "HPM",
	"retract-backchannel":   "o",
	"list-handouts":         "HPMG",
	"set-handout":           "HPM",
	"remove-handout":        "HPM",
	"get-handout-content":   "HPMG",
	"list-handout-takers":   "HM",
	"raise-hand":            "HPMG",
	"lower-hand":            "HPMG",
	"call-hand":             "HPM",
	"lower-hands":           "HPM",
	"vote":                  "HPMG",
	"list-polls":            "HPM",
	"create-poll":           "HM",
	"update-poll":           "HM",
	"set-poll-status":       "HM",
	"delete-poll":           "HM",
}

func TestEveryOperationForEveryRole(t *testing.T) {
	t.Parallel()
	for _, op := range Ops() {
		want, ok := allowed[op]
		if !ok {
			t.Errorf("%s: say in the table of this test who may", op)
			continue
		}
		got := ""
		for _, w := range who {
			if Check(w.actor, op, w.target) == nil {
				got += string(w.letter)
			}
		}
		if got != want {
			t.Errorf("%s: allowed to %q, should be %q", op, got, want)
		}
	}
	for op := range allowed {
		if _, ok := rules[op]; !ok {
			t.Errorf("%s: no such rule", op)
		}
	}
}

func TestAnOperationWithoutARuleIsAllowedToNobody(t *testing.T) {
	t.Parallel()
	for _, w := range who {
		if Check(w.actor, "launch-rocket", w.target) == nil {
			t.Errorf("%c may", w.letter)
		}
	}
	if err := Check(core.Actor{}, "get-me", Target{}); !core.HasCode(err, "sign_in_required") {
		t.Errorf("got %v", err)
	}
	if err := Check(core.System(), "erase-person", Target{}); err != nil {
		t.Errorf("the server itself: %v", err)
	}
}
