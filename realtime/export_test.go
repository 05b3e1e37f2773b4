package realtime

// Flush makes the next turn of a room's pulses come now, for tests of load.
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
