package typeset

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"zhaoyun/internal/core"
)

func TestThirtyPagesAreNumberedAndKeepParagraphsTogether(t *testing.T) {
	t.Parallel()
	data, fields := set(t, long(175))
	name := write(t, data)
	run(t, "qpdf", "--check", name)
	pages := strings.Split(strings.TrimSuffix(run(t, "pdftotext", "-layout", "-enc", "UTF-8", name, "-"), "\f"), "\f")
	if len(pages) < 30 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, page := range pages {
		lines := strings.Split(strings.TrimSpace(page), "\n")
		if want := fmt.Sprintf("第 %d 页，共 %d 页", i+1, len(pages)); strings.TrimSpace(lines[len(lines)-1]) != want {
			t.Errorf("page %d ends with %q", i+1, lines[len(lines)-1])
		}
		body := nonEmpty(lines[:len(lines)-1])
		if i == 0 || len(body) < 3 {
			continue
		}
		// An indent begins a paragraph: the second line of a page must not begin one
		// unless the first is a whole one, nor may the last line of a page.
		if last := body[len(body)-1]; strings.HasPrefix(strings.TrimSpace(last), "第") && strings.HasSuffix(strings.TrimSpace(last), "条") {
			t.Errorf("page %d ends with the first line of a paragraph", i+1)
		}
		if first, second := strings.TrimSpace(body[0]), strings.TrimSpace(body[1]); !strings.HasPrefix(first, "第") && strings.HasPrefix(second, "第") && strings.Contains(second, "条　") {
			t.Errorf("page %d begins with the last line of a paragraph: %s", i+1, first)
		}
	}
	for _, f := range fields {
		if f.Page != len(pages) {
			t.Errorf("%s is on page %d of %d", f.Name, f.Page, len(pages))
		}
	}
}

func nonEmpty(lines []string) []string {
	var kept []string
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			kept = append(kept, l)
		}
	}
	return kept
}

// However long the text, the block of signatures is on one page, inside it.
func TestTheSignatureBlockNeverSplits(t *testing.T) {
	t.Parallel()
	for lines := range 24 {
		d := sample()
		d.Text = strings.Repeat("1. 一项约定。\n\n", 30+lines)
		_, fields := set(t, d)
		if len(fields) != 4 {
			t.Fatalf("%d fields", len(fields))
		}
		for i, f := range fields {
			if f.Page != fields[0].Page || f.Rect[1] < textBottom || f.Rect[3] > textTop || f.Rect[2]-f.Rect[0] < 100 || f.Rect[3]-f.Rect[1] < 50 {
				t.Errorf("with %d lines: %+v", lines, f)
			}
			for _, g := range fields[:i] {
				if g.Page == f.Page && g.Rect[0] < f.Rect[2] && f.Rect[0] < g.Rect[2] && g.Rect[1] < f.Rect[3] && f.Rect[1] < g.Rect[3] {
					t.Errorf("%s lies over %s", f.Name, g.Name)
				}
			}
		}
	}
}

func TestManyPartiesGoOverPagesByRows(t *testing.T) {
	t.Parallel()
	d := sample()
	d.Parties = nil
	for i := range 12 {
		p := Party{Role: fmt.Sprintf("第%s方", Numeral(i+1)), Name: "浙江省示例市示例区示例产业投资发展集团股份有限公司第" + Numeral(i+1) + "分公司"}
		for j := range 10 {
			p.Signers = append(p.Signers, Signer{Field: fmt.Sprintf("f%d-%d", i, j), Name: "某某"})
		}
		d.Parties = append(d.Parties, p)
	}
	d.Text = "1. 一项约定。"
	data, fields := set(t, d)
	run(t, "qpdf", "--check", write(t, data))
	if len(fields) != 120 {
		t.Errorf("%d fields", len(fields))
	}
	for _, f := range fields {
		if f.Rect[1] < textBottom || f.Rect[3] > textTop {
			t.Errorf("off the page: %+v", f)
		}
	}
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	t.Parallel()
	set(t, sample())
	for code, change := range map[string]func(*Draft){
		"paper_text_missing":     func(d *Draft) { d.Text = " \n" },
		"paper_text_too_long":    func(d *Draft) { d.Text = strings.Repeat("字", MaxText+1) },
		"paper_parties_missing":  func(d *Draft) { d.Parties = nil },
		"paper_parties_too_many": func(d *Draft) { d.Parties = make([]Party, 13) },
		"paper_signers_too_many": func(d *Draft) { d.Parties[0].Signers = make([]Signer, 11) },
		"paper_field_unknown":    func(d *Draft) { d.Text = "总额 {{amuont}}" },
		"characters_unknown":     func(d *Draft) { d.Parties[0].Name = "𓀀公司🙂" },
	} {
		d := sample()
		change(&d)
		if _, _, err := Agreement(d); !core.HasCode(err, code) {
			t.Errorf("want %s, got %v", code, err)
		}
	}
}

func TestEmptyFieldsAreBlanksAndValuesNoMarkup(t *testing.T) {
	t.Parallel()
	d := sample()
	d.Amount = nil
	d.Fields = map[string]string{"carrier": "一号楼\n# 题\n- 项 {{amount}} **粗**", "own": "自定"}
	d.Text = "总额{{amount}}，载体{{carrier}}，{{own}}，{{ 甲方.signers }}，{{unclosed"
	data, _ := set(t, d)
	got := squeezed(run(t, "pdftotext", "-enc", "UTF-8", write(t, data), "-"))
	if want := "总额＿＿＿＿，载体一号楼#题-项{{amount}}粗，自定，龚䶮，{{unclosed"; !strings.Contains(got, want) {
		t.Errorf("got %s", got)
	}
}

func TestTheClauseOnTheFormOfSignatureIsAlwaysThere(t *testing.T) {
	t.Parallel()
	for language, want := range map[string]string{"zh-CN": "第二条本协议各方同意以可靠的电子签名签署", "zh-HK": "第二條本協議各方同意以可靠的電子簽名簽署", "en": "Article2Thepartiesagreetosignthisagreementbyreliableelectronicsignatures"} {
		for _, text := range []string{"1. 一项", "{{signing}}\n\n1. 一项"} {
			d := sample()
			d.Language, d.Text = language, text
			data, _ := set(t, d)
			got := squeezed(run(t, "pdftotext", "-enc", "UTF-8", write(t, data), "-"))
			if strings.HasPrefix(text, "{{") {
				want = strings.NewReplacer("第二条", "第一条", "第二條", "第一條", "Article2", "Article1").Replace(want)
			}
			if strings.Count(got, want) != 1 {
				t.Errorf("%s: %q is not there once: %s", language, want, got)
			}
		}
	}
}

func TestEnglishIsSetInWords(t *testing.T) {
	t.Parallel()
	d := sample()
	d.Language, d.Title = "en", "Investment Cooperation Agreement"
	d.Text = strings.Repeat("1. Party B shall build the “Cloud Manufacturing” project on {{parcel}}, with a total investment of {{amount}}; it’s agreed that the investor’s contribution is made in three instalments.\n\n", 6)
	data, _ := set(t, d)
	if keep := os.Getenv("ZHAOYUN_KEEP_ENGLISH"); keep != "" {
		_ = os.WriteFile(keep, data, 0o600)
	}
	got := strings.Join(strings.Fields(run(t, "pdftotext", "-enc", "UTF-8", write(t, data), "-")), " ")
	for _, want := range []string{"build the “Cloud Manufacturing” project on", "it’s agreed that the investor’s contribution", "Page 1 of "} {
		if !strings.Contains(got, want) {
			t.Errorf("not found: %s in %s", want, got)
		}
	}
}

func TestSignaturePagesCountOnAfterADocument(t *testing.T) {
	t.Parallel()
	d := sample()
	set(t, d)
	data, fields, err := SignaturePages(d, 12)
	if err != nil {
		t.Fatal(err)
	}
	if keep := os.Getenv("ZHAOYUN_KEEP_SIGNATURES"); keep != "" {
		_ = os.WriteFile(keep, data, 0o600)
	}
	pages := bytes.Count(data, []byte("/Type /Page "))
	for _, f := range fields {
		if f.Page != 12+pages {
			t.Errorf("%+v with %d pages", f, pages)
		}
	}
	if got := run(t, "pdftotext", write(t, data), "-"); !strings.Contains(got, "第 "+strconv.Itoa(12+pages)+" 页，共") {
		t.Error(got)
	}
}

func BenchmarkThirtyPages(b *testing.B) {
	d := long(175)
	for b.Loop() {
		if _, _, err := Agreement(d); err != nil {
			b.Fatal(err)
		}
	}
}
