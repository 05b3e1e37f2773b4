package intake

import (
	"fmt"
	"strings"
	"unicode"

	"zhaoyun/internal/land/notice"
)

// table makes records of the rows of a sheet: it finds the headings, which may
// stand below a title and take two rows, and leaves out where they stand again.
type table struct {
	heads []string
	stood []string   // the row of the headings as it stood, to know it again
	early []tableRow // rows that were read to find the headings
	ended error      // what came after them
}

type tableRow struct {
	line    int
	texts   []string
	formula []bool // nil where the format has none
}

// within this many rows there must be headings.
const headRows = 20

// open reads rows until the headings are found: of the first rows the one with the
// most known headings, else the first that looks like some, for somebody to say what
// they are. Next answers a row or an error.
func (t *table) open(next func() (tableRow, error), chosen Mapping) error {
	var rows []tableRow
	best, at, likely := 0, -1, -1
	for range headRows {
		r, err := next()
		if err != nil {
			if len(rows) == 0 {
				return err
			}
			t.ended = err
			break
		}
		rows = append(rows, r)
		if n := known(r.texts, chosen); n > best {
			best, at = n, len(rows)-1
		}
		if likely < 0 && likeHeads(r.texts) {
			likely = len(rows) - 1
		}
	}
	if best < 2 && likely >= 0 {
		at = likely
	}
	if at < 0 {
		return errNoHeads
	}
	t.heads = trimmed(rows[at].texts)
	t.stood = rows[at].texts
	below := at + 1
	if below < len(rows) && isSubHead(rows[below].texts, t.heads) {
		t.heads = joinHeads(t.heads, rows[below].texts)
		below++
	}
	t.heads = distinct(t.heads)
	t.early = rows[below:]
	return nil
}

// known counts the headings that are known.
func known(texts []string, chosen Mapping) int {
	n := 0
	for _, s := range texts {
		_, ours := chosen[strings.TrimSpace(notice.Fold(s))]
		if _, ok := fieldOf(s); ok || ours {
			n++
		}
	}
	return n
}

// likeHeads reports whether a row is of two texts or more, and no numbers.
func likeHeads(texts []string) bool {
	n := 0
	for _, s := range texts {
		switch s = strings.TrimSpace(s); {
		case s == "":
		case s[0] >= '0' && s[0] <= '9':
			return false
		default:
			n++
		}
	}
	return n >= 2
}

func trimmed(texts []string) []string {
	heads := make([]string, len(texts))
	last := 0
	for i, s := range texts {
		if heads[i] = strings.Join(strings.Fields(notice.Fold(s)), " "); heads[i] != "" {
			last = i + 1
		}
	}
	return heads[:last]
}

// subHeads stand in a second row, below a heading that spans several columns.
var subHeads = map[string]bool{
	"上限": true, "下限": true, "最小": true, "最大": true, "最低": true, "最高": true, "起": true, "止": true, "开始": true, "截止": true, "起始": true, "结束": true,
	"开始时间": true, "截止时间": true, "起始时间": true, "结束时间": true, "起止时间": true, "下限值": true, "上限值": true, "万元": true, "亩": true, "公顷": true, "㎡": true, "平方米": true, "元/㎡": true,
}

// isSubHead reports whether a row names parts of the headings above it: every text
// in it is such a name.
func isSubHead(texts, heads []string) bool {
	n := 0
	for i, s := range texts {
		s = plainHeading(s)
		switch {
		case s == "" || i < len(heads) && s == plainHeading(heads[i]): // a cell merged downwards may repeat
		case subHeads[s] || subHeads[strings.Trim(s, "()")]:
			n++
		default:
			return false
		}
	}
	return n > 0
}

// joinHeads puts the names of parts behind the heading that spans them, which is
// the last one to their left.
func joinHeads(heads, parts []string) []string {
	joined := make([]string, max(len(heads), len(parts)))
	spanning := ""
	for i := range joined {
		head, part := "", ""
		if i < len(heads) {
			head = heads[i]
		}
		if i < len(parts) {
			part = strings.TrimSpace(notice.Fold(parts[i]))
		}
		if head != "" {
			spanning = head
		}
		switch {
		case part == "" || part == head:
			joined[i] = head
		case unitOnly(part):
			joined[i] = spanning + "(" + strings.Trim(part, "()") + ")"
		default:
			joined[i] = spanning + part
		}
	}
	return joined
}

func unitOnly(part string) bool {
	return notice.HeadingUnit(part) != "" || notice.HeadingAreaUnit(part) != 0
}

// next reads the next row.
func (t *table) next(read func() (tableRow, error)) (tableRow, error) {
	if len(t.early) > 0 {
		row := t.early[0]
		t.early = t.early[1:]
		return row, nil
	}
	if t.ended != nil {
		return tableRow{}, t.ended
	}
	return read()
}

// record makes a record of a row; nil for one that is blank or the headings again.
func (t *table) record(r tableRow) *record {
	blank, again := true, 0
	for i, s := range r.texts {
		if strings.TrimSpace(s) == "" {
			continue
		}
		blank = false
		if i < len(t.stood) && s == t.stood[i] {
			again++
		}
	}
	if blank || again >= 2 && again*2 >= len(t.heads) {
		return nil
	}
	rec := &record{line: r.line, cells: make([]Cell, 0, len(t.heads))}
	for i, s := range r.texts {
		s = strings.TrimFunc(s, unicode.IsSpace)
		formula := r.formula != nil && r.formula[i]
		if s == "" && !formula {
			continue
		}
		heading := ""
		if i < len(t.heads) {
			heading = t.heads[i]
		}
		if heading == "" {
			heading = fmt.Sprintf("#%d", i+1)
		}
		rec.cells = append(rec.cells, Cell{Heading: heading, Text: s, column: i, formula: formula})
	}
	return rec
}
