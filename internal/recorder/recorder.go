package recorder

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/livekit/protocol/livekit"

	"zhaoyun/internal/core"
	"zhaoyun/internal/media/client"
)

// Scene is what is on stage, in the identities of the media server.
type Scene struct {
	People  []string // in the order of their seats
	Heard   []string // those of them whom the host did not mute
	Speaker string   // whom the host put forward; empty: whoever speaks
	Screen  string   // whose screen takes the place of the stage
	Hold    Hold
}

// Hold covers the picture for everybody. A zero Hold covers nothing.
type Hold struct {
	Name string // of the file, unique
	Clip bool   // it moves
}

// Options say what is recorded, and where to.
type Options struct {
	Dir    string    // of this recording alone
	Epoch  time.Time // media times count from here; the same for all who take the recording up
	FFmpeg string
	// Kept says whether segments stay; otherwise they go when they have left the live playlist.
	Kept func() bool
	// Scene says what is on stage now.
	Scene func() Scene
	// Connect joins the room of the media server.
	Connect func(ctx context.Context, o client.Options) (*client.Client, error)
	// File is the path of a file that covers the picture.
	File func(ctx context.Context, name string) (string, error)
	Log  *slog.Logger
	Now  core.Clock // of the room's log
}

// ErrGivenUp is the cause with which a context ends that has a recorder write nothing
// more: somebody else goes on already.
var ErrGivenUp = errors.New("recorder: another goes on")

// recording is one at work.
type recording struct {
	Options

	out     *segments
	program *program
	mixer   *mixer

	mu      sync.Mutex
	client  *client.Client
	levels  map[string]float32 // of who speaks, by identity
	origins map[string]*origin // clocks, by identity
	feeds   map[string]*feed   // pictures that arrive, by sid
	asked   map[string]bool    // tracks that were asked for, by sid
	active  string             // who spoke last for long enough
	rising  string             // who speaks now
	since   time.Time          // when they began
	hold    Hold               // the one that covers the picture
	clip    *feed
	endClip context.CancelFunc
}

// Run records until ctx ends; what is open then is written as the last segment. The
// media server may come and go meanwhile. Only the disk ends it with another error.
func Run(ctx context.Context, o Options) error {
	out, err := newSegments(o.Dir, o.Epoch, o.Kept)
	if err != nil {
		return err
	}
	_, black, err := still(ctx, o.FFmpeg, "")
	if err != nil {
		return err
	}
	r := &recording{Options: o, out: out, program: &program{out: out, now: o.Now}, mixer: newMixer(o.Epoch, o.Now()),
		origins: map[string]*origin{}, feeds: map[string]*feed{}, asked: map[string]bool{}}
	r.program.set("", black)
	working, stop := context.WithCancel(ctx)
	var all sync.WaitGroup
	all.Go(func() { r.hear(working) })
	all.Go(func() { r.attend(working) })
	all.Go(func() { r.direct(working, black) })
	err = r.program.run(working)
	stop()
	all.Wait()
	if errors.Is(context.Cause(ctx), ErrGivenUp) {
		return ErrGivenUp
	}
	return errors.Join(out.finish(o.Now()), unless(err, ctx.Err()))
}

func unless(err, expected error) error {
	if expected != nil && errors.Is(err, expected) {
		return nil
	}
	return err
}

// attend stays in the room of the media server.
func (r *recording) attend(ctx context.Context) {
	for tries := 1; ctx.Err() == nil; tries++ {
		came := time.Now()
		err := r.visit(ctx)
		if ctx.Err() != nil {
			return
		}
		if time.Since(came) > time.Minute {
			tries = 1
		}
		r.Log.WarnContext(ctx, "the recorder lost the media server", "error", err.Error())
		pause(ctx, time.Duration(min(tries, 10))*time.Second)
	}
}

func (r *recording) visit(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	joining, joined := context.WithTimeout(ctx, 10*time.Second)
	defer joined()
	c, err := r.Connect(joining, client.Options{
		Track: func(t *client.Track) { r.take(ctx, t) },
		Speakers: func(levels map[string]float32) {
			r.mu.Lock()
			r.levels = levels
			r.mu.Unlock()
		},
	})
	if err != nil {
		return err
	}
	defer c.Close()
	r.mu.Lock()
	r.client = c
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		r.client, r.levels = nil, nil
		clear(r.asked)
		r.mu.Unlock()
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-c.Done():
		return c.Err()
	}
}

// direct looks at the stage a few times a second.
func (r *recording) direct(ctx context.Context, black picture) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		scene := r.Scene()
		r.cover(ctx, scene.Hold, black)
		r.choose(scene, r.Now())
		select {
		case <-ctx.Done():
			if r.endClip != nil {
				r.endClip()
			}
			return
		case <-tick.C:
		}
	}
}

// cover puts a picture or clip over everything, or takes it away.
func (r *recording) cover(ctx context.Context, hold Hold, black picture) {
	if hold == r.hold {
		return
	}
	r.hold = hold
	if r.endClip != nil {
		r.endClip()
		r.clip, r.endClip = nil, nil
	}
	r.program.set("", black)
	if hold == (Hold{}) {
		return
	}
	path, err := r.File(ctx, hold.Name)
	if err == nil && hold.Clip {
		var playing context.Context
		playing, r.endClip = context.WithCancel(ctx)
		r.clip = &feed{name: hold.Name}
		go r.play(playing, r.clip, path)
	} else if err == nil {
		var pic picture
		if _, pic, err = still(ctx, r.FFmpeg, path); err == nil {
			r.program.set(hold.Name, pic)
		}
	}
	if err != nil {
		r.Log.WarnContext(ctx, "what covers the picture cannot be shown", "file", hold.Name, "error", err.Error())
	}
}

// choose decides which picture is wanted, and asks for it and for all voices on stage.
func (r *recording) choose(scene Scene, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.client == nil {
		r.program.want(r.clip)
		return
	}
	people := map[string]*livekit.ParticipantInfo{}
	for _, p := range r.client.People() {
		people[p.Identity] = p
	}
	picture := r.picture(scene, people, now)
	showing := r.program.showing()
	for _, p := range people {
		for _, t := range p.Tracks {
			wanted := t.Sid == picture || showing != nil && showing.name == t.Sid && !t.Muted
			if t.Type == livekit.TrackType_AUDIO {
				wanted = slices.Contains(scene.Heard, p.Identity)
			}
			if r.asked[t.Sid] != wanted {
				r.asked[t.Sid] = wanted
				r.client.Subscribe(p.Sid, []string{t.Sid}, wanted)
			}
		}
	}
	switch {
	case r.hold != (Hold{}):
		r.program.want(r.clip)
	default:
		r.program.want(r.feeds[picture])
		if f := r.feeds[picture]; f == nil && picture != "" && showing != nil {
			r.program.want(showing) // until the other arrives
		}
	}
}

// picture is the track to be shown: a shared screen, whom the host put forward, who
// speaks, the first who has a camera.
func (r *recording) picture(scene Scene, people map[string]*livekit.ParticipantInfo, now time.Time) string {
	if sid := shows(people[scene.Screen], livekit.TrackSource_SCREEN_SHARE); sid != "" {
		return sid
	}
	order := append([]string{scene.Speaker, r.speaks(scene, now)}, scene.People...)
	for _, identity := range order {
		if sid := shows(people[identity], livekit.TrackSource_CAMERA); sid != "" && slices.Contains(scene.People, identity) {
			return sid
		}
	}
	return ""
}

// shows is the track that somebody shows of a source, if they do.
func shows(p *livekit.ParticipantInfo, source livekit.TrackSource) string {
	for _, t := range p.GetTracks() {
		if t.Type == livekit.TrackType_VIDEO && !t.Muted && (t.Source == source || source == livekit.TrackSource_CAMERA && t.Source == livekit.TrackSource_UNKNOWN) {
			return t.Sid
		}
	}
	return ""
}

// holds is how long somebody has to speak to be shown.
const holds = 1500 * time.Millisecond

// speaks is who on stage spoke last for long enough: a cough turns no camera.
func (r *recording) speaks(scene Scene, now time.Time) string {
	loudest := ""
	for _, identity := range scene.People {
		if r.levels[identity] > 0 && (loudest == "" || r.levels[identity] > r.levels[loudest]) {
			loudest = identity
		}
	}
	if loudest != r.rising {
		r.rising, r.since = loudest, now
	}
	if loudest != "" && (r.active == "" || now.Sub(r.since) >= holds) {
		r.active = loudest
	}
	return r.active
}
