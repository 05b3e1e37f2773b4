// Package file takes uploads: it receives them piece by piece, judges them by
// their content, and says who may read them.
package file

import (
	"time"

	"zhaoyun/internal/core"
)

// Purpose is what a file is uploaded for. It decides which types are taken and
// how large they may be.
type Purpose string

// The purposes.
const (
	Slides  Purpose = "slides"  // a PDF for the stage
	Cover   Purpose = "cover"   // the picture of an event
	Picture Purpose = "picture" // a picture for the stage
	Clip    Purpose = "clip"    // a film that holds the stage
)

// State is how far an upload has come.
type State string

// The states, in order; the last two are final.
const (
	Uploading State = "uploading" // bytes are missing
	Checking  State = "checking"  // complete, being judged
	Ready     State = "ready"
	Refused   State = "refused" // Problem says why
)

// The types of content that are taken, told by the content itself.
const (
	PDF  = "application/pdf"
	PNG  = "image/png"
	JPEG = "image/jpeg"
	WebP = "image/webp"
	MP4  = "video/mp4"
)

// Limits of one file.
const (
	MaxSlides  = 100 << 20 // bytes
	MaxPicture = 10 << 20  // bytes
	MaxClip    = 200 << 20 // bytes
	MaxChunk   = 4 << 20   // bytes of one append
	MaxPixels  = 40_000_000
	MaxPages   = 2000
)

// accepts lists the types of a purpose, limits the bytes.
var (
	accepts = map[Purpose][]string{Slides: {PDF}, Cover: {PNG, JPEG, WebP}, Picture: {PNG, JPEG, WebP}, Clip: {MP4}}
	limits  = map[Purpose]int64{Slides: MaxSlides, Cover: MaxPicture, Picture: MaxPicture, Clip: MaxClip}
)

// File is an upload, whole or in parts.
type File struct {
	ID      core.ID
	Owner   core.ID // the person who uploads it
	Name    string  // as given, made harmless; for people to read only
	Purpose Purpose
	Size    int64 // bytes, as announced
	Offset  int64 // bytes received
	State   State
	Problem *Problem // when refused
	Facts            // when ready

	Version   core.Version
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Facts are what the content tells about itself.
type Facts struct {
	Type   string `json:"type,omitempty"`   // MIME type
	Pages  int    `json:"pages,omitempty"`  // of a PDF
	Width  int    `json:"width,omitempty"`  // of a picture, in pixels
	Height int    `json:"height,omitempty"` // of a picture, in pixels
	Digest string `json:"digest,omitempty"` // SHA-256, hexadecimal
}

// Problem is why a file was refused. Its codes: file_type_not_allowed,
// pdf_broken, pdf_encrypted, pdf_no_pages, pdf_too_many_pages, picture_broken,
// picture_too_large.
type Problem struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// Complete reports whether all bytes are there.
func (f File) Complete() bool { return f.Offset == f.Size }
