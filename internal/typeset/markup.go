package typeset

import "strings"

// block is one paragraph of the markup.
type block struct {
	kind  blockKind
	text  string
	table [][]string
}

type blockKind int

const (
	paragraphBlock blockKind = iota
	titleBlock
	headingBlock
	articleBlock
	itemBlock
	tableBlock
	noteBlock
	pageBlock
	signingBlock
)

// parse reads the markup. There is no wrong markup: what is no mark is text.
func parse(text string) []block {
	var blocks []block
	open := false // whether the next line goes on with the last block
	for line := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n")) {
		line = strings.TrimSpace(strings.ReplaceAll(line, "\t", " "))
		if line == "" {
			open = false
			continue
		}
		b := blockOf(line)
		last := len(blocks) - 1
		switch {
		case b.kind == tableBlock && open && blocks[last].kind == tableBlock:
			blocks[last].table = append(blocks[last].table, b.table...)
		case b.kind == paragraphBlock && open && continues(blocks[last].kind):
			blocks[last].text = joinLines(blocks[last].text, b.text)
		default:
			blocks, open = append(blocks, b), true
		}
	}
	return blocks
}

func blockOf(line string) block {
	switch {
	case strings.HasPrefix(line, "## "):
		return block{kind: headingBlock, text: strings.TrimSpace(line[3:])}
	case strings.HasPrefix(line, "# "):
		return block{kind: titleBlock, text: strings.TrimSpace(line[2:])}
	case strings.HasPrefix(line, "> "):
		return block{kind: noteBlock, text: strings.TrimSpace(line[2:])}
	case strings.HasPrefix(line, "- "):
		return block{kind: itemBlock, text: strings.TrimSpace(line[2:])}
	case strings.HasPrefix(line, "|"):
		return tableOf(line)
	case strings.Trim(line, "-") == "" && len(line) >= 3:
		return block{kind: pageBlock}
	case line == "{{signing}}":
		return block{kind: signingBlock}
	}
	if text, numbered := article(line); numbered {
		return block{kind: articleBlock, text: text}
	}
	return block{kind: paragraphBlock, text: line}
}

// article recognises "12. text".
func article(line string) (string, bool) {
	digits := 0
	for digits < len(line) && line[digits] >= '0' && line[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits > 3 || !strings.HasPrefix(line[digits:], ". ") {
		return "", false
	}
	return strings.TrimSpace(line[digits+2:]), true
}

func tableOf(line string) block {
	var row []string
	rule := true
	for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
		cell = strings.TrimSpace(cell)
		row = append(row, cell)
		rule = rule && cell != "" && strings.Trim(cell, "-:") == ""
	}
	if rule { // the line below the head that other markup wants
		return block{kind: tableBlock}
	}
	return block{kind: tableBlock, table: [][]string{row}}
}

func continues(k blockKind) bool {
	return k == paragraphBlock || k == articleBlock || k == itemBlock || k == noteBlock
}

// joinLines joins what was typed on two lines: with a space between words, with
// none between ideographs.
func joinLines(a, b string) string {
	before, after := []rune(a), []rune(b)
	if kindOf(before[len(before)-1]) == latin && kindOf(after[0]) == latin {
		return a + " " + b
	}
	return a + b
}
