package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
)

// Analyse refreshes what PostgreSQL knows of tables that have grown much since it
// last looked. Its own look comes once a minute; until then the first session of a
// new installation would be planned as if its log were empty: each line read the
// whole room again, and a room took a third of what it can. SQLite needs none of it.
func (db *DB) Analyse(ctx context.Context) error {
	if !db.Postgres() {
		return nil
	}
	var grown []string
	err := db.Conn(ctx).NewSelect().Column("relname").TableExpr("pg_stat_user_tables").
		Where("schemaname = current_schema() AND n_mod_since_analyze > 500 + 0.2 * n_live_tup").Scan(ctx, &grown)
	if err != nil {
		return fmt.Errorf("look which tables have grown: %w", err)
	}
	for _, table := range grown {
		if _, err := db.Conn(ctx).NewRaw("ANALYZE ?", bun.Ident(table)).Exec(ctx); err != nil {
			return fmt.Errorf("analyse %s: %w", table, err)
		}
	}
	return nil
}
