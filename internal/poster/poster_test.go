package poster

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/draw"
)

var posters = map[string]Poster{
	"zh-HK": {
		From: "香港示例商會 誠邀", Title: "錢塘江畔·示範區雲推介暨地塊發佈會", Tagline: "三宗商務地塊、兩個載體，同場釋出", When: "2026 年 12 月 3 日 星期四 10:00",
		Zone: "香港時間（UTC+08:00）", Where: "線上參加，毋須安裝", Link: "https://zs.example.gov.cn/i/k3v7q2m5x9t4w8ra", Scan: "長按識別，查看邀請並答覆", For: "陳** 專屬",
		Until: "12 月 1 日 18:00 前答覆", Foot: "示範區投資促進局（示例）主辦", Mark: "示例",
	},
	"zh-CN": {
		From: "浙江示例商会 诚邀", Title: "云推介", When: "2026 年 12 月 3 日 周四 10:00", Zone: "北京时间（UTC+08:00）", Where: "杭州市上城区示例会议中心三楼江河汇厅（也可线上参加）",
		Link: "https://zs.example.gov.cn/i/k3v7q2m5x9t4w8ra", Scan: "长按识别二维码报名", Until: "12 月 1 日 18:00 前答复", Foot: "示范区投资促进局（示例）主办",
	},
	"en": {
		From: "Hong Kong Example Chamber invites", Title: "Cloud Promotion of the Demonstration District: Commercial Land and Towers on the Qiantang River, Presented Live", Tagline: "Three plots, two towers, one hour",
		When: "Thursday 3 December 2026, 02:00", Zone: "London time (UTC+00:00)", Where: "Online; nothing to install", Link: "https://zs.example.gov.cn/i/k3v7q2m5x9t4w8ra",
		Scan: "Scan to see and answer", For: "For A***", Until: "Answer by 1 December, 10:00", Foot: "Held by the Investment Promotion Bureau (example)", Mark: "Demonstration",
	},
}

func TestAnotherReaderReadsTheCodeAfterAMessengerHasPressedThePicture(t *testing.T) {
	t.Parallel()
	for name, p := range posters {
		if name == "en" {
			p.Cover = photograph()
		}
		raw, err := Draw(p)
		if err != nil {
			t.Fatal(err)
		}
		if dir := os.Getenv("ZHAOYUN_POSTERS"); dir != "" { // to look at
			_ = os.WriteFile(filepath.Join(dir, "poster-"+name+".png"), raw, 0o600)
		}
		img, err := png.Decode(bytes.NewReader(raw))
		if err != nil || img.Bounds().Dx() != Width || img.Bounds().Dy() != Height {
			t.Fatalf("%v, %v", err, img.Bounds())
		}
		for _, width := range []int{1080, 720, 540} {
			if got := scan(t, pressed(t, img, width)); got != p.Link {
				t.Errorf("%s, %d wide: %q", name, width, got)
			}
		}
	}
	code, err := Code(posters["zh-CN"].Link)
	if err != nil {
		t.Fatal(err)
	}
	if got := scan(t, code); got != posters["zh-CN"].Link {
		t.Errorf("the code alone: %q", got)
	}
}

func TestLinesBreakWhereChineseMayBreak(t *testing.T) {
	t.Parallel()
	kinds, err := load()
	if err != nil {
		t.Fatal(err)
	}
	c := canvas{nil, kinds}
	text := "上城区（示例）云推介，三宗商务地块同场发布：Cloud Promotion 2026！"
	for width := 120; width < 900; width += 30 {
		lines := c.wrap(text, 40, false, width)
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(text, " ", "") {
			t.Fatalf("%d wide: %q", width, lines)
		}
		for _, l := range lines {
			if r := []rune(l); strings.ContainsRune(noStart, r[0]) || strings.ContainsRune(noEnd, r[len(r)-1]) {
				t.Errorf("%d wide: %q", width, lines)
			}
		}
	}
}

// pressed is a picture as messengers pass it on: smaller, and as a JPEG of poor quality.
func pressed(t *testing.T, img image.Image, width int) []byte {
	t.Helper()
	small := image.NewRGBA(image.Rect(0, 0, width, width*Height/Width))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), img, img.Bounds(), draw.Src, nil)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: 40}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// scan has zbar look at a picture.
func scan(t *testing.T, picture []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "picture")
	if err := os.WriteFile(file, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "zbarimg", "--quiet", "--raw", file).Output()
	if err != nil {
		return fmt.Sprintf("%v: %s", err, out)
	}
	return strings.TrimSpace(string(out))
}

// photograph stands for a cover of another shape.
func photograph() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 1600, 1200))
	drawn(img, img.Bounds())
	return img
}
