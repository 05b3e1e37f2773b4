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

// Cookies is the part of an output that signs a browser in or out. It is never
// kept for a repeated request.
type Cookies struct {
	SetCookie []http.Cookie `header:"Set-Cookie" json:"-" doc:"zy_access, zy_refresh and zy_in, see sign-in"`
}

// signedInCookies are the cookies of a fresh or renewed sign-in; none when nothing
// was issued. The cookie of the access token outlives the token, so that the
// server can tell an expired token from nobody having signed in.
func (s *Server) signedInCookies(ctx context.Context, i account.Issued) Cookies {
	if i.AccessToken == "" {
		return Cookies{}
	}
	return s.cookies(ctx, i.AccessToken, i.RefreshToken, i.RefreshExpiresAt)
}

// signedOutCookies take the cookies away.
func (s *Server) signedOutCookies(ctx context.Context) Cookies {
	return s.cookies(ctx, "", "", time.Unix(0, 0))
}

func (s *Server) cookies(ctx context.Context, access, refresh string, until time.Time) Cookies {
	secure := s.secure() || requestOf(ctx).secure
	age := -1
	hint := ""
	if access != "" {
		age, hint = int(time.Until(until).Seconds()), strconv.FormatInt(until.Unix(), 10)
	}
	cookie := func(name, value, path string, httpOnly bool, site http.SameSite) http.Cookie {
		return http.Cookie{
			Name: name, Value: value, Path: path, Expires: until, MaxAge: age, HttpOnly: httpOnly, Secure: secure, SameSite: site,
		}
	}
	return Cookies{[]http.Cookie{
		cookie(AccessCookie, access, "/", true, http.SameSiteLaxMode),
		cookie(RefreshCookie, refresh, refreshPath, true, http.SameSiteStrictMode),
		cookie(HintCookie, hint, "/", false, http.SameSiteLaxMode),
	}}
}
