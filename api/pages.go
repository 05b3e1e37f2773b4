package api

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io/fs"
	"mime"
	"path"
	"regexp"
	"strings"

	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/core"
)

// noncePlace stands in index.html where each answer puts its style nonce.
var noncePlace = []byte("__CSP_NONCE__")

// verifierWorker is the script that has somebody's document in hand. It runs what the page
// gives it, and can neither load nor send anything.
const verifierWorker = "assets/verifier-worker"

// pages serves the built web: files as they are, and index.html for every path
// the router in the browser knows.
func (s *Server) pages() {
	if s.Pages == nil {
		return
	}
	s.App.Get("/api/*", func(*fiber.Ctx) error {
		return core.NotFound("no_such_path", "There is no such resource. See /api/openapi.json.")
	})
	s.App.Get("/*", func(c *fiber.Ctx) error {
		name := strings.TrimPrefix(path.Clean(c.Path()), "/")
		if name != "" && name != "index.html" {
			body, err := fs.ReadFile(s.Pages, name)
			if err == nil {
				return s.file(c, name, body)
			}
			if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid) && !isDir(s.Pages, name) {
				return err
			}
			if strings.HasPrefix(name, "assets/") {
				c.Set(fiber.HeaderCacheControl, "no-store")
				return core.NotFound("no_such_path", "This file belongs to an older version of the page. Load the page again.")
			}
		}
		return s.index(c)
	})
}

func isDir(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err == nil && info.IsDir()
}

// file serves a built file. Names in assets carry a hash of their content.
func (s *Server) file(c *fiber.Ctx, name string, body []byte) error {
	kind := mime.TypeByExtension(path.Ext(name))
	switch path.Ext(name) { // not every system knows these
	case ".mjs", ".js":
		kind = "text/javascript; charset=utf-8"
	case ".wasm":
		kind = "application/wasm"
	case ".bcmap", ".pfb":
		kind = fiber.MIMEOctetStream
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if strings.HasPrefix(name, "assets/") {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	}
	if strings.HasPrefix(name, verifierWorker) {
		c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; script-src 'wasm-unsafe-eval'")
	}
	return c.Send(body)
}

// index serves the page with a nonce of its own.
func (s *Server) index(c *fiber.Ctx) error {
	body, err := fs.ReadFile(s.Pages, "index.html")
	if err != nil {
		if body, err = fs.ReadFile(s.Pages, "placeholder.html"); err != nil {
			return err
		}
	}
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails, see crypto/rand
	nonce := base64.RawURLEncoding.EncodeToString(raw)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	c.Set("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=()")
	c.Set(fiber.HeaderContentSecurityPolicy, strings.Join([]string{
		"default-src 'self'", "script-src 'self'", "style-src 'self' 'nonce-" + nonce + "'", "img-src 'self' data: blob:", "media-src 'self' blob:",
		"connect-src 'self'" + socketSource(c.Hostname()), "worker-src 'self' blob:", "font-src 'self' data:", "object-src 'none'", "base-uri 'none'",
		"form-action 'self'", "frame-ancestors 'none'",
	}, "; "))
	if s.secure() {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
	return c.Send(bytes.ReplaceAll(body, noncePlace, []byte(nonce)))
}

// plainHost is a host with or without a port, and nothing that could end the source.
var plainHost = regexp.MustCompile(`^[A-Za-z0-9.-]+(:[0-9]+)?$`)

// socketSource lets pages open sockets to the host they came from: older Safaris
// do not count ws: and wss: of the same host as 'self'.
func socketSource(host string) string {
	if !plainHost.MatchString(host) {
		return ""
	}
	return " ws://" + host + " wss://" + host
}

// secure reports whether people reach this installation over HTTPS.
func (s *Server) secure() bool { return strings.HasPrefix(s.PublicURL, "https://") }
