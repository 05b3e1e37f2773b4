package bench

import (
	"bytes"
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"zhaoyun/internal/core"
)

// idle is how much memory a connection takes that only listens, with pings on.
func idle(ctx context.Context, o Options) ([]row, error) {
	h, err := openHall(&stand{}, core.NewID(), o.Settle/3)
	if err != nil {
		return nil, err
	}
	defer h.close()
	before := resident()
	c, err := start(ctx, o.Idle, h.addr+"/ws/rooms/"+h.room)
	if err != nil {
		return nil, err
	}
	defer c.close()
	select {
	case <-time.After(o.Settle):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	grown := float64(resident()-before) / 1024 / float64(o.Idle)
	return []row{{"memory-per-idle-socket", []float64{grown}, "KiB", 8, true}}, nil
}

// resident is the memory this process holds, with the garbage given back.
func resident() int64 {
	debug.FreeOSMemory()
	if b, err := os.ReadFile("/proc/self/statm"); err == nil {
		if fields := bytes.Fields(b); len(fields) > 1 {
			if pages, err := strconv.ParseInt(string(fields[1]), 10, 64); err == nil {
				return pages * int64(os.Getpagesize())
			}
		}
	}
	var m runtime.MemStats // where there is no /proc
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}
