package mapsource

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// packDirectory writes a directory as the format asks for it.
func packDirectory(entries []entry) []byte {
	var plain, packed bytes.Buffer
	number := func(v uint64) { plain.Write(binary.AppendUvarint(nil, v)) }
	number(uint64(len(entries)))
	var last uint64
	for _, e := range entries {
		number(e.id - last)
		last = e.id
	}
	for _, e := range entries {
		number(e.run)
	}
	for _, e := range entries {
		number(e.length)
	}
	for i, e := range entries {
		if i > 0 && e.offset == entries[i-1].offset+entries[i-1].length {
			number(0)
		} else {
			number(e.offset + 1)
		}
	}
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(plain.Bytes())
	_ = w.Close()
	return packed.Bytes()
}

// writePMTiles makes a file with two pictures: one in the root, one in a leaf.
func writePMTiles(t *testing.T, kind byte) (path string, first, second []byte) {
	t.Helper()
	first, second = pictureOf(t, 256, color.White), pictureOf(t, 256, color.Black)
	id := hilbert(hz, hx, hy)
	leaf := packDirectory([]entry{{id: id, run: 1, length: uint64(len(second)), offset: uint64(len(first))}})
	root := packDirectory([]entry{{id: 0, run: 5, length: uint64(len(first))}, {id: 1000, length: uint64(len(leaf))}})
	header := make([]byte, headerLength)
	copy(header, "PMTiles\x03")
	put := func(at int, v int) { binary.LittleEndian.PutUint64(header[at:], uint64(v)) }
	put(8, headerLength)
	put(16, len(root))
	put(40, headerLength+len(root))
	put(48, len(leaf))
	put(56, headerLength+len(root)+len(leaf))
	put(64, len(first)+len(second))
	header[97], header[98], header[99], header[101] = 2, 1, kind, hz
	path = filepath.Join(t.TempDir(), "district.pmtiles")
	if err := os.WriteFile(path, bytes.Join([][]byte{header, root, leaf, first, second}, nil), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, first, second
}

func TestTilesComeOutOfAPMTilesFile(t *testing.T) {
	path, first, second := writePMTiles(t, 2)
	source := open(t, Settings{Tiles: "file://" + path})
	if source.about.MaxZoom != hz {
		t.Error(source.about.MaxZoom)
	}
	for _, c := range []struct {
		z, x, y int
		want    []byte
	}{{0, 0, 0, first}, {1, 1, 1, first}, {hz, hx, hy, second}} {
		tile, err := source.Tile(t.Context(), nobody, c.z, c.x, c.y)
		if err != nil || !bytes.Equal(tile.Body, c.want) {
			t.Error(c.z, c.x, c.y, err)
		}
	}
	for _, none := range [][3]int{{hz, hx + 1, hy}, {2, 0, 0}} {
		if _, err := source.Tile(t.Context(), nobody, none[0], none[1], none[2]); !errors.Is(err, ErrUnknown) {
			t.Error(none, err)
		}
	}
}

func TestAPMTilesFileOfVectorsOrOfNothingIsRefused(t *testing.T) {
	path, _, _ := writePMTiles(t, 1)
	if _, err := New(Settings{Tiles: "file://" + path}); err == nil || !strings.Contains(err.Error(), "PNG, JPEG or WebP") {
		t.Error(err)
	}
	junk := filepath.Join(t.TempDir(), "junk.pmtiles")
	if err := os.WriteFile(junk, bytes.Repeat([]byte("PMTiles\x03"), 40), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := New(Settings{Tiles: "file://" + junk}); err == nil {
		t.Error("junk was opened")
	}
}

// The ids are those of the specification's own examples.
func TestTilesAreNumberedAlongTheCurve(t *testing.T) {
	for _, c := range []struct {
		z, x, y int
		id      uint64
	}{{0, 0, 0, 0}, {1, 0, 0, 1}, {1, 0, 1, 2}, {1, 1, 1, 3}, {1, 1, 0, 4}, {2, 0, 0, 5}, {12, 3423, 1763, 19078479}} {
		if id := hilbert(c.z, c.x, c.y); id != c.id {
			t.Errorf("%d/%d/%d is %d, not %d", c.z, c.x, c.y, id, c.id)
		}
	}
}
