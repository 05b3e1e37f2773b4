package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"zhaoyun/internal/account"
)

// refreshPath is the only place the browser sends the refresh token to.
const refreshPath = prefix + "/sign-in"

// setSignIn gives the browser the cookies of a fresh or renewed sign-in; none when
// nothing was issued. The cookie of the access token outlives the token, so that
// the server can tell an expired token from nobody having signed in.
func (s *Server) setSignIn(ctx context.Context, i account.Issued) {
	if i.AccessToken != "" {
		s.setCookies(ctx, i.AccessToken, i.RefreshToken, i.RefreshExpiresAt)
	}
}

// clearSignIn takes the cookies away.
func (s *Server) clearSignIn(ctx context.Context) { s.setCookies(ctx, "", "", time.Unix(0, 0)) }

// setCookies leaves the cookies to the middleware: the adapter between Huma and
// Fiber would join them into one header, which cookies do not allow.
func (s *Server) setCookies(ctx context.Context, access, refresh string, until time.Time) {
	r := requestOf(ctx)
	age, hint := -1, ""
	if access != "" {
		age, hint = int(time.Until(until).Seconds()), strconv.FormatInt(until.Unix(), 10)
	}
	cookie := func(name, value, path string, httpOnly bool, site http.SameSite) string {
		c := http.Cookie{
			Name: name, Value: value, Path: path, Expires: until, MaxAge: age, HttpOnly: httpOnly,
			Secure: s.secure() || r.secure, SameSite: site,
		}
		return c.String()
	}
	r.cookies = []string{
		cookie(AccessCookie, access, "/", true, http.SameSiteLaxMode),
		cookie(RefreshCookie, refresh, refreshPath, true, http.SameSiteStrictMode),
		cookie(HintCookie, hint, "/", false, http.SameSiteLaxMode),
	}
}
