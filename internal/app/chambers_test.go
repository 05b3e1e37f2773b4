package app

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
	"zhaoyun/internal/testkit"
)

// chamberRule is an operation with what it is asked with, and what it answers to whom.
type chamberRule struct{ query, body, who string }

// What the operations about members, imports, campaigns, invitations, attributions and
// check-ins answer to whom: C the secretary of the chamber it is about, D of another one,
// O the bureau, E a bureau elsewhere, G a guest. 404 is of those who learn of none; ✓ is
// anything but a refusal.
var chamberOps = map[string]chamberRule{
	"list-members":              {"?chamber={chamber}", "", "C✓ D403 O✓ E✓ G403"},
	"list-member-labels":        {"?chamber={chamber}", "", "C✓ D403 O✓ E✓ G403"},
	"get-member":                {"", "", "C✓ D404 O✓ E✓ G404"},
	"get-member-data":           {"", "", "C✓ D404 O404 E404 G404"},
	"create-member":             {"", memberDraft, "C✓ D403 O403 E403 G403"},
	"update-member":             {"", `{"name":"改名"}`, "C✓ D404 O404 E404 G404"},
	"delete-member":             {"", "", "C✓ D404 O404 E404 G404"},
	"label-members":             {"", `{"chamber":"{chamber}","members":["{member}"],"kind":"tag","name":"标签"}`, "C✓ D403 O403 E403 G403"},
	"export-members":            {"?chamber={chamber}&format=csv", "", "C✓ D403 O403 E403 G403"},
	"create-member-import":      {"", `{"chamber":"{chamber}","file":"{file}"}`, "C✓ D403 O403 E403 G403"},
	"list-member-imports":       {"?chamber={chamber}", "", "C✓ D403 O403 E403 G403"},
	"get-member-import":         {"", "", "C✓ D404 O404 E404 G404"},
	"list-member-import-rows":   {"", "", "C✓ D404 O404 E404 G404"},
	"update-member-import":      {"", `{}`, "C✓ D404 O404 E404 G404"},
	"update-member-import-row":  {"", `{"choice":"skip"}`, "C✓ D404 O404 E404 G404"},
	"choose-member-import-rows": {"", `{"choice":"skip"}`, "C✓ D404 O404 E404 G404"},
	"confirm-member-import":     {"", `{}`, "C✓ D404 O404 E404 G404"},

	"create-campaign":     {"", `{"event":"{event}","chamber":"{other}","deadline":"{deadline}"}`, "C403 D403 O✓ E403 G403"},
	"list-campaigns":      {"?chamber={chamber}", "", "C✓ D✓ O✓ E✓ G403"},
	"get-campaign":        {"", "", "C✓ D404 O✓ E404 G404"},
	"update-campaign":     {"", `{"quota":9}`, "C403 D404 O✓ E404 G404"},
	"set-campaign-texts":  {"", `{"channel":"mail","texts":{}}`, "C✓ D404 O403 E404 G404"},
	"preview-campaign":    {"", `{"language":"zh-CN"}`, "C✓ D404 O403 E404 G404"},
	"try-campaign":        {"", `{"language":"zh-CN","channel":"mail"}`, "C✓ D404 O403 E404 G404"},
	"add-invitations":     {"", `{"all":true}`, "C✓ D404 O403 E404 G404"},
	"list-invitations":    {"", "", "C✓ D404 O403 E404 G404"},
	"revoke-invitation":   {"", "", "C✓ D404 O403 E404 G404"},
	"send-invitations":    {"", `{}`, "C✓ D404 O403 E404 G404"},
	"get-campaign-poster": {"", "", "C✓ D404 O403 E404 G404"},
	"get-campaign-code":   {"", "", "C✓ D404 O403 E404 G404"},

	// Who has the link answers, whoever they are; it shows them no more than a masked name.
	"get-invitation":      {"", "", "C✓ D✓ O✓ E✓ G✓"},
	"decline-invitation":  {"", "", "C✓ D✓ O✓ E✓ G✓"},
	"delegate-invitation": {"", `{"name":"同事","contact":"colleague@example.com"}`, "C✓ D✓ O✓ E✓ G✓"},
	"stop-invitations":    {"", "", "C✓ D✓ O✓ E✓ G✓"},

	"list-attributions":   {"?chamber={chamber}", "", "C✓ D403 O✓ E✓ G403"},
	"get-funnel":          {"?chamber={chamber}", "", "C✓ D403 O✓ E✓ G403"},
	"export-attributions": {"?chamber={chamber}", "", "C✓ D403 O✓ E✓ G403"},
	"dispute-attribution": {"", `{"text":"是我们先请的"}`, "C✓ D404 O404 E404 G404"},
	"compare-chambers":    {"", "", "C403 D403 O✓ E✓ G403"},
	"list-rivals":         {"", "", "C403 D403 O✓ E403 G403"},
	"decide-attribution":  {"", `{"parts":[{"chamber":"{other}","share":10000}],"reason":"没有理由"}`, "C403 D403 O✓ E403 G403"},
	"mark-attribution":    {"", `{"stage":"met","at":"2026-01-01T00:00:00Z","note":"见过面"}`, "C403 D403 O✓ E403 G403"},
	"get-credit-rules":    {"", "", "C403 D403 O✓ E403 G403"},
	"set-credit-rules":    {"", `{"protectDays":90}`, "C403 D403 O✓ E403 G403"},

	"create-check-in":  {"", `{"registration":"{registration}","method":"name"}`, "C403 D403 O✓ E403 G403"},
	"find-registrants": {"?q=4567", "", "C403 D403 O✓ E403 G403"},
	"list-check-ins":   {"", "", "C403 D403 O✓ E403 G403"},
	"undo-check-in":    {"", "", "C403 D403 O✓ E403 G403"},
}

// kept is what nobody but the chamber reads; bureaus read the names of members, with
// their contacts masked.
var kept = map[string]string{"陈万年": "DG", "万年实业": "DG", "只给本会看": "DEG", "重点名单": "DG", "chen@members.example": "DEGO", "13800138000": "DEG", "13800139999": "DEGO"}

// chambers is a bureau with two chambers, one of which has one of everything.
type chambers struct {
	*stage
	people map[byte]string // tokens
}

func newChambers(s *served) *chambers {
	c := &chambers{stage: newStage(s), people: map[byte]string{}}
	ctx := context.Background()
	c.people['O'], c.people['E'], c.people['G'] = c.host, s.officialElsewhere(), s.guest("来宾")
	ids := map[byte]core.ID{}
	for who, name := range map[byte]string{'C': "浙商示例商会", 'D': "港商示例商会"} {
		o, err := s.accounts.CreateOrganisation(ctx, core.System(), account.Organisation{Kind: core.OrgChamber, Name: core.Text{"zh-CN": name}})
		if err != nil {
			s.t.Fatal(err)
		}
		mail := strings.ToLower(string(who)) + "@chambers.example"
		if _, err = s.accounts.CreatePerson(ctx, core.System(), account.PersonDraft{
			Name: name + "秘书", Contacts: []string{mail}, Password: "a long enough passphrase", Memberships: []account.MembershipDraft{{Organisation: o.ID, Role: core.RoleSecretary}},
		}); err != nil {
			s.t.Fatal(err)
		}
		in, _ := s.ask("", "POST", "/sign-in", fmt.Sprintf(`{"method":"password","login":%q,"password":"a long enough passphrase","tokens":true}`, mail), 200)
		c.people[who], ids[who] = in["accessToken"].(string), o.ID
	}
	c.fill["chamber"], c.fill["other"] = ids['C'], ids['D']
	own := c.people['C']
	c.fill["deadline"] = time.Now().Add(30 * time.Minute).UTC().Format(time.RFC3339)
	m, _ := s.ask(own, "POST", "/members", c.filled(memberDraft), 201)
	c.fill["member"] = m["id"].(string)
	file := s.send(own, "会员.csv", "import", []byte("姓名,手机,公司\n陈万年,13800139999,万年实业\n"))
	read, _ := s.ask(own, "POST", "/members/imports", c.filled(`{"chamber":"{chamber}","file":"`+file+`"}`), 201)
	c.fill["import"], c.fill["n"] = read["id"].(string), "1"
	testkit.Eventually(s.t, "the list is read", func() bool {
		i, _ := s.ask(own, "GET", c.filled("/members/imports/{import}"), "", 200)
		return i["state"] == "preview"
	})
	campaign, _ := s.ask(c.host, "POST", "/campaigns", c.filled(`{"event":"{event}","chamber":"{chamber}","deadline":"{deadline}"}`), 201)
	c.fill["campaign"] = campaign["id"].(string)
	s.ask(own, "POST", c.filled("/campaigns/{campaign}/invitations"), `{"all":true}`, 200)
	s.ask(own, "POST", c.filled("/campaigns/{campaign}/sending"), `{}`, 202)
	invited, _ := s.ask(own, "GET", c.filled("/campaigns/{campaign}/invitations"), "", 200)
	c.fill["invitation"] = first(invited)["id"].(string)
	link := first(invited)["link"].(string)
	c.fill["token"] = link[strings.LastIndex(link, "/")+1:]
	s.ask("", "POST", c.filled("/events/{event}/registrations"), c.filled(
		`{"invitation":"{token}","mine":true,"name":"陈万年","organisationName":"万年实业","contact":"+8613800138000","language":"zh-CN","interests":[],"consentVersion":"2026-11-01","consent":true}`), 201)
	claims, _ := s.ask(own, "GET", "/attributions", "", 200)
	c.fill["attribution"] = first(claims)["id"].(string)
	return c
}

const memberDraft = `{"chamber":"{chamber}","name":"陈万年","phone":"+8613800138000","mail":"chen@members.example","organisation":"万年实业","note":"只给本会看","groups":["重点名单"],"basis":"membership","source":"入会申请"}`

// answer asks for an operation and returns status, code and the whole answer.
func (c *chambers) answer(token string, op unsafeOp, rule chamberRule) (int, string, string) {
	c.t.Helper()
	return attempt(c.served, op.method, c.filled(op.path+rule.query), token, c.filled(rule.body))
}

func TestAChamberReachesNothingOfAnother(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{"sqlite": "", "postgres": testkit.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newChambers(serve(t, url))
			tried := map[string]bool{}
			for _, op := range c.operationsOf("/members", "/campaigns", "/invitations", "/attributions", "/organisations/{organisation}/credit-rules", "/events/{event}/check-ins", "/events/{event}/registrants") {
				rule, known := chamberOps[op.id]
				if tried[op.id] = true; !known {
					t.Errorf("%s: say in the table of this test whose it is", op.id)
					continue
				}
				for _, who := range []byte("GEDOC") { // the chamber comes last: what it does may be the end
					status, code, text := c.answer(c.people[who], op, rule)
					want := agreementRule{who: rule.who}.word(who)[1:]
					ok := fmt.Sprint(status) == want
					if want == "✓" {
						ok = status != 401 && status != 403 && status != 404 && status < 500
					}
					if !ok {
						t.Errorf("%s by %c: %d %s, want %s: %.300s", op.id, who, status, code, want, text)
					}
					for secret, from := range kept {
						if strings.ContainsRune(from, rune(who)) && strings.Contains(text, secret) {
							t.Errorf("%s tells %c of %s: %.300s", op.id, who, secret, text)
						}
					}
				}
			}
			for id := range chamberOps {
				if !tried[id] {
					t.Errorf("there is no operation %s", id)
				}
			}
		})
	}
}
