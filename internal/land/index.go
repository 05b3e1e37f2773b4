package land

import (
	"context"
	"sync"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land/notice"
)

// Indexed is what lists and maps need to know of a parcel or a carrier.
type Indexed struct {
	ID           core.ID
	Organisation core.ID
	Public       bool
	Gone         bool // taken away
	Turn         Turn // of its last change
	Illustrative bool

	Name     string // in Chinese
	Number   string // of a parcel
	Words    string // everything one may look for, in lower case
	District string
	Group    notice.Group // the leading one
	Groups   []notice.Group
	Status   notice.Status
	Kind     CarrierKind // of a carrier

	Area, Price, FloorPrice, FAR float64 // ㎡, 万元, 元 a ㎡ of floor area; absent below zero
	Until                        int64   // last moment to apply, in seconds; absent 0

	Geometry Geometry

	box   orb.Bound
	shape shape
}

// indexStore is what the index reads, outside of any transaction.
type indexStore interface {
	// LastTurn is the turn of the last change that is committed.
	LastTurn(ctx context.Context) (Turn, error)
	// IndexedSince hands over, one by one, what was changed after a turn; an end of
	// its own ends it.
	IndexedSince(ctx context.Context, after Turn, parcel, carrier func(Indexed)) error
}

// index holds what is searched of all parcels and carriers in memory: the same
// answers for both stores, and a tile costs no query. Before each answer it asks the
// store for the last turn and takes in what was changed since, on any server.
type index struct {
	store indexStore
	turns core.Together[struct{}, Turn]

	taking sync.Mutex // held while changes are taken in
	mu     sync.RWMutex
	turn   Turn

	parcels, carriers layer
	same              map[string]string // one copy of each organisation, district …
}

// layer are the things of one kind.
type layer struct {
	all  map[core.ID]*Indexed
	tree rtree.RTreeG[*Indexed]
}

func newIndex(s indexStore) *index {
	x := &index{store: s, same: map[string]string{}}
	x.parcels.all, x.carriers.all = map[core.ID]*Indexed{}, map[core.ID]*Indexed{}
	x.turns.Read = func(ctx context.Context, _ []struct{}) (map[struct{}]Turn, error) {
		t, err := s.LastTurn(ctx)
		return map[struct{}]Turn{{}: t}, err
	}
	return x
}

// fresh takes in what has changed. What is committed when it is called is in it
// when it returns.
func (x *index) fresh(ctx context.Context) error {
	last, err := x.turns.Ask(ctx, struct{}{})
	if err != nil {
		return err
	}
	if x.at() >= last {
		return nil
	}
	x.taking.Lock()
	defer x.taking.Unlock()
	from := x.at()
	if from >= last {
		return nil
	}
	var parcels, carriers []*Indexed
	err = x.store.IndexedSince(ctx, from,
		func(i Indexed) { parcels = append(parcels, x.prepared(i)) },
		func(i Indexed) { carriers = append(carriers, x.prepared(i)) })
	if err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, i := range parcels {
		x.parcels.put(i)
	}
	for _, i := range carriers {
		x.carriers.put(i)
	}
	x.turn = last
	return nil
}

func (x *index) at() Turn {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.turn
}

// prepared keeps one copy of what many have in common, and the shape instead of the
// geometry.
func (x *index) prepared(i Indexed) *Indexed {
	for _, s := range []*string{&i.Organisation, &i.District, (*string)(&i.Group), (*string)(&i.Status), (*string)(&i.Kind)} {
		*s = x.one(*s)
	}
	for g := range i.Groups {
		i.Groups[g] = notice.Group(x.one(string(i.Groups[g])))
	}
	if len(i.Geometry) > 0 {
		i.box, i.shape = i.Geometry.Bound(), shapeOf(i.Geometry)
	}
	i.Geometry = nil
	return &i
}

func (x *index) one(s string) string {
	if kept, ok := x.same[s]; ok {
		return kept
	}
	x.same[s] = s
	return s
}

func (l *layer) put(i *Indexed) {
	if was := l.all[i.ID]; was != nil {
		if was.drawn() {
			l.tree.Delete(was.box.Min, was.box.Max, was)
		}
		delete(l.all, i.ID)
	}
	if i.Gone {
		return
	}
	l.all[i.ID] = i
	if i.drawn() {
		l.tree.Insert(i.box.Min, i.box.Max, i)
	}
}

func (i *Indexed) drawn() bool { return len(i.shape.xy) > 0 }

// in calls f with what lies in the bounds, or with all.
func (l *layer) in(b *orb.Bound, f func(*Indexed)) {
	if b == nil {
		for _, i := range l.all {
			f(i)
		}
		return
	}
	l.tree.Search(b.Min, b.Max, func(_, _ [2]float64, i *Indexed) bool {
		f(i)
		return true
	})
}

// Warm takes all parcels into the index, so that the first reader need not wait.
func (s *Service) Warm(ctx context.Context) error { return s.index.fresh(ctx) }

// view says what somebody may see.
type view struct {
	all           bool
	organisations map[core.ID]bool
}

func viewOf(actor core.Actor) view {
	v := view{all: actor.Kind == core.PersonSystem || actor.Has(core.RoleAdministrator), organisations: map[core.ID]bool{}}
	for _, m := range actor.Memberships {
		if m.Role == core.RoleOfficial {
			v.organisations[m.Organisation] = true
		}
	}
	return v
}

// publicOnly reports whether somebody sees what everybody sees.
func (v view) publicOnly() bool { return !v.all && len(v.organisations) == 0 }

func (v view) sees(i *Indexed) bool { return i.Public || v.all || v.organisations[i.Organisation] }
