// Package archtest holds the house to its plan: who may import whom, and how
// long a file may grow. It has tests only; a new package is entered in the
// table of imports_test.go together with what it may lean on.
package archtest
