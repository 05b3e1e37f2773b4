package core

import (
	"time"

	"github.com/google/uuid"
)

// ID is a UUIDv7 in its 36-character text form. Version 7 sorts by time of creation.
type ID = string

// NewID returns a fresh identifier.
func NewID() ID { return uuid.Must(uuid.NewV7()).String() }

// IsID reports whether s has the form of an identifier.
func IsID(s string) bool { return len(s) == 36 && uuid.Validate(s) == nil }

// Version counts the changes of a thing that several people may edit.
type Version int64

// Clock tells the time: UTC, whole milliseconds, as it is stored.
type Clock func() time.Time

// Now is the Clock of the wall.
func Now() time.Time { return wall().UTC().Truncate(time.Millisecond) }

// Languages lists the languages of the product, the leading one first.
var Languages = []string{"zh-CN", "en", "zh-HK"}

// IsLanguage reports whether the product speaks the language.
func IsLanguage(tag string) bool {
	for _, l := range Languages {
		if l == tag {
			return true
		}
	}
	return false
}

// Text is a text in the languages of the product, by language tag. zh-CN is
// always there; the others fall back to it.
type Text map[string]string

// In returns the text in the language, or in Chinese, or in any.
func (t Text) In(language string) string {
	for _, tag := range append([]string{language}, Languages...) {
		if s := t[tag]; s != "" {
			return s
		}
	}
	return ""
}

// CheckText reports what is wrong with a text: an unknown language, a missing
// Chinese version when it is required, or more than max runes.
func CheckText(field string, t Text, required bool, limit int) []FieldError {
	var wrong []FieldError
	if required && t["zh-CN"] == "" {
		wrong = append(wrong, FieldError{field + ".zh-CN", "required", "The Chinese text is required."})
	}
	for tag, s := range t {
		if !IsLanguage(tag) {
			wrong = append(wrong, FieldError{field + "." + tag, "language_unknown", "Use zh-CN, en or zh-HK."})
		}
		if len([]rune(s)) > limit {
			wrong = append(wrong, FieldError{field + "." + tag, "too_long", "The text is too long."})
		}
	}
	return wrong
}

// Page is one page of a list. Next, when set, is the cursor of the page after.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// Paging asks for a page of a list: at most Limit items after Cursor.
type Paging struct {
	Cursor string
	Limit  int
}

// Map converts the items of a page.
func Map[A, B any](p Page[A], f func(A) B) Page[B] {
	out := Page[B]{Items: make([]B, len(p.Items)), Next: p.Next}
	for i, a := range p.Items {
		out.Items[i] = f(a)
	}
	return out
}
