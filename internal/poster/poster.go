// Package poster draws the picture by which a chamber invites: tall as a phone, with
// what, when and where in good type and a code that cameras read.
package poster

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/skip2/go-qrcode"
	"golang.org/x/image/draw"
)

// Poster is what a poster says. Empty lines are left out.
type Poster struct {
	Cover   image.Image // nil: a drawn one
	From    string      // who invites
	Title   string
	Tagline string
	When    string
	Zone    string
	Where   string
	Link    string // what the code holds
	For     string // whose link it is; empty: everybody's
	Scan    string // what to do with the code
	Until   string
	Foot    string // who holds the event
	Mark    string // such as 示例
}

// The size of a poster, and its measures.
const (
	Width  = 1080
	Height = 1920

	margin     = 84
	coverEnd   = 608
	coverLeast = 300
	codeSize   = 372
	codeTop    = Height - margin - 56 - codeSize
	wordsEnd   = codeTop - 52 - 44 // above the line over the code
)

// The colours are those of the pages: paper, ink and the one colour of what one does.
var (
	paper = color.RGBA{0xfa, 0xf9, 0xf6, 0xff}
	ink   = color.RGBA{0x10, 0x24, 0x3a, 0xff}
	ink2  = color.RGBA{0x41, 0x53, 0x6a, 0xff}
	line  = color.RGBA{0xcb, 0xc8, 0xbe, 0xff}
	act   = color.RGBA{0x0b, 0x6f, 0x78, 0xff}
	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
)

// Draw draws a poster as PNG.
func Draw(p Poster) ([]byte, error) {
	types, err := load()
	if err != nil {
		return nil, err
	}
	img := image.NewRGBA(image.Rect(0, 0, Width, Height))
	fill(img, img.Bounds(), paper)
	c := canvas{img, types}
	// Where there is much to say the cover gives way: set once on nothing to learn how far the words reach.
	reach := canvas{image.NewRGBA(image.Rectangle{}), types}.words(p, coverEnd)
	end := max(coverLeast, coverEnd-max(0, reach-wordsEnd))
	top(img, p.Cover, end)
	if p.Mark != "" {
		w := c.width(p.Mark, 30, false) + 36
		fill(img, image.Rect(Width-margin-w, 44, Width-margin, 98), paper)
		c.write(p.Mark, Width-margin-w+18, 81, 30, false, ink)
	}
	c.words(p, end)
	if err := c.code(p); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("write the poster: %w", err)
	}
	return out.Bytes(), nil
}

// words sets what, when and where below the cover, and says how far down they reach.
func (c canvas) words(p Poster, y int) int {
	y += 104
	c.write(p.From, margin, y, 38, false, act)
	y = c.title(p.Title, y+36)
	if p.Tagline != "" {
		y = c.block(p.Tagline, y+16, 36, 54, 2, ink2)
	}
	y += 44
	fill(c.img, image.Rect(margin, y, margin+96, y+6), act)
	size := 50 // one line, where a little smaller is enough for it
	for size > 42 && c.width(p.When, size, false) > Width-2*margin {
		size -= 2
	}
	y = c.block(p.When, y+34, size, 68, 2, ink)
	if p.Zone != "" {
		y = c.block(p.Zone, y+2, 32, 48, 1, ink2)
	}
	return c.block(p.Where, y+10, 38, 56, 2, ink)
}

// title sets the title as large as three lines allow.
func (c canvas) title(text string, y int) int {
	for size := 84; ; size -= 6 {
		lines := c.wrap(text, size, true, Width-2*margin)
		if len(lines) <= 2 || len(lines) <= 3 && size <= 66 || size <= 48 {
			for _, l := range lines[:min(len(lines), 4)] {
				y += size * 5 / 4
				c.write(l, margin-2, y-size/8, size, true, ink)
			}
			return y + 8
		}
	}
}

// block sets a paragraph of some lines at most.
func (c canvas) block(text string, y, size, lead, most int, col color.Color) int {
	lines := c.wrap(text, size, false, Width-2*margin)
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] += "…"
	}
	for _, l := range lines {
		y += lead
		c.write(l, margin, y-lead/4, size, false, col)
	}
	return y
}

// code draws the foot: the code on white, and beside it what it is for.
func (c canvas) code(p Poster) error {
	q, err := qrcode.New(p.Link, qrcode.Medium)
	if err != nil {
		return fmt.Errorf("write the code: %w", err)
	}
	y := codeTop
	fill(c.img, image.Rect(margin, y-52, Width-margin, y-50), line)
	box := image.Rect(margin, y, margin+codeSize, y+codeSize)
	fill(c.img, box, line)
	fill(c.img, box.Inset(2), white)
	drawCode(c.img, q.Bitmap(), box.Inset(2))
	x, w := margin+codeSize+48, Width-2*margin-codeSize-48
	at := y + 8
	for _, part := range []struct {
		text   string
		size   int
		strong bool
		col    color.Color
	}{{p.Scan, 44, true, ink}, {p.For, 36, false, act}, {p.Until, 32, false, ink2}} {
		if part.text == "" {
			continue
		}
		for _, l := range c.wrap(part.text, part.size, part.strong, w) {
			at += part.size * 3 / 2
			c.write(l, x, at-part.size/3, part.size, part.strong, part.col)
		}
		at += 22
	}
	c.write(p.Foot, margin, Height-margin+8, 30, false, ink2)
	return nil
}

// drawCode draws modules of whole pixels, so that nothing blurs them; the white around
// is part of the code.
func drawCode(img draw.Image, modules [][]bool, box image.Rectangle) {
	n := len(modules)
	scale := box.Dx() / n
	off := (box.Dx() - n*scale) / 2
	for row := range modules {
		for col, dark := range modules[row] {
			if dark {
				x, y := box.Min.X+off+col*scale, box.Min.Y+off+row*scale
				fill(img, image.Rect(x, y, x+scale, y+scale), ink)
			}
		}
	}
}

// Code draws the code of a link alone.
func Code(link string) ([]byte, error) {
	q, err := qrcode.New(link, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("write the code: %w", err)
	}
	const size = 720
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	fill(img, img.Bounds(), white)
	drawCode(img, q.Bitmap(), img.Bounds())
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("write the code: %w", err)
	}
	return out.Bytes(), nil
}

func fill(img draw.Image, r image.Rectangle, c color.Color) {
	draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
}
