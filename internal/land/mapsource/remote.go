package mapsource

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// tileLimit is more than any picture of 512 pixels needs.
const tileLimit = 2 << 20

// remote is a source that is asked over HTTP: only ever the host of the settings.
type remote struct {
	template string
	key      string
	client   *http.Client
}

var errElsewhere = errors.New("the source of the map sends to another host")

func newRemote(template, key string, patience time.Duration) (*remote, error) {
	for _, part := range []string{"{z}", "{x}", "{y}"} {
		if !strings.Contains(template, part) {
			return nil, fmt.Errorf("the address needs %s", part)
		}
	}
	u, err := url.Parse(template)
	if err != nil || u.Host == "" || strings.ContainsAny(u.Host, "{}") {
		return nil, errors.New("the address needs one fixed host")
	}
	if strings.Contains(template, "{key}") && key == "" {
		return nil, errors.New("the address has {key}, so ZHAOYUN_MAP_KEY is needed")
	}
	client := &http.Client{
		Timeout:   patience,
		Transport: &http.Transport{MaxIdleConnsPerHost: 8, MaxConnsPerHost: 16, IdleConnTimeout: time.Minute, Proxy: http.ProxyFromEnvironment},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if req.URL.Host != u.Host || len(via) > 2 {
				return errElsewhere
			}
			return nil
		},
	}
	return &remote{template: template, key: key, client: client}, nil
}

func (r *remote) fetch(ctx context.Context, z, x, y int) ([]byte, error) {
	address := strings.NewReplacer("{z}", strconv.Itoa(z), "{x}", strconv.Itoa(x), "{y}", strconv.Itoa(y), "{key}", url.QueryEscape(r.key)).Replace(r.template)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, errors.New("the address of the map's source cannot be asked") // the error names the key
	}
	req.Header.Set("User-Agent", "Zhaoyun")
	res, err := r.client.Do(req)
	if err != nil {
		return nil, withoutAddress(err)
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusNotFound || res.StatusCode == http.StatusNoContent:
		return nil, nil
	case res.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("the source of the map answers %d", res.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, tileLimit+1))
	switch {
	case err != nil:
		return nil, withoutAddress(err)
	case len(body) > tileLimit:
		return nil, errors.New("the source of the map sends more than a tile")
	case typeOf(body) == "":
		return nil, errors.New("the source of the map sends no picture")
	}
	return body, nil
}

// withoutAddress leaves the address out of an error: it has the key.
func withoutAddress(err error) error {
	var named *url.Error
	if errors.As(err, &named) {
		return named.Err
	}
	return err
}

// typeOf tells pictures by their first bytes, whatever the source calls them.
func typeOf(body []byte) string {
	switch {
	case bytes.HasPrefix(body, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png"
	case bytes.HasPrefix(body, []byte{0xff, 0xd8, 0xff}):
		return "image/jpeg"
	case len(body) > 12 && string(body[:4]) == "RIFF" && string(body[8:12]) == "WEBP":
		return "image/webp"
	}
	return ""
}
