package testkit

import (
	"bytes"
	"encoding/binary"
	"math"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// ClipRate is how many pictures a clip has in a second.
const ClipRate = 25

// bits of the number that every picture of a clip carries.
const numberBits = 10

// numbered draws pictures that carry their number, as black and white numberBits.
func numbered(from, count, w, h int) []byte {
	var all bytes.Buffer
	for n := from; n < from+count; n++ {
		luma := bytes.Repeat([]byte{128}, w*h)
		for b := range numberBits {
			shade := byte(235 * (n >> b & 1))
			for y := h / 4; y < h*3/4; y++ {
				for x := b * w / numberBits; x < (b+1)*w/numberBits; x++ {
					luma[y*w+x] = shade
				}
			}
		}
		all.Write(luma)
		all.Write(bytes.Repeat([]byte{128}, w*h/2))
	}
	return all.Bytes()
}

// Clip encodes pictures that carry their number, in vp8 or h264, and returns them one by one.
func Clip(t testing.TB, codec string, from, count, w, h int) [][]byte {
	t.Helper()
	args := []string{"-v", "error", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", strconv.Itoa(w) + "x" + strconv.Itoa(h), "-r", strconv.Itoa(ClipRate), "-i", "-"}
	if codec == "vp8" {
		args = append(args, "-c:v", "libvpx", "-deadline", "realtime", "-b:v", "1M", "-auto-alt-ref", "0", "-g", "25", "-f", "ivf", "-")
	} else {
		args = append(args, "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "baseline", "-g", "25", "-x264-params", "aud=1", "-f", "h264", "-")
	}
	cmd := exec.CommandContext(t.Context(), "ffmpeg", args...)
	cmd.Stdin = bytes.NewReader(numbered(from, count, w, h))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	if codec == "vp8" {
		for out = out[32:]; len(out) > 12; {
			size := int(binary.LittleEndian.Uint32(out))
			all, out = append(all, out[12:12+size]), out[12+size:]
		}
	} else {
		mark := []byte{0, 0, 0, 1, 9}
		for _, frame := range bytes.Split(out, mark)[1:] {
			all = append(all, append(bytes.Clone(mark), frame...))
		}
	}
	if len(all) != count {
		t.Fatalf("%d pictures of %d", len(all), count)
	}
	return all
}

// Beeps are packets of Opus with a tone of a tenth of a second at every full second.
func Beeps(t testing.TB, seconds int) [][]byte {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "aevalsrc='if(lt(mod(t,1),0.1),0.5*sin(2*PI*1000*t),0)':s=48000",
		"-t", strconv.Itoa(seconds), "-c:a", "libopus", "-b:a", "64k", "-application", "lowdelay", "-frame_duration", "20", "-f", "ogg", "-page_duration", "20000", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	for len(out) > 27 && bytes.HasPrefix(out, []byte("OggS")) {
		segments := out[27 : 27+int(out[26])]
		body := out[27+len(segments):]
		size := 0
		for _, n := range segments {
			if size += int(n); n < 255 {
				if !bytes.HasPrefix(body, []byte("Opus")) {
					all = append(all, body[:size])
				}
				body, size = body[size:], 0
			}
		}
		out = body
	}
	return all
}

// NumbersSeen reads the numbers of the pictures of a film, with the times at which they come.
func NumbersSeen(t testing.TB, path string) map[int]time.Duration {
	t.Helper()
	const w, h = 100, 40
	var complaint bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-nostdin", "-copyts", "-i", path, "-an", "-vf", "scale=100:40,format=gray,showinfo", "-fps_mode", "passthrough", "-f", "rawvideo", "-")
	cmd.Stderr = &complaint
	raw, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v %s", err, complaint.String())
	}
	var times []time.Duration
	for line := range strings.SplitSeq(complaint.String(), "\n") {
		if _, rest, ok := strings.Cut(line, "pts_time:"); ok {
			v, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			times = append(times, time.Duration(v*float64(time.Second)))
		}
	}
	if len(times) != len(raw)/(w*h) {
		t.Fatalf("%d times of %d pictures", len(times), len(raw)/(w*h))
	}
	first := map[int]time.Duration{}
	for i, at := range times {
		pic := raw[i*w*h:][:w*h]
		n, clear := 0, true
		for b := range numberBits {
			shade := pic[20*w+b*10+5]
			clear = clear && (shade < 60 || shade > 180)
			if shade > 128 {
				n |= 1 << b
			}
		}
		if _, again := first[n]; clear && !again {
			first[n] = at
		}
	}
	return first
}

// TonesHeard finds when the beeps begin in a film.
func TonesHeard(t testing.TB, path string) (tones []time.Duration) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-nostdin", "-i", path, "-vn", "-ac", "1", "-ar", "48000", "-af", "aresample=async=1:first_pts=0", "-f", "s16le", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	const step = 240 // 5 ms
	quiet := 100
	for i := 0; i+step*2 <= len(out); i += step * 2 {
		sum := 0.
		for j := 0; j < step*2; j += 2 {
			v := float64(int16(binary.LittleEndian.Uint16(out[i+j:]))) / 32768
			sum += v * v
		}
		if math.Sqrt(sum/step) > .1 {
			if quiet > 40 {
				tones = append(tones, time.Duration(i/2)*time.Second/48000)
			}
			quiet = 0
		} else {
			quiet++
		}
	}
	return tones
}
