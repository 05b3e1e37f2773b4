package land

import (
	mathbits "math/bits"
	"slices"
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

// groups and statuses are those that are told apart, by their code.
var (
	groups = []notice.Group{
		notice.GroupOther, notice.GroupResidential, notice.GroupCommercial, notice.GroupIndustrial, notice.GroupLogistics, notice.GroupPublic,
		notice.GroupTransport, notice.GroupUtility, notice.GroupGreen, notice.GroupReserved,
	}
	statuses = []notice.Status{
		"", notice.StatusAnnounced, notice.StatusListed, notice.StatusBidding, notice.StatusPublicised, notice.StatusSold, notice.StatusUnsold,
		notice.StatusSuspended, notice.StatusTerminated,
	}
)

// codeOf is where a value stands in a list; what is not in it counts as the first.
func codeOf[T comparable](list []T, v T) uint8 {
	return uint8(max(0, slices.Index(list, v))) //nolint:gosec // short lists
}

func groupBits(has []notice.Group) (bits uint16) {
	for _, g := range has {
		bits |= 1 << codeOf(groups, g)
	}
	return bits
}

// facets that a parcel may fail alone and still be counted in.
const (
	byUse = 1 << iota
	byStatus
	byDistrict
	byOther
)

// sieve is a filter in the codes of the index.
type sieve struct {
	*Filter
	uses, statuses uint16 // bits
	districts      map[uint16]bool
}

// sieve reads a filter; the index is locked for reading.
func (x *index) sieve(f *Filter) sieve {
	s := sieve{Filter: f, uses: groupBits(f.Uses)}
	for _, status := range f.Statuses {
		s.statuses |= 1 << codeOf(statuses, status)
	}
	if len(f.Districts) > 0 {
		s.districts = map[uint16]bool{}
		for code, name := range x.districts {
			if slices.Contains(f.Districts, name) {
				s.districts[uint16(code)] = true //nolint:gosec // at most 65,535
			}
		}
	}
	return s
}

// fails tells by which facets a parcel falls out.
func (f *sieve) fails(i *Indexed) int {
	failed := 0
	if f.uses != 0 && f.uses&i.groups == 0 {
		failed |= byUse
	}
	if f.statuses != 0 && f.statuses&(1<<i.status) == 0 {
		failed |= byStatus
	}
	if f.districts != nil && !f.districts[i.district] {
		failed |= byDistrict
	}
	if !within(i.Area, f.AreaMin, f.AreaMax) || !within(i.Price, f.PriceMin, f.PriceMax) || !within(i.FAR, f.FARMin, f.FARMax) ||
		!within(i.FloorPrice, nil, f.FloorPriceMax) || f.Organisation != "" && f.Organisation != i.Organisation ||
		f.only != nil && !f.only[i.ID] || f.Query != "" && !strings.Contains(i.Words, f.Query) {
		failed |= byOther
	}
	return failed
}

// within reports whether v lies between the ends; what is absent only where there
// are none.
func within(v float64, low, high *float64) bool {
	if low == nil && high == nil {
		return true
	}
	return v >= 0 && (low == nil || v >= *low) && (high == nil || v <= *high)
}

// tally counts by code.
type tally struct {
	total          int
	uses, statuses [16]int
	districts      []int
}

// add counts a parcel in.
func (c *tally) add(i *Indexed, failed int) {
	if failed == 0 {
		c.total++
	}
	if failed&^byUse == 0 {
		for bits := i.groups; bits != 0; bits &= bits - 1 {
			c.uses[mathbits.TrailingZeros16(bits)]++
		}
	}
	if failed&^byStatus == 0 {
		c.statuses[i.status]++
	}
	if failed&^byDistrict == 0 {
		c.districts[i.district]++
	}
}

// counts names what was counted.
func (c *tally) counts(districts []string) Counts {
	out := Counts{Total: c.total, Uses: map[notice.Group]int{}, Statuses: map[notice.Status]int{}, Districts: map[string]int{}}
	for code, g := range groups {
		if n := c.uses[code]; n > 0 {
			out.Uses[g] = n
		}
	}
	for code, s := range statuses {
		if n := c.statuses[code]; n > 0 && s != "" {
			out.Statuses[s] = n
		}
	}
	for code, n := range c.districts {
		if n > 0 && code > 0 {
			out.Districts[districts[code]] = n
		}
	}
	return out
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
