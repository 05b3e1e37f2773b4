package terms

import (
	"strings"
	"unicode"
)

// fold brings a text into the form the rules are written in: without spaces, with small
// letters and simplified characters. The second result says where each rune was.
func fold(text []rune) ([]rune, []int) {
	folded, at := make([]rune, 0, len(text)), make([]int, 0, len(text))
	lineEnds := 0
	for i, r := range text {
		if unicode.IsSpace(r) || r == '\u200b' {
			// One line break is where a line of the paper ended, two end a paragraph.
			if r == '\n' {
				if lineEnds++; lineEnds == 2 {
					folded, at = append(folded, '\n'), append(at, i)
				}
			}
			continue
		}
		lineEnds = 0
		if s, ok := simplified[r]; ok {
			r = s
		}
		folded, at = append(folded, unicode.ToLower(r)), append(at, i)
	}
	return folded, at
}

// simplified maps the traditional characters that the rules' words are written with.
var simplified = func() map[rune]rune {
	const pairs = "稅税 還还 獎奖 勵励 補补 貼贴 減减 徵征 後后 財财 貢贡 獻献 據据 據据 給给 撥拨 項项 資资 業业 區区 級级 "
	const more = "價价 讓让 競竞 買买 賣卖 產产 標标 計计 採采 購购 設设 備备 應应 當当 須须 註注 冊册 遷迁 離离 規规 費费 電电 氣气 熱热 "
	const rest = "廠厂 場场 辦办 優优 單单 銀银 機机 構构 獨独 營营 運运 開开 發发 許许 權权 準准 條条 無无 與与 從从 總总 專专 確确 "
	const last = "認认 證证 時时 約约 處处 營营 達达 額额 納纳 繳缴 個个 錄录 對对 為为 國国 務务 關关 億亿 萬万 縣县 號号 屬属 併并 實实 "
	const words = "劃划 幹干 於于 損损 壞坏 責责 雙双 則则 經经 門门 險险 會会 員员 團团 隊队 聯联 類类 現现 議议 紅红 協协 護护 齊齐 嚴严 諾诺 "
	m := map[rune]rune{}
	for pair := range strings.FieldsSeq(pairs + more + rest + last + words) {
		r := []rune(pair)
		m[r[0]] = r[1]
	}
	return m
}()
