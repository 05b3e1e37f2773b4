package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"zhaoyun/internal/policy"
	"zhaoyun/internal/verify"
)

func (s *Server) registerVerifications() {
	handle(s, huma.Operation{
		OperationID: "get-verification-anchors", Method: http.MethodGet, Path: "/verifications/anchors", Tags: []string{"Verifications"}, Security: public,
		Summary: "Read whom to trust when verifying what was signed here",
		Description: "The roots of this installation's certificate and timestamp authorities. Nothing is verified by the server: " +
			"zhaoyun verify and the page /verify do it where the file is. Compare the fingerprints with some you got elsewhere.",
	}, s.getVerificationAnchors)
}

func (s *Server) getVerificationAnchors(ctx context.Context, in *Cachable) (*Cached[verify.Anchors], error) {
	if err := policy.Check(actor(ctx), "get-verification-anchors", policy.Target{}); err != nil {
		return nil, err
	}
	return cached(ctx, *in, "", s.Anchors)
}
