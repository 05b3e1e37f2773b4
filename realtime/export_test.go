package realtime

// Frames are all frame types by name.
func Frames() map[string]any {
	all := map[string]any{}
	for _, f := range append(append([]frameType(nil), serverFrames...), clientFrames...) {
		all[f.name] = f.frame
	}
	return all
}
