// Package land knows the parcels that are offered, the carriers that take in
// companies, who keeps which, and how both come in from files.
package land

import (
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land/notice"
)

// Parcel is a piece of land offered, with what its notice says (地块).
type Parcel struct {
	ID           core.ID
	Organisation core.ID // the bureau that keeps it
	Fields
	Geometry Geometry // WGS84; empty while nobody has drawn it

	ComputedAreaM2 float64 // geodesic, of the geometry; the declared one is official
	Massing        *Massing

	CreatedBy, UpdatedBy core.ID
	CreatedAt, UpdatedAt time.Time
	Version              core.Version

	Documents []Document // filled in by the service where one parcel is read
}

// Fields are what an official writes about a parcel. What a notice says in a way
// nobody understood stays as text beside the empty field.
type Fields struct {
	Number       string           `json:"number,omitempty" maxLength:"80" doc:"Normalised, such as 杭政储出[2020]12号; one of its kind in the organisation"`
	NumberText   string           `json:"numberText,omitempty" maxLength:"80" doc:"As the notice writes it"`
	Name         core.Text        `json:"name,omitempty" doc:"By language; zh-CN is required"`
	Note         core.Text        `json:"note,omitempty" doc:"What to know beside the notice, by language"`
	Location     string           `json:"location,omitempty" maxLength:"300"`
	District     notice.District  `json:"district,omitzero"`
	Uses         []notice.Use     `json:"uses,omitempty" maxItems:"12" doc:"The leading one first"`
	UsesText     string           `json:"usesText,omitempty" maxLength:"300"`
	AreaM2       *float64         `json:"areaM2,omitempty" minimum:"0" maximum:"1e10" doc:"Declared, ㎡"`
	AreaText     string           `json:"areaText,omitempty" maxLength:"100"`
	FAR          *notice.Interval `json:"far,omitempty" doc:"Floor-area ratio (容积率)"`
	Density      *notice.Interval `json:"density,omitempty" doc:"Share of the land that is built upon, % (建筑密度)"`
	Green        *notice.Interval `json:"green,omitempty" doc:"% (绿地率)"`
	Height       *notice.Interval `json:"height,omitempty" doc:"m (限高)"`
	Method       notice.Method    `json:"method,omitempty" enum:"tender,auction,listing,agreement,allocation,contribution"`
	Prices       notice.Prices    `json:"prices,omitzero"`
	Intensity    *notice.Price    `json:"intensity,omitempty" doc:"Of investment: wan/ha or wan/mu"`
	Dates        notice.Dates     `json:"dates,omitzero"`
	Status       notice.Status    `json:"status,omitempty" enum:"announced,listed,bidding,publicised,sold,unsold,suspended,terminated"`
	Buyer        *notice.Buyer    `json:"buyer,omitempty" doc:"A natural person is named to staff only"`
	Flags        []Flag           `json:"flags,omitempty" maxItems:"40" doc:"What could not be understood and was kept as text; for staff"`
	Illustrative bool             `json:"illustrative,omitempty" doc:"Made up for a demonstration; shown as 示例"`
	Visibility   Visibility       `json:"visibility,omitempty" enum:"public,staff" doc:"staff when left out"`
}

// Flag is something about a field that an official should look at.
type Flag struct {
	Field string `json:"field" maxLength:"40"`
	Code  string `json:"code" maxLength:"60"`
	Text  string `json:"text,omitempty" maxLength:"300" doc:"As it was written"`
}

// Visibility says who sees a parcel or a carrier.
type Visibility string

// Who sees it.
const (
	Public Visibility = "public"
	Staff  Visibility = "staff" // of the organisation
)

// Notice are the fields as the notice package works with them.
func (f Fields) Notice() notice.Fields {
	return notice.Fields{
		Number: f.Number, NumberText: f.NumberText, Name: f.Name["zh-CN"], Location: f.Location, District: f.District, Uses: f.Uses,
		UsesText: f.UsesText, AreaM2: f.AreaM2, AreaText: f.AreaText, FAR: f.FAR, Density: f.Density, Green: f.Green, Height: f.Height,
		Method: f.Method, Prices: f.Prices, Intensity: f.Intensity, Dates: f.Dates, Status: f.Status, Buyer: f.Buyer,
	}
}

// Colour is the group by which a map colours the parcel.
func (f Fields) Colour() notice.Group {
	for _, u := range f.Uses {
		if u.Group != "" {
			return u.Group
		}
	}
	return notice.GroupOther
}

// shownTo leaves out what the actor may not know.
func (p Parcel) shownTo(actor core.Actor) Parcel {
	if p.isStaff(actor) {
		return p
	}
	p.Flags = nil
	if p.Buyer != nil && p.Buyer.Person {
		p.Buyer = &notice.Buyer{Person: true}
	}
	return p
}

// Limits of what is kept.
const (
	MaxDocuments = 60
	maxUses      = 12
)

// What the store answers with when something is not there, or there already.
var (
	ErrNoParcel    = core.NotFound("parcel_not_found", "There is no such parcel, or it is not public.")
	ErrNoCarrier   = core.NotFound("carrier_not_found", "There is no such carrier, or it is not public.")
	ErrNumberTaken = core.Conflict("parcel_number_taken", "Your organisation keeps a parcel with this number already. Edit that one.").On("body.number")
)
