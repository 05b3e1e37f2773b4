package read

import "strconv"

// Distinct numbers headings that stand more than once: 用途, 用途 #2.
func Distinct(headings []string) []string {
	seen := map[string]int{}
	for i, h := range headings {
		if h == "" {
			continue
		}
		if seen[h]++; seen[h] > 1 {
			headings[i] = h + " #" + strconv.Itoa(seen[h])
		}
	}
	return headings
}
