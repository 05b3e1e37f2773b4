package recording

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"slices"

	"zhaoyun/internal/core"
	"zhaoyun/internal/event"
)

// solemn are the kinds of session whose recordings are evidence: they stay when their time
// is over, and their digest is in the log of the room.
var solemn = []string{string(event.Signing), string(event.Groundbreaking)}

// evidence is the digest of a film that is evidence; of others it is empty.
func (s *Service) evidence(ctx context.Context, r Recording, path string) (string, error) {
	_, session, err := s.Rooms.RoomNow(ctx, r.Room)
	if core.HasCode(err, "room_not_found") {
		return "", nil
	}
	if err != nil || !slices.Contains(solemn, session.Kind) {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
