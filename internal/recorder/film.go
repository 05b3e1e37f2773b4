package recorder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// Film makes one file of a recording. Segments behind each other are a film
// already; ffmpeg puts what a player needs first at the beginning.
func Film(ctx context.Context, ffmpeg, dir, path string) error {
	list, err := readPlaylist(filepath.Join(dir, Whole))
	if err != nil {
		return err
	}
	if len(list.segments) == 0 {
		return errors.New("make a film: nothing was recorded")
	}
	made := filepath.Join(filepath.Dir(path), unfinished+filepath.Base(path))
	defer func() { _ = os.Remove(made) }()
	cmd := exec.CommandContext(ctx, ffmpeg, "-v", "error", "-y", "-f", "mp4", "-i", "pipe:0", "-c", "copy", "-movflags", "+faststart", "-f", "mp4", made) //nolint:gosec // paths of our own
	complaint := &tail{}
	cmd.Stderr = complaint
	cmd.Stdin = reading(dir, list.segments)
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("make a film: %w: %s", err, complaint)
	}
	if err := os.Rename(made, path); err != nil {
		return fmt.Errorf("make a film: %w", err)
	}
	return nil
}

// reading is the first initialisation and all segments, one behind the other.
func reading(dir string, segments []segment) io.Reader {
	r, w := io.Pipe()
	go func() {
		names := []string{segments[0].init}
		for _, s := range segments {
			names = append(names, s.file())
		}
		for _, name := range names {
			f, err := os.Open(filepath.Join(dir, name))
			if err == nil {
				_, err = io.Copy(w, f)
				_ = f.Close()
			}
			if err != nil {
				w.CloseWithError(err)
				return
			}
		}
		_ = w.Close()
	}()
	return r
}
