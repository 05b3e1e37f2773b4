package store_test

import (
	"context"
	"errors"
	"testing"

	"zhaoyun/internal/core"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

func TestTransactionsJoinAndRunWhatComesAfterOnlyWhenCommitted(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		var ran []string
		err := db.InTx(ctx, func(ctx context.Context) error {
			core.AfterCommit(ctx, func(context.Context) { ran = append(ran, "outer") })
			return db.InTx(ctx, func(ctx context.Context) error {
				core.AfterCommit(ctx, func(context.Context) { ran = append(ran, "inner") })
				return db.Audit(ctx, core.AuditLine{Action: "test", ObjectKind: "none", ObjectID: "x"})
			})
		})
		if err != nil || len(ran) != 2 {
			t.Fatalf("err %v, ran %v", err, ran)
		}
		boom := errors.New("boom")
		err = db.InTx(ctx, func(ctx context.Context) error {
			core.AfterCommit(ctx, func(context.Context) { ran = append(ran, "never") })
			return boom
		})
		if !errors.Is(err, boom) || len(ran) != 2 {
			t.Fatalf("err %v, ran %v", err, ran)
		}
		// What has to happen anyhow happens outside of the transaction, so that it may write.
		for what, in := range map[string]func(context.Context, func(context.Context) error) error{"write": db.InTx, "read": db.InReadTx} {
			err = in(ctx, func(ctx context.Context) error {
				core.AfterTx(ctx, func(ctx context.Context) {
					ran = append(ran, what)
					if err := db.Audit(ctx, core.AuditLine{Action: what, ObjectKind: "none", ObjectID: "x"}); err != nil {
						t.Errorf("after a %s transaction: %v", what, err)
					}
				})
				return boom
			})
			if !errors.Is(err, boom) || ran[len(ran)-1] != what {
				t.Fatalf("err %v, ran %v", err, ran)
			}
		}
	})
}

func TestAKeyIsUsedOnceAndAnswersTheSame(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		calls := 0
		create := func(context.Context) (string, error) { calls++; return "made", nil }
		for range 2 {
			got, err := db.Once(ctx, "me", "k", "create-thing", "d", create)
			if err != nil || got != "made" {
				t.Fatalf("got %q, %v", got, err)
			}
		}
		if calls != 1 {
			t.Fatalf("created %d times", calls)
		}
		if _, err := db.Once(ctx, "me", "k", "create-thing", "other", create); !core.HasCode(err, "idempotency_key_reused") {
			t.Fatalf("got %v", err)
		}
		failed := errors.New("no")
		if _, err := db.Once(ctx, "me", "k2", "create-thing", "d", func(context.Context) (string, error) { return "", failed }); !errors.Is(err, failed) {
			t.Fatalf("got %v", err)
		}
		if _, err := db.Once(ctx, "me", "k2", "create-thing", "d", create); err != nil {
			t.Fatalf("a failed attempt must leave the key free: %v", err)
		}
	})
}
