package file

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

var errPage = errors.New("the page cannot be taken out of the document")

// OnePage takes one page out of a PDF of our own making: a document in which nothing of
// the other pages is left.
func OnePage(pdf []byte, page int) (one []byte, err error) {
	defer func() {
		if r := recover(); r != nil { // it was written to survive odd files, but no more than that
			one, err = nil, fmt.Errorf("%w: %v", errPage, r)
		}
	}()
	api.DisableConfigDir() // it would make itself a directory in the home
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.Offline = true
	var out bytes.Buffer
	if err := api.Trim(bytes.NewReader(pdf), &out, []string{strconv.Itoa(page)}, conf); err != nil {
		return nil, errors.Join(errPage, err)
	}
	return io.ReadAll(&out)
}
