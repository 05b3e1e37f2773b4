package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

var errArchive = errors.New("evidence: the archive is not written as one of ours")

// unzip reads every file of an archive into memory.
func unzip(file []byte) (map[string][]byte, error) {
	if len(file) > maxPackage {
		return nil, fmt.Errorf("evidence: a package of %d bytes; at most %d are allowed", len(file), maxPackage)
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotOurs, err)
	}
	if len(z.File) > maxFiles {
		return nil, fmt.Errorf("evidence: a package of %d files; at most %d are allowed", len(z.File), maxFiles)
	}
	if err := walk(file, z.File); err != nil {
		return nil, err
	}
	out, seen, left := map[string][]byte{}, map[string]bool{}, int64(maxPackage)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			continue // the folder itself, as some programs write it
		}
		folded := strings.ToLower(f.Name)
		if err := plainName(f); err != nil {
			return nil, err
		}
		if seen[folded] {
			return nil, fmt.Errorf("%w: %q is there twice", errArchive, f.Name)
		}
		seen[folded] = true
		body, err := readFile(f, min(limit(f.Name), left))
		if err != nil {
			return nil, err
		}
		left -= int64(len(body))
		out[f.Name] = body
	}
	return out, nil
}

// plainName refuses names that programs which unpack understand in different ways,
// and whatever is no plain file.
func plainName(f *zip.File) error {
	name := f.Name
	if name == "" || len(name) > 200 || strings.ContainsAny(name, "\\:\x00") || strings.HasPrefix(name, "/") {
		return fmt.Errorf("%w: the name %.200q", errArchive, name)
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part == "." || part == ".." {
			return fmt.Errorf("%w: the name %q", errArchive, name)
		}
	}
	if !f.Mode().IsRegular() || f.Flags&0x1 != 0 || f.Method != zip.Store && f.Method != zip.Deflate {
		return fmt.Errorf("%w: %q is no plain file", errArchive, name)
	}
	return nil
}

func limit(name string) int64 {
	switch name {
	case nameDocument:
		return maxDocument
	case nameManifest:
		return maxManifest
	}
	return maxCopy
}

func readFile(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("evidence: %q: %w", f.Name, err)
	}
	defer func() { _ = r.Close() }()
	body, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("evidence: %q: %w", f.Name, err)
	}
	if int64(len(body)) > limit {
		return nil, fmt.Errorf("evidence: %q unpacks to more than %d bytes", f.Name, limit)
	}
	return body, nil
}

const (
	localHeader    = 0x04034b50
	dataDescriptor = 0x08074b50
	centralHeader  = 0x02014b50
)

// walk follows the files as they lie in the archive, one after another from its
// first byte, and holds what stands before each against the directory at the end:
// programs that unpack read the one or the other, and all are to see the same.
func walk(file []byte, files []*zip.File) error {
	type placed struct {
		*zip.File
		data int64
	}
	order := make([]placed, len(files))
	for i, f := range files {
		data, err := f.DataOffset()
		if err != nil {
			return fmt.Errorf("evidence: %q: %w", f.Name, err)
		}
		order[i] = placed{f, data}
	}
	slices.SortFunc(order, func(a, b placed) int { return int(a.data - b.data) })
	at, size := int64(0), int64(len(file))
	word := func(at int64) uint32 {
		if at < 0 || at+4 > size {
			return 0
		}
		return binary.LittleEndian.Uint32(file[at:])
	}
	for _, f := range order {
		if word(at) != localHeader || at+30 > size {
			return fmt.Errorf("%w: something lies before %q", errArchive, f.Name)
		}
		names, extra := int64(binary.LittleEndian.Uint16(file[at+26:])), int64(binary.LittleEndian.Uint16(file[at+28:]))
		if at+30+names+extra != f.data || string(file[at+30:at+30+names]) != f.Name {
			return fmt.Errorf("%w: two names for %q", errArchive, f.Name)
		}
		if f.CompressedSize64 > uint64(size-f.data) {
			return fmt.Errorf("%w: %q is cut off", errArchive, f.Name)
		}
		at = f.data + int64(f.CompressedSize64)
		if f.Flags&0x8 != 0 { // sizes follow the data, with or without their signature, in 32 or 64 bits
			at = pastDescriptor(at, word)
		}
	}
	if word(at) != centralHeader {
		return fmt.Errorf("%w: something lies before its directory", errArchive)
	}
	return nil
}

func pastDescriptor(at int64, word func(int64) uint32) int64 {
	if word(at) == dataDescriptor {
		at += 4
	}
	for _, n := range []int64{12, 20} {
		if next := word(at + n); next == localHeader || next == centralHeader {
			return at + n
		}
	}
	return at
}
