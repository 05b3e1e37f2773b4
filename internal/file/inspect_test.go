package file_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/file"
)

func TestContentDecidesWhatAFileIs(t *testing.T) {
	t.Parallel()
	deck := pdf(3, 1000)
	tests := map[string]struct {
		content []byte
		purpose file.Purpose
		want    file.Facts
		problem string
	}{
		"a PDF":                   {content: deck, purpose: file.Slides, want: file.Facts{Type: file.PDF, Pages: 3}},
		"a PDF behind some noise": {content: append([]byte("\n\n"), deck...), purpose: file.Slides, want: file.Facts{Type: file.PDF, Pages: 3}},
		"a PDF of 100 MiB":        {content: pdf(2, file.MaxSlides-2000), purpose: file.Slides, want: file.Facts{Type: file.PDF, Pages: 2}},
		"a locked PDF":            {content: locked(t, deck), purpose: file.Slides, problem: "pdf_encrypted"},
		"a PDF without pages":     {content: pdf(0, 10), purpose: file.Slides, problem: "pdf_no_pages"},
		"a PDF of too many pages": {content: pdf(file.MaxPages+1, 10), purpose: file.Slides, problem: "pdf_too_many_pages"},
		"a PDF that breaks a rule": {
			content: bytes.ReplaceAll(deck, []byte("/Contents 3 0 R"), []byte("/Rotate   (abc)")), purpose: file.Slides,
			want: file.Facts{Type: file.PDF, Pages: 3},
		},
		"a PDF whose pages are missing": {
			content: bytes.ReplaceAll(deck, []byte("/Kids[4 0 R 5 0 R 6 0 R ]"), []byte("/Kids[7 0 R 8 0 R 9 0 R ]")), purpose: file.Slides,
			problem: "pdf_broken",
		},
		"half a PDF":                  {content: deck[:len(deck)/3], purpose: file.Slides, problem: "pdf_broken"},
		"a PDF made to bring it down": {content: nested(), purpose: file.Slides, problem: "pdf_broken"},
		"a web page called PDF":       {content: []byte("<html><script>alert(1)</script>"), purpose: file.Slides, problem: "file_type_not_allowed"},
		"a PDF as cover":              {content: deck, purpose: file.Cover, problem: "file_type_not_allowed"},
		"a picture":                   {content: picture(t, 640, 360), purpose: file.Cover, want: file.Facts{Type: file.PNG, Width: 640, Height: 360}},
		"a picture as slides":         {content: picture(t, 6, 3), purpose: file.Slides, problem: "file_type_not_allowed"},
		"a picture of 4 gigapixels":   {content: widened(picture(t, 6, 3)), purpose: file.Picture, problem: "picture_too_large"},
		"half a head of a picture":    {content: picture(t, 6, 3)[:20], purpose: file.Picture, problem: "picture_broken"},
		"a vector picture":            {content: []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), purpose: file.Picture, problem: "file_type_not_allowed"},
	}
	inspect := file.NewIsolated("")
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			facts, problem, err := inspect.Inspect(context.Background(), bytes.NewReader(test.content), test.purpose)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d bytes in %v", len(test.content), time.Since(start))
			if test.problem != "" {
				if problem == nil || problem.Code != test.problem || problem.Detail == "" {
					t.Fatalf("problem %+v, facts %+v", problem, facts)
				}
				return
			}
			if len(facts.Digest) != 64 {
				t.Errorf("digest %q", facts.Digest)
			}
			if facts.Digest = ""; problem != nil || facts != test.want {
				t.Fatalf("facts %+v, problem %+v", facts, problem)
			}
		})
	}
}

func TestACheckThatCannotBeginIsNotAVerdict(t *testing.T) {
	t.Parallel()
	_, problem, err := file.NewIsolated("/nowhere/zhaoyun").Inspect(context.Background(), strings.NewReader("x"), file.Slides)
	if err == nil || problem != nil {
		t.Fatalf("problem %+v, err %v", problem, err)
	}
}
