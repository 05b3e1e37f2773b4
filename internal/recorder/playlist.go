package recorder

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// The playlists of a recording.
const (
	Whole = "index.m3u8" // everything that is kept
	Live  = "live.m3u8"  // the last of it
)

// targetSeconds bounds a segment, rounded (RFC 8216, 4.3.3.1). Two seconds is what
// is aimed at; a publisher that sends no whole picture in time makes it more.
const targetSeconds = 4

// liveSegments are those the live playlist shows.
const liveSegments = 6

// stamp is how a playlist writes a time.
const stamp = "2006-01-02T15:04:05.000Z"

// segment is a file with pictures and sound.
type segment struct {
	number int
	from   time.Time
	length time.Duration
	init   string // file with what has to be read first
	breaks bool   // it does not go on from what was before
}

func (s segment) file() string { return fmt.Sprintf("seg-%06d.m4s", s.number) }

func (s segment) until() time.Time { return s.from.Add(s.length) }

// lines are the segment in a playlist, after another or as the first.
func (s segment) lines(before *segment) string {
	var b strings.Builder
	if s.breaks && before != nil {
		b.WriteString("#EXT-X-DISCONTINUITY\n")
	}
	if before == nil || s.breaks || before.init != s.init {
		fmt.Fprintf(&b, "#EXT-X-MAP:URI=%q\n", s.init)
	}
	fmt.Fprintf(&b, "#EXT-X-PROGRAM-DATE-TIME:%s\n#EXTINF:%.3f,\n%s\n", s.from.UTC().Format(stamp), s.length.Seconds(), s.file())
	return b.String()
}

func header(kind string, first, breaks int) string {
	if kind != "" {
		kind = "#EXT-X-PLAYLIST-TYPE:" + kind + "\n"
	}
	return fmt.Sprintf("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:%d\n%s#EXT-X-MEDIA-SEQUENCE:%d\n#EXT-X-DISCONTINUITY-SEQUENCE:%d\n",
		targetSeconds, kind, first, breaks)
}

const endMark = "#EXT-X-ENDLIST\n"

// livePlaylist shows the last segments; breaks is how many discontinuities there were up to the first.
func livePlaylist(segments []segment, breaks int, over bool) []byte {
	var b strings.Builder
	first := 0
	if len(segments) > 0 {
		first = segments[0].number
	}
	b.WriteString(header("", first, breaks))
	var before *segment
	for i := range segments {
		b.WriteString(segments[i].lines(before))
		before = &segments[i]
	}
	if over {
		b.WriteString(endMark)
	}
	return []byte(b.String())
}

// playlist is what one says. The last segment may be cut short when the process
// died over it: it is left out then, and whole is false.
type playlist struct {
	segments []segment
	breaks   int // EXT-X-DISCONTINUITY-SEQUENCE
	over     bool
	whole    bool
}

// readPlaylist reads one; a missing one is empty.
func readPlaylist(path string) (playlist, error) {
	p := playlist{whole: true}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return p, fmt.Errorf("read a playlist: %w", err)
	}
	defer func() { _ = f.Close() }()
	var s segment
	lines := bufio.NewScanner(f)
	rest := false
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ":")
		rest = true
		switch name {
		case "#EXT-X-DISCONTINUITY":
			s.breaks = true
		case "#EXT-X-DISCONTINUITY-SEQUENCE":
			p.breaks, _ = strconv.Atoi(value)
		case "#EXT-X-MAP":
			s.init = strings.Trim(strings.TrimPrefix(value, "URI="), `"`)
		case "#EXT-X-PROGRAM-DATE-TIME":
			s.from, _ = time.Parse(stamp, value)
		case "#EXTINF":
			seconds, _ := strconv.ParseFloat(strings.TrimSuffix(value, ","), 64)
			s.length = time.Duration(seconds*1000+.5) * time.Millisecond
		case "#EXT-X-ENDLIST":
			p.over = true
		default:
			n, found := strings.CutPrefix(name, "seg-")
			n, full := strings.CutSuffix(n, ".m4s")
			if s.number, err = strconv.Atoi(n); found && full && err == nil {
				p.segments = append(p.segments, s)
				s = segment{init: s.init}
				rest = false
			}
		}
	}
	p.whole = !rest || len(p.segments) == 0 || p.over
	return p, lines.Err()
}

// Span is a stretch of time without a gap.
type Span struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// Spans says from when until when a recording was kept.
func Spans(dir string) ([]Span, error) {
	p, err := readPlaylist(filepath.Join(dir, Whole))
	spans := []Span{}
	for _, s := range p.segments {
		if n := len(spans); n > 0 && s.from.Sub(spans[n-1].Until).Abs() < 100*time.Millisecond {
			spans[n-1].Until = s.until()
			continue
		}
		spans = append(spans, Span{s.from, s.until()})
	}
	return spans, err
}

// unfinished begins the name of a file that is being written.
const unfinished = ".new-"

// writeFile puts a file in place as a whole, and onto the disk.
func writeFile(path string, data []byte) error {
	return writing("write "+filepath.Base(path), func() error {
		f, err := os.CreateTemp(filepath.Dir(path), unfinished)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err == nil {
			err = os.Rename(f.Name(), path)
		}
		if err != nil {
			_ = os.Remove(f.Name())
			return err
		}
		return syncDir(filepath.Dir(path))
	})
}

// appendFile adds to a file, and to the disk.
func appendFile(path, text string) error {
	return writing("append to "+filepath.Base(path), func() error {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = f.WriteString(text)
		return errors.Join(err, f.Sync(), f.Close())
	})
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func writing(what string, f func() error) error {
	if err := f(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
