package realtime

import "github.com/prometheus/client_golang/prometheus"

// Flush makes the next turn of a room's pulses come now.
func (h *Hub) Flush(id string) {
	h.mu.Lock()
	r := h.rooms[id]
	h.mu.Unlock()
	if r != nil {
		r.ephemera.turn(r)
	}
}

// Frames are all frame types by name.
func Frames() map[string]any {
	all := map[string]any{}
	for _, f := range append(append([]frameType(nil), serverFrames...), clientFrames...) {
		all[f.name] = f.frame
	}
	return all
}

// Quantile is what a report says of a histogram's measurements since an earlier moment.
func Quantile(h prometheus.Histogram, q float64, between func()) float64 {
	then := tallyOf(h)
	between()
	return tallyOf(h).since(then).quantile(q)
}
