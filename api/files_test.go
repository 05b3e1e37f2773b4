package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"zhaoyun/internal/blob"
	"zhaoyun/internal/core"
	"zhaoyun/internal/file"
	"zhaoyun/internal/store"
	"zhaoyun/internal/testkit"
)

// newFileServer serves files on SQLite and a directory.
func newFileServer(t *testing.T) *Server {
	t.Helper()
	db := testkit.SQLite(t)
	blobs, err := blob.NewDir(filepath.Join(t.TempDir(), "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	files := file.New(file.Deps{Files: store.NewFiles(db), Blobs: blobs, Inspect: file.NewIsolated("")})
	s := New(Deps{Auth: tokens{}, Once: db, Services: Services{Files: files}})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.App.Listener(ln) }()
	t.Cleanup(func() { _ = s.App.Shutdown(); _ = files.Close(); _ = blobs.Close() })
	testHost.Store(s, ln.Addr().String())
	return s
}

func fileRequest(method, path string, body []byte, headers ...string) *http.Request {
	r := httptest.NewRequest(method, "/api/v1/files"+path, bytes.NewReader(body))
	r.Header.Set("Authorization", "Bearer good")
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func decode[T any](t *testing.T, body string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return v
}

func testPicture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 64, 36))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// upload sends a picture in two pieces and returns it once it is ready.
func upload(t *testing.T, s *Server, name string, content []byte) File {
	t.Helper()
	announce, _ := json.Marshal(map[string]any{"name": name, "size": len(content), "purpose": "cover"})
	res, body := ask(t, s, fileRequest(http.MethodPost, "", announce, "Idempotency-Key", "key-"+core.NewID()))
	f := decode[File](t, body)
	if res.StatusCode != http.StatusCreated || f.State != "uploading" || f.Offset != 0 {
		t.Fatalf("%s: %s", res.Status, body)
	}
	for _, piece := range [][2]int{{0, 50}, {50, len(content)}} {
		res, body = ask(t, s, fileRequest(http.MethodPatch, "/"+f.ID, content[piece[0]:piece[1]],
			"Content-Type", "application/octet-stream", "Upload-Offset", fmt.Sprint(piece[0])))
		if f = decode[File](t, body); res.StatusCode != http.StatusOK || f.Offset != int64(piece[1]) {
			t.Fatalf("%s: %s", res.Status, body)
		}
	}
	testkit.Eventually(t, "the verdict", func() bool {
		res, body = ask(t, s, fileRequest(http.MethodGet, "/"+f.ID, nil))
		f = decode[File](t, body)
		return f.State == "ready"
	})
	if res.Header.Get("ETag") != etag(f.Version) || f.Width != 64 || f.Type != file.PNG {
		t.Fatalf("%v: %+v", res.Header, f)
	}
	return f
}

func TestAFileIsSentInPiecesAndReadBackSafely(t *testing.T) {
	t.Parallel()
	s, content := newFileServer(t), testPicture(t)
	f := upload(t, s, `<b>上城"概览".png`, content)
	n := len(content)
	for name, c := range map[string]struct {
		headers []string
		status  int
		part    string // Content-Range
		body    []byte
	}{
		"whole":            {nil, 200, "", content},
		"first bytes":      {[]string{"Range", "bytes=0-9"}, 206, fmt.Sprintf("bytes 0-9/%d", n), content[:10]},
		"rest":             {[]string{"Range", "bytes=10-"}, 206, fmt.Sprintf("bytes 10-%d/%d", n-1, n), content[10:]},
		"last bytes":       {[]string{"Range", "bytes=-5"}, 206, fmt.Sprintf("bytes %d-%d/%d", n-5, n-1, n), content[n-5:]},
		"past the end":     {[]string{"Range", fmt.Sprintf("bytes=%d-", n)}, 416, fmt.Sprintf("bytes */%d", n), nil},
		"several parts":    {[]string{"Range", "bytes=0-1,4-5"}, 200, "", content},
		"nonsense":         {[]string{"Range", "bytes=9-1"}, 200, "", content},
		"another version":  {[]string{"Range", "bytes=0-9", "If-Range", `"other"`}, 200, "", content},
		"already there":    {[]string{"If-None-Match", `"x", *`}, 304, "", nil},
		"huge numbers":     {[]string{"Range", "bytes=0-99999999999999999999"}, 200, "", content},
		"longer than file": {[]string{"Range", "bytes=0-99999999"}, 206, fmt.Sprintf("bytes 0-%d/%d", n-1, n), content},
	} {
		t.Run(name, func(t *testing.T) {
			res, body := ask(t, s, fileRequest(http.MethodGet, "/"+f.ID+"/content", nil, c.headers...))
			if res.StatusCode != c.status || body != string(c.body) || res.Header.Get("Content-Range") != c.part {
				t.Fatalf("%s, %d bytes, %s", res.Status, len(body), res.Header.Get("Content-Range"))
			}
			for header, want := range map[string]string{
				"X-Content-Type-Options": "nosniff", "Accept-Ranges": "bytes",
				"Content-Disposition": `inline; filename="<b>______.png"; filename*=UTF-8''%3Cb%3E%E4%B8%8A%E5%9F%8E%22%E6%A6%82%E8%A7%88%22.png`,
			} {
				if got := res.Header.Get(header); got != want {
					t.Errorf("%s: %s", header, got)
				}
			}
			if !strings.HasPrefix(res.Header.Get("Content-Security-Policy"), "sandbox;") {
				t.Error(res.Header)
			}
			if c.status != 416 && !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
				t.Error(res.Header.Get("Cache-Control"))
			}
		})
	}
	res, _ := ask(t, s, fileRequest(http.MethodGet, "/"+f.ID+"/content?download=true", nil))
	if d := res.Header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment; ") {
		t.Error(d)
	}
}

func TestBadUploadsAreAnsweredWithWhatToDo(t *testing.T) {
	t.Parallel()
	s, content := newFileServer(t), testPicture(t)
	announced := func(size int, purpose string) []byte {
		b, _ := json.Marshal(map[string]any{"name": "a", "size": size, "purpose": purpose})
		return b
	}
	_, body := ask(t, s, fileRequest(http.MethodPost, "", announced(len(content), "cover")))
	id := "/" + decode[File](t, body).ID
	piece := func(body []byte, offset string, headers ...string) *http.Request {
		return fileRequest(http.MethodPatch, id, body, append(headers, "Content-Type", "application/octet-stream", "Upload-Offset", offset)...)
	}
	for name, c := range map[string]struct {
		request *http.Request
		status  int
		code    string
	}{
		"200 MB of slides":      {fileRequest(http.MethodPost, "", announced(200_000_000, "slides")), 413, "file_too_large"},
		"an unknown purpose":    {fileRequest(http.MethodPost, "", announced(5, "spell")), 422, "invalid_input"},
		"nobody":                {fileRequest(http.MethodPost, "", announced(5, "cover"), "Authorization", ""), 401, "sign_in_required"},
		"a wrong offset":        {piece(content[:5], "3"), 409, "offset_mismatch"},
		"no offset":             {fileRequest(http.MethodPatch, id, content[:5]), 422, "invalid_input"},
		"an empty piece":        {piece(nil, "0"), 422, "chunk_empty"},
		"a packed piece":        {piece([]byte("\x1f\x8b"), "0", "Content-Encoding", "gzip"), 415, "content_type_not_supported"},
		"more than announced":   {piece(make([]byte, len(content)+1), "0"), 413, "file_too_large"},
		"no such file":          {fileRequest(http.MethodGet, "/nothing/content", nil), 404, "file_not_found"},
		"content not there yet": {fileRequest(http.MethodGet, id+"/content", nil), 409, "file_not_ready"},
	} {
		t.Run(name, func(t *testing.T) {
			res, body := ask(t, s, c.request)
			if p := decode[Problem](t, body); res.StatusCode != c.status || p.Code != c.code {
				t.Fatalf("%s: %s", res.Status, body)
			}
		})
	}
	t.Run("a body past all limits is turned away before it is read", func(t *testing.T) {
		host, _ := testHost.Load(s)
		conn, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", host.(string))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		fmt.Fprintf(conn, "PATCH /api/v1/files%s HTTP/1.1\r\nHost: x\r\nUpload-Offset: 0\r\nContent-Length: 200000000\r\n\r\n", id)
		head := make([]byte, 12)
		if _, err := conn.Read(head); err != nil || string(head) != "HTTP/1.1 413" {
			t.Fatalf("%q %v", head, err)
		}
	})
}
