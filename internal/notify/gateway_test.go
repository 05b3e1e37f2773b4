package notify

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// carrier is an SMS gateway that checks signatures.
type carrier struct {
	url    string
	status int
	answer string
	taken  []taken
}

type taken struct{ Phone, Text, ID, Time, Nonce string }

func newCarrier(t *testing.T) *carrier {
	t.Helper()
	c := &carrier{status: http.StatusOK, answer: `{"code":"OK"}`}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var got taken
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			t.Errorf("the body is no JSON: %v", err)
		}
		mac := hmac.New(sha256.New, []byte("key"))
		mac.Write([]byte(got.Phone + got.Text + got.Time + got.Nonce))
		if r.Header.Get("X-Signature") != hex.EncodeToString(mac.Sum(nil)) || r.URL.Query().Get("to") != got.Phone {
			t.Errorf("not signed, or not to %s: %s", got.Phone, r.URL)
		}
		w.WriteHeader(c.status)
		_, _ = w.Write([]byte(c.answer))
		if c.status == http.StatusOK && c.answer == `{"code":"OK"}` {
			c.taken = append(c.taken, got)
		}
	}))
	t.Cleanup(server.Close)
	c.url = server.URL
	return c
}

func (c *carrier) gateway(t *testing.T, marks *Marks) *Gateway {
	t.Helper()
	g, err := NewGateway(GatewayConfig{
		URL: c.url + "/send?to={phone}", Headers: []string{"Content-Type: application/json", "X-Signature: {signature}"},
		Body: `{"Phone":"{phone}","Text":"{text}","ID":"{id}","Time":"{time}","Nonce":"{nonce}"}`, Secret: "key", Sign: "{phone}{text}{time}{nonce}", OK: `"code":"OK"`,
	}, marks, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestTheGatewayTellsPassingTroubleFromLasting(t *testing.T) {
	t.Parallel()
	c := newCarrier(t)
	marks, err := NewMarks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	g, m := c.gateway(t, marks), SMS{ID: "one", To: "+8613800000000", Text: "t"}
	for _, bad := range []struct {
		status    int
		answer    string
		permanent bool
	}{
		{http.StatusServiceUnavailable, "", false}, {http.StatusTooManyRequests, "", false}, {http.StatusUnauthorized, "", false},
		{http.StatusOK, `{"code":"LIMIT"}`, false}, {http.StatusBadRequest, "no such number", true},
	} {
		c.status, c.answer = bad.status, bad.answer
		if err := g.Text(t.Context(), m); err == nil || errors.Is(err, ErrPermanent) != bad.permanent {
			t.Errorf("%d %s: %v", bad.status, bad.answer, err)
		}
	}
	c.status, c.answer = http.StatusOK, `{"code":"OK"}`
	for range 2 { // the second time it is known to have gone
		if err := g.Text(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.taken) != 1 || c.taken[0].ID != "one" {
		t.Errorf("%+v", c.taken)
	}
	for _, bad := range []GatewayConfig{{}, {URL: "ftp://x"}, {URL: "http://x", Headers: []string{"no header"}}, {URL: "http://x", OK: "("}} {
		if _, err := NewGateway(bad, nil, time.Now); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
}
