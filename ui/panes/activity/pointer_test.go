package activity

import (
	"testing"

	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestThePlaceOfThePointerIsBelowTheHead(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(158, 40))
	y := uitest.Row(p.View(), "order 70")
	p.Click(10, y)
	if at(p) != "2000.1.70" {
		t.Errorf("the click went to %s", at(p))
	}
	p.Click(10, 0)
	if at(p) != "2000.1.70" {
		t.Error("a click on the head moved the cursor")
	}
	conform.Run(t, p, "filter")
	if c := p.Cursor(); c == nil || c.Y != 39 {
		t.Errorf("the cursor stands at %+v", c)
	}
	p.Wheel(1)
}
