//go:build unix && !race

package e2e

const raceDetector = false

// pace is how much slower the program is.
const pace = 1
