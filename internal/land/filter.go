package land

import (
	"strings"

	"github.com/paulmach/orb"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land/notice"
)

// Filter narrows a list of parcels. What is not set does not narrow.
type Filter struct {
	Query         string
	Uses          []notice.Group // any of them
	Statuses      []notice.Status
	Districts     []string
	AreaMin       *float64 // ㎡
	AreaMax       *float64
	PriceMin      *float64 // 万元, of the start price in total
	PriceMax      *float64
	FloorPriceMax *float64 // 元 a ㎡ of floor area
	FARMin        *float64 // of the highest ratio permitted, or the least where there is no highest
	FARMax        *float64
	Bounds        *orb.Bound
	Organisation  core.ID
	Event         core.ID // presented in it
	Kept          bool    // by who asks

	only map[core.ID]bool // of these, when not nil
}

// Counts say how many parcels there are to choose from. Those of a facet leave out
// its own filter: they tell what choosing something else there would bring.
type Counts struct {
	Total     int
	Uses      map[notice.Group]int
	Statuses  map[notice.Status]int
	Districts map[string]int
}

func newCounts() Counts {
	return Counts{Uses: map[notice.Group]int{}, Statuses: map[notice.Status]int{}, Districts: map[string]int{}}
}

// facets that a parcel may fail alone and still be counted in.
const (
	byUse = 1 << iota
	byStatus
	byDistrict
	byOther
)

// fails tells by which facets a parcel falls out.
func (f *Filter) fails(i *Indexed) int {
	failed := 0
	if len(f.Uses) > 0 && !anyOf(f.Uses, i.Groups) {
		failed |= byUse
	}
	if len(f.Statuses) > 0 && !anyOf(f.Statuses, []notice.Status{i.Status}) {
		failed |= byStatus
	}
	if len(f.Districts) > 0 && !anyOf(f.Districts, []string{i.District}) {
		failed |= byDistrict
	}
	if !within(i.Area, f.AreaMin, f.AreaMax) || !within(i.Price, f.PriceMin, f.PriceMax) || !within(i.FAR, f.FARMin, f.FARMax) ||
		!within(i.FloorPrice, nil, f.FloorPriceMax) || f.Organisation != "" && f.Organisation != i.Organisation ||
		f.only != nil && !f.only[i.ID] || f.Query != "" && !strings.Contains(i.Words, f.Query) {
		failed |= byOther
	}
	return failed
}

func anyOf[T comparable](wanted, has []T) bool {
	for _, w := range wanted {
		for _, h := range has {
			if w == h {
				return true
			}
		}
	}
	return false
}

// within reports whether v lies between the ends; what is absent only where there
// are none.
func within(v float64, low, high *float64) bool {
	if low == nil && high == nil {
		return true
	}
	return v >= 0 && (low == nil || v >= *low) && (high == nil || v <= *high)
}

// add counts a parcel in.
func (c *Counts) add(i *Indexed, failed int) {
	if failed == 0 {
		c.Total++
	}
	if failed&^byUse == 0 {
		for _, g := range i.Groups {
			c.Uses[g]++
		}
	}
	if failed&^byStatus == 0 && i.Status != "" {
		c.Statuses[i.Status]++
	}
	if failed&^byDistrict == 0 && i.District != "" {
		c.Districts[i.District]++
	}
}

// plain reports whether the filter leaves everything.
func (f *Filter) plain() bool {
	return f.Query == "" && len(f.Uses)+len(f.Statuses)+len(f.Districts) == 0 && f.Organisation == "" && f.Event == "" && !f.Kept && f.only == nil &&
		f.AreaMin == nil && f.AreaMax == nil && f.PriceMin == nil && f.PriceMax == nil && f.FloorPriceMax == nil && f.FARMin == nil && f.FARMax == nil
}

// normal brings what somebody typed into the form of Words.
func (f Filter) normal() Filter {
	f.Query = strings.ToLower(strings.TrimSpace(f.Query))
	return f
}
