package hook

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"zhaoyun/internal/core"
)

// Networks are those that webhooks may reach although they are not public, such as the
// one of a bureau's own systems.
type Networks []netip.Prefix

// reserved are what webhooks may not reach: this machine, networks that are not public,
// and those through which one would get there.
var reserved = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
	"192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, p := range list {
		out[i] = netip.MustParsePrefix(p)
	}
	return out
}

// mayReach reports whether webhooks may be sent to an address.
func (n Networks) mayReach(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	return n.own(a) || !within(reserved, a)
}

func (n Networks) own(a netip.Addr) bool { return within(n, a) }

func within(list []netip.Prefix, a netip.Addr) bool {
	for _, p := range list {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// CheckURL reports what is wrong with an address as it is written. Where its name leads
// is looked at whenever something is sent.
func (n Networks) CheckURL(text string) *core.Error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Hostname() == "" || len(text) > maxURL || u.User != nil || u.Fragment != "" {
		return core.Invalid("webhook_url", "Give an address of at most 500 characters such as https://crm.example.com/zhaoyun, without a user and without #.")
	}
	at, literal := addressIn(u.Hostname())
	if u.Scheme != "https" && (u.Scheme != "http" || !literal || !at.IsLoopback() || !n.own(at)) {
		return core.Invalid("webhook_https", "The address must begin with https://.")
	}
	if literal && !n.mayReach(at) {
		return core.Invalid("webhook_private", "This address is in a network that webhooks may not reach. The settings of the server can allow it.")
	}
	return nil
}

// addressIn reads a host that is an address, in the spellings a resolver takes too.
func addressIn(host string) (netip.Addr, bool) {
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return netip.AddrFrom4([4]byte{127, 0, 0, 1}), true
	}
	a, err := netip.ParseAddr(host)
	return a.Unmap(), err == nil
}

var errAddress = errors.New("it leads into a network that webhooks may not reach")

// client sends to what may be reached. The address is looked at when the connection is
// made: what a name led to a moment before does not count, and no proxy or redirect
// leads elsewhere.
func (n Networks) client() *http.Client {
	dialer := &net.Dialer{Timeout: 5 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return fmt.Errorf("read the address: %w", err)
		}
		if !n.mayReach(at.Addr()) {
			return errAddress
		}
		return nil
	}}
	return &http.Client{
		Timeout:       10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second,
			MaxResponseHeaderBytes: 16 << 10, DisableKeepAlives: true, ForceAttemptHTTP2: true,
		},
	}
}
