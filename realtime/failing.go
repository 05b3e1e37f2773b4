package realtime

import (
	"log/slog"
	"sync"
)

// failing is what does not work at the moment. It is tried again every second or
// so: the log hears when it begins and when it is over.
type failing struct {
	mu   sync.Mutex
	what map[string]bool
}

// note takes down how something went.
func (f *failing) note(log *slog.Logger, what string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch was := f.what[what]; {
	case err != nil && !was:
		if f.what == nil {
			f.what = map[string]bool{}
		}
		f.what[what] = true
		log.Warn(what+"; it is tried again", "error", err.Error())
	case err == nil && was:
		delete(f.what, what)
		log.Info(what + " works again")
	}
}
