// Package archtest holds the rules of this repository that a compiler does not
// hold: who may import whom, where the clock and the environment are read, what
// may lie in the top directory. It has tests only.
package archtest
