package poster

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
)

// top fills the head of the poster with the cover, cut to its shape, or with a drawn
// one: a lake at dusk, its shores as lines of height.
func top(img *image.RGBA, cover image.Image, end int) {
	box := image.Rect(0, 0, Width, end)
	if cover == nil {
		drawn(img, box)
		return
	}
	b := cover.Bounds()
	w, h := b.Dx(), b.Dy()
	if w*box.Dy() > h*box.Dx() { // wider than the head: the sides go
		cut := h * box.Dx() / box.Dy()
		b.Min.X += (w - cut) / 2
		b.Max.X = b.Min.X + cut
	} else {
		cut := w * box.Dy() / box.Dx()
		b.Min.Y += (h - cut) / 3
		b.Max.Y = b.Min.Y + cut
	}
	draw.CatmullRom.Scale(img, box, cover, b, draw.Src, nil)
}

func drawn(img *image.RGBA, box image.Rectangle) {
	w, h := box.Dx(), box.Dy()
	above, row := make([]float64, w+1), make([]float64, w+1)
	for y := range h {
		for x := range row {
			row[x] = height(float64(x)/Width, float64(y)/coverEnd) * 14
		}
		if y == 0 {
			copy(above, row)
		}
		fy := float64(y) / coverEnd
		for x := range w {
			// A line of height wherever the ground passes a step, as thin on steep ground as on flat.
			steep := math.Max(0.004, math.Hypot(row[x+1]-row[x], row[x]-above[x]))
			light := math.Max(0, 1-math.Abs(math.Mod(row[x]+100, 1)-0.5)/(1.5*steep)) * 0.3
			img.SetRGBA(box.Min.X+x, box.Min.Y+y, color.RGBA{
				lift(mix(0x0d, 0x12, fy), light), lift(mix(0x2b, 0x5f, fy), light), lift(mix(0x45, 0x6b, fy), light), 0xff,
			})
		}
		above, row = row, above
	}
}

func height(x, y float64) float64 {
	return 0.55*math.Sin(2.1*x+1.3*y) + 0.35*math.Cos(3.7*y-1.9*x) + 0.22*math.Sin(5.3*x*y+0.7) + 0.18*math.Cos(4.1*(x-0.4)*(x-0.4)*6)
}

func mix(from, to int, t float64) float64 { return float64(from) + float64(to-from)*t }

func lift(v, light float64) uint8 { return uint8(v + (255-v)*light) }
