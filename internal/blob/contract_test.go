package blob_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"zhaoyun/internal/blob"
	"zhaoyun/internal/core"
)

func TestDirKeepsTheContract(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	contract(t, func(t *testing.T) blob.Store {
		d, err := blob.NewDir(dir) // all share the place, as nodes do
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		return d
	})
	t.Run("leaves nothing outside its directory", func(t *testing.T) {
		for _, id := range []string{"", "../x", "a/b", strings.Repeat("x", 36), "..%2f" + strings.Repeat("0", 31)} {
			d, _ := blob.NewDir(filepath.Join(dir, "inner"))
			if err := d.Create(context.Background(), id); !errors.Is(err, blob.ErrID) {
				t.Errorf("Create(%q) = %v", id, err)
			}
		}
		if left, _ := os.ReadDir(filepath.Join(dir, "inner")); len(left) != 0 {
			t.Errorf("left %v", left)
		}
	})
}

// contract is what every Store must do. Two stores of open stand for two nodes.
func contract(t *testing.T, open func(*testing.T) blob.Store) {
	ctx := context.Background()
	add := func(s blob.Store, id string, offset int64, text string) (int64, error) {
		return s.Append(ctx, id, offset, strings.NewReader(text), int64(len(text)))
	}

	t.Run("grows by appending and reads once sealed", func(t *testing.T) {
		s, id := open(t), core.NewID()
		if err := s.Create(ctx, id); err != nil {
			t.Fatal(err)
		}
		if n, err := add(s, id, 0, "hello "); n != 6 || err != nil {
			t.Fatal(n, err)
		}
		if err := s.Create(ctx, id); err != nil {
			t.Fatal("creating again:", err)
		}
		if n, err := add(s, id, 6, "world"); n != 11 || err != nil {
			t.Fatal(n, err)
		}
		if _, _, err := s.Open(ctx, id); !errors.Is(err, blob.ErrNotFound) {
			t.Fatal("an unfinished blob must not be readable:", err)
		}
		for range 2 {
			if err := s.Seal(ctx, id); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := add(s, id, 11, "!"); !errors.Is(err, blob.ErrSealed) {
			t.Fatal(err)
		}
		r, size, err := open(t).Open(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Close() }()
		if _, err := r.Seek(6, io.SeekStart); err != nil || size != 11 {
			t.Fatal(size, err)
		}
		if rest, err := io.ReadAll(r); err != nil || string(rest) != "world" {
			t.Fatalf("%q %v", rest, err)
		}
	})

	t.Run("refuses another offset and says the right one", func(t *testing.T) {
		s, id := open(t), core.NewID()
		_ = s.Create(ctx, id)
		_, _ = add(s, id, 0, "abc")
		for _, offset := range []int64{0, 2, 4} {
			wrong := (*blob.OffsetError)(nil)
			if _, err := add(s, id, offset, "x"); !errors.As(err, &wrong) || wrong.Size != 3 {
				t.Fatalf("at %d: %v", offset, err)
			}
		}
	})

	t.Run("drops a chunk that breaks off", func(t *testing.T) {
		s, id := open(t), core.NewID()
		_ = s.Create(ctx, id)
		_, _ = add(s, id, 0, "abc")
		cut := io.MultiReader(strings.NewReader("def"), iotest.ErrReader(errors.New("cut off")))
		if _, err := s.Append(ctx, id, 3, cut, 10); err == nil {
			t.Fatal("no error")
		}
		if n, err := s.Size(ctx, id); n != 3 || err != nil {
			t.Fatal(n, err)
		}
	})

	t.Run("lets one of many appenders win, whole", func(t *testing.T) {
		nodes, id := []blob.Store{open(t), open(t)}, core.NewID()
		_ = nodes[0].Create(ctx, id)
		var (
			wg   sync.WaitGroup
			mu   sync.Mutex
			wins []byte
		)
		for i := range 8 {
			wg.Go(func() {
				letter := byte('a' + i)
				chunk := bytes.Repeat([]byte{letter}, 300_000)
				for offset := int64(0); offset < 900_000; {
					size, err := nodes[i%2].Append(ctx, id, offset, bytes.NewReader(chunk), int64(len(chunk)))
					wrong := (*blob.OffsetError)(nil)
					switch {
					case err == nil:
						mu.Lock()
						wins = append(wins, letter)
						mu.Unlock()
						offset = size
					case errors.As(err, &wrong):
						offset = wrong.Size
					default:
						t.Error(err)
						return
					}
				}
			})
		}
		wg.Wait()
		_ = nodes[1].Seal(ctx, id)
		r, _, err := nodes[0].Open(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Close() }()
		all, _ := io.ReadAll(r)
		if len(wins) != 3 || len(all) != 900_000 {
			t.Fatalf("%d appends succeeded, %d bytes", len(wins), len(all))
		}
		for i := range 3 {
			if piece := all[i*300_000 : (i+1)*300_000]; bytes.Count(piece, piece[:1]) != len(piece) {
				t.Fatalf("piece %d is mixed", i)
			}
		}
	})

	t.Run("forgets what is deleted", func(t *testing.T) {
		s := open(t)
		for _, sealed := range []bool{false, true} {
			id := core.NewID()
			_ = s.Create(ctx, id)
			_, _ = add(s, id, 0, "abc")
			if sealed {
				_ = s.Seal(ctx, id)
			}
			for range 2 {
				if err := s.Delete(ctx, id); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := s.Size(ctx, id); !errors.Is(err, blob.ErrNotFound) {
				t.Fatal(err)
			}
			if _, err := add(s, id, 3, "d"); !errors.Is(err, blob.ErrNotFound) {
				t.Fatal(err)
			}
		}
	})
}
