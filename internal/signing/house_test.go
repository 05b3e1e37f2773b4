package signing_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/blob"
	"zhaoyun/internal/core"
	"zhaoyun/internal/evidence"
	"zhaoyun/internal/evidence/evidencetest"
	"zhaoyun/internal/file"
	"zhaoyun/internal/inbox"
	"zhaoyun/internal/job"
	"zhaoyun/internal/pades/gmsign"
	"zhaoyun/internal/pki"
	"zhaoyun/internal/room"
	"zhaoyun/internal/signing"
	"zhaoyun/internal/signing/press"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

const site = "http://localhost:8080"

// house is signing on a real store with real files, keys and signatures. It stands in
// for the other domains.
type house struct {
	*signing.Service

	t     *testing.T
	ctx   context.Context
	deps  signing.Deps
	press *press.Press
	jobs  *job.Queue
	paper []byte

	mu     sync.Mutex
	now    time.Time
	people map[string]core.ID // by contact
	sent   []account.Message
	told   []inbox.Message
	shown  map[core.ID]room.AgreementShown // by session
}

func newHouse(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, ctx: context.Background(), now: time.Now().UTC().Truncate(time.Millisecond), people: map[string]core.ID{}, shown: map[core.ID]room.AgreementShown{}}
	h.paper = evidencetest.Paper(3, nil)
	vault := &evidencetest.Vault{}
	blobs, err := blob.NewDir(t.TempDir())
	h.ok(err)
	t.Cleanup(func() { h.ok(blobs.Close()) })
	authorities, err := pki.Open(h.ctx, pki.Settings{Now: h.clock}, vault)
	h.ok(err)
	sm2, err := gmsign.Open(h.ctx, vault, h.now)
	h.ok(err)
	h.press = &press.Press{Authorities: authorities, SM2: sm2, Children: file.NewIsolated("")}
	h.jobs = job.New(job.Deps{Store: store.NewJobs(db), Clock: h.clock})
	h.deps = signing.Deps{
		Store: store.NewSigning(db), Tx: db, Audit: db, Things: h, People: h, Files: h, Blobs: blobs, Press: h.press, Ceremony: h, Terms: h, Jobs: h.jobs, Inbox: h,
		Sender: h, PublicURL: site, Clock: h.clock, Poll: 5 * time.Millisecond,
	}
	h.Service = signing.New(h.deps)
	h.jobs.Handle(signing.JobClose, h.RunClose, job.Options{})
	h.jobs.Handle(signing.JobExpire, h.RunExpire, job.Options{})
	h.jobs.Handle(signing.JobRemind, h.RunRemind, job.Options{})
	return h
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(time.Millisecond)
	return h.now
}

func (h *house) later(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// The stand-ins, for Things, People, Files, Terms, Inbox, Sender and Ceremony.

func (h *house) Session(_ context.Context, id core.ID) (core.ID, core.ID, error) {
	if id != "ceremony" && id != "another" {
		return "", "", core.NotFound("session_not_found", "None.")
	}
	return "bureau", "event", nil
}
func (h *house) Event(context.Context, core.ID) (core.ID, error) { return "bureau", nil }
func (h *house) Parcel(_ context.Context, _ core.Actor, id core.ID) error {
	if id == "secret" {
		return core.NotFound("parcel_not_found", "None.")
	}
	return nil
}
func (h *house) Carrier(context.Context, core.Actor, core.ID) error { return nil }

func (h *house) Contacts(_ context.Context, person core.ID) ([]string, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []string
	for contact, who := range h.people {
		if who == person {
			all = append(all, contact)
		}
	}
	return all, nil
}

func (h *house) With(_ context.Context, contact string) (core.ID, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.people[contact], nil
}

func (h *house) Officials(context.Context, core.ID) ([]core.ID, error) {
	return []core.ID{"official"}, nil
}

func (h *house) Attach(_ context.Context, _ core.Actor, id core.ID, _ string) (signing.Upload, error) {
	if id == "missing" {
		return signing.Upload{}, core.NotFound("file_not_found", "None.")
	}
	return signing.Upload{Name: "协议.pdf", Type: "application/pdf", Size: int64(len(h.paper)), Digest: evidence.Sum(h.paper).String()}, nil
}

func (h *house) Open(context.Context, core.ID) (io.ReadSeekCloser, error) {
	return struct {
		io.ReadSeeker
		io.Closer
	}{bytes.NewReader(h.paper), io.NopCloser(nil)}, nil
}

func (h *house) Check(text string) []signing.Term {
	if i := bytes.Index([]byte(text), []byte("先征后返")); i >= 0 {
		return []signing.Term{{Code: "tax_return", Text: "先征后返", End: 4}}
	}
	return nil
}

func (h *house) Tell(_ context.Context, messages ...inbox.Message) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.told = append(h.told, messages...)
	return nil
}

func (h *house) Send(_ context.Context, m account.Message) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sent = append(h.sent, m)
	return nil
}

func (h *house) SetAgreement(_ context.Context, session core.ID, a room.AgreementShown) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.shown[session] = a
	return nil
}

func (h *house) RemoveAgreement(_ context.Context, session, _ core.ID) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.shown, session)
	return nil
}

func (h *house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) code(err error, code string) {
	h.t.Helper()
	if !core.HasCode(err, code) {
		h.t.Errorf("got %v, want %s", err, code)
	}
}

// lastTo is the last message to a contact.
func (h *house) lastTo(contact string) account.Message {
	h.t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	for i := len(h.sent) - 1; i >= 0; i-- {
		if h.sent[i].To == contact {
			return h.sent[i]
		}
	}
	h.t.Fatalf("nothing was sent to %s", contact)
	return account.Message{}
}

var official = core.Actor{Person: "official", Kind: core.PersonMember, Language: "zh-CN", Memberships: []core.Membership{
	{Organisation: "bureau", Kind: core.OrgBureau, Role: core.RoleOfficial},
}}

// signer is somebody with a browser and a passkey.
type signer struct {
	core.Actor

	h       *house
	contact string
	browser *evidencetest.Browser
	device  *evidencetest.Authenticator
}

// person makes somebody who has signed in with a contact.
func (h *house) person(contact string) *signer {
	id := "person of " + contact
	h.mu.Lock()
	h.people[contact] = id
	h.mu.Unlock()
	return &signer{
		Actor: core.Actor{Person: id, Kind: core.PersonMember, Name: contact, Language: "zh-CN"}, h: h, contact: contact, browser: evidencetest.NewBrowser(),
		device: evidencetest.NewAuthenticator(evidencetest.ES256, "localhost", site),
	}
}

// register makes the passkey known.
func (s *signer) register() {
	h := s.h
	h.t.Helper()
	begun, err := h.PasskeyOptions(h.ctx, s.Actor)
	h.ok(err)
	_, err = h.AddPasskey(h.ctx, s.Actor, begun.ID, "手机", s.device.RegistrationJSON(challenge(h.t, begun.Options)))
	h.ok(err)
}

func challenge(t *testing.T, options json.RawMessage) []byte {
	t.Helper()
	var o struct {
		Challenge urlBytes `json:"challenge"`
	}
	if err := json.Unmarshal(options, &o); err != nil {
		t.Fatal(err)
	}
	return o.Challenge
}

// confirm confirms at a level.
func (s *signer) confirm(id core.ID, level signing.Level) error {
	h := s.h
	begun, err := h.CreateIntent(h.ctx, s.Actor, id, s.browser.SPKI(), level)
	if err != nil {
		return err
	}
	_, err = h.Service.Confirm(h.ctx, s.Actor, id, s.proof(begun, level))
	return err
}

var sixDigits = regexp.MustCompile(`\d{6}`)

func (s *signer) proof(begun signing.IntentBegun, level signing.Level) signing.Proof {
	p := signing.Proof{Intent: begun.ID}
	if level == signing.ByPasskey {
		p.Assertion = s.device.AssertionJSON(challenge(s.h.t, begun.Options), []byte(s.Person))
		return p
	}
	p.Code, p.Signature = sixDigits.FindString(s.h.lastTo(s.contact).Text), s.browser.Sign([]byte(begun.Intent))
	return p
}

// seal takes the turn and signs, if it is theirs; false when it is not.
func (s *signer) seal(id core.ID) (bool, error) {
	t, err := s.h.Turn(s.h.ctx, s.Actor, id, 0)
	if err != nil || t.Slot == "" {
		return false, err
	}
	_, err = s.h.Seal(s.h.ctx, s.Actor, id, t.Slot, s.browser.Sign(t.Attributes))
	return err == nil, err
}

// read reads every page and accepts.
func (s *signer) read(id core.ID) {
	h := s.h
	h.t.Helper()
	m, err := h.Me(h.ctx, s.Actor, id)
	h.ok(err)
	for _, page := range m.Unread {
		_, err := h.ReadPage(h.ctx, s.Actor, id, m.Agreement.Latest, page)
		h.ok(err)
	}
	_, err = h.Accept(h.ctx, s.Actor, id, m.Agreement.Latest)
	h.ok(err)
}

const (
	usccA = "11330100002490000X"
	alice = "alice@example.com"
	bob   = "+8613800138000"
	carol = "carol@example.com"
	walt  = "walt@example.com"
)

// parties are three: a bureau, a company, and one of Hong Kong.
func parties() []signing.Party {
	one := func(role, name, signer, contact string) signing.Party {
		return signing.Party{Role: role, Name: name, Place: "杭州", Signers: []signing.Signer{{Name: signer, Position: "董事长", Capacity: signing.Legal, Contact: contact}}}
	}
	a, b, c := one("甲方", "示例区投资促进局", "欧阳建国", alice), one("乙方", "䶮光新能源科技（云州）股份有限公司", "𠮷田䶮", bob), one("丙方", "Müller Präzision GmbH", "Anna Müller", carol)
	c.Region = "DE"
	return []signing.Party{a, b, c}
}

// places are one for each of the three on the last page.
var places = []signing.Place{
	{Party: 0, Page: 3, X: 60, Y: 120, Width: 160, Height: 70}, {Party: 1, Page: 3, X: 230, Y: 120, Width: 160, Height: 70},
	{Party: 2, Page: 3, X: 400, Y: 120, Width: 160, Height: 70},
}

// words are those of the document, as a browser reads them.
var words = strings.Repeat("本协议各方本着平等自愿的原则", 5)

// draft begins an agreement with its parties and a document.
func (h *house) draft() signing.Agreement {
	h.t.Helper()
	expires, session := h.clock().Add(72*time.Hour), "ceremony"
	a, err := h.Create(h.ctx, official, "bureau", signing.Change{
		Title: core.Text{"zh-CN": "项目合作协议", "en": "Cooperation agreement"}, Session: &session, ExpiresAt: &expires,
	})
	h.ok(err)
	a, err = h.SetParties(h.ctx, official, a.ID, a.Version, parties(), []signing.Witness{{Name: "见证人", Contact: walt}})
	h.ok(err)
	_, err = h.AddVersion(h.ctx, official, a.ID, signing.VersionDraft{File: "upload", Places: places, Text: words})
	h.ok(err)
	return h.get(a.ID)
}

func (h *house) get(id core.ID) signing.Agreement {
	h.t.Helper()
	a, err := h.Get(h.ctx, official, id)
	h.ok(err)
	return a
}

// three are the signers, who have registered their passkeys.
func (h *house) three() []*signer {
	out := []*signer{h.person(alice), h.person(bob), h.person(carol)}
	for _, s := range out {
		s.register()
	}
	return out
}

// frozen is an agreement that everybody has accepted and staff has frozen.
func (h *house) frozen() (core.ID, []*signer) {
	h.t.Helper()
	a, three := h.draft(), h.three()
	_, err := h.Propose(h.ctx, official, a.ID)
	h.ok(err)
	for _, s := range three {
		s.read(a.ID)
	}
	_, err = h.Freeze(h.ctx, official, a.ID, nil)
	h.ok(err)
	return a.ID, three
}

// confirmed is one that everybody has confirmed.
func (h *house) confirmed() (core.ID, []*signer) {
	h.t.Helper()
	id, three := h.frozen()
	for i, s := range three {
		level := signing.ByPasskey
		if i == 1 {
			level = signing.ByCode
		}
		h.ok(s.confirm(id, level))
	}
	return id, three
}

// both runs a test on both stores.
func both(t *testing.T, f func(h *house)) {
	t.Helper()
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) { f(newHouse(t, db)) })
}

func contents(t *testing.T, c signing.Content, err error) []byte {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(c)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// urlBytes are bytes as the library of passkeys writes them.
type urlBytes []byte

// UnmarshalJSON implements json.Unmarshaler.
func (b *urlBytes) UnmarshalJSON(raw []byte) error {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return err
	}
	var err error
	*b, err = base64.RawURLEncoding.DecodeString(text)
	return err
}
