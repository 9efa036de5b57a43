package todo

import (
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/format"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestMomentsInFewWords(t *testing.T) {
	t.Parallel()
	now := uitest.Now() // Sunday 15:04
	in := func(d time.Duration) time.Time { return now.Add(d) }
	for _, c := range []struct {
		todo        partner.Todo
		long, short string
	}{
		{partner.Todo{}, "", ""},
		{partner.Todo{Since: in(-2 * day)}, "2d ago", "2d ago"},
		{partner.Todo{Since: in(-time.Second)}, "now", "now"},
		{partner.Todo{Due: in(-26 * hour), Since: in(-9 * day)}, "overdue 26h", "overdue 26h"},
		{partner.Todo{Due: in(-120 * day)}, "overdue 120d", "overdue 120d"},
		{partner.Todo{Due: now}, "overdue 1m", "overdue 1m"},
		{partner.Todo{Kind: partner.TodoOverdue, Since: in(-12 * day)}, "overdue 12d", "overdue 12d"},
		{partner.Todo{Due: in(2 * hour)}, "today 17:04", "today 17:04"},
		{partner.Todo{Due: in(day)}, "tomorrow 15:04", "tomorrow"},
		{partner.Todo{Due: in(3 * day)}, "Wed 15:04", "Wed 15:04"},
		{partner.Todo{Due: in(20 * day)}, "Dec 12", "Dec 12"},
		{partner.Todo{Due: in(50 * day)}, "Jan 11", "Jan 11"},
		{partner.Todo{Due: in(400 * day)}, "Dec 2027", "Dec 2027"},
		{partner.Todo{Wake: in(hour)}, "wakes 16:04", "wakes 16:04"},
		{partner.Todo{Wake: in(day), Due: in(3 * day)}, "wakes tomorrow", "wakes Mon"},
		{partner.Todo{Wake: in(3 * day)}, "wakes Wed 15:04", "wakes Wed"},
		{partner.Todo{Wake: in(30 * day)}, "wakes Dec 22", "wakes Dec 22"},
		{partner.Todo{Wake: in(30 * day), OnChange: true}, "on change", "on change"},
		{partner.Todo{Wake: in(-hour), OnChange: true}, "", ""}, // it is awake again
	} {
		v := &entry{Todo: c.todo}
		long, short := moment(v, now), shortMoment(v, now)
		if long != c.long || short != c.short || format.Width(long) > 15 || format.Width(short) > 12 {
			t.Errorf("%+v: %q and %q, want %q and %q", c.todo, long, short, c.long, c.short)
		}
	}
	// All days are those of the account.
	west := now.In(time.FixedZone("west", -7*60*60))
	if got := moment(&entry{Todo: partner.Todo{Due: now.Add(10 * hour)}}, west); got != "today 18:04" {
		t.Errorf("in the account's zone: %q", got)
	}
}

func TestWordsForWhatSaysNothing(t *testing.T) {
	t.Parallel()
	for want, v := range map[string]partner.Todo{
		"W-8BEN":             {Text: " W-8BEN "},
		"tax form 7":         {Kind: partner.TodoTax, Object: "7"},
		"other":              {},
		"brand new kind 8":   {Kind: "BRAND_NEW_KIND", Object: "8"},
		"overdue money":      {Kind: partner.TodoOverdue, Text: "\x1b[2J"},
		"red alert":          {Text: "\x1b[31mred alert\x1b[0m"},
		"promo code a b":     {Kind: partner.TodoPromoCode, Object: "a\nb"},
		"Northpeak invites…": {Text: "Northpeak invites…"},
	} {
		if got := words(&entry{Todo: v}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheOrderKeepsThatOfTheServiceAndWakesInTurn(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 12))
	all := src.TodoList.Value.Todos
	all[index(src, tax)].Wake = uitest.Now().Add(5 * hour)
	all[index(src, owed)].Wake = uitest.Now().Add(200 * hour)
	uitest.Settle(t, p, p.Refresh())
	conform.Run(t, p, "view.next")
	if got := shown(t, p); got != tax+" "+codes+" "+owed {
		t.Errorf("snoozed: %s", got)
	}
	conform.Run(t, p, "view.previous")
	// A to-do that comes first at the service comes first here, though it is new.
	src.TodoList.Value.Todos = append([]partner.Todo{{Kind: partner.TodoBank, Object: "b", Text: "new"}}, all...)
	uitest.Settle(t, p, p.Refresh())
	if got := shown(t, p); got != "bank/b "+invitation+" "+proposal+" "+question+" "+work+" "+other {
		t.Errorf("open: %s", got)
	}
	// The clock wakes what has slept enough.
	f := uitest.Frame(80, 12)
	f.Now = f.Now.Add(6 * hour)
	p.SetFrame(f)
	if n, _ := p.Count(); n != 7 {
		t.Errorf("%d open after six hours", n)
	}
}
