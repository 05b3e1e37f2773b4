// Package evidencetest makes what signers' devices make, in software, and whole
// signed agreements without the domain of signing: for the tests of the verifier, of
// signing, and for the sample in the documentation.
package evidencetest
