package bench

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"syscall"
	"time"
)

// request is what the bench asks of a server; answer is what it says.
type request struct {
	Do      string
	N       int  `json:",omitempty"`
	Expired bool `json:",omitempty"`
	Entries int  `json:",omitempty"`
	From    int  `json:",omitempty"`
	Of      int  `json:",omitempty"`

	Room, Poll string `json:",omitempty"`
	Format     string `json:",omitempty"`
}

type answer struct {
	Error      string    `json:",omitempty"`
	Addr, Bare string    `json:",omitempty"`
	Usage      Usage     `json:",omitzero"`
	People     []*Person `json:",omitempty"`
	Tokens     []string  `json:",omitempty"` // of the media server; who sends comes first
	Room, Poll string    `json:",omitempty"`
	OnAir      *OnAir    `json:",omitempty"`
	Queued     int64     `json:",omitempty"`

	Took  time.Duration `json:",omitempty"`
	Read  time.Duration `json:",omitempty"` // of it
	Grown int64         `json:",omitempty"` // by how much the heap grew at most

	Resident int64 `json:",omitempty"` // by how much the resident memory grew at most
}

// Usage is what a process has taken.
type Usage struct {
	CPU        time.Duration // in the kernel too
	Resident   int64
	Heap       int64 // in use
	Live       int64 // of the heap, as the last collection found
	Stacks     int64 // in use
	Goroutines int
}

// doing are the things a server can be asked to do.
type doing map[string]func(request) (answer, error)

// serve does what it is asked until the input ends.
func serve(in io.Reader, out io.Writer, do doing) error {
	do["usage"] = func(request) (answer, error) { return answer{Usage: usage()}, nil }
	do["settle"] = func(request) (answer, error) {
		for range 2 { // what is pooled goes with the second collection
			debug.FreeOSMemory()
		}
		return answer{Usage: usage()}, nil
	}
	requests, answers := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var r request
		if err := requests.Decode(&r); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read what is asked: %w", err)
		}
		f, ok := do[r.Do]
		if !ok {
			return fmt.Errorf("asked to %q", r.Do)
		}
		a, err := f(r)
		if err != nil {
			a.Error = err.Error()
		}
		if err := answers.Encode(a); err != nil {
			return fmt.Errorf("answer: %w", err)
		}
	}
}

func usage() Usage {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	return Usage{
		CPU: cpu(), Resident: resident(&m), Heap: int64(m.HeapInuse), Live: int64(live[0].Value.Uint64()), Stacks: int64(m.StackInuse), Goroutines: runtime.NumGoroutine(),
	}
}

// cpu is the time this process has spent on the processors.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resident is the memory of this process that is in the machine's.
func resident(m *runtime.MemStats) int64 {
	if b, err := os.ReadFile("/proc/self/statm"); err == nil {
		if fields := bytes.Fields(b); len(fields) > 1 {
			if pages, err := strconv.ParseInt(string(fields[1]), 10, 64); err == nil {
				return pages * int64(os.Getpagesize())
			}
		}
	}
	return int64(m.Sys - m.HeapReleased) // where there is no /proc
}
