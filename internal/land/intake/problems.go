package intake

import "zhaoyun/internal/core"

// What makes a file as a whole unreadable. The codes are stable.
var (
	errEmptyFile    = core.Invalid("import_file_empty", "The file is empty.")
	errFileTooLarge = core.TooLarge("import_file_too_large", "The file is too large; split it, or leave out the layers that are not parcels.")
	errNoRows       = core.Invalid("import_no_rows", "There are no rows in the file.")
	errTooManyRows  = core.TooLarge("import_too_many_rows", "The file has too many rows; split it.")
	errUnknownKind  = core.Invalid("import_kind_unknown", "The file is not one that can be read: GeoJSON, zipped Shapefile, KML, KMZ, Excel (.xlsx), CSV, boundary points.")
	errOldExcel     = core.Invalid("import_excel_old", "This is an old Excel file (.xls); save it as .xlsx.")
	errOtherArchive = core.Invalid("import_archive_other", "This kind of archive cannot be read; pack the files as a .zip.")
	errLocked       = core.Invalid("import_locked", "The file is protected by a password; save it without one.")
	errDamaged      = core.Invalid("import_file_damaged", "The file is damaged or cut off.")
	errPath         = core.Invalid("import_path_escape", "The archive names a file outside itself; it was not unpacked.")
	errBomb         = core.TooLarge("import_archive_bomb", "The archive unpacks to far more than it may.")
	errManyEntries  = core.TooLarge("import_archive_entries", "The archive holds too many files.")
	errManyLayers   = core.Invalid("import_several_layers", "The archive holds several Shapefiles; pack one at a time.")
	errPartMissing  = core.Invalid("import_part_missing", "A part of the Shapefile is missing: .shp and .dbf must be together.")
	errNoHeads      = core.Invalid("import_no_headings", "No row of headings was found in the first rows.")
	errRecordLong   = core.TooLarge("import_row_too_large", "A row is too large; a quotation mark or a bracket may be open.")
	errNoBoundary   = core.Invalid("import_boundary_form", "The text has no [地块坐标] section.")
	errCRS          = core.Invalid("import_crs_unknown", "The coordinate system that was chosen is not known here.")
)

// damaged says where a file could not be read on.
func damaged(line int, err error) error { return errDamaged.With("line", line).Wrap(err) }
