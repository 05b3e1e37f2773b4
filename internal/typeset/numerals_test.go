package typeset

import (
	"testing"
	"time"
)

func TestAmountsInCapitals(t *testing.T) {
	t.Parallel()
	for minor, want := range map[int64]string{
		0:                     "人民币零元整",
		5:                     "人民币伍分",
		50:                    "人民币伍角整",
		1_00:                  "人民币壹元整",
		1_05:                  "人民币壹元零伍分",
		10_00:                 "人民币壹拾元整",
		14_09_50:              "人民币壹仟肆佰零玖元伍角整",
		16_409_02:             "人民币壹万陆仟肆佰零玖元零贰分",
		325_04:                "人民币叁佰贰拾伍元零肆分",
		6_007_14:              "人民币陆仟零柒元壹角肆分",
		107_000_53:            "人民币壹拾万零柒仟元伍角叁分",
		1_680_32:              "人民币壹仟陆佰捌拾元叁角贰分",
		100_000_00:            "人民币壹拾万元整",
		10_001_00:             "人民币壹万零壹元整",
		105_000_000_00:        "人民币壹亿零伍佰万元整",
		100_000_001_00:        "人民币壹亿零壹元整",
		1_335_670_000_00:      "人民币壹拾叁亿叁仟伍佰陆拾柒万元整",
		2_000_500_000_00:      "人民币贰拾亿零伍拾万元整",
		1_000_000_000_000_00:  "人民币壹万亿元整",
		-3_00:                 "人民币负叁元整",
		12_345_678_901_234_56: "人民币壹拾贰万叁仟肆佰伍拾陆亿柒仟捌佰玖拾万零壹仟贰佰叁拾肆元伍角陆分",
	} {
		if got := Capital(Money{Minor: minor, Currency: "CNY"}); got != want {
			t.Errorf("%d: %s, want %s", minor, got, want)
		}
	}
	if got := Capital(Money{Minor: 5000, Currency: "JPY"}); got != "日元伍仟元整" {
		t.Error(got)
	}
}

func TestNumbersOfArticles(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 100: "一百", 103: "一百零三", 110: "一百一十", 118: "一百一十八", 999: "九百九十九"} {
		if got := Numeral(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func TestFiguresAndDays(t *testing.T) {
	t.Parallel()
	if got := Figures(Money{105_000_000_00, "CNY"}); got != "¥105,000,000.00" {
		t.Error(got)
	}
	if got := Figures(Money{-1234, "USD"}); got != "-US$12.34" {
		t.Error(got)
	}
	at := time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)
	if got := Day(at, "zh-CN"); got != "2026 年 11 月 29 日" {
		t.Error(got)
	}
	if got := Day(at, "en"); got != "29 November 2026" {
		t.Error(got)
	}
}
