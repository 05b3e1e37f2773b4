package recorder

import (
	"context"
	"time"
)

// encoded is VP8, which goes through an encoder.
type encoded struct {
	r      *recording
	ctx    context.Context //nolint:containedctx // of the track
	feed   *feed
	broken bool

	p    *process
	base time.Time // of the first picture that the encoder got
	last uint64
}

func (r *recording) encode(ctx context.Context, f *feed) pictures {
	return &encoded{r: r, ctx: ctx, feed: f, broken: true}
}

func (e *encoded) take(at time.Time, data []byte, whole bool) (bool, error) {
	w, h, key := vp8Size(data)
	if !whole {
		e.broken = true
	}
	if key {
		e.broken = false
	}
	if e.broken {
		return true, nil
	}
	if e.p == nil {
		if err := e.begin(at, w, h); err != nil {
			return false, err
		}
	}
	ticks := max(uint64(max(0, at.Sub(e.base))*videoRate/time.Second), e.last+1)
	e.last = ticks
	if _, err := e.p.in.Write(ivfPicture(ticks, data)); err != nil {
		e.r.Log.WarnContext(e.ctx, "the encoder of a picture ended", "error", err.Error(), "ffmpeg", e.p.complaint.String())
		e.end()
		e.p, e.broken, e.last = nil, true, 0
		return true, nil
	}
	return false, nil
}

func (e *encoded) begin(at time.Time, w, h int) error {
	args := []string{"-probesize", "32", "-analyzeduration", "0", "-threads", "1", "-f", "ivf", "-i", "pipe:0"}
	args = append(args, x264("-force_key_frames", "expr:gte(t,n_forced*2)", "-flush_packets", "1", "-f", "flv", "pipe:1")...)
	p, err := start(e.ctx, e.r.FFmpeg, args...)
	if err != nil {
		return err
	}
	e.p, e.base = p, at
	_, _ = p.in.Write(ivfHeader(w, h))          // what fails here fails with the picture
	go func() { _ = e.r.show(p, e.feed, at) }() // its end is noticed by who writes
	return nil
}

func (e *encoded) end() {
	if e.p != nil {
		e.p.stop()
	}
}

// show has the program take what an encoder gives, the times of which count from
// begin.
func (r *recording) show(p *process, f *feed, begin time.Time) error {
	var known params
	return readFLV(p.out, func(ms int64, pic picture) error {
		if pic.params.known() {
			known = pic.params
		}
		return r.program.picture(f, begin.Add(time.Duration(ms)*time.Millisecond), known, pic)
	})
}
