package core

import "time"

// Rate is how many are allowed within a time.
type Rate struct {
	Count  int
	Within time.Duration
}

// Wait is how long it is until another one is allowed under every rate, given when
// earlier ones were, latest first; zero or less: now.
func Wait(earlier []time.Time, now time.Time, rates ...Rate) time.Duration {
	longest := time.Duration(0)
	for _, r := range rates {
		if len(earlier) >= r.Count {
			longest = max(longest, earlier[r.Count-1].Add(r.Within).Sub(now))
		}
	}
	return longest
}
