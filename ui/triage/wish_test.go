package triage

import "testing"

func TestAWishWaitsForTheList(t *testing.T) {
	t.Parallel()
	var list string // of one letter each
	goTo := func(key string) bool { return key == list }
	for _, c := range []struct {
		name    string
		list    string
		loading bool // when it was wished for
		again   bool
		came    []string // lists, the last of the service
		gone    bool
	}{
		{name: "there", list: "a", came: []string{"b"}},
		{name: "nothing asked", again: true, came: []string{"a"}},
		{name: "on its way", loading: true, came: []string{"a"}},
		{name: "not kept", loading: true, came: []string{"b", "a"}},
		{name: "gone", loading: true, came: []string{"b", "c"}, gone: true},
		{name: "kept, then gone", loading: true, came: []string{"a", "b"}},
	} {
		var w Wish
		list = c.list
		if got := w.Go("a", goTo, c.loading); got != c.again {
			t.Errorf("%s: the list is asked for again: %t", c.name, got)
		}
		gone := false
		for i, came := range c.came {
			list = came
			gone = w.Arrived(goTo, i < len(c.came)-1) || gone
		}
		if gone != c.gone {
			t.Errorf("%s: gone is %t", c.name, gone)
		}
		if w.Arrived(func(string) bool { return false }, false) {
			t.Errorf("%s: it is wished for twice", c.name)
		}
	}
}

func TestANewWishTakesThePlaceOfTheOld(t *testing.T) {
	t.Parallel()
	var w Wish
	here := func(key string) bool { return key == "b" }
	w.Go("a", here, true)
	if w.Go("b", here, true) || w.Arrived(func(string) bool { return false }, false) {
		t.Error("the old one is still wished for")
	}
	w.Go("a", here, true)
	if w.Go("", here, true) || w.Arrived(here, false) {
		t.Error("a wish for nothing keeps the old one")
	}
}
