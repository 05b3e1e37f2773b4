//go:build !race

package file_test

import "zhaoyun/internal/file"

const childMemory = file.ChildMemory
