package config

import (
	"net"
	"net/url"
	"strings"
)

// MediaOff in place of the media server's address: there is no live video.
const MediaOff = "off"

// MediaHost is the address under which browsers reach the media ports; "" is this machine alone.
func (c Config) MediaHost() string {
	if c.MediaAddress != "" {
		return c.MediaAddress
	}
	host, _, _ := net.SplitHostPort(c.Listen)
	if u, err := url.Parse(c.PublicURL); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return ""
	}
	// The address from which this machine would send to others; nothing is sent.
	conn, err := net.DialUDP("udp", nil, &net.UDPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 9})
	if err != nil {
		return ""
	}
	defer func() { _ = conn.Close() }()
	if from, ok := conn.LocalAddr().(*net.UDPAddr); ok && !from.IP.IsUnspecified() {
		return from.IP.String()
	}
	return ""
}

// checkMedia says what of the media settings cannot work.
func (c Config) checkMedia(say func(format string, args ...any)) {
	outside := c.LiveKitURL != "" && c.LiveKitURL != MediaOff
	switch u, err := url.Parse(c.LiveKitURL); {
	case outside && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https"):
		say("ZHAOYUN_LIVEKIT_URL must be the http or https address of a LiveKit server, or off")
	case outside && (c.LiveKitKey == "" || len(c.LiveKitSecret) < 32):
		say("ZHAOYUN_LIVEKIT_URL needs ZHAOYUN_LIVEKIT_KEY and a ZHAOYUN_LIVEKIT_SECRET of 32 characters or more")
	}
	if c.MediaAddress != "" && net.ParseIP(c.MediaAddress) == nil {
		say("ZHAOYUN_MEDIA_ADDRESS must be an IP address, such as 203.0.113.7")
	}
	if c.TURNDomain != "" && !strings.Contains(c.TURNDomain, ".") {
		say("ZHAOYUN_TURN_DOMAIN must be a host name with a certificate of its own, such as turn.zs.example.gov.cn")
	}
	if (c.TURNCert == "") != (c.TURNKey == "") {
		say("ZHAOYUN_TURN_CERT and ZHAOYUN_TURN_KEY go together; without both a proxy in front ends TLS")
	}
	if c.MediaViewers < 0 {
		say("ZHAOYUN_MEDIA_VIEWERS must not be below 0")
	}
}
