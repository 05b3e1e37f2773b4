package land

import (
	"cmp"
	"container/heap"
	"context"
	"encoding/base64"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"zhaoyun/internal/core"
	"zhaoyun/internal/policy"
)

// Order is how a list is sorted; "-" before it turns it round. What a parcel does
// not say comes last either way.
type Order string

// Orders lists them; the first one holds when none is named.
var Orders = []Order{"-updated", "number", "until", "area", "-area", "price", "-price", "far", "-far"}

// List lists the parcels that the actor may see and the filter leaves, with counts.
func (s *Service) List(ctx context.Context, actor core.Actor, f Filter, by Order, p core.Paging) (page core.Page[Parcel], counts Counts, err error) {
	if err := policy.Check(actor, "list-parcels", policy.Target{}); err != nil {
		return page, counts, err
	}
	if f, err = s.narrowed(ctx, actor, f); err != nil {
		return page, counts, err
	}
	if err := s.index.fresh(ctx); err != nil {
		return page, counts, err
	}
	ids, next, counts, err := s.index.list(viewOf(actor), f, cmp.Or(by, Orders[0]), p)
	if err != nil {
		return page, counts, err
	}
	page.Next = next
	page.Items, err = s.inOrder(ctx, actor, ids)
	return page, counts, err
}

// narrowed looks up what a filter names.
func (s *Service) narrowed(ctx context.Context, actor core.Actor, f Filter) (Filter, error) {
	f = f.normal()
	if f.Event != "" {
		of, err := s.Store.PresentedParcels(ctx, []core.ID{f.Event})
		if err != nil {
			return f, err
		}
		f.only = map[core.ID]bool{}
		for _, id := range of[f.Event] {
			f.only[id] = true
		}
	}
	if f.Kept {
		if err := policy.Check(actor, "list-favourites", policy.Target{}); err != nil {
			return f, err
		}
		kept, err := s.Store.KeptParcels(ctx, actor.Person)
		if err != nil {
			return f, err
		}
		own := map[core.ID]bool{}
		for _, k := range kept {
			own[k.Parcel] = f.only == nil || f.only[k.Parcel]
		}
		f.only = own
	}
	return f, nil
}

// inOrder reads parcels and keeps their order.
func (s *Service) inOrder(ctx context.Context, actor core.Actor, ids []core.ID) ([]Parcel, error) {
	items := make([]Parcel, 0, len(ids))
	if len(ids) == 0 {
		return items, nil
	}
	found, err := s.Store.Parcels(ctx, ids)
	if err != nil {
		return nil, err
	}
	by := map[core.ID]Parcel{}
	for _, p := range found {
		by[p.ID] = p
	}
	for _, id := range ids {
		if p, ok := by[id]; ok {
			items = append(items, p.shownTo(actor))
		}
	}
	return items, nil
}

// place is where a parcel stands in an order.
type place struct {
	figure float64
	text   string
	id     core.ID
}

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.figure, q.figure), strings.Compare(p.text, q.text), strings.Compare(p.id, q.id))
}

func (p place) before(q place) bool { return p.compare(q) < 0 }

// at tells where a parcel stands.
func (by Order) at(i *Indexed) place {
	name, down := strings.CutPrefix(string(by), "-")
	p := place{id: i.ID}
	switch name {
	case "number":
		p.text = i.Number
		return p
	case "updated":
		p.figure = float64(i.Turn)
	case "until":
		p.figure = float64(i.Until)
		if i.Until == 0 {
			p.figure = -1
		}
	case "area":
		p.figure = i.Area
	case "price":
		p.figure = i.Price
	case "far":
		p.figure = i.FAR
	}
	switch {
	case p.figure < 0:
		p.figure = math.Inf(1)
	case down:
		p.figure = -p.figure
	}
	return p
}

// list finds a page in one pass: only the page is kept sorted.
func (x *index) list(v view, f Filter, by Order, p core.Paging) (ids []core.ID, next string, c Counts, err error) {
	var after *place
	if p.Cursor != "" {
		if after, err = readPlace(p.Cursor); err != nil {
			return nil, "", c, err
		}
	}
	c = newCounts()
	best := &places{}
	x.mu.RLock()
	x.parcels.in(f.Bounds, func(i *Indexed) {
		if !v.sees(i) {
			return
		}
		failed := f.fails(i)
		c.add(i, failed)
		if failed != 0 {
			return
		}
		at := by.at(i)
		if after != nil && !after.before(at) {
			return
		}
		if len(*best) <= p.Limit {
			heap.Push(best, at)
		} else if at.before((*best)[0]) {
			(*best)[0] = at
			heap.Fix(best, 0)
		}
	})
	x.mu.RUnlock()
	slices.SortFunc(*best, place.compare)
	for n, at := range *best {
		if n == p.Limit {
			next = (*best)[n-1].cursor()
			break
		}
		ids = append(ids, at.id)
	}
	return ids, next, c, nil
}

// places is a heap whose last place in order is on top.
type places []place

func (h places) Len() int           { return len(h) }
func (h places) Less(i, j int) bool { return h[j].before(h[i]) }
func (h places) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *places) Push(p any)        { *h = append(*h, p.(place)) }
func (h *places) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

func (p place) cursor() string {
	raw, _ := json.Marshal([3]string{strconv.FormatFloat(p.figure, 'g', -1, 64), p.text, p.id})
	return base64.RawURLEncoding.EncodeToString(raw)
}

var errCursor = core.Invalid("cursor_invalid", "This cursor is not one of this list. Start from the first page.").On("query.cursor")

func readPlace(cursor string) (*place, error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	var parts [3]string
	if err != nil || json.Unmarshal(raw, &parts) != nil {
		return nil, errCursor
	}
	figure, err := strconv.ParseFloat(parts[0], 64)
	if err != nil {
		return nil, errCursor
	}
	return &place{figure, parts[1], parts[2]}, nil
}
