package app

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// lockData makes sure that one process alone uses a data directory. The lock
// goes with the process, however it ends.
func lockData(dir string) (unlock func() error, err error) {
	if err := dataDir(dir); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the lock of the data directory: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("another zhaoyun is already using %s. Stop it first, or, to run several servers, set "+
			"ZHAOYUN_DATABASE_URL (PostgreSQL), ZHAOYUN_REDIS_URL and ZHAOYUN_BLOB_URL", dir)
	}
	return f.Close, nil
}
