// Package config is the one place where settings are read: flags, then ZHAOYUN_*
// environment variables, then defaults. With nothing set one process serves alone.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Config holds every setting. The struct tags are the documentation of record:
// `zhaoyun serve --help` and the table in README are made of them.
type Config struct {
	Listen         string   `env:"ZHAOYUN_LISTEN" default:"127.0.0.1:8080" help:"Address to listen on. 0.0.0.0:8080 lets other machines in."`
	PublicURL      string   `name:"public-url" env:"ZHAOYUN_PUBLIC_URL" help:"Scheme and host under which people reach the platform, such as https://zs.example.gov.cn. Cookies are Secure when it is https."`
	TLSCert        string   `name:"tls-cert" env:"ZHAOYUN_TLS_CERT" type:"path" help:"Certificate chain (PEM) for HTTPS."`
	TLSKey         string   `name:"tls-key" env:"ZHAOYUN_TLS_KEY" type:"path" help:"Private key (PEM) of the certificate."`
	ACMEHosts      []string `name:"acme-hosts" env:"ZHAOYUN_ACME_HOSTS" help:"Host names to fetch certificates for from Let's Encrypt; needs port 443 to be reachable."`
	TrustedProxies []string `name:"trusted-proxies" env:"ZHAOYUN_TRUSTED_PROXIES" help:"Addresses or networks of the proxies in front, whose X-Forwarded-For is believed."`

	Data        string `env:"ZHAOYUN_DATA" default:"./data" type:"path" help:"Directory of everything the embedded defaults keep: database, uploads, outgoing mail."`
	DatabaseURL string `name:"database-url" env:"ZHAOYUN_DATABASE_URL" help:"postgres://… to use PostgreSQL. Default: SQLite in the data directory."`
	MaxConns    int    `name:"database-conns" env:"ZHAOYUN_DATABASE_CONNS" default:"20" help:"Database connections of this process at most."`
	RedisURL    string `name:"redis-url" env:"ZHAOYUN_REDIS_URL" help:"redis://…, redis+cluster://… or redis+sentinel://… carries rooms between several servers. Default: within this process."`
	BlobURL     string `name:"blob-url" env:"ZHAOYUN_BLOB_URL" help:"file:///… directory for uploads. Several servers need one they share. Default: in the data directory."`

	Recordings    string `env:"ZHAOYUN_RECORDINGS" type:"path" help:"Directory of recordings and live feeds. Several servers need one they share. Default: in the data directory."`
	RecordingDays int    `name:"recording-days" env:"ZHAOYUN_RECORDING_DAYS" default:"180" help:"Days after which a recording is deleted, unless it is kept by hand. 0: never."`

	SMTPURL  string `name:"smtp-url" env:"ZHAOYUN_SMTP_URL" help:"smtp://user:password@host:587 (STARTTLS) or smtps://…:465 sends mail. Default: files in data/outbox."`
	MailFrom string `name:"mail-from" env:"ZHAOYUN_MAIL_FROM" default:"招云 Zhaoyun <no-reply@zhaoyun.example>" help:"Sender of mail."`
	MailRate int    `name:"mail-rate" env:"ZHAOYUN_MAIL_RATE" default:"120" help:"Invitations by mail in a minute at most, of all servers together."`

	SMSURL     string   `name:"sms-url" env:"ZHAOYUN_SMS_URL" help:"http(s) address of the carrier's gateway for text messages. In it, the headers and the body stand {phone}, {national}, {text}, {id}, {time}, {nonce} and {signature}. Default: printed to the console."`
	SMSMethod  string   `name:"sms-method" env:"ZHAOYUN_SMS_METHOD" default:"POST" help:"Method with which the SMS gateway is asked."`
	SMSHeaders []string `name:"sms-headers" env:"ZHAOYUN_SMS_HEADERS" sep:"|" help:"Headers for the SMS gateway, parted by |, such as Content-Type: application/json."`
	SMSBody    string   `name:"sms-body" env:"ZHAOYUN_SMS_BODY" help:"Body for the SMS gateway; what is put into it is escaped as its Content-Type wants."`
	SMSSecret  string   `name:"sms-secret" env:"ZHAOYUN_SMS_SECRET" help:"Key of {signature}, HMAC-SHA256 in hexadecimal."`
	SMSSign    string   `name:"sms-sign" env:"ZHAOYUN_SMS_SIGN" default:"{phone}{text}{time}{nonce}" help:"What is signed."`
	SMSAnswer  string   `name:"sms-answer" env:"ZHAOYUN_SMS_ANSWER" help:"Regular expression that the gateway's answer has to match to count as taken. Default: any 2xx."`
	SMSRate    int      `name:"sms-rate" env:"ZHAOYUN_SMS_RATE" default:"60" help:"Invitations by text message in a minute at most, of all servers together."`

	WebhookNetworks []string `name:"webhook-networks" env:"ZHAOYUN_WEBHOOK_NETWORKS" help:"Addresses or networks that are not public and that webhooks may reach nevertheless, such as 10.20.0.0/16; with 127.0.0.1 also http:// to this machine. Default: none."`

	MapTiles       string `name:"map-tiles" env:"ZHAOYUN_MAP_TILES" help:"What lies under the parcels: tianditu:vec, tianditu:img or tianditu:ter, an http(s) address with {z}, {x} and {y}, or file:///….pmtiles with raster tiles. Default: plain paper."`
	MapKey         string `name:"map-key" env:"ZHAOYUN_MAP_KEY" help:"Key of the map's source; stands for {key} in its address and never leaves the server."`
	MapNumber      string `name:"map-number" env:"ZHAOYUN_MAP_NUMBER" help:"Number under which the map was approved (审图号), shown on every map."`
	MapAttribution string `name:"map-attribution" env:"ZHAOYUN_MAP_ATTRIBUTION" help:"Whose map it is, shown on every map."`
	MapGCJ02       bool   `name:"map-gcj02" env:"ZHAOYUN_MAP_GCJ02" help:"The source is shifted (GCJ-02, as those of Amap and Tencent are); its tiles are shifted back."`
	MapMaxZoom     int    `name:"map-max-zoom" env:"ZHAOYUN_MAP_MAX_ZOOM" default:"18" help:"Closest zoom at which the source has tiles."`
	MapOutline     string `name:"map-outline" env:"ZHAOYUN_MAP_OUTLINE" type:"path" help:"GeoJSON file with the outline of the district; with it only tiles about the district are served."`

	LiveKitURL    string `name:"livekit-url" env:"ZHAOYUN_LIVEKIT_URL" help:"http(s)://… of a LiveKit server outside, needed by several servers; off: no live video. Default: within this process."`
	LiveKitKey    string `name:"livekit-key" env:"ZHAOYUN_LIVEKIT_KEY" help:"API key of the LiveKit server outside."`
	LiveKitSecret string `name:"livekit-secret" env:"ZHAOYUN_LIVEKIT_SECRET" help:"Secret of the API key."`
	MediaAddress  string `name:"media-address" env:"ZHAOYUN_MEDIA_ADDRESS" help:"IP address under which browsers reach the media ports, such as the public one behind NAT. Default: this machine's."`
	MediaUDPPort  int    `name:"media-udp-port" env:"ZHAOYUN_MEDIA_UDP_PORT" default:"7882" help:"UDP port of everybody's picture and sound; open it in the firewall. 0: a free one."`
	MediaTCPPort  int    `name:"media-tcp-port" env:"ZHAOYUN_MEDIA_TCP_PORT" help:"TCP port of picture and sound for networks that block UDP; 0: none."`
	MediaViewers  int    `name:"media-viewers" env:"ZHAOYUN_MEDIA_VIEWERS" default:"75" help:"How many of a room watch over WebRTC; more are served HLS."`
	TURNDomain    string `name:"turn-domain" env:"ZHAOYUN_TURN_DOMAIN" help:"Host name of TURN over TLS, for networks that pass nothing but HTTPS. Default: none."`
	TURNPort      int    `name:"turn-port" env:"ZHAOYUN_TURN_PORT" default:"5349" help:"Port of TURN over TLS; 443 passes most firewalls."`
	TURNCert      string `name:"turn-cert" env:"ZHAOYUN_TURN_CERT" type:"path" help:"Certificate chain (PEM) of the TURN host name. Default: a proxy in front ends TLS."`
	TURNKey       string `name:"turn-key" env:"ZHAOYUN_TURN_KEY" type:"path" help:"Private key (PEM) of that certificate."`

	CAFile     string `name:"ca-file" env:"ZHAOYUN_CA_FILE" type:"path" help:"PKCS#12 file with the key and the chain of the CA that certifies the parties of agreements. Default: one for pilots, which says so."`
	CAPassword string `name:"ca-password" env:"ZHAOYUN_CA_PASSWORD" help:"Password of that file."`
	TSAURL     string `name:"tsa-url" env:"ZHAOYUN_TSA_URL" help:"http(s)://… of a timestamp authority (RFC 3161); user and password before an @. Default: one for pilots, which says so."`
	TSATrust   string `name:"tsa-trust" env:"ZHAOYUN_TSA_TRUST" type:"path" help:"PEM file with the roots of the timestamp authority, and what is between."`

	LogLevel     string        `name:"log-level" env:"ZHAOYUN_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"Least level of log lines: debug, info, warn or error."`
	LogFormat    string        `name:"log-format" env:"ZHAOYUN_LOG_FORMAT" default:"text" enum:"text,json" help:"Form of log lines: text or json."`
	MetricsToken string        `name:"metrics-token" env:"ZHAOYUN_METRICS_TOKEN" help:"Bearer token with which another machine may read /metrics."`
	Drain        time.Duration `env:"ZHAOYUN_DRAIN" default:"15s" help:"How long a stopping server lets requests and rooms finish."`
	Node         string        `env:"ZHAOYUN_NODE" help:"Name of this server among several. Default: a random one."`
}

// Embedded reports whether the database is the embedded one, which a single
// process must have to itself.
func (c Config) Embedded() bool {
	return c.DatabaseURL == "" || !strings.HasPrefix(c.DatabaseURL, "postgres")
}

// Database is the URL for store.Open.
func (c Config) Database() string {
	if c.DatabaseURL != "" {
		return c.DatabaseURL
	}
	return "sqlite:" + filepath.Join(c.Data, "zhaoyun.db")
}

// Blobs is the directory of uploads.
func (c Config) Blobs() string {
	if c.BlobURL == "" {
		return filepath.Join(c.Data, "blobs")
	}
	return strings.TrimPrefix(c.BlobURL, "file://")
}

// RecordingDir is the directory of recordings.
func (c Config) RecordingDir() string {
	return cmp.Or(c.Recordings, filepath.Join(c.Data, "recordings"))
}

// Outbox is the directory in which mail ends when there is no SMTP server.
func (c Config) Outbox() string { return filepath.Join(c.Data, "outbox") }

// HandedOver is the directory of the marks of what was handed over.
func (c Config) HandedOver() string { return filepath.Join(c.Data, "handed-over") }

// Each is the least time between two of so many in a minute; 0 is no limit.
func Each(rate int) time.Duration {
	if rate <= 0 {
		return 0
	}
	return time.Minute / time.Duration(rate)
}

// HTTPS reports whether this process terminates TLS itself.
func (c Config) HTTPS() bool { return c.TLSCert != "" || len(c.ACMEHosts) > 0 }

// URL is the address people use: the public one, or else the one listened on.
func (c Config) URL() string {
	if c.PublicURL != "" {
		return strings.TrimSuffix(c.PublicURL, "/")
	}
	scheme := "http"
	if c.HTTPS() {
		scheme = "https"
	}
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return scheme + "://" + c.Listen
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "127.0.0.1"
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}

// Webhooks parses the networks that webhooks may reach although they are not public.
func (c Config) Webhooks() ([]netip.Prefix, error) {
	var nets []netip.Prefix
	for _, text := range c.WebhookNetworks {
		n, err := netip.ParsePrefix(text)
		if a, bare := netip.ParseAddr(text); bare == nil {
			n, err = a.Prefix(a.BitLen())
		}
		if err != nil {
			return nil, fmt.Errorf("network %q of ZHAOYUN_WEBHOOK_NETWORKS is neither an address nor a network", text)
		}
		nets = append(nets, n.Masked())
	}
	return nets, nil
}

// Proxies parses the trusted proxies.
func (c Config) Proxies() ([]*net.IPNet, error) {
	var nets []*net.IPNet
	for _, p := range c.TrustedProxies {
		if !strings.Contains(p, "/") {
			if ip := net.ParseIP(p); ip != nil && ip.To4() != nil {
				p += "/32"
			} else {
				p += "/128"
			}
		}
		_, n, err := net.ParseCIDR(p)
		if err != nil {
			return nil, fmt.Errorf("trusted proxy %q is neither an address nor a network", p)
		}
		nets = append(nets, n)
	}
	return nets, nil
}

var redisURL = regexp.MustCompile(`^rediss?(\+cluster|\+sentinel)?://.`)

// Validate reports settings that cannot work, all of them at once.
func (c Config) Validate() error {
	var wrong []error
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf(format, args...)) }
	if c.PublicURL != "" {
		if u, err := url.Parse(c.PublicURL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || strings.Trim(u.Path, "/") != "" {
			say("ZHAOYUN_PUBLIC_URL must be a scheme and a host, such as https://zs.example.gov.cn")
		}
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		say("ZHAOYUN_TLS_CERT and ZHAOYUN_TLS_KEY go together")
	}
	if c.TLSCert != "" && len(c.ACMEHosts) > 0 {
		say("choose certificate files or ZHAOYUN_ACME_HOSTS, not both")
	}
	if c.RedisURL != "" && c.Embedded() {
		say("ZHAOYUN_REDIS_URL is for several servers, and those need ZHAOYUN_DATABASE_URL=postgres://… as well")
	}
	if c.RedisURL != "" && !redisURL.MatchString(c.RedisURL) {
		say("ZHAOYUN_REDIS_URL must begin with redis://, redis+cluster:// or redis+sentinel://, or with rediss for TLS")
	}
	if c.BlobURL != "" && !strings.HasPrefix(c.BlobURL, "file://") {
		say("ZHAOYUN_BLOB_URL must begin with file://")
	}
	c.checkMedia(say)
	c.checkSigning(say)
	if _, err := c.Proxies(); err != nil {
		wrong = append(wrong, err)
	}
	if _, err := c.Webhooks(); err != nil {
		wrong = append(wrong, err)
	}
	return errors.Join(wrong...)
}
