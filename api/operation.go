package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// prefix is where the resources live.
const prefix = "/api/v1"

// handle registers an operation. Errors of the handler become problems; the
// input is an ordinary Huma input struct, the output one with a Body.
func handle[I, O any](s *Server, op huma.Operation, h func(ctx context.Context, in *I) (*O, error)) {
	s.complete(&op)
	huma.Register(s.Huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, in)
		if err != nil {
			err = s.told(err)
			s.failure(ctx, err)
			return nil, problem(requestOf(ctx).id, err)
		}
		return out, nil
	})
}

// create registers a POST that creates something. With an Idempotency-Key the
// answer is kept in the transaction of the creation, and a repeated request gets
// it again. Fields of the output tagged json:"-" (cookies) are not kept.
func create[I, O any](s *Server, op huma.Operation, h func(ctx context.Context, in *I) (*O, error)) {
	if op.DefaultStatus == 0 {
		op.DefaultStatus = http.StatusCreated
	}
	op.Parameters = append(op.Parameters, idempotencyKey())
	handle(s, op, func(ctx context.Context, in *I) (*O, error) {
		r := requestOf(ctx)
		if r.key == "" {
			return h(ctx, in)
		}
		var out *O
		answer, err := s.Once.Once(ctx, r.actor.Person, r.key, op.OperationID, r.digest, func(ctx context.Context) (string, error) {
			made, err := h(ctx, in)
			if err != nil {
				return "", err
			}
			out = made
			kept, err := json.Marshal(made)
			return string(kept), err
		})
		if err != nil || out != nil {
			return out, err
		}
		out = new(O)
		if err := json.Unmarshal([]byte(answer), out); err != nil {
			return nil, fmt.Errorf("read the kept answer: %w", err)
		}
		if again, ok := any(out).(repeated); ok {
			return out, again.repeat(ctx, s)
		}
		return out, nil
	})
}

// idempotencyKey describes the header of creating requests.
func idempotencyKey() *huma.Param {
	return &huma.Param{
		Name: "Idempotency-Key", In: "header", Schema: &huma.Schema{Type: "string", MinLength: ptr(8), MaxLength: ptr(200)},
		Description: "A fresh random key per intended creation, such as a UUID. Repeating a request with its key creates nothing more and answers the same.",
	}
}

// repeated is an output that is more than its body, such as a sign-in: it does
// the rest over when its answer is given once more.
type repeated interface {
	repeat(ctx context.Context, s *Server) error
}

// complete adds what all operations have in common.
func (s *Server) complete(op *huma.Operation) {
	op.Path = prefix + op.Path
	if op.Errors == nil {
		op.Errors = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity}
	}
	op.Errors = append(op.Errors, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable)
	if op.Security == nil {
		op.Security = []map[string][]string{{"cookie": {}}, {"bearer": {}}}
	}
	op.Middlewares = append(op.Middlewares, s.scoped(policy.Op(op.OperationID)))
	for _, scope := range policy.ScopesOf(policy.Op(op.OperationID)) {
		op.Security = append(op.Security[:len(op.Security):len(op.Security)], map[string][]string{"key": {string(scope)}})
	}
	if op.BodyReadTimeout == 0 {
		op.BodyReadTimeout = -1 // the server's read time-out covers it; Huma's would end the kept-alive connection
	}
	// Clients written against this version keep working when an answer gains a field.
	op.SkipValidateBody = false
}

// public marks an operation as usable without signing in.
var public = []map[string][]string{{}, {"cookie": {}}, {"bearer": {}}}

// Paged asks for one page of a list.
type Paged struct {
	Cursor string `query:"cursor" maxLength:"500" doc:"The next of the page before; empty for the first page"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many items at most"`
}

func (p Paged) paging() core.Paging { return core.Paging{Cursor: p.Cursor, Limit: p.Limit} }

// Edit names the version an edit is based on.
type Edit struct {
	IfMatch string `header:"If-Match" doc:"The ETag that was read; the edit is refused with version_conflict when it has changed since"`
}

// version reads the If-Match header.
func (e Edit) version() (core.Version, error) {
	if e.IfMatch == "" {
		return 0, &core.Error{
			Kind: core.KindPrecondition, Code: "if_match_required", Field: "header.If-Match",
			Message: "Send the ETag of what you are editing in If-Match.",
		}
	}
	v, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(e.IfMatch, "W/"), `"`), 10, 64)
	if err != nil {
		return 0, core.Invalid("if_match_form", "If-Match must be an ETag that this server gave.").On("header.If-Match")
	}
	return core.Version(v), nil
}

// etag is the ETag of a version.
func etag(v core.Version) string { return strconv.Quote(strconv.FormatInt(int64(v), 10)) }

// Body is an output that has nothing but a body.
type Body[T any] struct{ Body T }

// Versioned is an output with a body and its ETag.
type Versioned[T any] struct {
	ETag string `header:"ETag" json:"ETag"`
	Body T
}

// versioned wraps a body with its ETag.
func versioned[T any](v core.Version, body T) *Versioned[T] {
	return &Versioned[T]{ETag: etag(v), Body: body}
}

// Empty is an output without a body.
type Empty struct{}

// schemaName gives generic types readable names in the OpenAPI document:
// Page[Event] becomes EventPage. The parts of a report and of a list of members have
// a prefix, because other resources have parts of the same names, and so has what an
// event announces.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	if part := huma.DefaultSchemaNamer(t, ""); strings.HasSuffix(t.PkgPath(), "/report") && part != "Report" {
		return "Report" + part
	}
	if strings.HasSuffix(t.PkgPath(), "/chamber") {
		return "Member" + name
	}
	if strings.HasSuffix(t.PkgPath(), "/event") && (name == "Parcel" || name == "Carrier") {
		return "Announced" + name
	}
	if rest, ok := strings.CutPrefix(name, "Page"); ok && strings.HasPrefix(t.Name(), "Page[") {
		return rest + "Page"
	}
	return name
}

func ptr[T any](v T) *T { return &v }
