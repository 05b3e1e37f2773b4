package recorder

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// Size of the pictures that are encoded here.
const (
	width  = 1280
	height = 720
)

// FFmpeg finds the program; the error says what to do.
func FFmpeg() (string, error) {
	path, err := exec.LookPath("ffmpeg")
	if err != nil {
		return "", errors.New("ffmpeg is not installed: nothing is recorded, and there is no HLS")
	}
	return path, nil
}

// x264 encodes pictures of any size into one of ours. There is nothing to wait for:
// a picture that goes in comes out at once.
func x264(extra ...string) []string {
	fit := fmt.Sprintf("scale=%d:%d:force_original_aspect_ratio=decrease,pad=%d:%d:-1:-1,setsar=1,format=yuv420p", width, height, width, height)
	args := []string{"-an", "-vf", fit, "-fps_mode", "passthrough", "-c:v", "libx264", "-preset", "superfast", "-tune", "zerolatency",
		"-profile:v", "main", "-crf", "23", "-maxrate", "2500k", "-bufsize", "2500k", "-threads", "2", "-g", "300"}
	return append(args, extra...)
}

// still encodes one picture of a file, or black when path is empty.
func still(ctx context.Context, ffmpeg, path string) (params, picture, error) {
	input := []string{"-f", "lavfi", "-i", fmt.Sprintf("color=black:s=%dx%d", width, height)}
	if path != "" {
		input = []string{"-i", "file:" + path}
	}
	args := append([]string{"-nostdin", "-v", "error"}, input...)
	args = append(append(args, x264()...), "-frames:v", "1", "-f", "h264", "pipe:1")
	cmd := exec.CommandContext(ctx, ffmpeg, args...) //nolint:gosec // the path was looked up
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return params{}, picture{}, fmt.Errorf("encode a still: %w: %s", err, complaint.String())
	}
	pic, err := pictureOf(annexB(out.Bytes()))
	if err == nil && (!pic.key || !pic.params.known()) {
		err = errors.New("encode a still: it came without its parameters")
	}
	return pic.params, pic, err
}

// process is a running ffmpeg that reads what is written to it.
type process struct {
	cmd       *exec.Cmd
	in        io.WriteCloser
	out       io.Reader
	complaint *tail
	once      sync.Once
}

func start(ctx context.Context, ffmpeg string, args ...string) (*process, error) {
	cmd := exec.CommandContext(ctx, ffmpeg, append([]string{"-nostdin", "-v", "error"}, args...)...) //nolint:gosec // the path was looked up
	p := &process{cmd: cmd, complaint: &tail{}}
	cmd.Stderr = p.complaint
	cmd.WaitDelay = time.Second
	var err error
	if p.in, err = cmd.StdinPipe(); err == nil {
		if p.out, err = cmd.StdoutPipe(); err == nil {
			err = cmd.Start()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("start ffmpeg: %w", err)
	}
	return p, nil
}

// stop ends it; whoever reads from it sees the end.
func (p *process) stop() {
	p.once.Do(func() {
		_ = p.in.Close()
		_ = p.cmd.Process.Kill()
		go func() { _ = p.cmd.Wait() }()
	})
}

// tail keeps the last of what a program complains of.
type tail struct {
	mu   sync.Mutex
	text []byte
}

// Write implements io.Writer.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, b...)
	t.text = t.text[max(0, len(t.text)-1000):]
	return len(b), nil
}

// String implements fmt.Stringer.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.text))
}

// ivfHeader begins a stream of VP8 pictures with times in 1/90000 s.
func ivfHeader(w, h int) []byte {
	b := append([]byte("DKIF"), 0, 0, 32, 0)
	b = append(b, "VP80"...)
	b = binary.LittleEndian.AppendUint16(b, uint16(w))
	b = binary.LittleEndian.AppendUint16(b, uint16(h))
	for _, v := range []uint32{videoRate, 1, 0, 0} {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

func ivfPicture(at uint64, data []byte) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(data)))
	return append(binary.LittleEndian.AppendUint64(b, at), data...)
}

// vp8Size reads the size of a whole picture (RFC 6386, 9.1); false for one that depends on others.
func vp8Size(data []byte) (w, h int, whole bool) {
	if len(data) < 10 || data[0]&1 != 0 || !bytes.Equal(data[3:6], []byte{0x9d, 1, 0x2a}) {
		return 0, 0, false
	}
	return int(binary.LittleEndian.Uint16(data[6:])) & 0x3fff, int(binary.LittleEndian.Uint16(data[8:])) & 0x3fff, true
}

// readFLV hands on the pictures of an FLV stream, with times in milliseconds.
func readFLV(r io.Reader, take func(ms int64, pic picture) error) error {
	in := bufio.NewReaderSize(r, 1<<16)
	if _, err := in.Discard(9 + 4); err != nil {
		return err
	}
	var known params
	for {
		var head [11]byte
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return err
		}
		body := make([]byte, int(head[1])<<16|int(head[2])<<8|int(head[3]))
		if _, err := io.ReadFull(in, body); err != nil {
			return err
		}
		if _, err := in.Discard(4); err != nil {
			return err
		}
		if head[0] != 9 || len(body) < 5 || body[0]&15 != 7 {
			continue
		}
		ms := int64(head[7])<<24 | int64(head[4])<<16 | int64(head[5])<<8 | int64(head[6])
		var err error
		switch body[1] {
		case 0:
			known, err = avcParams(body[5:])
		case 1:
			var pic picture
			if pic, err = pictureOf(body[5:]); err == nil {
				if pic.key && !pic.params.known() {
					pic.params, pic.data = known, known.with(picture{key: true, data: pic.data})
				}
				err = take(ms, pic)
			}
		}
		if err != nil {
			return err
		}
	}
}

// avcParams reads the parameters of a configuration record, one of each kind.
func avcParams(b []byte) (params, error) {
	broken := errors.New("the parameters of a picture are cut short")
	next := func(at int) ([]byte, int, error) {
		if len(b) < at+2 {
			return nil, 0, broken
		}
		end := at + 2 + int(binary.BigEndian.Uint16(b[at:]))
		if len(b) < end {
			return nil, 0, broken
		}
		return b[at+2 : end], end, nil
	}
	sps, at, err := next(6)
	if err != nil {
		return params{}, err
	}
	pps, _, err := next(at + 1)
	if err != nil {
		return params{}, err
	}
	return newParams(sps, pps)
}

// readADTS hands on the frames of AAC in an ADTS stream.
func readADTS(r io.Reader, take func(frame []byte)) error {
	in := bufio.NewReaderSize(r, 1<<14)
	for {
		head, err := in.Peek(7)
		if err != nil {
			return err
		}
		if head[0] != 0xff || head[1]&0xf6 != 0xf0 {
			return errors.New("the sound is no ADTS")
		}
		size := int(head[3]&3)<<11 | int(head[4])<<3 | int(head[5])>>5
		skip := 7
		if head[1]&1 == 0 {
			skip = 9
		}
		frame := make([]byte, max(size, skip))
		if _, err := io.ReadFull(in, frame); err != nil {
			return err
		}
		take(frame[skip:])
	}
}
