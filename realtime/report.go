package realtime

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"os"
	"runtime"
	runtimemetrics "runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	dto "github.com/prometheus/client_model/go"

	"zhaoyun/internal/bus"
	"zhaoyun/internal/core"
	"zhaoyun/internal/node"
)

const (
	reportEvery = 2 * time.Second
	// roomsTold is how many rooms a report names; the busiest.
	roomsTold = 50
)

// reporter makes the reports of a node.
type reporter struct {
	started time.Time

	mu    sync.Mutex
	past  past
	loads map[core.ID]node.RoomLoad // as last seen, for rooms that are busy at the moment
}

// tell says on the bus what there is to say about this node.
func (h *Hub) tell(ctx context.Context) {
	data, err := json.Marshal(h.report())
	if err != nil {
		panic(err) // it is made of figures and strings
	}
	ctx, cancel := context.WithTimeout(ctx, busTimeout)
	defer cancel()
	if err := h.Bus.Publish(ctx, bus.Message{Kind: bus.KindReport, Data: data}); err != nil {
		h.Log.Debug("tell the nodes", "error", err.Error())
	}
}

// report is made of what the collectors have counted; nothing is counted for it.
func (h *Hub) report() node.Report {
	h.reporter.mu.Lock()
	defer h.reporter.mu.Unlock()
	now, m := h.wall(), h.metrics
	r := node.Report{
		ID: h.node, Version: h.Version, StartedAt: h.reporter.started, At: h.Now(), Stopping: h.draining.Load(),
		BusHealthy: h.Bus.Healthy(), Closed: countsOf(m.byes), Refused: countsOf(m.refused), Gaps: countsOf(m.gaps),
		StoreReads: countsOf(m.reads), Goroutines: runtime.NumGoroutine(), HeapBytes: heapBytes(), RSSBytes: residentBytes(),
	}
	r.Accepting, r.Obeyed = h.service.state()
	s := sample{at: now, slow: r.Closed[byeSlow], lag: tallyOf(m.lag), took: tallyOf(m.took), lines: tallyOf(m.lines)}
	h.reporter.past.keep(s)
	r.SlowClients = s.slow - h.reporter.past.before(now, memory).slow
	then := h.reporter.past.before(now, lately)
	r.BusLag = s.lag.since(then.lag).spread()
	r.Commits.Spread = s.took.since(then.took).spread()
	r.Commits.Lines = int64(s.lines.since(then.lines).sum)
	if r.Commits.Count > 0 {
		r.Commits.MeanLines = float64(r.Commits.Lines) / float64(r.Commits.Count)
	}
	h.reportRooms(&r)
	return r
}

// reportRooms adds the rooms, the busiest first.
func (h *Hub) reportRooms(r *node.Report) {
	loads := map[core.ID]node.RoomLoad{}
	for _, room := range h.list() {
		load, ok := room.load()
		if !ok {
			load = h.reporter.loads[room.id]
			load.ID = room.id
		}
		loads[room.id] = load
		r.People += load.People
	}
	if h.queued() > 0 {
		for _, c := range h.sockets() {
			if load, ok := loads[c.roomID]; ok {
				load.QueueBytes += c.waiting()
				loads[c.roomID] = load
				r.QueueBytes += c.waiting()
			}
		}
	}
	h.reporter.loads = loads
	h.mu.Lock()
	r.Connections, r.RoomCount = len(h.conns), len(h.rooms)
	h.mu.Unlock()
	busiest := slices.SortedFunc(maps.Values(loads), func(a, b node.RoomLoad) int {
		return cmp.Or(cmp.Compare(b.Connections, a.Connections), cmp.Compare(a.ID, b.ID))
	})
	r.Rooms = append([]node.RoomLoad{}, busiest[:min(len(busiest), roomsTold)]...)
}

// load is what the room holds; not ok while it is busy, which it may be as long as
// a gap is read.
func (r *nodeRoom) load() (l node.RoomLoad, ok bool) {
	if !r.seq.TryLock() {
		return l, false
	}
	defer r.seq.Unlock()
	return node.RoomLoad{ID: r.id, People: len(r.members), Connections: r.out.Len()}, true
}

// queued is what waits for slow clients, of all connections.
func (h *Hub) queued() float64 {
	var m dto.Metric
	_ = h.metrics.queued.Write(&m) // cannot fail for a gauge
	return m.GetGauge().GetValue()
}

// waiting is what waits for this client.
func (c *conn) waiting() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return int64(c.bytes)
}

// heapBytes is the size of the objects on the heap, read without stopping the world.
func heapBytes() int64 {
	s := []runtimemetrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	runtimemetrics.Read(s)
	if s[0].Value.Kind() != runtimemetrics.KindUint64 {
		return 0
	}
	return int64(s[0].Value.Uint64()) //nolint:gosec // memory is smaller
}

// residentBytes is what the process occupies; 0 where the kernel does not tell.
func residentBytes() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	fields := strings.Fields(string(text))
	if err != nil || len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}
