package recorder

import (
	"context"
	"encoding/binary"
	"io"
	"sync"
)

// play shows a clip that covers the picture, over and over, until ctx ends.
func (r *recording) play(ctx context.Context, f *feed, path string) {
	defer r.program.lost(f)
	var all sync.WaitGroup
	all.Go(func() { r.playSound(ctx, path) })
	defer all.Wait()
	p, err := start(ctx, r.FFmpeg, append(clipInput(path),
		x264("-force_key_frames", "expr:gte(t,n_forced*2)", "-flush_packets", "1", "-f", "flv", "pipe:1")...)...)
	if err != nil {
		r.Log.WarnContext(ctx, "a clip cannot be played", "error", err.Error())
		return
	}
	defer p.stop()
	if err := r.show(p, f, r.Now()); ctx.Err() == nil {
		r.Log.WarnContext(ctx, "a clip ended", "error", err.Error(), "ffmpeg", p.complaint.String())
	}
}

// playSound lets a clip be heard, if it has sound at all.
func (r *recording) playSound(ctx context.Context, path string) {
	p, err := start(ctx, r.FFmpeg, append(clipInput(path), "-vn", "-ac", "2", "-ar", "48000", "-flush_packets", "1", "-f", "f32le", "pipe:1")...)
	if err != nil {
		return // said where its picture is played
	}
	defer p.stop()
	v, leave := r.mixer.join()
	defer leave()
	raw := make([]byte, slot*2*4)
	samples := make([]float32, slot*2)
	for {
		if _, err := io.ReadFull(p.out, raw); err != nil {
			return
		}
		if _, err := binary.Decode(raw, binary.LittleEndian, samples); err != nil {
			return
		}
		v.place(r.Now(), samples)
	}
}

func clipInput(path string) []string {
	return []string{"-re", "-stream_loop", "-1", "-i", "file:" + path}
}
