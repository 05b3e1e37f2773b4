package app

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"time"

	"zhaoyun/internal/account"
	"zhaoyun/internal/bench"
	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/land"
	"zhaoyun/internal/store"
)

// parcelFile is a file of parcels as a planning office would send it.
func parcelFile(from, n, of int) []byte {
	uses := []string{"城镇住宅用地", "商业用地", "工业用地", "商务金融用地", "物流仓储用地"}
	statuses := []string{"公告期", "挂牌期", "竞价期", "成交"}
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := from; i < from+n; i++ {
		if i > from {
			b.WriteByte(',')
		}
		lng, lat := bench.Town.At(i, of)
		w, h := bench.Town.East*(0.6+float64(i%7)/30), bench.Town.North*(0.6+float64(i%5)/25)
		fmt.Fprintf(&b, `{"type":"Feature","properties":{"宗地编号":"测量储出[2026]%d号","地块名称":"第%d号地块","坐落":"测量路%d号","所属行政区":"上城区","土地用途":"%s",`+
			`"出让年限":"%d年","容积率":"大于1.0并且小于或等于%.1f","建筑密度":"≤%d%%","绿地率":"≥25%%","建筑限高":"≤%d米","起始价":"%d万元","状态":"%s","土地面积(㎡)":"%.0f"},`,
			i, i, i, uses[i%len(uses)], 40+10*(i%4), 1.2+float64(i%20)/10, 30+i%20, 24+i%80, 3000+i%90000, statuses[i%len(statuses)], 0.955*w*96_486*h*110_852)
		fmt.Fprintf(&b, `"geometry":{"type":"Polygon","coordinates":[[[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f]]]}}`,
			lng, lat, lng+w, lat, lng+w, lat+h*0.7, lng+w*0.8, lat+h, lng+w*0.3, lat+h, lng, lat+h*0.9, lng, lat)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

// ImportParcels implements bench.Land, by the steps of the page.
func (h *benchHouse) ImportParcels(ctx context.Context, from, n, of int) (time.Duration, error) {
	who, err := h.staff(ctx, account.NewUser{
		Name: "测量员", Contacts: []string{"land@zhaoyun.example"}, Role: core.RoleOfficial, Organisation: "示例区投资促进局",
	})
	if err != nil {
		return 0, err
	}
	f, err := h.upload(ctx, who, "测量.geojson", parcelFile(from, n, of))
	if err != nil {
		return 0, err
	}
	began := time.Now()
	i, err := h.land.StartImport(ctx, who, "", f, land.ImportChoice{CRS: "EPSG:4490", Visibility: land.Public})
	if err != nil {
		return 0, err
	}
	until := func(state land.ImportState) error {
		return every(ctx, func() (bool, error) {
			if i, err = h.land.ReadImport(ctx, who, i.ID); err == nil && i.State == land.ImportFailed {
				err = fmt.Errorf("the file was not read: %+v", i.Problem)
			}
			return i.State == state, err
		})
	}
	if err := until(land.ImportPreview); err != nil {
		return 0, err
	}
	read := time.Since(began)
	if _, err := h.land.ConfirmImport(ctx, who, i.ID, i.Version); err != nil {
		return 0, err
	}
	if err := until(land.ImportDone); err != nil {
		return 0, err
	}
	if i.Counts.Create != n {
		return 0, fmt.Errorf("of %d parcels came in %+v", n, i.Counts)
	}
	return read, nil
}

// staff makes somebody who works here, and acts as them.
func (h *benchHouse) staff(ctx context.Context, u account.NewUser) (core.Actor, error) {
	p, err := h.accounts.AddUser(ctx, u)
	who := core.Actor{Person: p.ID, Kind: p.Kind, Name: p.Name}
	for _, m := range p.Memberships {
		who.Memberships = append(who.Memberships, core.Membership{Organisation: m.Organisation, Kind: m.Kind, Role: m.Role})
	}
	return who, err
}

// upload sends a file to be imported, piece by piece, and waits until it was looked at.
func (h *benchHouse) upload(ctx context.Context, who core.Actor, name string, body []byte) (core.ID, error) {
	f, err := h.files.Create(ctx, who, file.Announcement{Name: name, Size: int64(len(body)), Purpose: file.Import})
	for at := 0; err == nil && at < len(body); at += file.MaxChunk {
		piece := body[at:min(at+file.MaxChunk, len(body))]
		_, err = h.files.Append(ctx, who, f.ID, int64(at), bytes.NewReader(piece), int64(len(piece)))
	}
	if err != nil {
		return "", err
	}
	return f.ID, every(ctx, func() (bool, error) {
		f, err = h.files.Get(ctx, who, f.ID)
		return f.State == file.Ready, err
	})
}

// every looks now and then until something is so.
func every(ctx context.Context, so func() (bool, error)) error {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if is, err := so(); err != nil || is {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// IndexParcels implements bench.Land.
func (h *benchHouse) IndexParcels(ctx context.Context) (int64, error) {
	held := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc) //nolint:gosec // no such heap
	}
	before := held()
	fresh := land.New(land.Deps{Store: store.NewLand(h.db)})
	if err := fresh.Warm(ctx); err != nil {
		return 0, err
	}
	grown := held() - before
	runtime.KeepAlive(fresh)
	return grown, nil
}
