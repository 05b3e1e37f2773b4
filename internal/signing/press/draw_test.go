package press

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"zhaoyun/internal/signing"
)

func TestAnAppearanceShowsTheNameOfEverySigner(t *testing.T) {
	t.Parallel()
	draw := func(name string) []byte {
		drawn, err := appearance(signing.Turning{
			Width: 160, Height: 60, At: time.Now(), Signer: signing.Signer{Name: name}, Party: signing.Party{Name: strings.Repeat("长", 42)},
		})
		if err != nil {
			t.Fatal(err)
		}
		return drawn
	}
	for _, name := range []string{"示例䶮", "示例𠮷", "O'Brien (伟)", "没有字形的🏯"} {
		if got, nobody := bytes.Count(draw(name), []byte(" c\n")), bytes.Count(draw(""), []byte(" c\n")); got < nobody+10 || nobody < 10 {
			t.Errorf("%s: %d curves, %d without the name", name, got, nobody)
		}
	}
	if bytes.Equal(draw("示例䶮"), draw("示例𠮷")) {
		t.Error("two names look alike")
	}
}
