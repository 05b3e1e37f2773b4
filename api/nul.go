package api

import (
	"bytes"
	"strings"

	"github.com/gofiber/fiber/v2"

	"zhaoyun/internal/core"
)

// nul is how JSON writes the character U+0000.
var nul = []byte(`\u0000`)

// checkNUL refuses the one character that no database keeps in a text: %00 in an
// address, \u0000 in JSON.
func checkNUL(c *fiber.Ctx) error {
	if strings.Contains(c.OriginalURL(), "%00") || strings.Contains(c.Get(fiber.HeaderContentType), "json") && hasNUL(c.Body()) {
		return core.Invalid("nul_character", "Text must not contain the character U+0000. Take it out and send the request again.")
	}
	return nil
}

// hasNUL reports whether JSON text contains U+0000; a backslash before the escape
// makes it an ordinary text of six characters.
func hasNUL(body []byte) bool {
	for {
		at := bytes.Index(body, nul)
		if at < 0 {
			return false
		}
		before := body[:at]
		if slashes := len(before) - len(bytes.TrimRight(before, `\`)); slashes%2 == 0 {
			return true
		}
		body = body[at+len(nul):]
	}
}
