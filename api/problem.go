package api

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/core"
)

// Problem is the body of every failed answer (RFC 9457). Code is stable; the
// page translates by it.
type Problem struct {
	Type       string            `json:"type" doc:"Identifies the kind of problem; urn:zhaoyun:problem:CODE"`
	Title      string            `json:"title" doc:"The HTTP status in words"`
	Status     int               `json:"status" doc:"The HTTP status"`
	Code       string            `json:"code" doc:"Stable code of the problem, such as version_conflict"`
	Detail     string            `json:"detail" doc:"What happened and what to do, in English"`
	Field      string            `json:"field,omitempty" doc:"The place of the input that is wrong, such as body.contact"`
	Errors     []core.FieldError `json:"errors,omitempty" doc:"The places of the input that are wrong, when there may be several"`
	Params     map[string]any    `json:"params,omitempty" doc:"Figures that belong to the message, such as a limit"`
	RetryAfter int               `json:"retryAfter,omitempty" doc:"Seconds until trying again makes sense"`
	RequestID  string            `json:"requestId,omitempty" doc:"Quote it when asking for help"`

	cause error
}

// Error implements error.
func (p *Problem) Error() string {
	if p.cause != nil {
		return p.cause.Error()
	}
	return p.Code + ": " + p.Detail
}

// Unwrap returns the error the problem was made of.
func (p *Problem) Unwrap() error { return p.cause }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders implements huma.HeadersError.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{"Cache-Control": {"no-store"}}
	if p.RetryAfter > 0 {
		h.Set("Retry-After", fmt.Sprint(p.RetryAfter))
	}
	return h
}

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

var statusOf = map[core.Kind]int{
	core.KindInvalid:         http.StatusUnprocessableEntity,
	core.KindUnauthenticated: http.StatusUnauthorized,
	core.KindForbidden:       http.StatusForbidden,
	core.KindNotFound:        http.StatusNotFound,
	core.KindConflict:        http.StatusConflict,
	core.KindStale:           http.StatusPreconditionFailed,
	core.KindPrecondition:    http.StatusPreconditionRequired,
	core.KindTooLarge:        http.StatusRequestEntityTooLarge,
	core.KindRateLimited:     http.StatusTooManyRequests,
	core.KindUnavailable:     http.StatusServiceUnavailable,
	core.KindInternal:        http.StatusInternalServerError,
}

// problem turns any error into the one form in which errors leave the house.
func problem(requestID string, err error) *Problem {
	if p := (*Problem)(nil); errors.As(err, &p) {
		p.RequestID = requestID
		return p
	}
	e := core.AsError(err)
	status := statusOf[e.Kind]
	if status == 0 {
		status = http.StatusInternalServerError
	}
	return &Problem{
		Type: "urn:zhaoyun:problem:" + e.Code, Title: http.StatusText(status), Status: status, Code: e.Code, Detail: e.Message,
		Field: e.Field, Errors: e.Fields, Params: e.Params, RetryAfter: seconds(e.RetryAfter), RequestID: requestID, cause: err,
	}
}

// seconds rounds up, so that nobody is told to come back too early.
func seconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }

// codeOf names the problems that Huma and Fiber find before a handler runs.
var codeOf = map[int]string{
	http.StatusBadRequest:            "bad_request",
	http.StatusNotFound:              "no_such_path",
	http.StatusMethodNotAllowed:      "method_not_allowed",
	http.StatusNotAcceptable:         "not_acceptable",
	http.StatusRequestTimeout:        "body_too_slow",
	http.StatusRequestEntityTooLarge: "body_too_large",
	http.StatusUnsupportedMediaType:  "content_type_not_supported",
	http.StatusUnprocessableEntity:   "invalid_input",
	http.StatusUpgradeRequired:       "websocket_required",
}

// fromStatus makes a problem of what Huma found wrong with a request.
func fromStatus(status int, message string, errs ...error) *Problem {
	code := codeOf[status]
	if code == "" {
		code = "internal"
		if status < http.StatusInternalServerError {
			code = "bad_request"
		}
	}
	p := &Problem{Type: "urn:zhaoyun:problem:" + code, Title: http.StatusText(status), Status: status, Code: code, Detail: message}
	for _, err := range errs {
		if err == nil {
			continue
		}
		if d := huma.ErrorDetailer(nil); errors.As(err, &d) {
			detail := d.ErrorDetail()
			p.Errors = append(p.Errors, core.FieldError{Field: detail.Location, Code: fieldCode(detail.Message), Message: detail.Message})
		} else {
			p.cause = errors.Join(p.cause, err)
		}
	}
	return p
}

// fieldCodes gives stable codes to the wordings of Huma's validator.
var fieldCodes = []struct{ part, code string }{
	{"required", "required"},
	{"length >=", "too_short"},
	{"length <=", "too_long"},
	{"array length", "wrong_count"},
	{"number >", "too_small"},
	{"number <", "too_large"},
	{"one of", "not_an_option"},
	{"pattern", "wrong_form"},
	{"unexpected property", "unknown_field"},
}

func fieldCode(message string) string {
	for _, f := range fieldCodes {
		if strings.Contains(message, f.part) {
			return f.code
		}
	}
	return "wrong_form"
}

// errAway is the answer while the database is away. It passes by itself, and a
// request that is repeated with its Idempotency-Key does no harm.
var errAway = core.Unavailable("storage_away", "The server cannot reach its database at the moment. Try again in a moment.").After(time.Second)

// told tells errors of a database that is away from bugs.
func (s *Server) told(err error) error {
	if s.Away == nil || core.AsError(err).Kind != core.KindInternal || !s.Away(err) {
		return err
	}
	return errAway.Wrap(err)
}

// onError answers what went wrong outside Huma's operations.
func (s *Server) onError(c *fiber.Ctx, err error) error {
	var p *Problem
	if fe := (*fiber.Error)(nil); errors.As(err, &fe) {
		p = fromStatus(fe.Code, fe.Message)
		p.RequestID = requestOf(c.UserContext()).id
	} else {
		err = s.told(err)
		if e := core.AsError(err); e.Kind == core.KindInternal || e.Code == errAway.Code {
			s.failure(c.UserContext(), err)
		}
		p = problem(requestOf(c.UserContext()).id, err)
	}
	for k, v := range p.GetHeaders() {
		c.Set(k, v[0])
	}
	c.Status(p.Status)
	if err := c.JSON(p); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/problem+json")
	return nil
}
