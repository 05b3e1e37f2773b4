package intake

import (
	"strings"

	"zhaoyun/internal/land/notice"
)

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
