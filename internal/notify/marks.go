package notify

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// Marks remember what was handed over, from the moment its last byte is on the way
// until long after everybody else knows: one empty file each. Whoever takes a message up
// after a process was killed sees by them that it needs no second sending. A file is
// there some twenty microseconds after the last byte; that much is the window in which
// a killed process leaves no trace. They do not outlive a power failure, and are this
// machine's alone. Nil remembers nothing.
type Marks struct{ dir string }

// NewMarks makes the directory if need be.
func NewMarks(dir string) (*Marks, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the marks of what was sent: %w", err)
	}
	return &Marks{dir}, nil
}

var markable = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$`)

func (m *Marks) path(id string) string {
	if m == nil || !markable.MatchString(id) {
		return ""
	}
	return filepath.Join(m.dir, id)
}

// has reports whether a message was handed over.
func (m *Marks) has(id string) bool {
	path := m.path(id)
	if path == "" {
		return false
	}
	_, err := os.Stat(path)
	return err == nil
}

// set is called when all of a message is on the way.
func (m *Marks) set(id string) error {
	path := m.path(id)
	if path == "" {
		return nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// drop is called when it turns out that a message was not taken.
func (m *Marks) drop(id string) {
	if path := m.path(id); path != "" {
		_ = os.Remove(path)
	}
}

// Sweep drops marks that are older than any job is tried again.
func (m *Marks) Sweep(before time.Time) error {
	if m == nil {
		return nil
	}
	entries, err := os.ReadDir(m.dir)
	if err != nil {
		return fmt.Errorf("sweep the marks of what was sent: %w", err)
	}
	var wrong []error
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && info.ModTime().Before(before) {
			wrong = append(wrong, os.Remove(filepath.Join(m.dir, e.Name())))
		}
	}
	return errors.Join(wrong...)
}
