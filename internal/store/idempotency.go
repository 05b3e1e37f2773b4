package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhaoyun/internal/core"
)

type idempotencyRow struct {
	bun.BaseModel `bun:"table:idempotency"`

	Actor     string    `bun:"actor,pk"`
	Key       string    `bun:"key,pk"`
	Operation string    `bun:"operation"`
	Digest    string    `bun:"digest"`
	Answer    string    `bun:"answer"`
	CreatedAt time.Time `bun:"created_at"`
}

// Once runs create at most once for the actor and key. It returns the answer of
// create, or the one kept from the first time. Another request (operation or
// digest differ) under the same key is refused with idempotency_key_reused.
func (db *DB) Once(ctx context.Context, actor, key, operation, digest string, create func(ctx context.Context) (string, error)) (string, error) {
	var answer string
	err := db.InTx(ctx, func(ctx context.Context) error {
		row := idempotencyRow{Actor: actor, Key: key, Operation: operation, Digest: digest, CreatedAt: db.now()}
		// A second request with the key waits here until the first one has committed or failed.
		n, err := affected(db.Conn(ctx).NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx))
		if err != nil {
			return fmt.Errorf("note idempotency key: %w", err)
		}
		if n == 0 {
			var kept idempotencyRow
			if err := db.Conn(ctx).NewSelect().Model(&kept).Where("actor = ? AND key = ?", actor, key).Scan(ctx); err != nil {
				return fmt.Errorf("read idempotency key: %w", err)
			}
			if kept.Operation != operation || kept.Digest != digest {
				return core.Conflict("idempotency_key_reused", "This Idempotency-Key was used for another request. Use a fresh key.")
			}
			answer = kept.Answer
			return nil
		}
		if answer, err = create(ctx); err != nil {
			return err
		}
		_, err = db.Conn(ctx).NewUpdate().Model((*idempotencyRow)(nil)).Set("answer = ?", answer).
			Where("actor = ? AND key = ?", actor, key).Exec(ctx)
		return err
	})
	return answer, err
}

// ForgetKeys drops idempotency keys older than before.
func (db *DB) ForgetKeys(ctx context.Context, before time.Time) error {
	_, err := db.Conn(ctx).NewDelete().Model((*idempotencyRow)(nil)).Where("created_at < ?", before).Exec(ctx)
	return err
}
