package bench

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// hls is what a viewer of the live feed costs the server, whose recorder is at work
// in all halves, over what one costs who watches the same stream over WebRTC. Both
// go the ways of the real application: playlists and segments by HTTP, tokens and
// signalling through its own port.
func hls(ctx context.Context, o Options) error {
	if err := files(o.Followers); err != nil {
		return err
	}
	h, err := openHouse(ctx, o.sqlite(), 1, "ZHAOYUN_LIVEKIT_URL=", "ZHAOYUN_MEDIA_UDP_PORT=0")
	if err != nil {
		return err
	}
	defer h.close()
	air, err := h.ask(request{Do: "on air", Room: h.room, N: o.Watchers})
	if err != nil {
		return err
	}
	pictures, err := encoded(ctx)
	if err != nil {
		return err
	}
	url := "http://" + h.addr
	on, off := context.WithCancel(ctx)
	defer off()
	publisher, err := publish(on, url, air.OnAir.Stage, pictures)
	if err != nil {
		return err
	}
	defer publisher.Close()
	if err := h.listed(ctx, air.OnAir.Feed); err != nil {
		return err
	}
	var over, files, packets []float64
	var late, fetched atomic.Int64
	for pair := range o.Repeats {
		spent := map[string]float64{}
		halves := []string{"nobody", "webrtc", "hls"}
		if pair%2 == 1 {
			halves = []string{"nobody", "hls", "webrtc"}
		}
		for _, half := range halves {
			var leave func()
			switch half {
			case "webrtc":
				leave, err = watch(ctx, url, air.OnAir.Viewers)
			case "hls":
				leave, err = h.follow(ctx, air.OnAir.Feed, o.Followers, &fetched, &late)
			default:
				leave = func() {}
			}
			if err != nil {
				return err
			}
			if err = pause(ctx, o.Stream/3); err == nil { // for settling
				spent[half], err = h.spend(ctx, o.Stream)
			}
			leave()
			if err != nil {
				return err
			}
		}
		file, packet := (spent["hls"]-spent["nobody"])/float64(o.Followers), (spent["webrtc"]-spent["nobody"])/float64(len(air.OnAir.Viewers))
		files, packets, over = append(files, 100*file), append(packets, 100*packet), append(over, file/packet)
	}
	o.show(
		row{"hls-cpu-over-webrtc", over, "x", "<=0.1"},
		row{"hls-cpu-per-viewer", files, "%", ""},
		row{"webrtc-cpu-per-viewer", packets, "%", ""},
		row{"hls-late-segments", []float64{100 * float64(late.Load()) / float64(max(1, fetched.Load()))}, "%", ""},
	)
	return nil
}

// OnAir is a session with a stage: tokens of the media server, and the live playlist.
type OnAir struct {
	Stage   string
	Viewers []string
	Feed    string
}

// spend is how much of a processor the server takes for a while.
func (h *house) spend(ctx context.Context, span time.Duration) (float64, error) {
	before, err := h.usage()
	if err != nil {
		return 0, err
	}
	began := time.Now()
	if err := pause(ctx, span); err != nil {
		return 0, err
	}
	after, err := h.usage()
	return (after.CPU - before.CPU).Seconds() / time.Since(began).Seconds(), err
}

// listed waits until the live playlist shows some segments.
func (h *house) listed(ctx context.Context, feed string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		l, err := dial(ctx, h.addr, 0)
		if err != nil {
			return err
		}
		_, list, err := l.exchange(ask("GET", h.addr, feed, "", ""))
		l.close()
		if err == nil && bytes.Count(list, []byte("#EXTINF")) >= 3 {
			return nil
		}
		if err := pause(ctx, 200*time.Millisecond); err != nil {
			return fmt.Errorf("no live feed: %w", err)
		}
	}
}

// glance is how often a player of the feed looks for the next segment.
const glance = time.Second

// follow has viewers fetch the playlist and each new segment in step, each on a
// connection of its own, until leave is called.
func (h *house) follow(ctx context.Context, feed string, viewers int, fetched, late *atomic.Int64) (leave func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	prefix := feed[:strings.LastIndex(feed, "/")+1]
	var all sync.WaitGroup
	leave = func() { cancel(); all.Wait() }
	for i := range viewers {
		l, err := dial(ctx, h.addr, i)
		if err != nil {
			leave()
			return nil, err
		}
		all.Go(func() {
			defer l.close()
			_ = pause(ctx, glance*time.Duration(i)/time.Duration(viewers)) // they came one after another
			tick := time.NewTicker(glance)
			defer tick.Stop()
			for seen := ""; ctx.Err() == nil; {
				_, list, err := l.exchange(ask("GET", h.addr, feed, "", ""))
				if err != nil {
					return
				}
				if newest := lastSegment(list); newest != seen {
					began := time.Now()
					if err := l.drain(ask("GET", h.addr, prefix+newest, "", "")); err != nil {
						return
					}
					seen = newest
					fetched.Add(1)
					if time.Since(began) > 2*time.Second { // it takes longer to come than to be watched
						late.Add(1)
					}
				}
				select {
				case <-ctx.Done():
				case <-tick.C:
				}
			}
		})
	}
	return leave, nil
}

func lastSegment(list []byte) string {
	at := bytes.LastIndex(list, []byte("\nseg-"))
	if at < 0 {
		return ""
	}
	name, _, _ := bytes.Cut(list[at+1:], []byte("\n"))
	return string(name)
}

var sinks = sync.Pool{New: func() any { return new([256 << 10]byte) }}

// drain sends a request and throws the answer away.
func (l *link) drain(request []byte) error {
	if _, err := l.Write(request); err != nil {
		return err
	}
	status, length, err := l.answered()
	if err != nil || status != 200 {
		return fmt.Errorf("%d for a segment: %w", status, err)
	}
	sink := sinks.Get().(*[256 << 10]byte) //nolint:forcetypeassert // nothing else is put there
	defer sinks.Put(sink)
	n, err := l.r.Discard(min(length, l.r.Buffered()))
	for length -= n; length > 0 && err == nil; length -= n { // past the small buffer of the link
		n, err = io.ReadAtLeast(l.Conn, sink[:min(length, len(sink))], 1)
	}
	return err
}
