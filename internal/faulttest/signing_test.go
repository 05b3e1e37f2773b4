package faulttest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"zhaoyun/internal/evidence"
	"zhaoyun/internal/evidence/evidencetest"
	"zhaoyun/internal/testkit"
	"zhaoyun/internal/verify"
)

// party signs for one side: a person with a browser's key and a passkey in software.
type party struct {
	h       *house
	token   string
	person  string
	contact string
	browser *evidencetest.Browser
	device  *evidencetest.Authenticator
	acked   string // the intent whose confirmation was answered
}

// signers are three people with passkeys.
func (h *house) signers() []*party {
	h.t.Helper()
	var all []*party
	for i := range 3 {
		s := h.servers[0]
		contact := fmt.Sprintf("party-%d@example.com", i)
		cmd := s.program("user", "add", "--name=签署人", "--mail="+contact, "--role=official", "--organisation=签署单位", "--password="+password)
		s.kill() // the embedded form is one process alone
		in, err := cmd.StdinPipe()
		if err != nil {
			h.t.Fatal(err)
		}
		if err := cmd.Run(); err != nil {
			h.t.Fatal(err)
		}
		_ = in.Close()
		s.start()
		s.answers()
		p := &party{h: h, contact: contact, device: evidencetest.NewAuthenticator(evidencetest.ES256, "localhost", "http://localhost:8080")}
		p.token = h.must("", "POST", "/sign-in", fmt.Sprintf(`{"method":"password","login":%q,"password":%q,"tokens":true}`, contact, password)).AccessToken
		p.person = h.must(p.token, "GET", "/me", "").ID
		_, begun := p.get("POST", "/passkeys/options", "")
		answer := p.device.RegistrationJSON(begun.challenge(h.t))
		h.must(p.token, "POST", "/passkeys", fmt.Sprintf(`{"id":%q,"credential":%s}`, begun.ID, answer))
		all = append(all, p)
	}
	return all
}

// spoken is what these tests read of answers about signing.
type spoken struct {
	ID        string `json:"id"`
	Code      string `json:"code"`
	State     string `json:"state"`
	Intent    string `json:"intent"`
	Sealed    int    `json:"sealed"`
	KeySHA256 string `json:"keySha256"`
	Options   struct {
		Challenge string `json:"challenge"`
	} `json:"options"`
	Turn *struct {
		Slot       string `json:"slot"`
		Attributes []byte `json:"attributes"`
	} `json:"turn"`
	Agreement struct {
		State string `json:"state"`
	} `json:"agreement"`
	Released *struct {
		Digest string `json:"digest"`
	} `json:"released"`
	Frozen *struct {
		Digest string `json:"digest"`
	} `json:"frozen"`
	Items []struct {
		Kind string `json:"kind"`
		Who  string `json:"who"`
		Line string `json:"line"`
	} `json:"items"`
	PEM string `json:"pem"`
}

func (s spoken) challenge(t *testing.T) []byte {
	raw, err := base64.RawURLEncoding.DecodeString(s.Options.Challenge)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// get asks any of the servers; the status is 0 when there was no answer.
func (p *party) get(method, path, body string) (int, spoken) {
	status, raw := p.h.raw(p.h.servers[rand.IntN(len(p.h.servers))], p.token, method, path, body)
	var s spoken
	_ = json.Unmarshal(raw, &s)
	return status, s
}

func (h *house) raw(s *server, token, method, path, body string) (int, []byte) {
	req, err := http.NewRequest(method, "http://"+s.addr+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := h.rest.client.Do(req)
	if err != nil {
		return 0, nil
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, nil
	}
	if res.StatusCode >= 500 && res.StatusCode != http.StatusServiceUnavailable {
		h.rest.mu.Lock()
		h.rest.wrong = append(h.rest.wrong, fmt.Sprintf("%s %s: %d %s", method, path, res.StatusCode, raw))
		h.rest.mu.Unlock()
	}
	return res.StatusCode, raw
}

// frozen prepares an agreement up to where everybody is to confirm.
func (h *house) frozen(all []*party, file string) string {
	h.t.Helper()
	organisation := h.organisation()
	expires := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	a := h.must(h.host, "POST", "/agreements", fmt.Sprintf(`{"organisation":%q,"title":{"zh-CN":"项目合作协议"},"expiresAt":%q}`, organisation, expires))
	at := "/agreements/" + a.ID
	var parties, places []string
	for i, p := range all {
		role := []string{"甲方", "乙方", "丙方"}[i]
		parties = append(parties, fmt.Sprintf(`{"role":%q,"name":"%s公司","signers":[{"name":"签署人%d","capacity":"legal","contact":%q}]}`, role, role, i, p.contact))
		places = append(places, fmt.Sprintf(`{"party":%d,"signer":0,"page":2,"x":%d,"y":100,"width":150,"height":60}`, i, 50+i*160))
		p.browser, p.acked = evidencetest.NewBrowser(), ""
	}
	h.must(h.host, "PUT", at+"/parties", `{"parties":[`+strings.Join(parties, ",")+`]}`, "If-Match", `"1"`)
	h.must(h.host, "POST", at+"/versions", fmt.Sprintf(`{"file":%q,"places":[%s]}`, file, strings.Join(places, ",")))
	h.must(h.host, "POST", at+"/proposal", "")
	for _, p := range all {
		h.must(p.token, "POST", at+"/reading", `{"version":1,"page":1}`)
		h.must(p.token, "POST", at+"/reading", `{"version":1,"page":2}`)
		h.must(p.token, "POST", at+"/acceptances", `{"version":1}`)
	}
	h.must(h.host, "POST", at+"/freeze", `{"terms":[{"code":"unread","text":"","reason":"已通读全文"}]}`)
	return a.ID
}

func (h *house) organisation() string {
	var me struct {
		Memberships []struct {
			Organisation struct {
				ID string `json:"id"`
			} `json:"organisation"`
		} `json:"memberships"`
	}
	_, raw := h.raw(h.servers[0], h.host, "GET", "/me", "")
	if err := json.Unmarshal(raw, &me); err != nil || len(me.Memberships) == 0 {
		h.t.Fatalf("%s: %v", raw, err)
	}
	return me.Memberships[0].Organisation.ID
}

// paper uploads a document of two pages.
func (h *house) paper() string {
	h.t.Helper()
	pdf := evidencetest.Paper(2, nil)
	f := h.must(h.host, "POST", "/files", fmt.Sprintf(`{"name":"协议.pdf","purpose":"document","size":%d}`, len(pdf)))
	req, err := http.NewRequest(http.MethodPatch, "http://"+h.servers[0].addr+"/api/v1/files/"+f.ID, strings.NewReader(string(pdf)))
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.host)
	req.Header.Set("Content-Type", "application/octet-stream")
	req.Header.Set("Upload-Offset", "0")
	res, err := h.rest.client.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	_ = res.Body.Close()
	testkit.Eventually(h.t, "the document is checked", func() bool {
		_, raw := h.raw(h.servers[0], h.host, "GET", "/files/"+f.ID, "")
		return strings.Contains(string(raw), `"ready"`)
	})
	return f.ID
}

// sign confirms and signs until it is over, whatever the servers do meanwhile. Gone says
// that the browser was closed for good.
func (p *party) sign(id string, gone *atomic.Bool, seen *atomic.Value) {
	at := "/agreements/" + id
	for !gone.Load() {
		if p.acked == "" {
			if ended := p.confirm(at); ended {
				return
			}
			continue
		}
		status, turn := p.get("GET", at+"/sealing?wait=1", "")
		if status == http.StatusOK {
			seen.Store(fmt.Sprintf("%s(%d)", turn.State, turn.Sealed))
		}
		switch {
		case status != http.StatusOK:
			time.Sleep(20 * time.Millisecond)
		case turn.Turn != nil:
			signature := base64.StdEncoding.EncodeToString(p.browser.Sign(turn.Turn.Attributes))
			p.get("POST", at+"/sealing", fmt.Sprintf(`{"slot":%q,"signature":%q}`, turn.Turn.Slot, signature))
		case turn.State == "released" || turn.State == "withdrawn":
			return
		}
	}
}

// confirm begins and confirms; what was answered is not lost. It is ended when somebody
// has stepped back meanwhile.
func (p *party) confirm(at string) (ended bool) {
	key := base64.StdEncoding.EncodeToString(p.browser.SPKI())
	status, begun := p.get("POST", at+"/intents", fmt.Sprintf(`{"key":%q,"level":"passkey"}`, key))
	if status != http.StatusCreated {
		time.Sleep(20 * time.Millisecond)
		return begun.Code == "agreement_withdrawn"
	}
	answer := p.device.AssertionJSON(begun.challenge(p.h.t), []byte(p.person))
	status, said := p.get("POST", at+"/confirmations", fmt.Sprintf(`{"intent":%q,"assertion":%s}`, begun.ID, answer))
	if status == http.StatusOK {
		p.acked = begun.Intent
	}
	return said.Code == "agreement_withdrawn"
}

// closing lets servers be killed while three parties sign. What has become of it is held
// against what everybody was answered.
func (h *house) closing(all []*party, file string, turn int, trust verify.Options) {
	t := h.t
	id := h.frozen(all, file)
	at := "/agreements/" + id
	leaves := turn%3 == 2 // somebody never comes back, and another steps back
	var gone, over atomic.Bool
	var seen atomic.Value
	seen.Store("frozen(0)")
	killed := ""
	var signing, watching sync.WaitGroup
	for i, p := range all {
		who := &atomic.Bool{}
		if leaves && i == 2 {
			who = &gone
		}
		signing.Go(func() { p.sign(id, who, &seen) })
	}
	var early []string
	watching.Go(func() { // somebody who wants what is not there yet
		for !over.Load() {
			for _, path := range []string{"/document", "/evidence"} {
				status, body := h.raw(h.servers[rand.IntN(len(h.servers))], all[0].token, "GET", at+path, "")
				if status == http.StatusOK {
					if r := verify.Verify(path, body, trust); !r.OK {
						early = append(early, fmt.Sprintf("%s: %s %v", path, r.Verdict, r.Findings))
					}
				}
			}
			time.Sleep(5 * time.Millisecond)
		}
	})
	victim := h.servers[rand.IntN(len(h.servers))]
	if turn%2 == 1 { // not before signatures are being embedded
		testkit.Eventually(t, "closing begins", func() bool { return seen.Load() != "frozen(0)" })
	}
	for range 1 + rand.IntN(2) {
		time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
		killed += " " + seen.Load().(string)
		victim.kill()
		if leaves {
			gone.Store(true)
		}
		victim.start()
		victim.answers()
	}
	if leaves {
		h.stepBack(all[0], at)
	}
	done := make(chan struct{})
	go func() { signing.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(60 * time.Second):
		_, a := all[0].get("GET", at, "")
		t.Fatalf("turn %d: the closing stays %+v", turn, a)
	}
	over.Store(true)
	watching.Wait()
	for _, e := range early {
		t.Errorf("turn %d: half a document could be had: %s", turn, e)
	}
	h.held(all, at, turn, trust)
	t.Logf("turn %d: killed at%s, then %v", turn, killed, seen.Load())
}

// stepBack withdraws, and goes on trying until it is answered.
func (h *house) stepBack(p *party, at string) {
	testkit.Eventually(h.t, "a party can step back", func() bool {
		status, a := p.get("POST", at+"/withdrawal", `{"reason":"对方无法到场"}`)
		return status == http.StatusOK || a.Code == "agreement_withdrawn" || a.Code == "agreement_released"
	})
}

// held holds the end against the promises: a whole document or none, and every
// confirmation that was answered.
func (h *house) held(all []*party, at string, turn int, trust verify.Options) {
	t := h.t
	_, a := all[0].get("GET", at, "")
	_, chain := all[0].get("GET", at+"/chain", "")
	for i, p := range all {
		if p.acked == "" {
			continue
		}
		found := false
		for _, l := range chain.Items {
			if l.Kind == "confirmed" && (a.State != "released" || strings.Contains(l.Line, evidence.Sum(p.browser.SPKI()).String())) {
				found = true
			}
		}
		if !found {
			t.Errorf("turn %d: the confirmation of party %d is lost", turn, i)
		}
	}
	document, pdf := h.raw(h.servers[0], all[1].token, "GET", at+"/document", "")
	pack, zip := h.raw(h.servers[0], all[1].token, "GET", at+"/evidence", "")
	if a.State == "withdrawn" {
		if document != http.StatusConflict || pack != http.StatusConflict {
			t.Errorf("turn %d: withdrawn, and yet %d and %d", turn, document, pack)
		}
		return
	}
	if a.State != "released" || document != http.StatusOK || pack != http.StatusOK {
		t.Errorf("turn %d: %s, %d and %d", turn, a.State, document, pack)
		return
	}
	if r := verify.Verify("a.pdf", pdf, trust); !r.OK || len(r.Signatures) != 5 || evidence.Sum(pdf).String() != a.Released.Digest {
		t.Errorf("turn %d: the document with %d signatures: %s %v", turn, len(r.Signatures), r.Verdict, r.Findings)
	}
	if r := verify.Verify("a.zip", zip, trust); !r.OK {
		t.Errorf("turn %d: the package: %s %v", turn, r.Verdict, r.Findings)
	}
}

// closings are killed as often as faults are to happen.
func closings(t *testing.T, h *house) {
	t.Helper()
	all, file := h.signers(), h.paper()
	_, anchors := all[0].get("GET", "/verifications/anchors", "")
	roots, sm2, err := verify.ParseTrust([]byte(anchors.PEM))
	if err != nil {
		t.Fatal(err)
	}
	for turn := range repetitions(t) {
		began := time.Now()
		h.closing(all, file, turn, verify.Options{Trust: roots, TrustSM2: sm2, At: time.Now().Add(time.Minute)})
		t.Logf("turn %d took %v", turn, ms(time.Since(began)))
		if t.Failed() {
			return
		}
	}
	if _, wrong := h.rest.refusals(); len(wrong) > 0 {
		t.Errorf("%d answers that no server should give, such as %s", len(wrong), wrong[0])
	}
}

func TestTheServerIsKilledWhileAnAgreementIsClosed(t *testing.T) {
	t.Parallel()
	closings(t, newHouse(t, 0, newServer(t, "alone", "--data="+t.TempDir())))
}

func TestOneOfTwoServersIsKilledWhileAnAgreementIsClosed(t *testing.T) {
	t.Parallel()
	closings(t, newHouse(t, 0, scaled(t, testkit.PostgresURL(t), testkit.RedisURL(t))...))
}
