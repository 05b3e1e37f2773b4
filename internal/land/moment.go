package land

import (
	"time"

	"zhaoyun/internal/land/notice"
)

// moments are the forms of a notice.Moment.
var moments = []string{time.DateOnly, "2006-01-02T15:04Z07:00", time.RFC3339}

func isMoment(m notice.Moment) bool {
	if m == "" {
		return true
	}
	_, ok := instant(m)
	return ok
}

// instant is a moment as a time; a day begins at midnight of China's time.
func instant(m notice.Moment) (time.Time, bool) {
	if m == "" {
		return time.Time{}, false
	}
	for _, form := range moments {
		if t, err := time.ParseInLocation(form, string(m), china); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// china is the time of notices.
var china = time.FixedZone("Asia/Shanghai", 8*60*60)
