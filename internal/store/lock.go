package store

import "github.com/pressly/goose/v3/lock"

// newMigrationLock makes nodes that start together migrate one after another.
func newMigrationLock() (lock.SessionLocker, error) {
	return lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
}
