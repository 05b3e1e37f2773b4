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
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
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
		return facts, &Problem{"file_type_not_allowed", "This is not one of the types allowed here. Slides are PDF, pictures PNG, JPEG or WebP, clips MP4."}, nil
	}
	var problem *Problem
	switch facts.Type {
	case PDF:
		facts.Pages, problem = pages(content)
	case MP4: // browsers judge films, in a process of their own
	default:
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
	case len(head) >= 12 && string(head[4:8]) == "ftyp" && string(head[8:12]) != "avif" && string(head[8:12]) != "heic":
		return MP4
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

// countPages walks the tree of pages. Programs write many PDFs that break a rule
// here or there and show well nevertheless, so that every page is there is enough.
// Where one is not, the document is held against the rules, which repairs some.
func countPages(content io.ReadSeeker, conf *model.Configuration) (int, error) {
	doc, err := api.ReadContext(content, conf)
	if err != nil {
		return 0, err
	}
	root, err := doc.Pages()
	if err == nil && root != nil {
		var count int
		if count, err = leaves(doc, *root, map[int]bool{}); err == nil {
			return count, nil
		}
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	return api.PageCount(content, conf)
}

// leaves counts the pages below a node, up to one more than is allowed. It does
// not believe the counts written in the nodes.
func leaves(doc *model.Context, node types.IndirectRef, seen map[int]bool) (int, error) {
	number := node.ObjectNumber.Value()
	dict, err := doc.DereferenceDict(node)
	if err != nil || len(dict) == 0 || seen[number] {
		return 0, errors.Join(fmt.Errorf("page tree: object %d is missing or comes twice", number), err)
	}
	seen[number] = true
	kids, err := doc.DereferenceArray(dict["Kids"])
	if err != nil {
		return 0, err
	}
	if _, inner := dict["Kids"]; !inner {
		return 1, nil
	}
	count := 0
	for _, kid := range kids {
		ref, ok := kid.(types.IndirectRef)
		if !ok {
			return 0, fmt.Errorf("page tree: object %d has a kid that is none", number)
		}
		n, err := leaves(doc, ref, seen)
		if count += n; err != nil || count > MaxPages {
			return count, err
		}
	}
	return count, nil
}
