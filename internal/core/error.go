package core

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what sort of failure an Error is; api turns it into an HTTP status.
type Kind string

// The kinds of error there are.
const (
	KindInvalid         Kind = "invalid"         // the input is wrong; Field or Fields say where
	KindUnauthenticated Kind = "unauthenticated" // nobody is signed in
	KindForbidden       Kind = "forbidden"       // signed in, but not allowed
	KindNotFound        Kind = "not_found"
	KindConflict        Kind = "conflict"     // the state does not allow it
	KindStale           Kind = "stale"        // somebody else changed it first
	KindPrecondition    Kind = "precondition" // the request must say which version it edits
	KindTooLarge        Kind = "too_large"
	KindRateLimited     Kind = "rate_limited" // RetryAfter says when to come back
	KindUnavailable     Kind = "unavailable"  // a part the server needs is away
	KindInternal        Kind = "internal"     // a bug or an outage; never shown in detail
)

// Error is the one error that crosses package borders. Code is stable and is
// what the page translates; Message is English and says what to do.
type Error struct {
	Kind       Kind
	Code       string
	Message    string
	Field      string         // where in the input, such as "body.contact"
	Fields     []FieldError   // when several places are wrong
	Params     map[string]any // figures the translated message needs, such as a limit
	RetryAfter time.Duration  // when trying again makes sense
	Err        error          // the cause, for the log only
}

// FieldError is one wrong place of an input.
type FieldError struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Error implements error.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Message, e.Err)
	}
	return e.Code + ": " + e.Message
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// On returns a copy that names the input field at fault.
func (e *Error) On(field string) *Error { c := *e; c.Field = field; return &c }

// With returns a copy that carries one more parameter.
func (e *Error) With(name string, value any) *Error {
	c := *e
	c.Params = map[string]any{name: value}
	for k, v := range e.Params {
		c.Params[k] = v
	}
	return &c
}

// After returns a copy that says when to try again.
func (e *Error) After(d time.Duration) *Error { c := *e; c.RetryAfter = d; return &c }

// Wrap returns a copy that keeps the cause for the log.
func (e *Error) Wrap(err error) *Error { c := *e; c.Err = err; return &c }

// Invalid says that the input is wrong.
func Invalid(code, message string) *Error { return newError(KindInvalid, code, message) }

// InvalidFields says that several places of the input are wrong.
func InvalidFields(fields ...FieldError) *Error {
	e := newError(KindInvalid, "invalid_input", "Some fields need another value.")
	e.Fields = fields
	return e
}

// Unauthenticated says that somebody has to sign in first.
func Unauthenticated(code, message string) *Error {
	return newError(KindUnauthenticated, code, message)
}

// Forbidden says that this person may not do this.
func Forbidden(code, message string) *Error { return newError(KindForbidden, code, message) }

// NotFound says that there is no such thing, or none this person may see.
func NotFound(code, message string) *Error { return newError(KindNotFound, code, message) }

// Conflict says that the present state does not allow it.
func Conflict(code, message string) *Error { return newError(KindConflict, code, message) }

// TooLarge says that something exceeds its limit; Params carries the limit.
func TooLarge(code, message string) *Error { return newError(KindTooLarge, code, message) }

// RateLimited says that it was tried too often; after is when it may be tried again.
func RateLimited(code, message string, after time.Duration) *Error {
	return newError(KindRateLimited, code, message).After(after)
}

// Unavailable says that a part the server needs is away for the moment.
func Unavailable(code, message string) *Error { return newError(KindUnavailable, code, message) }

// Stale says that the thing was changed since it was read; current is its version now.
func Stale(current Version) *Error {
	return newError(KindStale, "version_conflict",
		"Somebody else changed this in the meantime. Load it again and repeat the change.").With("version", int64(current))
}

// Internal hides a cause behind an answer that gives nothing away.
func Internal(err error) *Error {
	return newError(KindInternal, "internal", "Something went wrong here. Try again; quote the request number if it persists.").Wrap(err)
}

// AsError returns err as an *Error; one that is none becomes an internal one.
func AsError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return Internal(err)
}

// HasCode reports whether err carries the code.
func HasCode(err error, code string) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == code
}

func newError(kind Kind, code, message string) *Error {
	return &Error{Kind: kind, Code: code, Message: message}
}
