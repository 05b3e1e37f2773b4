package land

// Massing is a plausible building mass on a parcel.
type Massing struct{}
