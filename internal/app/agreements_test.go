package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sort"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

type agreementRule struct{ body, who string }

// word is what the table says of somebody, such as P403.
func (r agreementRule) word(who byte) string {
	for word := range strings.FieldsSeq(r.who) {
		if word[0] == who {
			return word
		}
	}
	return string(who) + "?"
}

// What the operations of agreements and passkeys answer to whom: S the bureau that
// prepares it, P a signer, W a witness, E an official elsewhere, G a guest. Nobody who is
// not signed in does anything. 404 is of those who learn of no agreement, 403 of those
// who know of it; ✓ is anything else.
var agreementOps = map[string]agreementRule{
	"list-agreements":        {"", "S✓ P403 W403 E✓ G403"},
	"create-agreement":       {`{"organisation":"{organisation}","title":{"zh-CN":"别人的协议"}}`, "S✓ P403 W403 E403 G403"},
	"get-agreement":          {"", "S✓ P✓ W✓ E404 G404"},
	"update-agreement":       {`{"title":{"zh-CN":"改名"}}`, "S✓ P403 W403 E404 G404"},
	"set-parties":            {`{"parties":[]}`, "S✓ P403 W403 E404 G404"},
	"replace-signer":         {`{"name":"某","capacity":"legal","contact":"z@example.com","reason":"换人"}`, "S✓ P403 W403 E404 G404"},
	"list-versions":          {"", "S✓ P✓ W✓ E404 G404"},
	"add-version":            {`{"text":"# 协议"}`, "S✓ P403 W403 E404 G404"},
	"get-version-content":    {"", "S✓ P✓ W✓ E404 G404"},
	"check-terms":            {`{"text":"先征后返"}`, "S✓ P403 W403 E✓ G403"},
	"preview-agreement":      {`{"title":"协议","text":"# 协议","parties":[{"role":"甲方","name":"甲","signers":["某"]}]}`, "S✓ P403 W403 E✓ G403"},
	"propose-agreement":      {"", "S✓ P403 W403 E404 G404"},
	"freeze-agreement":       {`{}`, "S✓ P403 W403 E404 G404"},
	"void-agreement":         {`{"reason":"不需要了"}`, "S✓ P403 W403 E404 G404"},
	"list-chain":             {"", "S✓ P✓ W✓ E404 G404"},
	"get-signed-document":    {"", "S✓ P✓ W✓ E404 G404"},
	"get-evidence":           {"", "S✓ P✓ W✓ E404 G404"},
	"list-my-agreements":     {"", "S✓ P✓ W✓ E✓ G✓"},
	"get-my-signing":         {"", "S403 P✓ W✓ E404 G404"},
	"read-page":              {`{"version":1,"page":1}`, "S403 P✓ W403 E404 G404"},
	"accept-version":         {`{"version":1}`, "S403 P✓ W403 E404 G404"},
	"create-intent":          {`{"key":"{key}","level":"passkey"}`, "S403 P✓ W403 E404 G404"},
	"confirm-agreement":      {`{"intent":"{agreement}"}`, "S403 P✓ W403 E404 G404"},
	"withdraw-confirmation":  {"", "S403 P✓ W403 E404 G404"},
	"withdraw-agreement":     {`{"reason":"不需要了"}`, "S403 P✓ W403 E404 G404"},
	"get-sealing":            {"", "S403 P✓ W403 E404 G404"},
	"seal-agreement":         {`{"slot":"{agreement}","signature":"{key}"}`, "S403 P✓ W403 E404 G404"},
	"witness-agreement":      {"", "S403 P403 W✓ E404 G404"},
	"create-passkey-options": {"", "S✓ P✓ W✓ E✓ G403"},
	"create-passkey":         {`{"id":"{agreement}","credential":{}}`, "S✓ P✓ W✓ E✓ G✓"},
	"list-passkeys":          {"", "S✓ P✓ W✓ E✓ G✓"},
	"delete-passkey":         {"", "S✓ P✓ W✓ E✓ G✓"},
}

// ending operations are tried last: there is nothing after them.
var ending = map[string]bool{
	"void-agreement": true, "withdraw-agreement": true, "confirm-member-import": true, "delete-member": true, "revoke-invitation": true, "undo-check-in": true,
}

// partner signs in somebody who has a contact.
func (s *served) partner(mail string) string {
	s.t.Helper()
	const secret = "a long enough passphrase"
	_, err := s.accounts.CreatePerson(context.Background(), core.System(), account.PersonDraft{Name: "签署人", Contacts: []string{mail}, Password: secret})
	if err != nil {
		s.t.Fatal(err)
	}
	a, _ := s.ask("", "POST", "/sign-in", fmt.Sprintf(`{"method":"password","login":%q,"password":%q,"tokens":true}`, mail, secret), 200)
	return a["accessToken"].(string)
}

// operationsOf lists the operations under the paths.
func (s *served) operationsOf(paths ...string) []unsafeOp {
	s.t.Helper()
	res, err := http.Get("http://" + s.Addr() + "/api/openapi.json")
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var doc struct {
		Paths map[string]map[string]struct {
			ID string `json:"operationId"`
		} `json:"paths"`
	}
	if err := json.NewDecoder(res.Body).Decode(&doc); err != nil {
		s.t.Fatal(err)
	}
	var ops []unsafeOp
	for path, methods := range doc.Paths {
		path = strings.TrimPrefix(path, "/api/v1")
		for _, of := range paths {
			if of != "" && path != of && !strings.HasPrefix(path, of+"/") {
				continue
			}
			for method, op := range methods {
				if op.ID != "" {
					ops = append(ops, unsafeOp{op.ID, strings.ToUpper(method), path})
				}
			}
		}
	}
	sort.Slice(ops, func(i, j int) bool {
		if a, b := ending[ops[i].id], ending[ops[j].id]; a != b {
			return b
		}
		return ops[i].id < ops[j].id
	})
	return ops
}

func TestWhoMayDoWhatWithAnAgreement(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{"sqlite": "", "postgres": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			st := &stage{served: serve(t, url), fill: map[string]string{}}
			st.host = st.official()
			me, _ := st.ask(st.host, "GET", "/me", "", 200)
			st.fill["organisation"] = me["memberships"].([]any)[0].(map[string]any)["organisation"].(map[string]any)["id"].(string)
			a, _ := st.ask(st.host, "POST", "/agreements", st.filled(
				`{"organisation":"{organisation}","title":{"zh-CN":"项目合作协议"},"expiresAt":"`+time.Now().Add(time.Hour).UTC().Format(time.RFC3339)+`"}`), 201)
			at := "/agreements/" + a["id"].(string)
			st.ask(st.host, "PUT", at+"/parties", `{"parties":[
				{"role":"甲方","name":"甲公司","signers":[{"name":"甲","capacity":"legal","contact":"party@example.com"}]},
				{"role":"乙方","name":"乙公司","signers":[{"name":"乙","capacity":"legal","contact":"other@example.com"}]}],
				"witnesses":[{"name":"见证人","contact":"witness@example.com"}]}`, 200, "If-Match", `"1"`)
			st.ask(st.host, "POST", at+"/versions", `{"text":"# 项目合作协议\n\n1. 各方同意合作。"}`, 201)
			st.ask(st.host, "POST", at+"/proposal", "", 200)
			read, _ := st.ask(st.host, "GET", at, "", 200)
			st.fill["agreement"], st.fill["version"], st.fill["passkey"] = a["id"].(string), "1", core.NewID()
			st.fill["signer"] = read["parties"].([]any)[1].(map[string]any)["signers"].([]any)[0].(map[string]any)["id"].(string)
			st.fill["key"] = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE"
			people := map[byte]string{
				'S': st.host, 'P': st.partner("party@example.com"), 'W': st.partner("witness@example.com"), 'E': st.officialElsewhere(), 'G': st.guest("来宾"),
			}
			ids := map[byte]string{}
			for who, token := range people {
				me, _ := st.ask(token, "GET", "/me", "", 200)
				ids[who] = me["id"].(string)
			}
			tried := map[string]bool{}
			for _, op := range st.operationsOf("/agreements", "/passkeys", "/me/agreements") {
				rule, known := agreementOps[op.id]
				if tried[op.id] = true; !known {
					t.Errorf("%s: say in the table of this test whose it is", op.id)
					continue
				}
				if status, code := st.try("", op, rule.body); status != 401 || code != "sign_in_required" {
					t.Errorf("%s by nobody: %d %s", op.id, status, code)
				}
				// The bureau comes last: what it does may be the end.
				for _, want := range []string{rule.word('G'), rule.word('E'), rule.word('W'), rule.word('P'), rule.word('S')} {
					who, answer := want[0], want[1:]
					before := st.refusals(op.id, ids[who])
					status, code := st.try(people[who], op, rule.body)
					ok := fmt.Sprint(status) == answer
					if answer == "✓" {
						ok = status != 401 && status != 403 && status < 500 && code != "agreement_not_found"
					}
					if !ok {
						t.Errorf("%s by %c: %d %s, want %s", op.id, who, status, code, answer)
					}
					staff := strings.Contains(rule.who, "S✓ P403") && op.id != "check-terms" && op.id != "preview-agreement"
					if staff && answer != "✓" && st.refusals(op.id, ids[who]) != before+1 {
						t.Errorf("%s by %c is not in the audit log", op.id, who)
					}
				}
			}
			for id := range agreementOps {
				if !tried[id] {
					t.Errorf("there is no operation %s", id)
				}
			}
		})
	}
}
