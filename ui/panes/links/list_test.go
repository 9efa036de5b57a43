package links

import (
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

func TestViewsFilterAndSort(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(160, 24))
	check := func(what string, want ...string) {
		t.Helper()
		got := ids(t, p)
		if len(got) != len(want) {
			t.Fatalf("%s: %v, want %v", what, got, want)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %v, want %v", what, got, want)
				return
			}
		}
	}
	check("newest first, undated last", "l1", "l2", "vanity/SpringShoes")
	uitest.Do(t, p, "links.view.next")
	check("vanity", "vanity/SpringShoes")
	uitest.Do(t, p, "links.view.next")
	check("made here", "l1", "l2")
	uitest.Do(t, p, "links.view.next")
	for _, c := range []struct{ text, want string }{
		{"spring", "vanity/SpringShoes"}, {"bolt", "l2"}, {"mail", "l1"}, {"nov", "l1"}, {"vanity", "vanity/SpringShoes"}, {"acme sale", "l1"},
	} {
		uitest.Do(t, p, "links.filter")
		uitest.Type(p.Update, c.text)
		uitest.Do(t, p, "links.filter.keep")
		check("filtered by "+c.text, c.want)
		p.Back()
	}
	uitest.Do(t, p, "links.sort")
	check("by link", "l1", "l2", "vanity/SpringShoes")
	for range 4 {
		uitest.Do(t, p, "links.sort")
	}
	uitest.Has(t, p.View(), "by landing page")
	check("by landing page", "l1", "vanity/SpringShoes", "l2")
	for range 6 {
		uitest.Do(t, p, "links.sort")
	}
	uitest.Has(t, p.View(), "by clicks")
	if got := ids(t, p); got[0] != "vanity/SpringShoes" {
		t.Errorf("by clicks: %v", got)
	}
}

func TestTheDetailTakesTheLinkApart(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Zoomed(160, 40))
	uitest.Has(t, p.View(), "Goes to", "https://acme.example/sale", "Nov 22, 2026, 12:04, here", "Tracking domain", "Partner", "Sub ID 1", "subId1", "QR code")
	uitest.Do(t, p, "links.last")
	uitest.Has(t, p.View(), "1,289", "not here; the report names no day", "/SpringShoes", "Content › Vanity Links")
	uitest.Lacks(t, p.View(), "Partner  ")
}

func TestTheDayIsTheAccounts(t *testing.T) {
	t.Parallel()
	p, src := fresh(t, uitest.Zoomed(160, 20))
	src.LinkList.Value.Links[0].Made = time.Date(2026, time.November, 22, 3, 0, 0, 0, time.UTC)
	f := uitest.Zoomed(160, 20)
	f.Now = f.Now.In(uitest.Profile().Zone)
	p.SetFrame(f)
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, p.View(), "Nov 21, 2026, 20:00")
	uitest.Lacks(t, p.View(), "Nov 22, 2026")
}

func TestWhatIsUnderTheCursor(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	value, url := p.Pointed()
	if want := uitest.Links().Links[0].URL; value != want || url != want {
		t.Errorf("%q, %q", value, url)
	}
	if id, name, ok := p.Brand(); id != "100" || name != "Acme Shoes" || !ok {
		t.Errorf("%q %q %v", id, name, ok)
	}
	if p.Title() != "Create A Link" || p.ID() != "links" {
		t.Error(p.Title())
	}
}

func TestNothingDangerousIsCopiedOrOpened(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"javascript:alert(1)", "file:///etc/passwd", "https://x.example/\nrm -rf ~\n", "\x1b]52;c;aGk=\a", ""} {
		p, src := fresh(t, uitest.Frame(80, 8))
		src.LinkList.Value.Links = []partner.Link{{ID: "1", URL: address}}
		uitest.Settle(t, p, p.Init())
		value, url := p.Pointed()
		uitest.Clean(t, value)
		if url != "" {
			t.Errorf("%q would be opened", url)
		}
		for _, r := range value {
			if r == '\n' {
				t.Errorf("%q would be copied with its line end", address)
			}
		}
	}
}

func TestTheLineAboveTheListMovesThePointerAndTheCursor(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	row := uitest.Row(p.View(), "Bolt Bikes")
	p.Click(5, row)
	if at(p) != "l2" {
		t.Errorf("a click on row %d selects %s", row, at(p))
	}
	p.Click(5, 0)
	if at(p) != "l2" {
		t.Error("a click on the hint selects something")
	}
	uitest.Do(t, p, "links.filter")
	if c := p.Cursor(); c == nil || c.Y != 7 {
		t.Errorf("the filter's cursor is at %+v", c)
	}
	p.Wheel(-1)
	if at(p) != "l1" {
		t.Error("the wheel does not move")
	}
	p.SetFrame(uitest.Frame(80, 2))
	uitest.Lacks(t, p.View(), "create a link")
}
