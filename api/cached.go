package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// Cachable is the part of an input that asks whether an answer is still good.
type Cachable struct {
	IfNoneMatch string `header:"If-None-Match" maxLength:"500" doc:"The ETag of the answer at hand; 304 when it is still good"`
}

// Cached is the answer to a public reading. For somebody who is not signed in it
// may be kept by caches and asked after by its ETag, a digest of the whole answer.
// For everybody else it depends on who they are and is not kept; the ETag is then
// the version, which goes into If-Match of an edit.
type Cached[T any] struct {
	Status       int
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Vary         string `header:"Vary"`
	Body         T
}

// cached answers with the body, or says that it is still good.
func cached[T any](ctx context.Context, in Cachable, version string, body T) (*Cached[T], error) {
	out := &Cached[T]{Status: http.StatusOK, ETag: version, CacheControl: "private, no-store", Vary: "Cookie, Authorization", Body: body}
	if actor(ctx).SignedIn() {
		return out, nil
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	out.ETag, out.CacheControl = digestTag(raw), "public, no-cache"
	if in.knows(out.ETag) {
		out.Status = http.StatusNotModified
	}
	return out, nil
}

// knows reports whether the ETag is among those at hand.
func (in Cachable) knows(etag string) bool {
	return slices.ContainsFunc(strings.Split(in.IfNoneMatch, ","), func(tag string) bool {
		return strings.TrimPrefix(strings.TrimSpace(tag), "W/") == etag
	})
}

// digestTag is the ETag of an answer as a whole, which no edit takes for a version.
func digestTag(answer []byte) string {
	sum := sha256.Sum256(answer)
	return `"p-` + hex.EncodeToString(sum[:12]) + `"`
}
