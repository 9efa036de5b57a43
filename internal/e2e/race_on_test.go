//go:build unix && race

package e2e

const raceDetector = true

// pace is how much slower the program is.
const pace = 3
