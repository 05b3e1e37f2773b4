package land_test

import (
	"testing"
	"time"

	"zhaoyun/internal/core"
	"zhaoyun/internal/land"
)

func TestZZSpeed(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		const n = 20000
		body := plots(n)
		id := h.upload(h.a, "a.geojson", "import", body)
		start := time.Now()
		i, err := h.StartImport(t.Context(), h.a, "", id, land.ImportChoice{CRS: "EPSG:4326", Visibility: land.Public})
		must(t, err)
		i = h.run(i.ID)
		read := time.Since(start)
		start = time.Now()
		i = h.confirm(i)
		write := time.Since(start)
		start = time.Now()
		must(t, h.Warm(t.Context()))
		warm := time.Since(start)
		start = time.Now()
		for range 20 {
			_, _, err = h.List(t.Context(), core.Actor{}, land.Filter{Query: "批量"}, "-area", core.Paging{Limit: 50})
			must(t, err)
		}
		t.Logf("%+v read %v = %.0f/s write %v = %.0f/s warm %v list %v", i.Counts, read, n/read.Seconds(), write, n/write.Seconds(), warm, time.Since(start)/20)
	})
}
