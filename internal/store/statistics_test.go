package store_test

import (
	"testing"

	"zhaoyun/internal/testkit"
)

func TestATableThatHasGrownIsAnalysed(t *testing.T) {
	t.Parallel()
	db := testkit.Postgres(t)
	if _, err := db.Conn(t.Context()).NewRaw("INSERT INTO organisations (id, kind, name, label, version, created_at) " +
		"SELECT 'o' || i, 'company', '{}', '', 1, now() FROM generate_series(1, 700) i").Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	analysed := func(table string) (n int) {
		if err := db.Conn(t.Context()).NewRaw("SELECT analyze_count FROM pg_stat_user_tables WHERE relname = ?", table).Scan(t.Context(), &n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	testkit.Eventually(t, "the statistics are fresh", func() bool { // what was written is counted a moment later
		if err := db.Analyse(t.Context()); err != nil {
			t.Fatal(err)
		}
		return analysed("organisations") == 1
	})
	if err := db.Analyse(t.Context()); err != nil {
		t.Fatal(err)
	}
	if once, none := analysed("organisations"), analysed("people"); once != 1 || none != 0 {
		t.Errorf("analysed %d times, one that has not grown %d times", once, none)
	}
	if err := testkit.SQLite(t).Analyse(t.Context()); err != nil {
		t.Error(err)
	}
}
