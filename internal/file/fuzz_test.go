package file_test

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"image/png"
	"testing"

	"zhaoyun/internal/file"
)

// verdictFits holds what is said of a file against what may be said.
func verdictFits(t *testing.T, content []byte, purpose file.Purpose, facts file.Facts, problem *file.Problem) {
	t.Helper()
	if problem != nil {
		codes := map[string]bool{
			"file_type_not_allowed": true, "picture_broken": true, "picture_too_large": true,
			"pdf_broken": true, "pdf_encrypted": true, "pdf_no_pages": true, "pdf_too_many_pages": true,
		}
		if !codes[problem.Code] || problem.Detail == "" {
			t.Fatalf("%s %q: %+v", purpose, content, problem)
		}
		return
	}
	picture := facts.Width > 0 && facts.Height > 0 && facts.Width <= file.MaxPixels/facts.Height && facts.Pages == 0
	document := facts.Pages > 0 && facts.Pages <= file.MaxPages && facts.Width == 0 && facts.Height == 0
	if (facts.Type == file.PDF) != (purpose == file.Slides) || len(facts.Digest) != 64 ||
		facts.Type == file.PDF && !document || facts.Type != file.PDF && !picture {
		t.Fatalf("%s %q: %+v", purpose, content, facts)
	}
}

// FuzzUpload looks into files as the server does, in a child process: whatever it
// is, there is a verdict.
func FuzzUpload(f *testing.F) {
	small := image.NewGray(image.Rect(0, 0, 6, 3))
	var asPNG, asJPEG bytes.Buffer
	if err := png.Encode(&asPNG, small); err != nil {
		f.Fatal(err)
	}
	if err := jpeg.Encode(&asJPEG, small, nil); err != nil {
		f.Fatal(err)
	}
	deck := pdf(3, 20)
	for _, content := range [][]byte{
		deck, deck[:len(deck)/2], bytes.ReplaceAll(deck, []byte("4 0 R"), []byte("2 0 R")), bytes.ReplaceAll(deck, []byte("/Count 3"), []byte("/Count -1")),
		pdf(0, 2), asPNG.Bytes(), asPNG.Bytes()[:20], asJPEG.Bytes(), []byte("RIFF\x00\x00\x00\x00WEBPVP8 "), []byte("<svg/>"), {}, []byte("%PDF-1.7"),
		[]byte("%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\nstartxref\n9\n%%EOF"), widened(asPNG.Bytes()),
	} {
		purpose := byte(2)
		if bytes.HasPrefix(content, []byte("%PDF")) {
			purpose = 0
		}
		f.Add(content, purpose)
	}
	inspect := file.NewIsolated("")
	f.Fuzz(func(t *testing.T, content []byte, which byte) {
		purpose := []file.Purpose{file.Slides, file.Cover, file.Picture}[which%3]
		facts, problem, err := inspect.Inspect(context.Background(), bytes.NewReader(content), purpose)
		if err != nil {
			t.Fatal(err)
		}
		verdictFits(t, content, purpose, facts, problem)
	})
}
