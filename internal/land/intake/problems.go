package intake

import "zhaoyun/internal/core"

// What makes a file as a whole unreadable. The codes are stable.
var (
	errFileTooLarge = core.TooLarge("import_file_too_large", "The file is too large; split it, or leave out the layers that are not parcels.")
	errUnknownKind  = core.Invalid("import_kind_unknown", "The file is not one that can be read: GeoJSON, zipped Shapefile, KML, KMZ, Excel (.xlsx), CSV, boundary points.")
	errManyLayers   = core.Invalid("import_several_layers", "The archive holds several Shapefiles; pack one at a time.")
	errPartMissing  = core.Invalid("import_part_missing", "A part of the Shapefile is missing: .shp and .dbf must be together.")
	errNoBoundary   = core.Invalid("import_boundary_form", "The text has no [地块坐标] section.")
	errCRS          = core.Invalid("import_crs_unknown", "The coordinate system that was chosen is not known here.")
)
