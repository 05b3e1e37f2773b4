package read

import "zhaoyun/internal/core"

// What makes a file as a whole unreadable. The codes are stable.
var (
	ErrEmptyFile    = core.Invalid("import_file_empty", "The file is empty.")
	ErrFileTooLarge = core.TooLarge("import_file_too_large", "The file is too large; split it.")
	ErrNoRows       = core.Invalid("import_no_rows", "There are no rows in the file.")
	ErrTooManyRows  = core.TooLarge("import_too_many_rows", "The file has too many rows; split it.")
	ErrNoTable      = core.Invalid("import_no_table", "The file is no table that can be read: Excel (.xlsx), CSV, or rows pasted from a spreadsheet.")
	ErrOldExcel     = core.Invalid("import_excel_old", "This is an old Excel file (.xls); save it as .xlsx.")
	ErrOtherArchive = core.Invalid("import_archive_kind", "This kind of archive cannot be read; pack the files as a .zip.")
	ErrLocked       = core.Invalid("import_locked", "The file is protected by a password; save it without one.")
	ErrDamaged      = core.Invalid("import_file_damaged", "The file is damaged or cut off.")
	ErrPath         = core.Invalid("import_path_escape", "The archive names a file outside itself; it was not unpacked.")
	ErrBomb         = core.TooLarge("import_archive_bomb", "The archive unpacks to far more than it may.")
	ErrManyEntries  = core.TooLarge("import_archive_entries", "The archive holds too many files.")
	ErrNoHeadings   = core.Invalid("import_no_headings", "No row of headings was found in the first rows.")
	ErrRowTooLarge  = core.TooLarge("import_row_too_large", "A row is too large; a quotation mark or a bracket may be open.")
)

// Damaged says where a file could not be read on.
func Damaged(line int, err error) error { return ErrDamaged.With("line", line).Wrap(err) }
