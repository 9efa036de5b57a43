package problem

import (
	"errors"
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/theme"
	"impactdash/ui/uitest"
)

func text(list []Trouble, w, rows int) string {
	return strings.Join(Lines(list, w, rows, uitest.Theme(theme.Braille)), "\n")
}

func TestTheSameFailureIsToldOnceWithAllItsParts(t *testing.T) {
	t.Parallel()
	down := uitest.Failure(partner.Unavailable)
	got := uitest.Plain(text([]Trouble{{"Today", down}, {"Pending", down}, {"Balance", uitest.Failure(partner.Forbidden)}}, 70, 9))
	if strings.Count(got, "503") != 1 || strings.Count(got, "403") != 1 {
		t.Errorf("told more than once:\n%s", got)
	}
	uitest.Has(t, got, "Today", "Pending", "Balance")
}

func TestLinesKeepToTheirRoom(t *testing.T) {
	t.Parallel()
	all := []Trouble{{"Today", uitest.Hostility()}, {"", errors.New("odd")}, {"Balance", uitest.Failure(partner.RateLimited)}}
	for _, w := range []int{0, 1, 2, 3, 7, 20, 39, 80, 133} {
		for rows := range 7 {
			lines := Lines(all, w, rows, uitest.Theme(theme.ASCII))
			if len(lines) > rows {
				t.Fatalf("%d rows in %d", len(lines), rows)
			}
			if why := uitest.Wrong(strings.Join(lines, "\n"), w, len(lines)); why != "" {
				t.Fatal(why)
			}
		}
	}
	if len(Lines(nil, 80, 5, uitest.Theme(theme.Braille))) != 0 || len(Lines(all, 80, -1, uitest.Theme(theme.Braille))) != 0 {
		t.Error("rows for nothing")
	}
}

// The name of a part is as little to be trusted as the rest of the sentence.
func TestThePartsNameIsCleaned(t *testing.T) {
	t.Parallel()
	uitest.Clean(t, text([]Trouble{{"\x1b]0;title\aPart", uitest.Failure(partner.Unavailable)}}, 80, 5))
}
