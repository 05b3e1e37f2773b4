package api

import (
	"encoding/json"
	"mime"
	"net/url"
	"strings"
	"testing"
)

// FuzzNUL holds the search for U+0000 in JSON text against a decoder.
func FuzzNUL(f *testing.F) {
	for _, s := range []string{`"\u0000"`, `"\\u0000"`, `"\\\u0000"`, `{"\u0000":1}`, `["a","\u00000"]`, `{}`, `"\u00001"`, `\u0000`, `"\\\\u0000\u0000"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var v any
		if json.Unmarshal(body, &v) != nil {
			return
		}
		// Of two keys that are the same a decoder keeps one: the search may find more, never less.
		if holdsNUL(v) && !hasNUL(body) {
			t.Fatalf("U+0000 is in %q", body)
		}
		if hasNUL(body) && !strings.Contains(string(body), `\u0000`) {
			t.Fatalf("there is no U+0000 in %q", body)
		}
		if s, ok := v.(string); ok && hasNUL(body) != strings.Contains(s, "\x00") {
			t.Fatalf("%q", body)
		}
	})
}

func holdsNUL(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.Contains(v, "\x00")
	case []any:
		for _, item := range v {
			if holdsNUL(item) {
				return true
			}
		}
	case map[string]any:
		for name, item := range v {
			if strings.Contains(name, "\x00") || holdsNUL(item) {
				return true
			}
		}
	}
	return false
}

// FuzzDisposition puts file names into a header: they come out as they were, and
// add nothing to it.
func FuzzDisposition(f *testing.F) {
	for _, name := range []string{"deck.pdf", "招商 推介.pdf", `a"b\c.pdf`, "a;b=c.pdf", "a\r\nSet-Cookie: x", "100%.pdf", "%41.pdf", "\xff"} {
		f.Add(name, true)
	}
	f.Fuzz(func(t *testing.T, name string, download bool) {
		header := disposition(name, download)
		if strings.ContainsFunc(header, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Fatalf("%q", header)
		}
		kind, params, err := mime.ParseMediaType(header)
		if err != nil || kind != map[bool]string{true: "attachment", false: "inline"}[download] || len(params) != 1 || params["filename"] != name {
			t.Fatalf("%q is %q %q, %v", header, kind, params, err)
		}
	})
}

// FuzzOrigin looks for a site that may act here although it is neither the public
// address nor the host that was asked.
func FuzzOrigin(f *testing.F) {
	s := &Server{Deps: Deps{PublicURL: "https://zs.example.gov.cn"}}
	for _, o := range []string{
		"https://zs.example.gov.cn", "HTTPS://ZS.example.GOV.cn", "https://zs.example.gov.cn.evil.example", "https://evil.example#@zs.example.gov.cn",
		"https://zs.example.gov.cn@evil.example", "https://evil.example\\@zs.example.gov.cn", "null", "", "//host", "http://host:80", "https://host:8080", "http://[::1]",
	} {
		f.Add(o, "host:8080")
	}
	f.Fuzz(func(t *testing.T, origin, host string) {
		if !s.OriginAllowed(origin, host) || strings.EqualFold(origin, s.PublicURL) {
			return
		}
		u, err := url.Parse(origin)
		if err != nil || host == "" || !strings.EqualFold(u.Host, host) || u.Hostname() == "" && u.Port() == "" {
			t.Fatalf("%q may act on %q", origin, host)
		}
	})
}

// FuzzMatches reads If-None-Match: only the tag itself, weak or not, and the star match.
func FuzzMatches(f *testing.F) {
	for _, h := range []string{`"a"`, `W/"a"`, `*`, `"b", "a"`, `"b","c"`, ``, `W/`, `a`, `"a"x`} {
		f.Add(h)
	}
	const tag = `"a"`
	f.Fuzz(func(t *testing.T, header string) {
		if matches(header, tag) && !strings.Contains(header, tag) && !strings.Contains(header, "*") {
			t.Fatalf("%q matches %s", header, tag)
		}
	})
}
