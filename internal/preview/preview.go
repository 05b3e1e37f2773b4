// Package preview is what files of all kinds have in common on their way in: they are
// read into rows that somebody looks at, and written once they are confirmed.
package preview

import (
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/job"
	"zhaoyun/internal/sheet/read"
)

// State is how far an import has come.
type State string

// The states. A failed import can be read again with another choice.
const (
	Reading State = "reading"
	Ready   State = "preview" // waits for somebody to confirm it
	Writing State = "writing"
	Done    State = "done"
	Failed  State = "failed" // its problem says why; nothing was written
)

// File is what is known of an upload.
type File struct {
	Name, Digest string
	Size         int64
}

// Errors of imports.
var (
	ErrNone    = core.NotFound("import_not_found", "There is no such import, or it is not your organisation's.")
	ErrBusy    = core.Conflict("import_busy", "The file is being worked at. Wait until that is done.")
	ErrDone    = core.Conflict("import_done", "This import is over. Upload the file again for another one.")
	ErrUnready = core.Conflict("import_not_ready", "There is no preview to confirm. Read the file first.")
)

// Choosable refuses to have a file read again that is worked at or over.
func (s State) Choosable() error {
	switch s {
	case Reading, Writing:
		return ErrBusy
	case Done:
		return ErrDone
	}
	return nil
}

// Work is how imports are worked at: one at a time in a process, so that memory stays
// bounded however many are started.
var Work = job.Options{AtOnce: 1, Tries: 4, Limit: 15 * time.Minute}

// Kept is how long rows stay; what was imported stays for good.
const Kept = 30 * 24 * time.Hour

// Outcome is what has become of a try at reading: a file that cannot be read has a
// problem, and so has the last try whatever went wrong. Anything else is tried again.
func Outcome(err error, attempts int) (s State, problem *read.ImportProblem, again bool) {
	if err == nil {
		return Ready, nil, false
	}
	if problem := read.ProblemOf(err); problem != nil {
		return Failed, problem, false
	}
	if attempts < Work.Tries {
		return Reading, nil, true
	}
	return Failed, &read.ImportProblem{Code: "internal", Detail: "The file could not be read. Try again."}, false
}
