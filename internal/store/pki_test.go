package store_test

import (
	"errors"
	"sync"
	"testing"

	"zhaoyun/internal/pki"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestServersThatStartTogetherAgreeOnOneAuthority(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		vault := store.NewVault(db)
		if _, err := vault.Load(t.Context(), "pilot-ca"); !errors.Is(err, pki.ErrEmpty) {
			t.Fatalf("an empty vault: %v", err)
		}
		roots := make([]string, 4)
		var wg sync.WaitGroup
		for i := range roots {
			wg.Go(func() {
				a, err := pki.Open(t.Context(), pki.Settings{}, vault)
				if err != nil {
					t.Error(err)
					return
				}
				roots[i] = string(a.CA.Chain()[0].Raw) + string(a.Platform.Chain[0].Raw)
			})
		}
		wg.Wait()
		for _, r := range roots {
			if r == "" || r != roots[0] {
				t.Fatal("two servers have different authorities")
			}
		}
	})
}
