package recorder

import "slices"

// Tracks and their clocks, in ticks a second.
const (
	videoTrack = 1
	audioTrack = 2
	videoRate  = 90000
	audioRate  = 48000
)

const (
	aacFrame   = 1024       // samples
	aacBitrate = 128_000    // bits a second
	dependent  = 0x01010000 // flags of a picture that is no place to begin
	standalone = 0x02000000
)

// aacConfig says AAC-LC, 48 kHz, two channels (ISO/IEC 14496-3, 1.6.2.1).
var aacConfig = []byte{0x11, 0x90}

// matrix leaves a picture as it is.
var matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

// sample is a picture or a frame of sound, in ticks of its track.
type sample struct {
	at   int64 // since the beginning of the recording
	key  bool
	data []byte
}

// initialisation is what has to be read before segments of these parameters.
func initialisation(p params) []byte {
	return slices.Concat(
		box("ftyp", []byte("iso6"), u32(1), []byte("iso6mp41hlsf")),
		box("moov",
			full("mvhd", 0, 0, u32(0, 0, 1000, 0, 0x10000), u16(0x100, 0), u32(0, 0), matrix, make([]byte, 24), u32(3)),
			track(videoTrack, videoRate, "vide", full("vmhd", 0, 1, make([]byte, 8)), p.width, p.height, p.entry()),
			track(audioTrack, audioRate, "soun", full("smhd", 0, 0, make([]byte, 4)), 0, 0, aacEntry()),
			box("mvex",
				full("trex", 0, 0, u32(videoTrack, 1, 0, 0, 0)),
				full("trex", 0, 0, u32(audioTrack, 1, 0, 0, 0)),
			),
		),
	)
}

func track(id, rate uint32, handler string, header []byte, width, height int, entry []byte) []byte {
	volume := uint16(0)
	if handler == "soun" {
		volume = 0x100
	}
	return box("trak",
		full("tkhd", 0, 3, u32(0, 0, id, 0, 0, 0, 0), u16(0, 0, volume, 0), matrix, u32(uint32(width)<<16, uint32(height)<<16)),
		box("mdia",
			full("mdhd", 0, 0, u32(0, 0, rate, 0), u16(0x55c4, 0)), // language: undetermined
			full("hdlr", 0, 0, u32(0), []byte(handler), make([]byte, 12), []byte{0}),
			box("minf", header,
				box("dinf", full("dref", 0, 0, u32(1), full("url ", 0, 1))),
				box("stbl",
					full("stsd", 0, 0, u32(1), entry),
					full("stts", 0, 0, u32(0)), full("stsc", 0, 0, u32(0)), full("stsz", 0, 0, u32(0, 0)), full("stco", 0, 0, u32(0)),
				),
			),
		),
	)
}

func aacEntry() []byte {
	config := descriptor(3, u16(audioTrack), []byte{0},
		descriptor(4, []byte{0x40, 0x15, 0, 0, 0}, u32(aacBitrate, aacBitrate), descriptor(5, aacConfig)),
		descriptor(6, []byte{2}))
	return box("mp4a", make([]byte, 6), u16(1, 0, 0, 0, 0, 2, 16, 0, 0), u32(audioRate<<16), full("esds", 0, 0, config))
}

// fragment is a segment: pictures up to end, and sound.
func fragment(number uint32, video, audio []sample, end int64) []byte {
	var data [][]byte
	size := 0
	add := func(samples []sample) (offset int) {
		offset = size
		for _, s := range samples {
			data = append(data, s.data)
			size += len(s.data)
		}
		return offset
	}
	videoAt, audioAt := add(video), add(audio)
	movie := func(header int) []byte {
		parts := [][]byte{full("mfhd", 0, 0, u32(number))}
		if len(video) > 0 {
			parts = append(parts, run(videoTrack, video, end, header+videoAt))
		}
		if len(audio) > 0 {
			parts = append(parts, run(audioTrack, audio, audio[len(audio)-1].at+aacFrame, header+audioAt))
		}
		return box("moof", parts...)
	}
	head := movie(len(movie(0)) + 8)
	return slices.Concat(box("styp", []byte("msdh"), u32(0), []byte("msdhmsix")), head, box("mdat", data...))
}

// run is the part of a track in a segment; offset is where its data begins, seen
// from the segment's movie box.
func run(id uint32, samples []sample, end int64, offset int) []byte {
	table := make([]byte, 0, 12*len(samples))
	for i, s := range samples {
		next := end
		if i+1 < len(samples) {
			next = samples[i+1].at
		}
		flags := uint32(dependent)
		if s.key {
			flags = standalone
		}
		table = append(table, u32(uint32(next-s.at), uint32(len(s.data)), flags)...)
	}
	const durationSizeFlags, dataOffset, baseIsMoof = 0x700, 1, 0x20000
	return box("traf",
		full("tfhd", 0, baseIsMoof, u32(id)),
		full("tfdt", 1, 0, u64(uint64(samples[0].at))),
		full("trun", 0, durationSizeFlags|dataOffset, u32(uint32(len(samples)), uint32(offset)), table),
	)
}
