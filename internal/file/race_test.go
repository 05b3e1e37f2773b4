//go:build race

package file_test

// childMemory is unlimited: the race detector alone maps terabytes.
const childMemory = 0
