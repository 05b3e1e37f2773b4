//go:build !race

package file

// childMemory is the address space a child may take, in bytes. A PDF of 100 MiB
// needs a tenth of it.
const childMemory = 2 << 30

// childEnv adds nothing to the environment of a child.
var childEnv []string
