package recorder

import (
	"testing"
	"time"

	"github.com/pion/rtcp"
)

func TestTimestampsBecomeTheTimeOfTheWall(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 12, 3, 2, 0, 0, 0, time.UTC)
	theirs := begin.Add(-3 * time.Hour) // the publisher's clock is hours slow
	who := &origin{}
	video, audio := &trackClock{rate: videoRate, origin: who}, &trackClock{rate: audioRate, origin: who}
	const nearEnd = 1<<32 - 5*videoRate // it overflows on the way
	ntp := func(at time.Duration) uint64 {
		d := theirs.Add(at).Sub(time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC))
		return uint64(d/time.Second)<<32 | uint64(d%time.Second)<<32/uint64(time.Second)
	}
	worst := time.Duration(0)
	for i := range 1000 {
		at := time.Duration(i) * 20 * time.Millisecond
		trembling := time.Duration(i*7919%40) * time.Millisecond
		if i == 100 {
			video.report(&rtcp.SenderReport{NTPTime: ntp(at), RTPTime: uint32(nearEnd + int64(at)*videoRate/int64(time.Second))})
			audio.report(&rtcp.SenderReport{NTPTime: ntp(at), RTPTime: uint32(int64(at) * audioRate / int64(time.Second))})
		}
		// Pictures take 60 ms to encode, sound next to nothing.
		seen := video.wall(uint32(nearEnd+int64(at)*videoRate/int64(time.Second)), begin.Add(at+80*time.Millisecond+trembling))
		heard := audio.wall(uint32(int64(at)*audioRate/int64(time.Second)), begin.Add(at+20*time.Millisecond+trembling))
		if i > 150 {
			if d := seen.Sub(heard).Abs(); d > time.Millisecond {
				t.Fatalf("after %s picture and sound are %s apart", at, d)
			}
			worst = max(worst, seen.Sub(begin.Add(at)).Abs())
		}
	}
	if worst > 30*time.Millisecond {
		t.Errorf("a picture is placed %s from its moment", worst)
	}
}

func TestAReportOfAnotherClockIsNotBelieved(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 12, 3, 2, 0, 0, 0, time.UTC)
	c := &trackClock{rate: videoRate, origin: &origin{}}
	other := &trackClock{rate: audioRate, origin: c.origin}
	other.wall(0, begin)
	other.report(&rtcp.SenderReport{NTPTime: 1 << 32, RTPTime: 0})
	other.wall(960, begin.Add(20*time.Millisecond))
	c.wall(0, begin)
	c.report(&rtcp.SenderReport{NTPTime: 100 << 32, RTPTime: 0}) // a hundred seconds from the other track's
	if at := c.wall(9000, begin.Add(100*time.Millisecond)); at.Sub(begin.Add(100*time.Millisecond)).Abs() > 10*time.Millisecond {
		t.Errorf("it is placed at %s", at.Sub(begin))
	}
}
