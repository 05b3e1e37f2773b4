package evidence

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// The limits of a package. What a zip's headers say about sizes is not believed.
const (
	maxPackage  = 192 << 20
	maxDocument = 128 << 20
	maxManifest = 32 << 20
	maxCopy     = 1 << 20
	maxFiles    = 2000
)

// Write writes the package as a zip file.
func (p *Package) Write(w io.Writer) error {
	manifest, err := p.manifest()
	if err != nil {
		return err
	}
	copies, err := p.copies()
	if err != nil {
		return err
	}
	if len(p.Detached) > 0 {
		copies[nameDetached] = p.Detached
	}
	var at time.Time
	if n := len(p.Chain.Lines); n > 0 {
		at = p.Chain.Lines[n-1].At
	}
	z := zip.NewWriter(w)
	add := func(name string, body []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
		if err == nil {
			_, err = f.Write(body)
		}
		return err
	}
	err = errors.Join(add(nameReadme, []byte(readme)), add(nameDocument, p.Document), add(nameManifest, manifest))
	for _, name := range slices.Sorted(maps.Keys(copies)) {
		err = errors.Join(err, add(name, copies[name]))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		return fmt.Errorf("evidence: write the package: %w", err)
	}
	return nil
}

// Looks says whether a file seems to be a package, by its first bytes.
func Looks(file []byte) bool { return bytes.HasPrefix(file, []byte("PK\x03\x04")) }

// ErrNotOurs says that an archive does not claim to be a package.
var ErrNotOurs = errors.New("evidence: no package")

// Opened is a package that was read, and what is odd about its files.
type Opened struct {
	*Package
	Unexpected []string // files that do not belong to it
	Differing  []string // files that do not repeat what they are to repeat
	Missing    []string // files that are not there
}

// Open takes a package apart. It may come from anybody: the archive is walked
// strictly, within limits, and never onto a disk.
func Open(file []byte) (*Opened, error) {
	files, err := unzip(file)
	if err != nil {
		return nil, err
	}
	document, manifest := files[nameDocument], files[nameManifest]
	if document == nil || manifest == nil {
		return nil, fmt.Errorf("%w: it lacks %s or %s", ErrNotOurs, nameDocument, nameManifest)
	}
	p, err := readManifest(manifest)
	if err != nil {
		return nil, err
	}
	p.Document, p.Detached = document, files[nameDetached]
	o := &Opened{Package: p}
	copies, err := p.copies()
	if err != nil {
		// The confirmation itself is at fault, and whoever checks it says how.
		return o, nil //nolint:nilerr // see above
	}
	for _, name := range slices.Sorted(maps.Keys(copies)) {
		switch body, there := files[name]; {
		case !there:
			o.Missing = append(o.Missing, name)
		case !bytes.Equal(body, copies[name]):
			o.Differing = append(o.Differing, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		switch name {
		case nameDocument, nameManifest, nameDetached, nameReadme:
		default:
			if _, known := copies[name]; !known {
				o.Unexpected = append(o.Unexpected, name)
			}
		}
	}
	return o, nil
}
