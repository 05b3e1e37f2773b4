package signing

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"zhaoyun/internal/core"
)

// keep stores bytes under their own digest and returns it. Whoever stores the same
// again, at once or after a crash in between, finds them there.
func (s *Service) keep(ctx context.Context, content []byte) (string, error) {
	sum := sha256.Sum256(content)
	digest := hex.EncodeToString(sum[:])
	id := blobID(digest)
	for try := 0; ; try++ {
		err := s.write(ctx, id, content)
		if err == nil {
			return digest, nil
		}
		if kept, read := s.load(ctx, digest); read == nil && len(kept) == len(content) {
			return digest, nil // another has stored it, or a process before this one
		}
		if try == 2 {
			return "", fmt.Errorf("keep a document: %w", err)
		}
		if err := s.Blobs.Delete(ctx, id); err != nil { // what a crash has left
			return "", fmt.Errorf("keep a document: %w", err)
		}
	}
}

func (s *Service) write(ctx context.Context, id core.ID, content []byte) error {
	if err := s.Blobs.Create(ctx, id); err != nil {
		return err
	}
	if _, err := s.Blobs.Append(ctx, id, 0, bytes.NewReader(content), int64(len(content))); err != nil {
		return err
	}
	return s.Blobs.Seal(ctx, id)
}

// load reads what has a digest, and makes sure that it has.
func (s *Service) load(ctx context.Context, digest string) ([]byte, error) {
	r, _, err := s.Blobs.Open(ctx, blobID(digest))
	if err != nil {
		return nil, fmt.Errorf("read document %.8s: %w", digest, err)
	}
	content, err := io.ReadAll(r)
	if err = errors.Join(err, r.Close()); err != nil {
		return nil, fmt.Errorf("read document %.8s: %w", digest, err)
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != digest {
		return nil, fmt.Errorf("document %.8s has been changed", digest)
	}
	return content, nil
}

// open reads what has a digest as a stream.
func (s *Service) open(ctx context.Context, digest, name, kind string) (Content, error) {
	content, err := s.load(ctx, digest)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return Content{}, core.Unavailable("document_away", "The document cannot be read at the moment.").Wrap(err)
		}
		return Content{}, err
	}
	return Content{ReadSeekCloser: unclosed{bytes.NewReader(content)}, Name: name, Type: kind, Size: int64(len(content)), Digest: digest}, nil
}

type unclosed struct{ io.ReadSeeker }

// Close implements io.Closer.
func (unclosed) Close() error { return nil }

// blobID is the identifier under which something is kept: the first half of its
// digest, in the form of identifiers (UUID version 8).
func blobID(digest string) core.ID {
	b := []byte(digest[:32])
	b[12], b[16] = '8', '8'
	return string(b[:8]) + "-" + string(b[8:12]) + "-" + string(b[12:16]) + "-" + string(b[16:20]) + "-" + string(b[20:])
}
