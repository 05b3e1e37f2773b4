package bench

import (
	"context"
	"fmt"
)

// reported is how long the report of a session takes, from asking for it to the
// files being kept, over reading the log alone; and by how much the heap of the
// server grows meanwhile, at most.
func reported(ctx context.Context, o Options) error {
	for _, store := range o.Stores {
		built, read, grown, err := o.reportedOn(ctx, store)
		if err != nil {
			return fmt.Errorf("on %s: %w", store.Name, err)
		}
		o.show(
			row{"report-over-log-" + store.Name, ratios(built, read), "x", "<=10"},
			row{"report-time-" + store.Name, built, "ms", ""},
			row{"report-log-alone-" + store.Name, read, "ms", ""},
			row{"report-heap-growth-" + store.Name, grown, "MiB", ""},
		)
	}
	return nil
}

func (o Options) reportedOn(ctx context.Context, store Store) (built, read, grown []float64, err error) {
	env, drop, err := store.Open(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	defer drop()
	s, err := start(ctx, "house", env...)
	if err != nil {
		return nil, nil, nil, err
	}
	defer s.close()
	if _, err := s.ask(request{Do: "session", N: o.Attended, Entries: o.Entries}); err != nil {
		return nil, nil, nil, err
	}
	half := func(do string) func() (float64, error) {
		return func() (float64, error) {
			a, err := s.ask(request{Do: do})
			if do == "report" {
				grown = append(grown, float64(a.Grown)/(1<<20))
			}
			return float64(a.Took.Microseconds()) / 1000, err
		}
	}
	if _, err := half("read log")(); err != nil { // for warming up
		return nil, nil, nil, err
	}
	built, read, err = interleaved(o.Repeats, half("report"), half("read log"))
	return built, read, grown, err
}
