package recorder

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
)

// Kinds of NAL units (ITU-T H.264, table 7-1).
const (
	nalIDR    = 5
	nalSPS    = 7
	nalPPS    = 8
	nalAUD    = 9
	nalFiller = 12
)

// params are what a decoder of H.264 has to know first.
type params struct {
	sps, pps      []byte
	width, height int
}

func newParams(sps, pps []byte) (params, error) {
	p := params{sps: bytes.Clone(sps), pps: bytes.Clone(pps)}
	var err error
	p.width, p.height, err = spsSize(sps)
	return p, err
}

func (p params) known() bool { return len(p.sps) > 0 && len(p.pps) > 0 }

func (p params) equal(q params) bool { return bytes.Equal(p.sps, q.sps) && bytes.Equal(p.pps, q.pps) }

// name is the same for equal parameters.
func (p params) name() string {
	sum := sha256.Sum256(slices.Concat(p.sps, []byte{0}, p.pps))
	return "init-" + hex.EncodeToString(sum[:6]) + ".mp4"
}

// entry is the sample entry with the configuration (ISO/IEC 14496-15, 5.3.3).
func (p params) entry() []byte {
	config := slices.Concat([]byte{1, p.sps[1], p.sps[2], p.sps[3], 0xff, 0xe1}, u16(uint16(len(p.sps))), p.sps, []byte{1}, u16(uint16(len(p.pps))), p.pps)
	return box("avc1", make([]byte, 6), u16(1), make([]byte, 16), u16(uint16(p.width), uint16(p.height)),
		u32(0x480000, 0x480000, 0), u16(1), make([]byte, 32), u16(24, 0xffff), box("avcC", config))
}

// picture is what the NAL units of one moment make.
type picture struct {
	params params // those it came with, or none
	key    bool
	data   []byte // NAL units, each after its length
}

// pictureOf takes NAL units in the form of pion and FLV: each after its length, four
// bytes. Parameters stay with the picture, so that a film of several needs no other
// description than the first.
func pictureOf(units []byte) (picture, error) {
	var pic picture
	var sps, pps []byte
	for len(units) > 4 {
		n := int(binary.BigEndian.Uint32(units))
		if n <= 0 || 4+n > len(units) {
			return pic, errors.New("a NAL unit is longer than its picture")
		}
		nal := units[4 : 4+n]
		switch nal[0] & 31 {
		case nalSPS:
			sps = nal
		case nalPPS:
			pps = nal
		case nalAUD, nalFiller:
			units = units[4+n:]
			continue
		case nalIDR:
			pic.key = true
		}
		pic.data = append(pic.data, units[:4+n]...)
		units = units[4+n:]
	}
	if sps != nil && pps != nil {
		p, err := newParams(sps, pps)
		if err != nil {
			return pic, err
		}
		pic.params = p
	}
	return pic, nil
}

// with puts the parameters before a picture that came without.
func (p params) with(pic picture) []byte {
	if pic.params.known() || !pic.key {
		return pic.data
	}
	return slices.Concat(u32(uint32(len(p.sps))), p.sps, u32(uint32(len(p.pps))), p.pps, pic.data)
}

// annexB turns a stream with start codes into NAL units after their lengths.
func annexB(stream []byte) (units []byte) {
	for _, nal := range bytes.Split(stream, []byte{0, 0, 1}) {
		if nal = bytes.TrimRight(nal, "\x00"); len(nal) > 0 {
			units = append(append(units, u32(uint32(len(nal)))...), nal...)
		}
	}
	return units
}

// bits reads the exponential Golomb codes of a parameter set.
type bits struct {
	data []byte
	at   int
	over bool
}

func (b *bits) read(n int) (v uint32) {
	for range n {
		if b.at>>3 >= len(b.data) {
			b.over = true
			return 0
		}
		v = v<<1 | uint32(b.data[b.at>>3]>>(7-b.at&7))&1
		b.at++
	}
	return v
}

func (b *bits) ue() uint32 {
	zeros := 0
	for b.read(1) == 0 && !b.over && zeros < 31 {
		zeros++
	}
	return 1<<zeros - 1 + b.read(zeros)
}

func (b *bits) se() int32 {
	v := b.ue()
	if v&1 == 1 {
		return int32(v/2) + 1
	}
	return -int32(v / 2)
}

// richProfiles have more fields in their parameters (ITU-T H.264, 7.3.2.1.1).
var richProfiles = []uint32{100, 110, 122, 244, 44, 83, 86, 118, 128}

// spsSize reads the size of the picture, in pixels.
func spsSize(sps []byte) (width, height int, err error) {
	if len(sps) < 4 {
		return 0, 0, errors.New("the sequence parameters are too short")
	}
	b := &bits{data: bytes.ReplaceAll(sps[1:], []byte{0, 0, 3}, []byte{0, 0})}
	profile := b.read(8)
	b.read(16)
	b.ue()
	chroma := uint32(1)
	if slices.Contains(richProfiles, profile) {
		if chroma = b.ue(); chroma == 3 {
			b.read(1)
		}
		b.ue()
		b.ue()
		b.read(1)
		if b.read(1) == 1 {
			b.scaling(chroma)
		}
	}
	b.ue()
	switch b.ue() {
	case 0:
		b.ue()
	case 1:
		b.read(1)
		b.se()
		b.se()
		for range min(b.ue(), 255) {
			b.se()
		}
	}
	b.ue()
	b.read(1)
	w, h := b.ue()+1, b.ue()+1
	frames := b.read(1)
	if frames == 0 {
		b.read(1)
	}
	b.read(1)
	width, height = int(w*16), int((2-frames)*h*16)
	if b.read(1) == 1 {
		x, y := 1, int(2-frames)
		if chroma == 1 || chroma == 2 {
			x = 2
		}
		if chroma == 1 {
			y *= 2
		}
		left, right, top, bottom := b.ue(), b.ue(), b.ue(), b.ue()
		width -= x * int(left+right)
		height -= y * int(top+bottom)
	}
	if b.over || width <= 0 || height <= 0 || width > 1<<14 || height > 1<<14 {
		return 0, 0, fmt.Errorf("the sequence parameters say %d by %d", width, height)
	}
	return width, height, nil
}

// scaling passes over the lists for quantisation.
func (b *bits) scaling(chroma uint32) {
	lists := 8
	if chroma == 3 {
		lists = 12
	}
	for i := range lists {
		if b.read(1) == 0 {
			continue
		}
		size, last, next := 16, int32(8), int32(8)
		if i >= 6 {
			size = 64
		}
		for range size {
			if next != 0 {
				next = (last + b.se() + 256) % 256
			}
			if next != 0 {
				last = next
			}
		}
	}
}
