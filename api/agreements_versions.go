package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/core"
	"zhaoyun/internal/signing"
)

// AgreementVersion is one draft of the document.
type AgreementVersion struct {
	Number    int               `json:"number" doc:"From 1"`
	Source    string            `json:"source" enum:"file,template"`
	File      core.ID           `json:"file,omitempty"`
	Name      string            `json:"name,omitempty" doc:"Of the file"`
	Template  string            `json:"template,omitempty"`
	Text      string            `json:"text,omitempty"`
	Values    map[string]string `json:"values,omitempty"`
	Note      string            `json:"note,omitempty"`
	Digest    string            `json:"digest" doc:"SHA-256 of the PDF, hexadecimal"`
	Size      int64             `json:"size"`
	Pages     int               `json:"pages"`
	Places    []signing.Place   `json:"places" nullable:"false" doc:"Where signatures go; without any, a page for signatures is added"`
	URL       string            `json:"url" doc:"The PDF"`
	Terms     []AgreementTerm   `json:"terms" nullable:"false" doc:"What its text may promise against the law"`
	CreatedAt time.Time         `json:"createdAt"`
}

// AgreementVersions are all of an agreement, latest first.
type AgreementVersions struct {
	Items []AgreementVersion `json:"items" nullable:"false"`
}

// AgreementVersionDraft is a version to add: a file, or a text.
type AgreementVersionDraft struct {
	File     core.ID           `json:"file,omitempty" maxLength:"36" doc:"A PDF uploaded for the purpose document"`
	Template string            `json:"template,omitempty" maxLength:"60" doc:"Identifier of the template the text was begun from"`
	Text     string            `json:"text,omitempty" maxLength:"200000" doc:"To be set in type; beside a file, the words in it, which are looked through for terms; without them the version has the term unread"`
	Values   map[string]string `json:"values,omitempty" doc:"Of the template's fields"`
	Note     string            `json:"note,omitempty" maxLength:"500" doc:"What has changed"`
	Places   []signing.Place   `json:"places,omitempty" maxItems:"100" doc:"Of a file"`
}

// AgreementTerm is a place of a text that may promise what the law forbids.
type AgreementTerm struct {
	Code  string `json:"code"`
	Text  string `json:"text" doc:"The words; none of the code unread, for those of the document are not known"`
	Start int    `json:"start" doc:"In characters from the beginning"`
	End   int    `json:"end"`
	Basis string `json:"basis,omitempty" doc:"The rule"`
}

// AgreementTerms are the doubtful places of a text.
type AgreementTerms struct {
	Items []AgreementTerm `json:"items" nullable:"false"`
}

func termsOf(list []signing.Term) []AgreementTerm {
	out := make([]AgreementTerm, len(list))
	for i, t := range list {
		out[i] = AgreementTerm(t)
	}
	return out
}

func (s *Server) agreementVersion(v signing.Version) AgreementVersion {
	out := AgreementVersion{
		Number: v.Number, Source: "file", File: v.File, Name: v.Name, Template: v.Template, Text: v.Text, Values: v.Values, Note: v.Note, Digest: v.Digest,
		Size: v.Size, Pages: v.Pages, Places: v.Places, Terms: termsOf(v.Terms), CreatedAt: v.CreatedAt,
		URL: prefix + "/agreements/" + v.Agreement + "/versions/" + strconv.Itoa(v.Number) + "/content",
	}
	if v.File == "" {
		out.Source = "template"
	}
	if out.Places == nil {
		out.Places = []signing.Place{}
	}
	return out
}

// AgreementVersionPath names a version of an agreement.
type AgreementVersionPath struct {
	AgreementRef
	Version int `path:"version" minimum:"1" maximum:"100000"`
}

func (s *Server) registerAgreementVersions() {
	tags := []string{"Agreements"}
	handle(s, huma.Operation{
		OperationID: "list-versions", Method: http.MethodGet, Path: "/agreements/{agreement}/versions", Tags: tags, Summary: "List the versions of an agreement, latest first",
	}, func(ctx context.Context, in *AgreementRef) (*Body[AgreementVersions], error) {
		list, err := s.Signing.Versions(ctx, actor(ctx), in.Agreement)
		out := AgreementVersions{Items: make([]AgreementVersion, len(list))}
		for i, v := range list {
			out.Items[i] = s.agreementVersion(v)
		}
		return &Body[AgreementVersions]{out}, err
	})
	create(s, huma.Operation{
		OperationID: "add-version", Method: http.MethodPost, Path: "/agreements/{agreement}/versions", Tags: tags, Summary: "Add a version of the document",
		Description: "Either a file or a text. Until the agreement is frozen; whoever had read or accepted the version before reads again.",
		Errors:      []int{401, 403, 404, 409, 413, 422},
	}, func(ctx context.Context, in *struct {
		AgreementRef
		Body AgreementVersionDraft
	},
	) (*Body[AgreementVersion], error) {
		v, err := s.Signing.AddVersion(ctx, actor(ctx), in.Agreement, signing.VersionDraft(in.Body))
		return &Body[AgreementVersion]{s.agreementVersion(v)}, err
	})
	handle(s, huma.Operation{
		OperationID: "get-version-content", Method: http.MethodGet, Path: "/agreements/{agreement}/versions/{version}/content", Tags: tags,
		Summary: "Read the PDF of a version",
		Description: "For the bureau and whoever takes part. Of the version that is frozen it is the frozen document, whose SHA-256 is what signers confirm: " +
			"it has the platform's certification and no party's signature.",
		Errors: []int{401, 403, 404, 422}, Responses: pdfResponse,
	}, func(ctx context.Context, in *AgreementVersionPath) (*huma.StreamResponse, error) {
		return stream(s.Signing.VersionContent(ctx, actor(ctx), in.Agreement, in.Version))
	})
	handle(s, huma.Operation{
		OperationID: "check-terms", Method: http.MethodPost, Path: "/agreements/terms", Tags: tags,
		Summary: "Look through a text for what the law forbids to promise",
		Errors:  []int{401, 403, 422},
	}, func(ctx context.Context, in *struct {
		Body struct {
			Text string `json:"text" maxLength:"200000"`
		}
	},
	) (*Body[AgreementTerms], error) {
		list, err := s.Signing.CheckTerms(ctx, actor(ctx), in.Body.Text)
		return &Body[AgreementTerms]{AgreementTerms{termsOf(list)}}, err
	})
}

var (
	pdfResponse = map[string]*huma.Response{"200": {Description: "The PDF", Content: map[string]*huma.MediaType{
		"application/pdf": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}}
	zipResponse = map[string]*huma.Response{"200": {Description: "The package", Content: map[string]*huma.MediaType{
		"application/zip": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}}
)

// stream answers with a document. It is private, and never kept: who may read it
// may change.
func stream(doc signing.Content, err error) (*huma.StreamResponse, error) {
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		c := humafiber.Unwrap(h)
		c.Set(fiber.HeaderContentType, doc.Type)
		c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
		c.Set(fiber.HeaderContentSecurityPolicy, "sandbox; default-src 'none'; frame-ancestors 'none'")
		c.Set("Cross-Origin-Resource-Policy", "same-origin")
		c.Set(fiber.HeaderCacheControl, "private, no-store")
		c.Set(fiber.HeaderETag, `"`+doc.Digest+`"`)
		c.Set(fiber.HeaderContentDisposition, disposition(doc.Name, false))
		c.Context().SetBodyStream(doc, int(doc.Size)) // closes it
	}}, nil
}
