// Package format turns values into text that is safe and fits: amounts,
// counts, ages and days as words, and strings cut or padded to a number of
// cells. It knows nothing of styles, panes or the clock.
package format
