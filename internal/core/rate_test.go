package core

import (
	"testing"
	"time"
)

func TestEveryRateHolds(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	ago := func(all ...time.Duration) (out []time.Time) {
		for _, d := range all {
			out = append(out, now.Add(-d))
		}
		return out
	}
	rates := []Rate{{1, time.Minute}, {3, time.Hour}}
	for name, c := range map[string]struct {
		earlier []time.Time
		want    time.Duration
	}{
		"none before":               {nil, 0},
		"one just now":              {ago(10 * time.Second), 50 * time.Second},
		"one a minute ago":          {ago(time.Minute), 0},
		"two within the hour":       {ago(2*time.Minute, 3*time.Minute), 0},
		"three within the hour":     {ago(2*time.Minute, 3*time.Minute, 20*time.Minute), 40 * time.Minute},
		"the longer of two is told": {ago(time.Second, 3*time.Minute, 20*time.Minute), 40 * time.Minute},
		"the third is older":        {ago(2*time.Minute, 3*time.Minute, time.Hour), 0},
	} {
		if got := Wait(c.earlier, now, rates...); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
