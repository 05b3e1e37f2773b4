package read

import (
	"errors"
	"io"
	"sync"

	"zhaoyun/internal/core"
)

// Far reads a file at places and tells how far into it has been read.
type Far struct {
	at   io.ReaderAt
	size int64
	mu   sync.Mutex
	far  int64
}

// NewFar makes one of what may only be able to be read on.
func NewFar(r io.ReadSeeker, size int64) *Far { return &Far{at: readerAt(r), size: size} }

// ReadAt implements io.ReaderAt.
func (m *Far) ReadAt(p []byte, off int64) (int, error) {
	n, err := m.at.ReadAt(p, off)
	m.mu.Lock()
	m.far = max(m.far, off+int64(n))
	m.mu.Unlock()
	return n, err
}

// Percent is how much of the file has been read.
func (m *Far) Percent() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return int(100 * m.far / max(1, m.size))
}

// readerAt reads at places what can only be read on.
func readerAt(r io.ReadSeeker) io.ReaderAt {
	if at, ok := r.(io.ReaderAt); ok {
		return at
	}
	return &seeking{r: r}
}

type seeking struct {
	mu sync.Mutex
	r  io.ReadSeeker
}

// ReadAt implements io.ReaderAt.
func (s *seeking) ReadAt(p []byte, off int64) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.r.Seek(off, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(s.r, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

// ImportProblem is why a file cannot be read as a whole, as it is kept.
type ImportProblem struct {
	Code   string         `json:"code"`
	Detail string         `json:"detail"`
	Params map[string]any `json:"params,omitempty"`
}

// ProblemOf is what is wrong with a file, where it is the file.
func ProblemOf(err error) *ImportProblem {
	var e *core.Error
	if !errors.As(err, &e) || e.Kind != core.KindInvalid && e.Kind != core.KindTooLarge {
		return nil
	}
	return &ImportProblem{Code: e.Code, Detail: e.Message, Params: e.Params}
}
