// Package blob keeps the bytes of uploads. A blob grows by appending, is sealed
// once complete, and never changes afterwards.
package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"zhaoyun/internal/core"
)

// Store keeps blobs by identifier. Every implementation passes the tests of
// contract_test.go.
type Store interface {
	// Create makes an empty blob that can be appended to. Creating it again is no error.
	Create(ctx context.Context, id core.ID) error
	// Append adds exactly n bytes of r at the offset and returns the size afterwards.
	// Where the blob has another size it fails with *OffsetError and changes nothing;
	// of several that append at one offset at once, on any node, one succeeds. What
	// could not be read in full is dropped: the size is then the offset again.
	Append(ctx context.Context, id core.ID, offset int64, r io.Reader, n int64) (size int64, err error)
	// Seal makes the blob readable, unchangeable and safe from a power cut. Sealing
	// it again is no error.
	Seal(ctx context.Context, id core.ID) error
	// Size returns how many bytes there are, sealed or not.
	Size(ctx context.Context, id core.ID) (int64, error)
	// Open reads a sealed blob and says how long it is.
	Open(ctx context.Context, id core.ID) (r io.ReadSeekCloser, size int64, err error)
	// Delete removes the blob in whatever state; without one it does nothing.
	Delete(ctx context.Context, id core.ID) error
}

// Errors of a Store. ErrNotFound is an fs.ErrNotExist too.
var (
	ErrNotFound = fmt.Errorf("blob: %w", fs.ErrNotExist)
	ErrSealed   = errors.New("blob: sealed, it cannot grow")
	ErrID       = errors.New("blob: not an identifier")
)

// OffsetError says that an append did not start where the blob ends.
type OffsetError struct{ Size int64 }

// Error implements error.
func (e *OffsetError) Error() string { return fmt.Sprintf("blob: the next offset is %d", e.Size) }
