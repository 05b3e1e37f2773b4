// Package web embeds the built pages. A placeholder page is committed in dist,
// so that the module builds before the web has been built; the build adds index.html
// beside it.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Dist returns the files of the built web, index.html at its root.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the directory is embedded above; its absence does not compile
	}
	return sub
}
