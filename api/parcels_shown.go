package api

import (
	"encoding/json"

	"zhaoyun/internal/land"
	"zhaoyun/internal/land/notice"
)

// ParcelFigures are what a stage keeps of a parcel, in the form of the list of parcels.
type ParcelFigures struct {
	land.Fields
	ComputedAreaM2 float64        `json:"computedAreaM2,omitempty"`
	AreaDiffers    bool           `json:"areaDiffers,omitempty"`
	Derived        notice.Derived `json:"derived"`
	Colour         notice.Group   `json:"colour"`
	Centre         []float64      `json:"centre,omitempty"`
}

// FiguresOf writes a parcel as everybody may read it, and says where it lies.
func FiguresOf(p land.Parcel) (figures json.RawMessage, bounds []float64, err error) {
	f := ParcelFigures{Fields: p.Fields, ComputedAreaM2: p.ComputedAreaM2, AreaDiffers: p.AreaDiffers(), Derived: p.Derived(), Colour: p.Colour()}
	bounds, f.Centre = extent(p.Geometry)
	figures, err = json.Marshal(f)
	return figures, bounds, err
}
