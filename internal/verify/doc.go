// Package verify checks a signed agreement for somebody who trusts nobody: offline,
// from the file alone and the authorities the reader names. It takes a signed PDF or
// an evidence package, and says what it found as findings with stable codes, which
// Words puts into sentences.
//
// It is pure, so that the command line and the page in the browser (WebAssembly)
// run the same check and say the same.
package verify
