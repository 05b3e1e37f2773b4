package recording

import (
	"container/list"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"zhaoyun/internal/core"
)

// What of a recording may be fetched. Its address is the permission: who has it may
// pass it on, as with any film.
var (
	secretForm  = regexp.MustCompile(`^[0-9a-f]{32}$`)
	servedFiles = regexp.MustCompile(`^(live\.m3u8|index\.m3u8|init-[0-9a-f]{12}\.mp4|seg-[0-9]{6,9}\.m4s)$`)
)

// ErrNoFile says that nothing is there, or no longer.
var ErrNoFile = core.NotFound("no_such_path", "There is no such part of a recording, or no longer.")

// Served is a file of a recording on its way out.
type Served struct {
	Data     []byte // not to be changed
	Type     string
	Lasting  bool // it never changes
	Modified time.Time
}

// Serve reads a playlist or a segment.
func (s *Service) Serve(ctx context.Context, id, secret, name string) (Served, error) {
	if !core.IsID(id) || !secretForm.MatchString(secret) || !servedFiles.MatchString(name) {
		return Served{}, ErrNoFile
	}
	path := filepath.Join(s.Dir, id, secret, name)
	info, err := os.Stat(path) // it may have been deleted since it was put on the shelf
	if err != nil {
		return Served{}, ErrNoFile
	}
	f := Served{Type: "video/mp4", Lasting: !strings.HasSuffix(name, ".m3u8"), Modified: info.ModTime()}
	if !f.Lasting {
		f.Type = "application/vnd.apple.mpegurl"
		if name == "live.m3u8" {
			s.Seen(ctx, id)
		}
		if f.Data, err = os.ReadFile(path); err != nil {
			return f, ErrNoFile
		}
		return f, nil
	}
	if f.Data, err = s.shelf.read(path); err != nil {
		return f, ErrNoFile
	}
	return f, nil
}

// shelf keeps what was fetched last: thousands fetch the same segment in the same second.
type shelf struct {
	mu    sync.Mutex
	order *list.List // the last one first
	books map[string]*list.Element
	size  int
}

// shelfSize is how many bytes the shelf holds.
const shelfSize = 64 << 20

type book struct {
	path string
	once sync.Once
	data []byte
	err  error
}

func (s *shelf) read(path string) ([]byte, error) {
	s.mu.Lock()
	if s.order == nil {
		s.order, s.books = list.New(), map[string]*list.Element{}
	}
	at := s.books[path]
	if at == nil {
		at = s.order.PushFront(&book{path: path})
		s.books[path] = at
	} else {
		s.order.MoveToFront(at)
	}
	s.mu.Unlock()
	b := at.Value.(*book) //nolint:forcetypeassert // nothing else is put there
	b.once.Do(func() {
		b.data, b.err = os.ReadFile(path)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.size += len(b.data)
		if b.err != nil {
			s.drop(at)
		}
		for s.size > shelfSize && s.order.Len() > 1 {
			s.drop(s.order.Back())
		}
	})
	return b.data, b.err
}

func (s *shelf) drop(at *list.Element) {
	gone := at.Value.(*book) //nolint:forcetypeassert // as above
	if s.books[gone.path] == at {
		s.order.Remove(at)
		delete(s.books, gone.path)
		s.size -= len(gone.data)
	}
}
