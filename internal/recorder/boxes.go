package recorder

import "encoding/binary"

// box is an ISO BMFF box (ISO/IEC 14496-12) of its kind and parts.
func box(kind string, parts ...[]byte) []byte {
	size := 8
	for _, p := range parts {
		size += len(p)
	}
	b := make([]byte, 0, size)
	b = binary.BigEndian.AppendUint32(b, uint32(size))
	b = append(b, kind...)
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

// full is a box with a version and flags.
func full(kind string, version byte, flags uint32, parts ...[]byte) []byte {
	return box(kind, append([][]byte{u32(uint32(version)<<24 | flags)}, parts...)...)
}

func u16(values ...uint16) (b []byte) {
	for _, v := range values {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

func u32(values ...uint32) (b []byte) {
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

func u64(v uint64) []byte { return binary.BigEndian.AppendUint64(nil, v) }

// descriptor is one of MPEG-4 systems (ISO/IEC 14496-1) of less than 128 bytes.
func descriptor(tag byte, parts ...[]byte) []byte {
	b := []byte{tag, 0}
	for _, p := range parts {
		b = append(b, p...)
	}
	b[1] = byte(len(b) - 2)
	return b
}
