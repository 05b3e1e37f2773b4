package recorder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Lengths of segments: the first whole picture after aim begins the next one, and
// without any the next begins at most.
const (
	aim  = 1900 * time.Millisecond
	most = 4300 * time.Millisecond
	// patience is how long a segment waits for its sound.
	patience = 3 * time.Second
)

// segments cuts pictures and sound into files. What is on disk is whole: a file
// is written under another name and renamed, and the playlist names it afterwards.
type segments struct {
	dir   string
	epoch time.Time // media times count from here
	kept  func() bool

	mu     sync.Mutex
	last   segment   // written last
	shown  []segment // in the live playlist, and those just before it
	breaks int       // discontinuities up to the first of shown
	whole  *segment  // the last in the whole playlist

	open   *draft
	closed []*draft
	seen   int64 // of the last picture, in its ticks
	sound  []sample
	heard  int64 // sound is there up to here, in its ticks
	wrong  error // of the disk, after which nothing is written
}

// draft is a segment that is not on disk yet.
type draft struct {
	params params
	breaks bool
	video  []sample
	end    int64
	closed time.Time
}

// newSegments goes on where the files of a directory end.
func newSegments(dir string, epoch time.Time, kept func() bool) (*segments, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // a web server may serve it
		return nil, writing("make the directory of a recording", func() error { return err })
	}
	halves, _ := filepath.Glob(filepath.Join(dir, unfinished+"*"))
	for _, half := range halves { // of a process that died over it
		_ = os.Remove(half)
	}
	s := &segments{dir: dir, epoch: epoch, kept: kept, last: segment{number: -1}, seen: -videoRate / 1000}
	whole, err := readPlaylist(filepath.Join(dir, Whole))
	if err != nil {
		return nil, err
	}
	live, err := readPlaylist(filepath.Join(dir, Live))
	if err != nil {
		return nil, err
	}
	if n := len(whole.segments); n > 0 {
		s.whole = &whole.segments[n-1]
		s.last = *s.whole
		if !whole.whole || whole.over {
			err = s.rewrite(whole.segments)
		}
	}
	if n := len(live.segments); n > 0 && live.segments[n-1].number > s.last.number {
		s.last = live.segments[n-1]
	}
	s.shown, s.breaks = live.segments, live.breaks
	if s.last.number >= 0 {
		s.seen = s.ticks(s.last.until(), videoRate)
	}
	return s, err
}

// rewrite makes the whole playlist anew, without what was cut short.
func (s *segments) rewrite(all []segment) error {
	text := header("EVENT", all[0].number, 0)
	var before *segment
	for i := range all {
		text += all[i].lines(before)
		before = &all[i]
	}
	return writeFile(filepath.Join(s.dir, Whole), []byte(text))
}

// ticks is a time in the clock of a track.
func (s *segments) ticks(at time.Time, rate int64) int64 {
	d := at.Sub(s.epoch)
	return int64(d/time.Second)*rate + int64(d%time.Second)*rate/int64(time.Second)
}

func (s *segments) time(ticks int64) time.Time {
	return s.epoch.Add(time.Duration(ticks/videoRate)*time.Second + time.Duration(ticks%videoRate)*time.Second/videoRate)
}

// picture takes the next picture, the parameters of which are p.
func (s *segments) picture(at time.Time, p params, pic picture) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	ticks := max(s.ticks(at, videoRate), s.seen+videoRate/1000)
	other := s.open == nil || !s.open.params.equal(p)
	if other && !pic.key {
		return s.wrong
	}
	if s.open != nil {
		length := time.Duration(ticks-s.open.video[0].at) * time.Second / videoRate
		if other || pic.key && length >= aim || length >= most {
			s.close(ticks)
		}
	}
	if s.open == nil {
		s.open = &draft{params: p, breaks: other && (s.last.number >= 0 || len(s.closed) > 0)}
	}
	s.open.video = append(s.open.video, sample{at: ticks, key: pic.key, data: p.with(pic)})
	s.seen = ticks
	s.flush(false)
	return s.wrong
}

// hear takes the next frame of sound.
func (s *segments) hear(at int64, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at < 0 || at < s.heard {
		return
	}
	s.sound = append(s.sound, sample{at: at, key: true, data: data})
	s.heard = at + aacFrame
	s.flush(false)
}

func (s *segments) close(end int64) {
	s.open.end, s.open.closed = end, time.Now()
	s.closed = append(s.closed, s.open)
	s.open = nil
}

// flush writes the closed segments that have all their sound, or all of them.
func (s *segments) flush(all bool) {
	for len(s.closed) > 0 && s.wrong == nil {
		d := s.closed[0]
		end := d.end * audioRate / videoRate
		if !all && s.heard < end && time.Since(d.closed) < patience {
			return
		}
		n := slices.IndexFunc(s.sound, func(f sample) bool { return f.at >= end })
		if n < 0 {
			n = len(s.sound)
		}
		sound := s.sound[:n]
		begin := d.video[0].at*audioRate/videoRate - aacFrame
		sound = slices.DeleteFunc(slices.Clone(sound), func(f sample) bool { return f.at < begin })
		s.sound, s.closed = slices.Clone(s.sound[n:]), s.closed[1:]
		s.wrong = s.write(d, sound)
	}
}

// finish writes what there is, up to a time.
func (s *segments) finish(at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open != nil {
		s.close(max(s.ticks(at, videoRate), s.seen+videoRate/100))
	}
	s.flush(true)
	return s.wrong
}

func (s *segments) write(d *draft, sound []sample) error {
	next := segment{
		number: s.last.number + 1, from: s.time(d.video[0].at), init: d.params.name(), breaks: d.breaks,
		length: time.Duration(d.end-d.video[0].at) * time.Second / videoRate,
	}
	init := filepath.Join(s.dir, next.init)
	if _, err := os.Stat(init); errors.Is(err, fs.ErrNotExist) {
		if err := writeFile(init, initialisation(d.params)); err != nil {
			return err
		}
	}
	if err := writeFile(filepath.Join(s.dir, next.file()), fragment(uint32(next.number)+1, d.video, sound, d.end)); err != nil {
		return err
	}
	kept := s.kept()
	if kept {
		if err := s.append(next); err != nil {
			return err
		}
	}
	s.last = next
	s.shown = append(s.shown, next)
	return s.slide(kept)
}

// append adds a segment to the whole playlist.
func (s *segments) append(next segment) error {
	path := filepath.Join(s.dir, Whole)
	if s.whole == nil {
		next.breaks = false
		if err := writeFile(path, []byte(header("EVENT", next.number, 0)+next.lines(nil))); err != nil {
			return err
		}
	} else {
		next.breaks = next.breaks || next.number != s.whole.number+1
		if err := appendFile(path, next.lines(s.whole)); err != nil {
			return err
		}
	}
	s.whole = &next
	return nil
}

// slide shows the last segments, and deletes what went before when it is not kept.
// What has just slid out stays for a while: somebody may be fetching it.
func (s *segments) slide(kept bool) error {
	for len(s.shown) > 2*liveSegments {
		gone := s.shown[0]
		if s.shown = s.shown[1:]; s.shown[0].breaks {
			s.breaks++
		}
		if !kept && (s.whole == nil || gone.number > s.whole.number) {
			_ = os.Remove(filepath.Join(s.dir, gone.file()))
		}
	}
	first := max(0, len(s.shown)-liveSegments)
	breaks := s.breaks
	for _, later := range s.shown[1 : first+1] {
		if later.breaks {
			breaks++
		}
	}
	return writeFile(filepath.Join(s.dir, Live), livePlaylist(s.shown[first:], breaks, false))
}

// End says in the playlists of a recording that nothing more comes, and what it
// holds: spans and bytes. It may be repeated.
func End(dir string) ([]Span, int64, error) {
	s, err := newSegments(dir, time.Time{}, nil)
	if err != nil {
		return nil, 0, err
	}
	if s.whole != nil {
		if err := appendFile(filepath.Join(dir, Whole), endMark); err != nil {
			return nil, 0, err
		}
	}
	if len(s.shown) > 0 {
		if err := writeFile(filepath.Join(dir, Live), livePlaylist(s.shown, s.breaks, true)); err != nil {
			return nil, 0, err
		}
	}
	spans, err := Spans(dir)
	return spans, Size(dir), err
}

// Size is what a recording takes on disk, in bytes.
func Size(dir string) (size int64) {
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		if info, err := f.Info(); err == nil {
			size += info.Size()
		}
	}
	return size
}
