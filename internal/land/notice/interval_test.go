package notice

import (
	"fmt"
	"strings"
	"testing"
)

// shown writes an interval as mathematics does.
func shown(i Interval) string {
	if !i.Known() {
		return "none"
	}
	low, high := "(-", "-)"
	if i.Min != nil {
		low = fmt.Sprintf("[%g", *i.Min)
		if i.MinOpen {
			low = fmt.Sprintf("(%g", *i.Min)
		}
	}
	if i.Max != nil {
		high = fmt.Sprintf("%g]", *i.Max)
		if i.MaxOpen {
			high = fmt.Sprintf("%g)", *i.Max)
		}
	}
	return low + "," + high
}

func TestIntervalsAreReadAsNoticesWriteThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		measure Measure
		text    string
		want    string
		doubt   Doubt
	}{
		{FAR, "大于1并且小于或等于2.2", "(1,2.2]", Clear},
		{FAR, "大于1.0且小于等于2.2", "(1,2.2]", Clear},
		{FAR, "2.0<R≤2.5", "(2,2.5]", Clear},
		{FAR, "2.0＜R≤2.5", "(2,2.5]", Clear},
		{FAR, "１．０＜容积率≤２．２", "(1,2.2]", Clear},
		{FAR, "1.0≤FAR<2.2", "[1,2.2)", Clear},
		{FAR, "3.0≥R>1.0", "(1,3]", Clear},
		{FAR, "≤3.0", "(-,3]", Clear},
		{FAR, "R≤3.0", "(-,3]", Clear},
		{FAR, "容积率：≤3.0", "(-,3]", Clear},
		{FAR, "≦ 3.0", "(-,3]", Clear},
		{FAR, "<=3", "(-,3]", Clear},
		{FAR, "<3", "(-,3)", Clear},
		{FAR, "1.0-2.5", "[1,2.5]", Clear},
		{FAR, "1.0—2.5", "[1,2.5]", Clear},
		{FAR, "1.0～2.5", "[1,2.5]", Clear},
		{FAR, "1.0至2.5", "[1,2.5]", Clear},
		{FAR, "1.0-2.5(含)", "[1,2.5]", Clear},
		{FAR, "不低于1.2", "[1.2,-)", Clear},
		{FAR, "不高于2.2", "(-,2.2]", Clear},
		{FAR, "不小于1.0，不大于2.2", "[1,2.2]", Clear},
		{FAR, "不得低于1.5且不得超过3.0", "[1.5,3]", Clear},
		{FAR, "≥1.0且≤2.5。", "[1,2.5]", Clear},
		{FAR, "1.0以上（不含）、2.2以下（含）", "(1,2.2]", Clear},
		{FAR, "1.0以上(不含1.0)，2.2以下(含2.2)", "(1,2.2]", Clear},
		{FAR, "超过1.0", "(1,-)", Clear},
		{FAR, "(1.0,2.2]", "(1,2.2]", Clear},
		{FAR, "[1.0,2.2)", "[1,2.2)", Clear},
		{FAR, "（1.0，2.2］", "(1,2.2]", Clear},
		{FAR, "=2.5", "[2.5,2.5]", Clear},
		{FAR, "容积率为2.5", "[2.5,2.5]", Clear},
		{FAR, "1.40", "[1.4,1.4]", IntervalBare},
		{FAR, "容积率1.40", "[1.4,1.4]", IntervalBare},
		{Metres, "24米以下", "(-,24]", Clear},
		{Metres, "24m以下", "(-,24]", Clear},
		{Metres, "24米（含）以下", "(-,24]", Clear},
		{Metres, "24米以下（不含）", "(-,24)", Clear},
		{Metres, "限高24米", "(-,24]", Clear},
		{Metres, "建筑限高：≤100m", "(-,100]", Clear},
		{Metres, "限高：100米", "(-,100]", Clear},
		{Metres, "限高24米以下(不含)", "(-,24)", Clear},
		{Metres, "≤80米", "(-,80]", Clear},
		{Metres, "不低于50米，不高于100米", "[50,100]", Clear},
		{Metres, "不满24米", "(-,24)", Clear},
		{Metres, "80", "[80,80]", IntervalBare},
		{Percent, "≤30%", "(-,30]", Clear},
		{Percent, "40%≤建筑密度≤60%", "[40,60]", Clear},
		{Percent, "35％-45％", "[35,45]", Clear},
		{Percent, "不大于 28 %", "(-,28]", Clear},
		{Percent, "30", "[30,30]", IntervalBare},
		{Percent, "≤0.3", "none", PercentUnclear},
		{Percent, "≤0.5%", "(-,0.5]", Clear},
		{Percent, "≤130%", "none", IntervalEmpty},
		{FAR, "3.0<R≤2.5", "none", IntervalEmpty},
		{FAR, "2.5<R<2.5", "none", IntervalEmpty},
		{FAR, "≥1且≥2", "none", IntervalUnclear},
		{FAR, "住宅2.2；商业3.0", "none", IntervalUnclear},
		{FAR, "按规划条件", "none", IntervalUnclear},
		{FAR, "2.2左右", "none", IntervalUnclear},
		{FAR, "约2.2", "none", IntervalUnclear},
		{FAR, "1.0<2.5", "none", IntervalUnclear},
		{FAR, "2.2 3.0", "none", IntervalUnclear},
		{FAR, "1.2.3", "none", IntervalUnclear},
		{FAR, "2,2", "none", IntervalUnclear},
		{FAR, "2.5%", "none", IntervalUnclear},
		{Percent, "24米", "none", IntervalUnclear},
		{FAR, "-1", "none", IntervalUnclear},
		{FAR, "≤", "none", IntervalUnclear},
		{FAR, "不限", "none", Clear},
		{FAR, "/", "none", Clear},
		{FAR, " ", "none", Clear},
	} {
		got, doubt := ParseInterval(c.measure, c.text)
		if shown(got) != c.want || doubt != c.doubt {
			t.Errorf("%q: %s %q, not %s %q", c.text, shown(got), doubt, c.want, c.doubt)
		}
		if got.Text != strings.TrimSpace(c.text) {
			t.Errorf("%q lost its text: %q", c.text, got.Text)
		}
	}
}

func FuzzIntervalsNeverContradictThemselves(f *testing.F) {
	for _, text := range []string{"大于1并且小于或等于2.2", "2.0<R≤2.5", "24米以下(不含24)", "(1,2.2]", "1,000-2,000", "容积率为不大于2.5", "\xff≤3"} {
		f.Add(text, 0)
		f.Add(text, 1)
	}
	f.Fuzz(func(t *testing.T, text string, measure int) {
		i, doubt := ParseInterval(Measure(uint(measure)%3), text)
		if !doubt.Understood() && i.Known() {
			t.Errorf("%q: not understood, yet %s", text, shown(i))
		}
		if i.Min != nil && i.Max != nil && *i.Min > *i.Max {
			t.Errorf("%q: %s", text, shown(i))
		}
	})
}

func BenchmarkParseInterval(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		ParseInterval(FAR, "大于1并且小于或等于2.2")
	}
}
