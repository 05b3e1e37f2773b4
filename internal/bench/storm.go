package bench

import (
	"context"
	"fmt"
)

// storm is what happens when a server dies and starts again, and everybody comes
// back at once: the real application, started anew on its database, so that it
// remembers nothing. Of ten people, three have everything, three lack a few lines,
// two lack 400, one lacks more than a tail holds, one comes from another log; a
// tenth has an expired token besides, is refused, renews it and comes again.
// Meanwhile lines are written. A run counts when it is right: everybody is greeted,
// with a snapshot or from exactly where they were, has every line after that once
// and in order, to the last, and is counted present. The row is how often entries
// were read from the store; its other reads and the time from the first attempt to
// the last greeting are for information.
func storm(ctx context.Context, o Options) error {
	if len(o.Stores) == 1 {
		o.note("storm: only on %s; --postgres names a server for the other rows", o.Stores[0].Name)
	}
	for _, store := range o.Stores {
		if err := o.stormOn(ctx, store); err != nil {
			return fmt.Errorf("on %s: %w", store.Name, err)
		}
	}
	return nil
}

func (o Options) stormOn(ctx context.Context, store Store) error {
	h, err := openHouse(ctx, store, o.Storm+writers)
	if err != nil {
		return err
	}
	defer h.close()
	w, err := gather(ctx, h, o.Storm)
	if err != nil {
		return err
	}
	var entries, others, took, again []float64
	for range o.Repeats {
		seconds, err := w.once(ctx)
		if err != nil {
			return err
		}
		reads, err := h.metrics(ctx, readsOf)
		if err != nil {
			return err
		}
		ofEntries, all := reads[readsOf+`{what="entries"}`], 0.0
		for _, n := range reads {
			all += n
		}
		entries, others = append(entries, ofEntries), append(others, all-ofEntries)
		took, again = append(took, seconds), append(again, float64(w.crowd.retried.Load()))
	}
	w.crowd.leave()
	o.show(
		row{"storm-entry-reads-" + store.Name, entries, "reads", "<=10"},
		row{"storm-other-reads-" + store.Name, others, "reads", ""},
		row{"storm-time-" + store.Name, took, "s", ""},
		row{"storm-retries-" + store.Name, again, "", ""},
	)
	return nil
}

const readsOf = "zhaoyun_realtime_store_reads_total"
