package recorder

import (
	"context"
	"fmt"
	"time"
)

// hear mixes and encodes until ctx ends. An encoder that dies is replaced.
func (r *recording) hear(ctx context.Context) {
	for ctx.Err() == nil {
		if err := r.encodeSound(ctx); err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "the encoder of the sound ended", "error", err.Error())
			pause(ctx, time.Second)
		}
	}
}

func (r *recording) encodeSound(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p, err := start(ctx, r.FFmpeg, "-f", "s16le", "-ar", fmt.Sprint(audioRate), "-ac", "2", "-i", "pipe:0",
		"-c:a", "aac", "-b:a", fmt.Sprint(aacBitrate), "-flush_packets", "1", "-f", "adts", "pipe:1")
	if err != nil {
		return err
	}
	defer p.stop()
	r.mixer.mix(r.Now()) // what was due while there was no encoder is lost
	at := r.mixer.mixed - aacFrame
	go func() {
		defer cancel()
		_ = readADTS(p.out, func(frame []byte) { // its end is noticed by who writes
			r.out.hear(at, frame) // the first frame primes the decoder and is before the beginning
			at += aacFrame
		})
	}()
	tick := time.NewTicker(slot * time.Second / audioRate)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w %s", ctx.Err(), p.complaint)
		case <-tick.C:
			if _, err := p.in.Write(r.mixer.mix(r.Now())); err != nil {
				return fmt.Errorf("%w %s", err, p.complaint)
			}
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
