package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/account"
	"zhaoyun/internal/core"
)

// SignInRequest is what somebody signs in with; the fields depend on the method.
type SignInRequest struct {
	Method   string `json:"method" enum:"password,code,guest" doc:"password: login and password; code: contact and the code sent to it; guest: a name only"`
	Login    string `json:"login,omitempty" maxLength:"254" doc:"Verified mail address or phone number (password)"`
	Password string `json:"password,omitempty" maxLength:"512" format:"password" doc:"Password (password)"`
	Contact  string `json:"contact,omitempty" maxLength:"254" doc:"Mail address or phone number (code)"`
	Code     string `json:"code,omitempty" maxLength:"20" doc:"The six digits that were sent (code)"`
	Name     string `json:"name,omitempty" maxLength:"200" doc:"Name to show (guest; with code it names a new account)"`
	Language string `json:"language,omitempty" enum:"zh-CN,en,zh-HK" doc:"Language of a new person; else taken from Accept-Language"`
	TimeZone string `json:"timeZone,omitempty" maxLength:"64" doc:"IANA time zone of a new person"`
	Tokens   bool   `json:"tokens,omitempty" doc:"Answer the tokens in the body instead of cookies; for programs"`
}

// SignedIn is the answer to a sign-in.
type SignedIn struct {
	Me               Me        `json:"me"`
	ExpiresAt        time.Time `json:"expiresAt" doc:"When the access token expires; refresh before"`
	RefreshExpiresAt time.Time `json:"refreshExpiresAt" doc:"When the sign-in ends unless it is refreshed before"`
	AccessToken      string    `json:"accessToken,omitempty" doc:"Bearer token, only when tokens were asked for"`
	RefreshToken     string    `json:"refreshToken,omitempty" doc:"Good for one refresh, only when tokens were asked for"`
}

// RefreshRequest is for programs; browsers send their cookie.
type RefreshRequest struct {
	RefreshToken string `json:"refreshToken,omitempty" maxLength:"200" doc:"The refresh token; without it the cookie counts"`
}

// SignOutRequest chooses which sign-ins end.
type SignOutRequest struct {
	Everywhere bool `json:"everywhere,omitempty" doc:"End all sign-ins of this person, on every device"`
}

// CodeRequest asks for a one-time code.
type CodeRequest struct {
	Contact string `json:"contact" minLength:"1" maxLength:"254" doc:"Mail address or phone number to send the code to"`
}

// CodeSent says how long the code is good for.
type CodeSent struct {
	ExpiresAt   time.Time `json:"expiresAt" doc:"When the code stops working"`
	ResendAfter int       `json:"resendAfter" doc:"Seconds until another code may be asked for"`
}

type signInInput struct{ Body SignInRequest }

type refreshInput struct {
	Body *RefreshRequest `required:"false"`
}

type signOutInput struct {
	Access string          `cookie:"zy_access" hidden:"true"`
	Bearer string          `header:"Authorization" hidden:"true"`
	Body   *SignOutRequest `required:"false"`
}

type codeInput struct{ Body CodeRequest }

func (s *Server) registerSignIn() {
	tags := []string{"Sign-in"}
	handle(s, huma.Operation{
		OperationID: "sign-in", Method: http.MethodPost, Path: "/sign-in", Tags: tags, Security: public,
		Summary: "Sign in",
		Description: "By password, by a one-time code or as a guest. Browsers get cookies: zy_access (HttpOnly), zy_refresh (HttpOnly, sent to " +
			"this path only) and zy_in, which scripts may read: the Unix time until which the sign-in lasts. " +
			"After repeated failures the code is `locked` with retryAfter; signing in with a code unlocks.",
		Errors: []int{http.StatusUnprocessableEntity},
	}, s.signIn)
	handle(s, huma.Operation{
		OperationID: "refresh-sign-in", Method: http.MethodPost, Path: "/sign-in/refresh", Tags: tags, Security: public,
		Summary: "Exchange the refresh token for fresh tokens",
		Description: "Each refresh token works once, and for 20 seconds more so that racing tabs all get an answer. " +
			"A token that comes back later ends the whole sign-in (`refresh_reused`).",
		Errors: []int{http.StatusUnauthorized},
	}, s.refresh)
	handle(s, huma.Operation{
		OperationID: "sign-out", Method: http.MethodPost, Path: "/sign-out", Tags: tags, DefaultStatus: http.StatusNoContent,
		Summary: "Sign out here, or everywhere", Errors: []int{http.StatusUnauthorized},
	}, s.signOut)
	handle(s, huma.Operation{
		OperationID: "send-code", Method: http.MethodPost, Path: "/codes", Tags: tags, Security: public, DefaultStatus: http.StatusAccepted,
		Summary:     "Send a one-time code",
		Description: "Six digits, good for ten minutes and five tries. The answer does not tell whether anybody has an account with the contact.",
		Errors:      []int{http.StatusUnprocessableEntity},
	}, s.sendCode)
}

func (s *Server) signIn(ctx context.Context, in *signInInput) (*Body[SignedIn], error) {
	b := in.Body
	issued, err := s.Accounts.SignIn(ctx, actor(ctx), account.Credentials{
		Method: account.Method(b.Method), Login: b.Login, Password: b.Password, Contact: b.Contact, Code: b.Code,
		Name: b.Name, Language: b.Language, TimeZone: b.TimeZone, Agent: requestOf(ctx).userAgent,
	})
	if err != nil {
		return nil, err
	}
	return s.signedIn(ctx, issued, b.Tokens), nil
}

// signedIn answers with cookies or with tokens in the body.
func (s *Server) signedIn(ctx context.Context, i account.Issued, tokens bool) *Body[SignedIn] {
	out := &Body[SignedIn]{SignedIn{
		Me: meOf(account.MeOf(i.Person)), ExpiresAt: i.AccessExpiresAt, RefreshExpiresAt: i.RefreshExpiresAt,
	}}
	if tokens {
		out.Body.AccessToken, out.Body.RefreshToken = i.AccessToken, i.RefreshToken
	} else {
		s.setSignIn(ctx, i)
	}
	return out
}

func (s *Server) refresh(ctx context.Context, in *refreshInput) (*Body[SignedIn], error) {
	token, tokens := requestOf(ctx).refresh, false
	if in.Body != nil && in.Body.RefreshToken != "" {
		token, tokens = in.Body.RefreshToken, true
	}
	if token == "" {
		return nil, core.Unauthenticated("sign_in_required", "Sign in first.")
	}
	issued, err := s.Accounts.Refresh(ctx, actor(ctx), token)
	if err != nil && core.AsError(err).Kind == core.KindUnauthenticated && !tokens {
		s.clearSignIn(ctx) // the cookies are of no more use
	}
	if err != nil {
		return nil, err
	}
	return s.signedIn(ctx, issued, tokens), nil
}

func (s *Server) signOut(ctx context.Context, in *signOutInput) (*Empty, error) {
	token := in.Access
	if bearer, ok := strings.CutPrefix(in.Bearer, "Bearer "); ok {
		token = bearer
	}
	everywhere := in.Body != nil && in.Body.Everywhere
	if err := s.Accounts.SignOut(ctx, actor(ctx), token, everywhere); err != nil {
		return nil, err
	}
	s.clearSignIn(ctx)
	return nil, nil
}

func (s *Server) sendCode(ctx context.Context, in *codeInput) (*Body[CodeSent], error) {
	sent, err := s.Accounts.SendCode(ctx, actor(ctx), in.Body.Contact)
	if err != nil {
		return nil, err
	}
	return &Body[CodeSent]{CodeSent{ExpiresAt: sent.ExpiresAt, ResendAfter: seconds(sent.ResendAfter)}}, nil
}
