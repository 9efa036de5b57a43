package ui

// Least is the smallest terminal the dashboard can be drawn on, in cells.
func Least() (width, height int) { return minWidth, minHeight }
