package typeset

import "zhaoyun/internal/core"

// Agreement sets a draft. Errors: text_missing, parties_missing, field_unknown
// (param field), characters_unknown (param characters: no font has them),
// fonts_missing.
func Agreement(Draft) ([]byte, []Field, error) {
	return nil, nil, core.Unavailable("fonts_missing", "Not set yet.")
}

// SignaturePages sets only what stands behind an uploaded document of so many pages: the
// clauses on the form of signature and the signature block. Pages of the fields
// count on from there. Append puts the two together.
func SignaturePages(_ Draft, _ int) ([]byte, []Field, error) {
	return nil, nil, core.Unavailable("fonts_missing", "Not set yet.")
}
