package hook

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestASignatureIsThatOfTheSpecification(t *testing.T) {
	t.Parallel()
	// The example of the Standard Webhooks specification.
	const secret, id, body = Secret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "msg_p5jXN8AQM9LWM0D4loKWxJek", `{"test": 2432232314}`
	if got := secret.sign(id, time.Unix(1614265330, 0), body); got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Error(got)
	}
	if got := secret.Shown(); got != "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" {
		t.Error(got)
	}
}

func TestWebhooksReachPublicAddressesAndThoseThatAreAllowed(t *testing.T) {
	t.Parallel()
	none, own := Networks(nil), Networks{netip.MustParsePrefix("10.20.0.0/16"), netip.MustParsePrefix("127.0.0.1/32")}
	for address, want := range map[string]struct{ none, own bool }{
		"223.5.5.5": {true, true}, "2400:3200::1": {true, true}, "::ffff:223.5.5.5": {true, true},
		"127.0.0.1": {false, true}, "::ffff:127.0.0.1": {false, true}, "127.0.0.2": {false, false}, "::1": {false, false}, "::": {false, false}, "0.0.0.0": {false, false},
		"10.20.3.4": {false, true}, "10.21.0.1": {false, false}, "172.31.255.255": {false, false}, "192.168.1.1": {false, false}, "100.64.0.1": {false, false},
		"169.254.169.254": {false, false}, "fe80::1%eth0": {false, false}, "fd00:ec2::254": {false, false}, "224.0.0.1": {false, false}, "255.255.255.255": {false, false},
		"64:ff9b::7f00:1": {false, false}, "2002:7f00:1::": {false, false}, "::7f00:1": {false, false}, "198.18.0.1": {false, false},
	} {
		a := netip.MustParseAddr(address)
		if got := none.mayReach(a); got != want.none {
			t.Errorf("%s: %v", address, got)
		}
		if got := own.mayReach(a); got != want.own {
			t.Errorf("%s when allowed: %v", address, got)
		}
	}
	for text, want := range map[string]struct{ none, own string }{
		"https://crm.example.com/zhaoyun?token=1": {"", ""}, "https://crm.example.com:8443/": {"", ""}, "https://223.5.5.5/": {"", ""},
		"http://crm.example.com/": {"webhook_https", "webhook_https"}, "http://127.0.0.1:9/": {"webhook_https", ""}, "http://localhost:9/": {"webhook_https", ""},
		"http://10.20.3.4/": {"webhook_https", "webhook_https"}, "https://10.20.3.4/": {"webhook_private", ""}, "https://127.0.0.1/": {"webhook_private", ""},
		"https://[::1]/": {"webhook_private", "webhook_private"}, "https://LOCALHOST./": {"webhook_private", ""}, "https://[::ffff:192.168.0.1]/": {"webhook_private", "webhook_private"},
		"ftp://crm.example.com/": {"webhook_https", "webhook_https"}, "https://": {"webhook_url", "webhook_url"}, "https://:443/": {"webhook_url", "webhook_url"}, "": {"webhook_url", "webhook_url"},
		"https://u:p@crm.example.com/": {"webhook_url", "webhook_url"}, "https://crm.example.com/#a": {"webhook_url", "webhook_url"},
		"https://crm.example.com/" + strings.Repeat("a", 500): {"webhook_url", "webhook_url"},
	} {
		for _, c := range []struct {
			n    Networks
			want string
		}{{none, want.none}, {own, want.own}} {
			got := ""
			if err := c.n.CheckURL(text); err != nil {
				got = err.Code
			}
			if got != c.want {
				t.Errorf("%s with %v: %q, want %q", text, c.n, got, c.want)
			}
		}
	}
}

// A name is nothing to go by: what it leads to is looked at when the connection is made.
func TestNamesThatLeadIntoPrivateNetworksAreNotFollowed(t *testing.T) {
	t.Parallel()
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	t.Cleanup(server.Close)
	named := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	for _, url := range []string{server.URL, named} {
		res, err := Networks(nil).client().Get(url)
		if err == nil {
			_ = res.Body.Close()
		}
		if !errors.Is(err, errAddress) || asked != 0 {
			t.Errorf("%s: %v, asked %d times", url, err, asked)
		}
	}
	res, err := Networks{netip.MustParsePrefix("127.0.0.0/8")}.client().Get(server.URL)
	if err != nil || asked != 1 {
		t.Fatalf("%v, asked %d times", err, asked)
	}
	_ = res.Body.Close()
}
