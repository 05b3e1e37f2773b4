package recorder

import (
	"context"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
	"github.com/pion/webrtc/v4"

	"zhaoyun/internal/media/client"
)

// take reads a track until it ends.
func (r *recording) take(ctx context.Context, t *client.Track) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	clock := &trackClock{rate: int64(t.Remote.Codec().ClockRate), origin: r.origin(t.Identity)}
	go listen(t, clock)
	var err error
	switch mime := t.Remote.Codec().MimeType; {
	case t.Info.Type == livekit.TrackType_AUDIO && mime == webrtc.MimeTypeOpus:
		err = r.voice(t, clock)
	case mime == webrtc.MimeTypeH264:
		err = r.watch(t, clock, &codecs.H264Packet{IsAVC: true}, r.copy)
	case mime == webrtc.MimeTypeVP8:
		err = r.watch(t, clock, &codecs.VP8Packet{}, func(f *feed) pictures { return r.encode(ctx, f) })
	default:
		r.Log.WarnContext(ctx, "what somebody sends cannot be recorded", "codec", mime)
	}
	if err != nil && ctx.Err() == nil {
		r.Log.DebugContext(ctx, "a track ended", "track", t.Info.Sid, "error", err.Error())
	}
}

func (r *recording) origin(identity string) *origin {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.origins[identity] == nil {
		r.origins[identity] = &origin{}
	}
	return r.origins[identity]
}

// listen reads the sender reports of a track.
func listen(t *client.Track, clock *trackClock) {
	for {
		packets, err := t.RTCP()
		if err != nil {
			return
		}
		for _, p := range packets {
			if report, ok := p.(*rtcp.SenderReport); ok && report.SSRC == uint32(t.Remote.SSRC()) {
				clock.report(report)
			}
		}
	}
}

// voice hears a microphone.
func (r *recording) voice(t *client.Track, clock *trackClock) error {
	v, leave := r.mixer.join()
	defer leave()
	for {
		packet, err := t.Read()
		if err != nil {
			return err
		}
		if len(packet.Payload) > 0 {
			_ = v.hear(clock.wall(packet.Timestamp, r.Now()), packet.Payload) // what cannot be decoded is silence
		}
	}
}

// pictures takes what a track shows, as it comes.
type pictures interface {
	// take takes a picture. whole is false when pictures before it are missing; it
	// reports whether a whole picture has to be asked for.
	take(at time.Time, data []byte, whole bool) (ask bool, err error)
	end()
}

// watch sees a camera or a screen.
func (r *recording) watch(t *client.Track, clock *trackClock, form rtp.Depacketizer, to func(*feed) pictures) error {
	f := &feed{name: t.Info.Sid}
	show := to(f)
	defer show.end()
	defer r.program.lost(f)
	r.mu.Lock()
	r.feeds[f.name] = f
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		if r.feeds[f.name] == f {
			delete(r.feeds, f.name)
		}
		r.mu.Unlock()
	}()
	_ = t.Refresh()
	asked := time.Now()
	packets := assembler{form: form}
	for {
		packet, err := t.Read()
		if err != nil {
			return err
		}
		for _, pic := range packets.push(packet, r.Now()) {
			ask, err := show.take(clock.wall(pic.timestamp, pic.at), pic.data, pic.whole)
			if err != nil {
				return err
			}
			if ask && time.Since(asked) > time.Second {
				_ = t.Refresh()
				asked = time.Now()
			}
		}
	}
}

// copied is H.264, taken as it is.
type copied struct {
	program *program
	feed    *feed
	known   params
	broken  bool
	key     time.Time // of the last whole picture
}

func (r *recording) copy(f *feed) pictures { return &copied{program: r.program, feed: f, broken: true} }

func (c *copied) take(at time.Time, data []byte, whole bool) (bool, error) {
	pic, err := pictureOf(data)
	if err != nil {
		c.broken = true
		return true, nil //nolint:nilerr // a picture of a network that lost something
	}
	if pic.params.known() {
		c.known = pic.params
	}
	if !whole {
		c.broken = true
	}
	if pic.key && c.known.known() {
		c.broken, c.key = false, at
	}
	if c.broken { // what is left would be a smear
		return true, nil
	}
	// A segment begins with a whole picture, and browsers send them only when asked.
	return at.Sub(c.key) > aim, c.program.picture(c.feed, at, c.known, pic)
}

func (c *copied) end() {}
