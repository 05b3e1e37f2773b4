package land

import (
	"time"

	"zhaoyun/internal/core"
)

// Carrier is a zone, park, building, town, street, community or enclave that takes
// in companies (载体).
type Carrier struct {
	ID           core.ID
	Organisation core.ID
	CarrierFields
	Geometry Geometry

	CreatedBy, UpdatedBy core.ID
	CreatedAt, UpdatedAt time.Time
	Version              core.Version
}

// CarrierFields are what an official writes about a carrier.
type CarrierFields struct {
	Kind         CarrierKind      `json:"kind,omitempty" enum:"zone,park,building,town,street,community,enclave"`
	Name         core.Text        `json:"name,omitempty" doc:"By language; zh-CN is required"`
	Note         core.Text        `json:"note,omitempty"`
	Address      string           `json:"address,omitempty" maxLength:"300"`
	District     string           `json:"district,omitempty" maxLength:"60"`
	PartOf       core.ID          `json:"partOf,omitempty" maxLength:"36" doc:"The carrier it lies in"`
	Industries   []string         `json:"industries,omitempty" maxItems:"12" doc:"Leading ones, as the district names them"`
	Space        Space            `json:"space,omitzero"`
	Rents        []Rent           `json:"rents,omitempty" maxItems:"12"`
	Residents    []Resident       `json:"residents,omitempty" maxItems:"300" doc:"Companies that are there"`
	Contacts     []CarrierContact `json:"contacts,omitempty" maxItems:"12"`
	Illustrative bool             `json:"illustrative,omitempty"`
	Visibility   Visibility       `json:"visibility,omitempty" enum:"public,staff" doc:"staff when left out"`
}

// CarrierKind is what sort of carrier it is.
type CarrierKind string

// Space is what a carrier has and what of it is free.
type Space struct {
	LandM2  *float64 `json:"landM2,omitempty" minimum:"0" maximum:"1e11" doc:"Of the ground, ㎡"`
	FloorM2 *float64 `json:"floorM2,omitempty" minimum:"0" maximum:"1e10" doc:"Floor area, ㎡"`
	FreeM2  *float64 `json:"freeM2,omitempty" minimum:"0" maximum:"1e10" doc:"Of the floor area, ready to move in"`
	Floors  *int     `json:"floors,omitempty" minimum:"0" maximum:"300"`
	AsOf    string   `json:"asOf,omitempty" maxLength:"10" doc:"The day of these figures"`
}

// Rent is what a kind of space costs.
type Rent struct {
	For  core.Text `json:"for,omitempty" doc:"Such as offices, laboratories, shops"`
	From *float64  `json:"from,omitempty" minimum:"0" maximum:"1e6"`
	To   *float64  `json:"to,omitempty" minimum:"0" maximum:"1e6"`
	Unit string    `json:"unit" enum:"yuan/m2/day,yuan/m2/month,yuan/seat/month"`
}

// Resident is a company in a carrier.
type Resident struct {
	Name string `json:"name" maxLength:"120"`
	Note string `json:"note,omitempty" maxLength:"200"`
}

// CarrierContact is whom to ask about a carrier, as the organisation publishes it.
type CarrierContact struct {
	Name       string `json:"name,omitempty" maxLength:"60"`
	Department string `json:"department,omitempty" maxLength:"120"`
	Phone      string `json:"phone,omitempty" maxLength:"40"`
	Mail       string `json:"mail,omitempty" maxLength:"120"`
}
