package room

import (
	"strconv"
	"strings"

	"zhaoyun/internal/core"
)

// Since says up to which entry of each lane a client has everything.
type Since map[Lane]int64

// ParseSince reads "public:412,staff:88,inbox:7". Nothing is an empty Since.
func ParseSince(s string) (Since, error) {
	since := Since{}
	if s == "" {
		return since, nil
	}
	for part := range strings.SplitSeq(s, ",") {
		name, number, _ := strings.Cut(part, ":")
		lane := Lane(name)
		seq, err := strconv.ParseUint(number, 10, 63)
		_, again := since[lane]
		if err != nil || again || (lane != Public && lane != Staff && lane != Inbox) {
			return nil, core.Invalid("since_form", "Write since as public:412,staff:88,inbox:7.").On("query.since")
		}
		since[lane] = int64(seq)
	}
	return since, nil
}

// String writes a Since as ParseSince reads it.
func (s Since) String() string {
	var parts []string
	for _, lane := range []Lane{Public, Staff, Inbox} {
		if seq, ok := s[lane]; ok {
			parts = append(parts, string(lane)+":"+strconv.FormatInt(seq, 10))
		}
	}
	return strings.Join(parts, ",")
}
