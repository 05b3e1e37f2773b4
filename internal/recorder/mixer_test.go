package recorder

import (
	"bytes"
	"encoding/binary"
	"math"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// opusPackets encodes a tone, 20 ms a packet. Low rates make it the speech coder, high ones the other.
func opusPackets(t testing.TB, tone, milliseconds, bitrate int) [][]byte {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=f="+strconv.Itoa(tone)+":r=48000",
		"-t", strconv.FormatFloat(float64(milliseconds)/1000, 'f', 3, 64), "-af", "volume=4", "-c:a", "libopus", "-application", "voip",
		"-b:a", strconv.Itoa(bitrate), "-frame_duration", "20", "-f", "ogg", "-page_duration", "20000", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	for len(out) > 27 && bytes.HasPrefix(out, []byte("OggS")) {
		table := out[27 : 27+int(out[26])]
		body := out[27+len(table):]
		packet := 0
		for _, n := range table {
			packet += int(n)
			if n < 255 {
				if !bytes.HasPrefix(body, []byte("Opus")) {
					all = append(all, body[:packet])
				}
				body, packet = body[packet:], 0
			}
		}
		out = body
	}
	return all
}

// loud is the loudness of a stretch of PCM, in parts of the loudest.
func loud(pcm []byte, from, until time.Duration) float64 {
	at := func(d time.Duration) int { return int(d*audioRate/time.Second) * 4 }
	sum, n := 0., 0
	for i := at(from); i < at(until); i += 2 {
		v := float64(int16(binary.LittleEndian.Uint16(pcm[i:]))) / 32768
		sum += v * v
		n++
	}
	return math.Sqrt(sum / float64(n))
}

func TestVoicesAreHeardWhenTheySpoke(t *testing.T) {
	t.Parallel()
	for _, bitrate := range []int{12_000, 24_000, 64_000} { // SILK, hybrid, CELT
		t.Run(strconv.Itoa(bitrate), func(t *testing.T) {
			t.Parallel()
			epoch := time.Date(2026, 12, 3, 2, 0, 0, 0, time.UTC)
			m := newMixer(epoch, epoch.Add(lag))
			low, leave := m.join()
			high, _ := m.join()
			say := func(v *voice, at time.Duration, packets [][]byte) {
				t.Helper()
				for i, p := range packets {
					trembling := time.Duration(i%3) * 5 * time.Millisecond
					if err := v.hear(epoch.Add(at+time.Duration(i)*20*time.Millisecond+trembling), p); err != nil {
						t.Fatal(err)
					}
				}
			}
			say(low, 500*time.Millisecond, opusPackets(t, 300, 1000, bitrate))
			say(high, time.Second, opusPackets(t, 800, 1000, bitrate))
			var pcm []byte
			for at := time.Duration(0); at < 2500*time.Millisecond; at += 20 * time.Millisecond {
				pcm = append(pcm, m.mix(epoch.Add(lag+at+slot*time.Second/audioRate))...)
			}
			if got := len(pcm) / 4; got != audioRate*5/2 {
				t.Fatalf("%d samples of 2.5 s", got)
			}
			for _, want := range []struct {
				from, until time.Duration
				least, most float64
			}{
				{0, 490, 0, .001}, {560, 990, .2, .6}, {1060, 1490, .3, .8}, {1560, 1990, .2, .6}, {2040, 2490, 0, .001},
			} {
				if got := loud(pcm, want.from*time.Millisecond, want.until*time.Millisecond); got < want.least || got > want.most {
					t.Errorf("from %d ms to %d ms it is %f loud", want.from, want.until, got)
				}
			}
			leave()
			if len(m.voices) != 1 {
				t.Error("who left is heard")
			}
		})
	}
}

// The decoder of the house against ffmpeg's, on the same packets.
func BenchmarkVoice(b *testing.B) {
	packets := opusPackets(b, 440, 2000, 32_000)
	epoch := time.Now()
	v, _ := newMixer(epoch, epoch).join()
	b.ResetTimer()
	for i := range b.N {
		_ = v.hear(epoch.Add(time.Duration(i)*20*time.Millisecond), packets[i%len(packets)])
	}
}

func TestARecordingThatHasJustBegunMixesFromItsEpoch(t *testing.T) {
	epoch := time.Now()
	m := newMixer(epoch, epoch)
	_, leave := m.join()
	defer leave()
	if n := len(m.mix(epoch.Add(lag + time.Second))); n != 4*audioRate {
		t.Errorf("%d bytes of a second", n)
	}
}
