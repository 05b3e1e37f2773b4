package bench

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"
)

// asked is how many requests make one repetition, of which the median counts.
const asked = 100

// Plots says where the parcels of the bench lie: a plot every so many degrees, row
// by row from the south-west, some 60 m apart as in a town.
type Plots struct{ West, South, East, North float64 }

// Town is where they lie.
var Town = Plots{West: 120.0, South: 30.0, East: 0.000622, North: 0.000539}

// At is the south-west corner of a plot of a town of so many.
func (p Plots) At(n, of int) (lng, lat float64) {
	side := p.side(of)
	return p.West + float64(n%side)*p.East, p.South + float64(n/side)*p.North
}

func (p Plots) side(of int) int { return int(math.Ceil(math.Sqrt(float64(of)))) }

// land is how long tiles and filtered lists of many parcels take, over REST, one
// after the other; how many a second come in from a file, from asking for it until
// they are written; and what memory the index of them takes. Tiles are drawn each
// time: none is kept, because it is filtered.
func land(ctx context.Context, o Options) error {
	for _, store := range o.Stores {
		if err := o.landOn(ctx, store); err != nil {
			return fmt.Errorf("on %s: %w", store.Name, err)
		}
	}
	return nil
}

func (o Options) landOn(ctx context.Context, store Store) error {
	env, drop, err := store.Open(ctx)
	if err != nil {
		return err
	}
	defer drop()
	s, err := start(ctx, "house", env...)
	if err != nil {
		return err
	}
	defer s.close()
	var whole, read, written, grown, cpu []float64
	each := o.Parcels / o.Repeats
	for n := range o.Repeats {
		before, err := s.usage()
		if err != nil {
			return err
		}
		a, err := s.ask(request{Do: "import parcels", N: each, From: n * each, Of: o.Parcels})
		if err != nil {
			return err
		}
		after, err := s.usage()
		if err != nil {
			return err
		}
		cpu = append(cpu, float64((after.CPU-before.CPU).Microseconds())/float64(each))
		second := func(d time.Duration) float64 { return float64(each) / d.Seconds() }
		whole, read, written = append(whole, second(a.Took)), append(read, second(a.Read)), append(written, second(a.Took-a.Read))
		grown = append(grown, float64(a.Grown)/(1<<20))
	}
	o.show(
		row{"land-import-" + store.Name, whole, "/s", ">=5000"},
		row{"land-import-reading-" + store.Name, read, "/s", ""},
		row{"land-import-writing-" + store.Name, written, "/s", ""},
		row{"land-import-cpu-per-parcel-" + store.Name, cpu, "us", ""},
		row{"land-import-heap-growth-" + store.Name, grown, "MiB", ""},
	)
	var memory, build []float64
	for range o.Repeats {
		a, err := s.ask(request{Do: "index parcels"})
		if err != nil {
			return err
		}
		memory, build = append(memory, float64(a.Grown)/(1<<20)), append(build, float64(a.Took.Microseconds())/1000)
	}
	o.show(row{"land-index-memory-" + store.Name, memory, "MiB", ""}, row{"land-index-build-" + store.Name, build, "ms", ""})
	for _, r := range []struct {
		name, reach string
		path        func() string
	}{
		{"land-tile-z14-", "<=15", func() string { return o.aTile(14) }},
		{"land-tile-z16-", "<=2", func() string { return o.aTile(16) }},
		{"land-list-", "<=20", aList},
	} {
		took, err := o.looks(ctx, s.addr, r.path)
		if err != nil {
			return err
		}
		o.show(row{r.name + store.Name, took, "ms", r.reach})
	}
	return nil
}

// aTile is a tile somewhere in the town.
func (o Options) aTile(zoom int) string {
	lng, lat := Town.At(rand.IntN(o.Parcels), o.Parcels) //nolint:gosec // any will do
	side := math.Exp2(float64(zoom))
	sin := math.Sin(lat * math.Pi / 180)
	x := math.Floor((lng/360 + 0.5) * side)
	y := math.Floor((0.5 - math.Log((1+sin)/(1-sin))/(4*math.Pi)) * side)
	return fmt.Sprintf("/api/v1/tiles/%d/%.0f/%.0f?areaMin=1", zoom, x, y)
}

// aList is one of the lists that somebody who looks for land asks for.
func aList() string {
	sorts, uses := []string{"-updated", "area", "-area", "price", "until", "number"}, []string{"residential", "commercial", "industrial"}
	least := 500 + rand.IntN(1500) //nolint:gosec // any will do
	return fmt.Sprintf("/api/v1/parcels?use=%s&areaMin=%d&farMin=1.5&status=listed&status=announced&sort=%s&limit=50",
		uses[rand.IntN(len(uses))], least, sorts[rand.IntN(len(sorts))]) //nolint:gosec // any will do
}

// looks times requests one after the other and returns the median of each round, in ms.
func (o Options) looks(ctx context.Context, addr string, path func() string) ([]float64, error) {
	l, err := dial(ctx, addr, 0)
	if err != nil {
		return nil, err
	}
	defer l.close()
	var rounds []float64
	for round := range o.Repeats + 1 {
		took := make([]float64, asked)
		for i := range took {
			request := ask("GET", addr, path(), "", "")
			began := time.Now()
			status, body, err := l.exchange(request)
			took[i] = float64(time.Since(began).Microseconds()) / 1000
			if err != nil {
				return nil, err
			}
			if status != http.StatusOK || len(body) == 0 {
				return nil, fmt.Errorf("%s: %w", request, refused(status, body))
			}
		}
		slices.Sort(took)
		if round > 0 { // the first is for warming up
			rounds = append(rounds, median(took))
		}
	}
	return rounds, nil
}

// Land is what the bench asks of the application about parcels.
type Land interface {
	// ImportParcels takes a file of parcels in, to the end, and says how long reading took of it.
	ImportParcels(ctx context.Context, from, n, of int) (read time.Duration, err error)
	// IndexParcels makes the index anew and says by how much memory it grew.
	IndexParcels(ctx context.Context) (bytes int64, err error)
}
