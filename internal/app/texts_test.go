package app

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"zhaoyun/internal/testkit"
)

// TestTextMessagesGoToTheGatewayOfTheSettings describes a carrier's gateway in the
// settings alone: codes and invitations reach it, signed as it wants.
func TestTextMessagesGoToTheGatewayOfTheSettings(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	texts := map[string][]string{}
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var m struct{ Mobile, Content, ID, Nonce string }
		if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
			t.Errorf("no JSON: %v", err)
		}
		mac := hmac.New(sha256.New, []byte("key"))
		mac.Write([]byte(m.Mobile + m.Nonce))
		if r.Header.Get("X-Signature") != hex.EncodeToString(mac.Sum(nil)) || r.Header.Get("X-App") != "zhaoyun" || m.ID == "" {
			t.Errorf("not as described: %v %+v", r.Header, m)
		}
		mu.Lock()
		texts[m.Mobile] = append(texts[m.Mobile], m.Content)
		mu.Unlock()
		_, _ = w.Write([]byte(`{"code": 0}`))
	}))
	t.Cleanup(gateway.Close)
	cfg := embedded(t)
	cfg.SMSURL, cfg.SMSMethod, cfg.SMSSecret, cfg.SMSSign, cfg.SMSAnswer = gateway.URL+"/send", "POST", "key", "{national}{nonce}", `"code":\s*0`
	cfg.SMSHeaders = []string{"Content-Type: application/json", "X-App: zhaoyun", "X-Signature: {signature}"}
	cfg.SMSBody = `{"mobile":"{national}","content":"{text}","id":"{id}","nonce":"{nonce}"}`
	c := newChambers(serveWith(t, cfg))
	own := c.people['C']
	c.ask("", "POST", "/codes", `{"contact":"+8613911112222"}`, 202)
	c.ask(own, "PUT", c.filled("/campaigns/{campaign}/texts"), `{"channel":"sms","texts":{}}`, 200, "If-Match", `"1"`)
	c.ask(own, "POST", "/members", strings.NewReplacer("13800138000", "13922223333", "chen@", "li@", "陈万年", "李千里").Replace(c.filled(memberDraft)), 201)
	c.ask(own, "POST", c.filled("/campaigns/{campaign}/invitations"), `{"all":true}`, 200)
	c.ask(own, "POST", c.filled("/campaigns/{campaign}/sending"), `{}`, 202)
	for mobile, says := range map[string]string{"13911112222": "", "13922223333": "/i/"} {
		testkit.Eventually(t, "a text to "+mobile, func() bool {
			mu.Lock()
			defer mu.Unlock()
			return len(texts[mobile]) == 1 && strings.Contains(texts[mobile][0], says)
		})
	}
}
