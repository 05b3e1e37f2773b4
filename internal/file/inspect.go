package file

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // for DecodeConfig
	_ "image/png"  // for DecodeConfig
	"io"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	_ "golang.org/x/image/webp" // for DecodeConfig
)

// look judges the content of a file. It may use much memory, run long or even
// bring its process down on a file made for that: only the child process of
// Isolated calls it.
func look(content io.ReadSeeker, purpose Purpose) (Facts, *Problem, error) {
	hash := sha256.New()
	head := make([]byte, 1024)
	n, err := io.ReadFull(content, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return Facts{}, nil, fmt.Errorf("read the file: %w", err)
	}
	head = head[:n]
	hash.Write(head)
	if _, err := io.Copy(hash, content); err != nil {
		return Facts{}, nil, fmt.Errorf("read the file: %w", err)
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return Facts{}, nil, fmt.Errorf("read the file: %w", err)
	}
	facts := Facts{Type: sniff(head), Digest: hex.EncodeToString(hash.Sum(nil))}
	if !slices.Contains(accepts[purpose], facts.Type) {
		return facts, &Problem{"file_type_not_allowed", "This is not one of the types allowed here. Slides are PDF, pictures PNG, JPEG or WebP."}, nil
	}
	var problem *Problem
	if facts.Type == PDF {
		facts.Pages, problem = pages(content)
	} else {
		facts.Width, facts.Height, problem = pixels(content)
	}
	return facts, problem, nil
}

// sniff tells the type from the first bytes; names and headers are not asked.
func sniff(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return PNG
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return JPEG
	case len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return WebP
	case bytes.Contains(head, []byte("%PDF-")): // readers allow it anywhere in the first kilobyte
		return PDF
	}
	return ""
}

func pixels(content io.ReadSeeker) (width, height int, problem *Problem) {
	c, _, err := image.DecodeConfig(content)
	if err != nil || c.Width < 1 || c.Height < 1 {
		return 0, 0, &Problem{"picture_broken", "The picture cannot be read. Save it again and upload that."}
	}
	if c.Width > MaxPixels/c.Height {
		return 0, 0, &Problem{"picture_too_large", "The picture has too many pixels. Make it smaller."}
	}
	return c.Width, c.Height, nil
}

func pages(content io.ReadSeeker) (count int, problem *Problem) {
	broken := &Problem{"pdf_broken", "The PDF cannot be read. Export it again and upload that."}
	defer func() {
		if recover() != nil { // it was written to survive odd files, but no more than that
			count, problem = 0, broken
		}
	}()
	api.DisableConfigDir() // it would make itself a directory in the home
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.Offline = true
	conf.Optimize = false
	count, err := countPages(content, conf)
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword), errors.Is(err, pdfcpu.ErrEncrypted), errors.Is(err, pdfcpu.ErrOwnerPasswordRequired),
		errors.Is(err, pdfcpu.ErrUnsupportedEncryptionFeature), errors.Is(err, pdfcpu.ErrMalformedEncryption):
		return 0, &Problem{"pdf_encrypted", "The PDF asks for a password. Save it without one and upload that."}
	case err != nil:
		return 0, broken
	case count < 1:
		return 0, &Problem{"pdf_no_pages", "The PDF has no pages."}
	case count > MaxPages:
		return 0, &Problem{"pdf_too_many_pages", "The PDF has too many pages. Split it."}
	}
	return count, nil
}

// countPages reads the tree of objects and counts the pages. Programs write many
// PDFs that break a rule here or there and show well nevertheless, so broken
// rules are forgiven where the first and the last page can be found.
func countPages(content io.ReadSeeker, conf *model.Configuration) (int, error) {
	doc, err := api.ReadContext(content, conf)
	if err != nil {
		return 0, err
	}
	rules := api.ValidateContext(doc) // repairs what it can on its way
	if err := doc.EnsurePageCount(); err != nil {
		return 0, err
	}
	if doc.PageCount < 1 || doc.PageCount > MaxPages {
		return doc.PageCount, nil
	}
	for _, number := range []int{1, doc.PageCount} {
		page, _, _, err := doc.PageDict(number, false)
		if kind := page.Type(); err != nil || len(page) == 0 || kind != nil && *kind == "Pages" {
			return 0, errors.Join(fmt.Errorf("page %d cannot be found", number), err, rules)
		}
	}
	return doc.PageCount, nil
}
