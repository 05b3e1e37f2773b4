package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"syscall"
	"time"

	"zhaoyun/internal/core"
)

// Dir is a Store in a directory, which several nodes may share when its file
// system has locks. A growing blob is a file named ID.part, a sealed one ID.
type Dir struct{ root *os.Root }

// NewDir opens the directory, making it if need be.
func NewDir(dir string) (*Dir, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the blob directory: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the blob directory: %w", err)
	}
	return &Dir{root: root}, nil
}

// Close gives the directory back.
func (d *Dir) Close() error { return d.root.Close() }

const part = ".part"

// place is the name of a sealed blob. Identifiers begin with the time, so their
// ends spread them over 256 directories.
func place(id core.ID) (string, error) {
	if !core.IsID(id) {
		return "", ErrID
	}
	return path.Join(id[len(id)-2:], id), nil
}

// Create implements Store.
func (d *Dir) Create(_ context.Context, id core.ID) error {
	name, err := place(id)
	if err != nil {
		return err
	}
	if _, err := d.root.Stat(name); err == nil {
		return ErrSealed
	}
	if err := d.root.Mkdir(path.Dir(name), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("create blob: %w", err)
	}
	f, err := d.root.OpenFile(name+part, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("create blob: %w", err)
	}
	return f.Close()
}

// Append implements Store.
func (d *Dir) Append(ctx context.Context, id core.ID, offset int64, r io.Reader, n int64) (int64, error) {
	var size int64
	err := d.growing(ctx, id, func(f *os.File) error {
		info, err := f.Stat()
		if err != nil {
			return err
		}
		if size = info.Size(); size != offset {
			return &OffsetError{Size: size}
		}
		if _, err := io.CopyN(io.NewOffsetWriter(f, offset), r, n); err != nil {
			return errors.Join(fmt.Errorf("append to blob: %w", err), f.Truncate(offset))
		}
		size = offset + n
		return nil
	})
	return size, err
}

// Seal implements Store.
func (d *Dir) Seal(ctx context.Context, id core.ID) error {
	err := d.growing(ctx, id, func(f *os.File) error {
		name, err := place(id)
		if err != nil {
			return err
		}
		if err := f.Sync(); err != nil {
			return fmt.Errorf("seal blob: %w", err)
		}
		if err := d.root.Rename(name+part, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("seal blob: %w", err)
		}
		return d.syncDir(path.Dir(name))
	})
	if errors.Is(err, ErrSealed) {
		return nil
	}
	return err
}

// growing runs f on the unfinished blob while holding its lock, across processes.
func (d *Dir) growing(ctx context.Context, id core.ID, f func(*os.File) error) error {
	name, err := place(id)
	if err != nil {
		return err
	}
	file, err := d.root.OpenFile(name+part, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := d.root.Stat(name); err == nil {
			return ErrSealed
		}
		return ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("open blob: %w", err)
	}
	defer func() { _ = file.Close() }() // gives the lock back as well
	if err := lock(ctx, file); err != nil {
		return err
	}
	// Whoever held the lock before may have sealed or deleted it under this name.
	now, err := d.root.Stat(name + part)
	if err != nil {
		return d.growing(ctx, id, f)
	}
	if mine, err := file.Stat(); err != nil || !os.SameFile(now, mine) {
		return errors.Join(ErrNotFound, err)
	}
	return f(file)
}

// lock waits for the file's lock until the context ends.
func lock(ctx context.Context, f *os.File) error {
	for pause := time.Millisecond; ; pause = min(2*pause, 50*time.Millisecond) {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return fmt.Errorf("lock blob: %w", err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("lock blob: %w", ctx.Err())
		case <-time.After(pause):
		}
	}
}

// syncDir makes a rename in the directory last.
func (d *Dir) syncDir(name string) error {
	dir, err := d.root.Open(name)
	if err != nil {
		return fmt.Errorf("seal blob: %w", err)
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Size implements Store.
func (d *Dir) Size(_ context.Context, id core.ID) (int64, error) {
	name, err := place(id)
	if err != nil {
		return 0, err
	}
	// The unfinished file first: sealing moves it to the other name, never back.
	for _, n := range []string{name + part, name} {
		info, err := d.root.Stat(n)
		if err == nil {
			return info.Size(), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return 0, fmt.Errorf("measure blob: %w", err)
		}
	}
	return 0, ErrNotFound
}

// Open implements Store. The reader is an *os.File, so that sending it or handing
// it to a child process needs no copy through this one.
func (d *Dir) Open(_ context.Context, id core.ID) (io.ReadSeekCloser, int64, error) {
	name, err := place(id)
	if err != nil {
		return nil, 0, err
	}
	f, err := d.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, ErrNotFound
	}
	if err != nil {
		return nil, 0, fmt.Errorf("open blob: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(fmt.Errorf("open blob: %w", err), f.Close())
	}
	return f, info.Size(), nil
}

// Delete implements Store.
func (d *Dir) Delete(_ context.Context, id core.ID) error {
	name, err := place(id)
	if err != nil {
		return err
	}
	for _, n := range []string{name + part, name} {
		if err := d.root.Remove(n); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("delete blob: %w", err)
		}
	}
	return nil
}
