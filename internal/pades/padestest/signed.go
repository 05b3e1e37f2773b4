package padestest

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"sync"
	"testing"
	"time"

	"zhaoyun/internal/pades"
	"zhaoyun/internal/pki"
)

// Vault keeps keys in memory.
type Vault struct {
	mu   sync.Mutex
	kept map[string][]byte
}

// Load implements pki.Vault.
func (v *Vault) Load(_ context.Context, name string) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if b, ok := v.kept[name]; ok {
		return b, nil
	}
	return nil, pki.ErrEmpty
}

// Create implements pki.Vault.
func (v *Vault) Create(_ context.Context, name string, value []byte) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if b, ok := v.kept[name]; ok {
		return b, nil
	}
	if v.kept == nil {
		v.kept = map[string][]byte{}
	}
	v.kept[name] = value
	return value, nil
}

// Party is who signs.
type Party struct {
	Field, Name, Organization, OrganizationID, Reason, Location string
	Appearance                                                  []byte
	Evidence                                                    [sha256.Size]byte
}

// Parties have names that programs get wrong.
var Parties = []Party{
	{Field: "party-1", Name: "䶮三𠮷", Organization: "杭州市示范区投资促进局", OrganizationID: "11330100002490000X", Reason: "甲方确认并签署本投资协议（䶮𠮷）", Location: "浙江省杭州市"},
	{Field: "party-2", Name: "O'Brien (伟) \\ Smith", Organization: "一家名字特别特别长的高端装备智能制造产业投资发展集团股份有限公司长三角一体化示范区分公司筹备组", OrganizationID: "91330100MA2XXXXXX1", Reason: "Party B signs; 乙方签署", Location: "香港"},
	{Field: "party-3", Name: "陈小明", Organization: "丙方有限公司", OrganizationID: "91330100MA2XXXXXX2", Reason: "丙方签署", Location: ""},
}

// Authorities are those of a pilot.
func Authorities(t testing.TB) *pki.Authorities {
	t.Helper()
	a, err := pki.Open(context.Background(), pki.Settings{}, &Vault{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Fields are those for the parties, on the last page, with the platform's and the
// closing one.
func Fields(parties []Party, page int) []pades.Field {
	fields := []pades.Field{{Name: "platform"}}
	for i, p := range parties {
		x, y := 60+float64(i%2)*250, 600-float64(i/2)*120
		fields = append(fields, pades.Field{Name: p.Field, Page: page, Rect: [4]float64{x, y, x + 220, y + 90}})
	}
	return append(fields, pades.Field{Name: "closing"})
}

// Frozen is a document that the platform has certified.
func Frozen(t testing.TB, a *pki.Authorities, content []byte, parties []Party, page int) []byte {
	t.Helper()
	prepared, err := pades.Prepare(content, Fields(parties, page))
	if err != nil {
		t.Fatal(err)
	}
	frozen, err := pades.Certify(context.Background(), prepared, pades.CertifyOptions{
		SlotOptions: pades.SlotOptions{Field: "platform", Name: "招云平台", Reason: "冻结待签文本", At: time.Now(), Chain: a.Platform.Chain}, Key: a.Platform.Key,
	}, a.TSA)
	if err != nil {
		t.Fatal(err)
	}
	return frozen
}

// Sign lets a party sign, with a key of its own.
func Sign(t testing.TB, a *pki.Authorities, content []byte, p Party) []byte {
	t.Helper()
	ctx := context.Background()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := a.CA.Issue(ctx, pki.Request{
		CommonName: p.Name, Organization: p.Organization, OrganizationID: p.OrganizationID, Key: &key.PublicKey, Evidence: p.Evidence,
	})
	if err != nil {
		t.Fatal(err)
	}
	pending, err := pades.Begin(content, pades.SlotOptions{
		Field: p.Field, Name: fmt.Sprintf("%s %s", p.Organization, p.Name), Reason: p.Reason, Location: p.Location, At: time.Now(),
		Appearance: p.Appearance, Chain: append([]*x509.Certificate{certificate}, a.CA.Chain()...),
	})
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256(pending.Attributes)
	signature, err := ecdsa.SignASN1(rand.Reader, key, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	signed, err := pades.Finish(ctx, pending, signature, a.TSA)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

// Close adds the security store and the timestamp of the document.
func Close(t testing.TB, a *pki.Authorities, content []byte) []byte {
	t.Helper()
	ctx := context.Background()
	certs, crls, err := a.Validation(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if content, err = pades.AddDSS(content, certs, crls); err != nil {
		t.Fatal(err)
	}
	if content, err = pades.Timestamp(ctx, content, "closing", a.TSA); err != nil {
		t.Fatal(err)
	}
	return content
}

// Sealed is a document that all parties have signed.
func Sealed(t testing.TB, a *pki.Authorities, pages int, parties ...Party) []byte {
	t.Helper()
	content := Frozen(t, a, Plain(pages), parties, pages)
	for _, p := range parties {
		content = Sign(t, a, content, p)
	}
	return Close(t, a, content)
}
