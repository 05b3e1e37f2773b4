// Package attach puts pages that were set behind an uploaded document. It reads
// PDFs with pdfcpu, so that it belongs, like every look into what was uploaded,
// into the isolated child of package file, behind the normaliser.
package attach

import (
	"bytes"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// Append returns the pages of one PDF followed by those of another, with a classic
// cross-reference table.
func Append(first, second []byte) ([]byte, error) {
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.WriteObjectStream, conf.WriteXRefStream = false, false
	var out bytes.Buffer
	if err := api.MergeRaw([]io.ReadSeeker{bytes.NewReader(first), bytes.NewReader(second)}, &out, false, conf); err != nil {
		return nil, fmt.Errorf("append pages to the document: %w", err)
	}
	return out.Bytes(), nil
}
