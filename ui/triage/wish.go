package triage

// Wish is what another pane has named and the list may not have yet, because it
// is newer. The zero value wishes for nothing.
type Wish struct {
	key string // empty for none
}

// Go goes to what has the key. goTo does so and reports whether it is there;
// what is not is remembered until a list comes. Again says that one has to be
// asked for: none is on its way.
func (w *Wish) Go(key string, goTo func(key string) bool, loading bool) (again bool) {
	w.key = ""
	if key == "" || goTo(key) {
		return false
	}
	w.key = key
	return !loading
}

// Arrived goes to what was remembered, now that a list came. With loading this
// one was kept on this machine and is older than the wish: the next one decides.
// Gone says that what was wished for is not in the list any more.
func (w *Wish) Arrived(goTo func(key string) bool, loading bool) (gone bool) {
	if w.key == "" {
		return false
	}
	found := goTo(w.key)
	if !found && loading {
		return false
	}
	w.key = ""
	return !found
}
