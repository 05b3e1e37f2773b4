//go:build race

package file

// childMemory sets no limit: the race detector alone maps terabytes.
const childMemory = 0

// childEnv spares the second for which the race detector lingers at the end.
var childEnv = []string{"GORACE=atexit_sleep_ms=0"}
