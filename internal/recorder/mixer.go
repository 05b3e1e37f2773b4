package recorder

import (
	"encoding/binary"
	"sync"
	"time"

	"github.com/pion/opus"
)

const (
	slot = audioRate / 50 // samples mixed at a time: 20 ms
	// lag is how far behind the wall's clock sound is mixed: time for what comes by
	// detours, and for what is sent again.
	lag = 500 * time.Millisecond
	// loose is how far the place of a packet may be from where the one before ended
	// without a gap being heard: networks tremble, clocks drift.
	loose = audioRate * 40 / 1000
	// ring is how much of a voice is held, in samples; it is more than lag.
	ring = 4 * audioRate
)

// mixer sums what is heard. It is always two channels of 48 kHz, silence included.
type mixer struct {
	epoch time.Time

	mu     sync.Mutex
	voices map[*voice]bool
	mixed  int64 // everything before it has been given out, in samples since the epoch
}

func newMixer(epoch, now time.Time) *mixer {
	m := &mixer{epoch: epoch, voices: map[*voice]bool{}}
	m.mixed = max(0, m.place(now.Add(-lag))/slot*slot) // nothing was said before the epoch
	return m
}

func (m *mixer) place(at time.Time) int64 {
	d := at.Sub(m.epoch)
	return int64(d/time.Second)*audioRate + int64(d%time.Second)*audioRate/int64(time.Second)
}

// mix gives out what is due at a time: slots as PCM of 16 bits, little endian.
func (m *mixer) mix(now time.Time) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	due := m.place(now.Add(-lag))
	var out []byte
	var sum [2 * slot]float32
	for ; m.mixed+slot <= due; m.mixed += slot {
		clear(sum[:])
		for v := range m.voices {
			v.add(sum[:], m.mixed)
		}
		for _, s := range sum {
			out = binary.LittleEndian.AppendUint16(out, uint16(int16(max(-1, min(s, 1))*32767)))
		}
	}
	return out
}

// join has a voice be heard until leave is called.
func (m *mixer) join() (v *voice, leave func()) {
	v = &voice{mixer: m, samples: make([]float32, 2*ring)}
	v.decoder, _ = opus.NewDecoderWithOutput(audioRate, 2) // these are supported
	m.mu.Lock()
	m.voices[v] = true
	m.mu.Unlock()
	return v, func() {
		m.mu.Lock()
		delete(m.voices, v)
		m.mu.Unlock()
	}
}

// voice is one microphone.
type voice struct {
	mixer   *mixer
	decoder opus.Decoder
	pcm     [2 * 120 * audioRate / 1000]float32 // the longest packet

	samples []float32 // both channels, in a ring by place; under the mixer's lock
	next    int64     // where the next packet belongs if nothing is missing
	begun   bool
}

// hear takes a packet that was said at a time. What cannot be decoded is silence.
func (v *voice) hear(at time.Time, packet []byte) error {
	n, err := v.decoder.DecodeToFloat32(packet, v.pcm[:])
	if err == nil {
		v.place(at, v.pcm[:2*n])
	}
	return err
}

// place takes samples of both channels that were heard from a time on.
func (v *voice) place(at time.Time, samples []float32) {
	v.mixer.mu.Lock()
	defer v.mixer.mu.Unlock()
	place := v.mixer.place(at)
	if d := place - v.next; v.begun && d < loose && d > -loose {
		place = v.next
	}
	n := int64(len(samples) / 2)
	v.begun, v.next = true, place+n
	from, to := v.mixer.mixed, v.mixer.mixed+ring
	for i := range n {
		if p := place + i; p >= from && p < to {
			copy(v.samples[p%ring*2:][:2], samples[2*i:])
		}
	}
}

// add sums a slot and forgets it.
func (v *voice) add(sum []float32, place int64) {
	for i := range int64(slot) {
		p := (place + i) % ring * 2
		sum[2*i] += v.samples[p]
		sum[2*i+1] += v.samples[p+1]
		v.samples[p], v.samples[p+1] = 0, 0
	}
}
