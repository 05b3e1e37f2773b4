package land

// Document is a file that belongs to a parcel.
type Document struct{}
