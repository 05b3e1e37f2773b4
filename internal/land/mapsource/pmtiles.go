package mapsource

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"sync"
)

// pmtiles reads raster tiles from one file in the PMTiles format, version 3.
type pmtiles struct {
	file             *os.File
	root             []entry
	leaves, data     section
	gzipped          bool
	minZoom, maxZoom uint8

	mu   sync.Mutex
	leaf map[uint64][]entry // read so far, by where they begin
}

type section struct{ at, length uint64 }

// entry of a directory: a run of tiles with the same picture, or a directory further down when the run is 0.
type entry struct{ id, run, length, offset uint64 }

// The measures of the format, and how many bytes a directory may have.
const (
	headerLength = 127
	dirLimit     = 8 << 20
	keptLeaves   = 64
)

func openPMTiles(path string) (*pmtiles, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	p := &pmtiles{file: file, leaf: map[uint64][]entry{}}
	if err := p.readHeader(); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), file.Close())
	}
	return p, nil
}

func (p *pmtiles) readHeader() error {
	h := make([]byte, headerLength)
	if _, err := p.file.ReadAt(h, 0); err != nil || string(h[:7]) != "PMTiles" || h[7] != 3 {
		return errors.New("this is no PMTiles file of version 3")
	}
	word := func(at int) uint64 { return binary.LittleEndian.Uint64(h[at:]) }
	p.leaves, p.data = section{word(40), word(48)}, section{word(56), word(64)}
	switch h[97] {
	case 1:
	case 2:
		p.gzipped = true
	default:
		return errors.New("its directories must be plain or packed with gzip")
	}
	if h[98] > 1 || h[99] < 2 || h[99] > 4 {
		return errors.New("it must have PNG, JPEG or WebP tiles; vector tiles have no style here")
	}
	p.minZoom, p.maxZoom = h[100], h[101]
	root, err := p.directory(word(8), word(16))
	p.root = root
	return err
}

func (p *pmtiles) fetch(_ context.Context, z, x, y int) ([]byte, error) {
	id := hilbert(z, x, y)
	dir := p.root
	for range 4 {
		e, ok := find(dir, id)
		if !ok {
			return nil, nil
		}
		if e.run > 0 {
			if e.length > tileLimit || e.offset > p.data.length {
				return nil, errors.New("the PMTiles file is damaged")
			}
			body := make([]byte, e.length)
			_, err := p.file.ReadAt(body, int64(p.data.at+e.offset)) //nolint:gosec // both are within the file's data, or the reading fails
			return body, err
		}
		var err error
		if dir, err = p.leafAt(e); err != nil {
			return nil, err
		}
	}
	return nil, errors.New("the PMTiles file has directories without end")
}

func (p *pmtiles) leafAt(e entry) ([]entry, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if found, ok := p.leaf[e.offset]; ok {
		return found, nil
	}
	if len(p.leaf) >= keptLeaves {
		clear(p.leaf)
	}
	found, err := p.directory(p.leaves.at+e.offset, e.length)
	if err == nil {
		p.leaf[e.offset] = found
	}
	return found, err
}

// directory reads one: numbers of entries, then ids, runs, lengths and offsets, each as a column of varints.
func (p *pmtiles) directory(at, length uint64) ([]entry, error) {
	if length > dirLimit {
		return nil, errors.New("a directory of the PMTiles file is too big")
	}
	raw := make([]byte, length)
	if _, err := p.file.ReadAt(raw, int64(at)); err != nil { //nolint:gosec // a place beyond the file fails
		return nil, err
	}
	in := io.Reader(bytes.NewReader(raw))
	if p.gzipped {
		packed, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		in = packed
	}
	plain, err := io.ReadAll(io.LimitReader(in, dirLimit))
	if err != nil {
		return nil, err
	}
	numbers := bytes.NewReader(plain)
	count, err := binary.ReadUvarint(numbers)
	if err != nil || count > uint64(len(plain)) {
		return nil, errors.New("a directory of the PMTiles file is damaged")
	}
	entries := make([]entry, count)
	column := func(set func(i int, v uint64)) {
		for i := range entries {
			v, e := binary.ReadUvarint(numbers)
			if e != nil {
				err = e
				return
			}
			set(i, v)
		}
	}
	var last uint64
	column(func(i int, v uint64) { last += v; entries[i].id = last })
	column(func(i int, v uint64) { entries[i].run = v })
	column(func(i int, v uint64) { entries[i].length = v })
	column(func(i int, v uint64) {
		switch {
		case v > 0:
			entries[i].offset = v - 1
		case i > 0: // right behind the one before
			entries[i].offset = entries[i-1].offset + entries[i-1].length
		}
	})
	return entries, err
}

// find the entry that covers an id: the last that begins at or before it.
func find(dir []entry, id uint64) (entry, bool) {
	i := sort.Search(len(dir), func(i int) bool { return dir[i].id > id }) - 1
	if i < 0 {
		return entry{}, false
	}
	e := dir[i]
	return e, e.run == 0 || id < e.id+e.run
}

// hilbert numbers the tiles of all zooms along the curve that the format uses.
func hilbert(z, x, y int) uint64 {
	var id uint64
	for i := range z {
		id += 1 << (2 * i)
	}
	for s := 1 << z >> 1; s > 0; s >>= 1 {
		rx, ry := x&s, y&s
		var quarter uint64
		switch {
		case rx > 0 && ry > 0:
			quarter = 2
		case rx > 0:
			quarter = 3
		case ry > 0:
			quarter = 1
		}
		id += uint64(s) * uint64(s) * quarter //nolint:gosec // s is a power of two
		if ry == 0 {
			if rx > 0 {
				x, y = s-1-x&(s-1), s-1-y&(s-1)
			}
			x, y = y, x
		}
	}
	return id
}
