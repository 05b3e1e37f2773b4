// Package typeset sets an agreement in type: light markup in, a PDF with an
// embedded subset of the fonts and the places for the signatures out. The same
// draft gives the same bytes.
//
// The markup, one block a paragraph, blank lines between:
//
//	# 项目合作协议          the title, instead of Draft.Title
//	## 合作内容             a heading
//	1. 各方同意…           an article; numbers are given: 第一条, 第二条 …
//	- 甲方负责…            an item of the article: （一）, （二）…
//	| 指标 | 数额 |          a table; its first row is the head
//	> 附注                  a note in small letters
//	---                    a new page
//	**…**                  bold
//	{{amount}}             a field, see Fields; {{signing}} alone in a paragraph is
//	                       where the clauses on the form of signature go, else the end
package typeset

import "time"

// Draft is an agreement as it is written, before it is paper.
type Draft struct {
	Language string // BCP 47: of the words that typesetting adds
	Title    string
	Number   string // of the agreement, may be empty
	Text     string // markup
	Parties  []Party
	Amount   *Money
	Fields   map[string]string // further fields, by name
	At       time.Time         // the date it bears
}

// Party is one of those between whom it is.
type Party struct {
	Role    string // 甲方, 乙方 …
	Name    string
	ID      string // 统一社会信用代码, or what a place abroad has instead
	Address string
	Signers []Signer
}

// Signer is a natural person who signs for a party.
type Signer struct {
	Field    string // the name of the signature field, unique in the document
	Name     string
	Position string // 法定代表人, 授权代表 …
}

// Money is an amount in the currency's minor units.
type Money struct {
	Minor    int64
	Currency string // ISO 4217
}

// Field is the space for one signature and seal.
type Field struct {
	Name string
	Page int        // from 1
	Rect [4]float64 // left, bottom, right, top in points from the lower left corner
}
