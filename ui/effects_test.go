package ui

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// sent is what went to the terminal's clipboard, "" for nothing.
func sent(msgs []tea.Msg) string {
	want := tea.SetClipboard("x")()
	for _, m := range msgs {
		if typeName(m) == typeName(want) {
			return text(m)
		}
	}
	return ""
}

func TestAFactReachesEveryPane(t *testing.T) {
	t.Parallel()
	c := manned(t, 160, 48)
	c.hide("leads", "no brand of yours takes leads")
	c.send(event.Changed{Kinds: []string{event.KindLead}})
	for id, s := range c.spies {
		if got, ok := uitest.Find[event.Changed](s.got); !ok || !got.Any(event.KindLead) {
			t.Errorf("%s was told %v", id, s.got)
		}
	}
}

func TestACopyNamesItsWay(t *testing.T) {
	t.Parallel()
	const long = 80_000
	for name, c := range map[string]struct {
		remote bool
		clip   func(context.Context, string) error
		text   string
		osc    bool
		native bool
		says   string
	}{
		"local":              {false, func(context.Context, string) error { return nil }, "x", true, true, "Copied the link to the clipboard."},
		"local, failing":     {false, func(context.Context, string) error { return errors.New("no display") }, "x", true, true, "Sent the link to the terminal's clipboard."},
		"no desktop":         {false, nil, "x", true, false, "Sent the link to the terminal's clipboard."},
		"SSH":                {true, func(context.Context, string) error { return nil }, "x", true, false, "Sent the link to the terminal's clipboard."},
		"too long over SSH":  {true, nil, strings.Repeat("x", long), false, false, "Not copied: the link is too long"},
		"too long, desktop":  {false, func(context.Context, string) error { return nil }, strings.Repeat("x", long), false, true, "Copied the link to the clipboard."},
		"too long, no luck":  {false, func(context.Context, string) error { return errors.New("no") }, strings.Repeat("x", long), false, true, "Not copied"},
		"text of two clocks": {false, nil, "a\nb\x1b]", true, false, "Sent the link to"},
	} {
		took := ""
		d := manned(t, 120, 40, func(o *Options) {
			o.Remote = c.remote
			if c.clip != nil {
				o.Clip = func(ctx context.Context, text string) error { took = text; return c.clip(ctx, text) }
			}
		})
		msgs := d.send(effect.Copy{Text: c.text, What: "the link"})
		uitest.Has(t, d.last(), c.says)
		if (sent(msgs) == c.text) != c.osc || (took == c.text) != c.native {
			t.Errorf("%s: the terminal got %.9q, the desktop %.9q", name, sent(msgs), took)
		}
	}
	d := manned(t, 120, 40)
	d.send(effect.Copy{Text: "W-8BEN\x1b[2J " + strings.Repeat("漢", 400)})
	uitest.Has(t, d.last(), "Sent “W-8BEN 漢")
	checkScreen(t, d.dash, "copied")
}

func TestKeysCopyWhatIsUnderTheCursor(t *testing.T) {
	t.Parallel()
	c := manned(t, 120, 40)
	for _, k := range []string{"y", "Y", "o", "O"} {
		c.press(k)
		uitest.Has(t, c.last(), "under the cursor")
	}
	s := c.spies["snapshot"]
	s.value = "12345"
	if got := sent(c.press("y")); got != "12345" {
		t.Errorf("copied %q", got)
	}
	c.press("Y")
	uitest.Has(t, c.last(), "There is no web page of what is under the cursor.")
	s.url = "https://app.impact.com/x"
	for _, k := range []string{"Y", "o"} { // there is no browser here
		if got := sent(c.press(k)); got != s.url {
			t.Errorf("%s copied %q", k, got)
		}
		c.press("esc")
	}
	c.press("O")
	uitest.Has(t, c.content(), s.url)
	if got := sent(c.press("y")); got != s.url {
		t.Errorf("copied from the dialog: %q", got)
	}
}

func TestPagesAreOpenedOnlyHere(t *testing.T) {
	t.Parallel()
	const page = "https://app.impact.com/x"
	for name, c := range map[string]struct {
		remote bool
		err    error
		url    string
		opened bool
		says   string
	}{
		"local":   {false, nil, page, true, "Opened the task in the browser."},
		"failing": {false, errors.New("no browser"), page, true, "The browser could not be started."},
		"SSH":     {true, nil, page, false, "the browser of this machine is not yours"},
		"no web":  {false, nil, "file:///etc/passwd", false, "This is not a web address: file:///etc/passwd."},
		"hostile": {false, nil, "https://a\x1b[2Jb", false, "This is not a web address: https://ab."},
	} {
		got := ""
		d := manned(t, 120, 40, func(o *Options) {
			o.Remote = c.remote
			o.Open = func(_ context.Context, url string) error { got = url; return c.err }
		})
		d.send(effect.Open{URL: c.url, What: "the task"})
		uitest.Has(t, d.content(), c.says)
		if shown := strings.Contains(uitest.Plain(d.content()), page); shown != (c.url == page && (c.remote || c.err != nil)) {
			t.Errorf("%s: the address is shown: %v", name, shown)
		}
		if (got == c.url) != c.opened {
			t.Errorf("%s: opened %q", name, got)
		}
	}
	d := manned(t, 120, 40)
	d.send(effect.Open{URL: page})
	uitest.Has(t, d.content(), page, "no browser is known here")
	d.press("esc")
	uitest.Lacks(t, strings.Split(d.content(), "\n")[20], page)
}

func TestNobodyWaitsForTheBrowser(t *testing.T) {
	t.Parallel()
	ran := false
	d := manned(t, 120, 40, func(o *Options) {
		o.Open = func(context.Context, string) error { ran = true; return nil }
		o.Clip = func(context.Context, string) error { ran = true; return nil }
	})
	if d.update(effect.Open{URL: "https://x.example"}) == nil || d.update(effect.Copy{Text: "x"}) == nil || ran {
		t.Error("a program of the desktop runs inside the dashboard's own turn")
	}
}

func TestAVisitTakesTheUserThereAndBack(t *testing.T) {
	t.Parallel()
	c := manned(t, 120, 40)
	c.press("9")
	c.send(effect.Visit{To: "tasks", Zoom: true, About: effect.Select, Value: "17"})
	if c.on("tasks"); !c.zoomed {
		t.Error("it has not the full screen")
	}
	if v, ok := uitest.Find[effect.Visit](c.spies["tasks"].got); !ok || v.Value != "17" || v.About != effect.Select {
		t.Errorf("the pane was told %v", c.spies["tasks"].got)
	}
	c.press("esc")
	if c.on("brands"); c.zoomed {
		t.Error("Esc does not lead back to where the visit began")
	}
	c.press("esc")
	c.on("brands")
	c.send(effect.Visit{To: "tasks"})
	c.press("3", "esc")
	c.on("todo") // one who went on by himself is not called back
	c.send(effect.Visit{To: "todo", Zoom: true})
	c.press("esc")
	if c.on("todo"); c.zoomed {
		t.Error("Esc keeps the full screen")
	}
	c.hide("tasks", "you have no tasks")
	c.send(effect.Visit{To: "tasks"})
	c.on("todo")
	uitest.Has(t, c.last(), "Tasks is hidden: you have no tasks.")
	c.send(effect.Visit{To: "nowhere"})
	c.on("todo")
	c.press("?")
	c.send(effect.Visit{To: "links"})
	c.on("todo")
}

func TestAVisitMayEndInAQuestion(t *testing.T) {
	t.Parallel()
	c := manned(t, 120, 40)
	c.spies["links"].asks = dialog.NewPrompt(dialog.Question{To: "links", Title: "New link"})
	c.send(addressed{"links"})
	if len(c.dialogs) > 0 {
		t.Fatal("a pane without the focus asks")
	}
	c.press("c")
	if len(c.dialogs) != 1 {
		t.Fatal("the form is not open")
	}
	c.spies["links"].asks = dialog.NewPrompt(dialog.Question{To: "links", Title: "Another one"})
	c.send(addressed{"links"})
	if len(c.dialogs) != 1 {
		t.Error("a question came between the user and another one")
	}
	c.press("esc")
	if len(c.dialogs) != 1 || c.top().Title() != "Another one" {
		t.Error("the second question is lost")
	}
}

func TestLinksAndLeadsAreMadeForTheBrandUnderTheCursor(t *testing.T) {
	t.Parallel()
	for act, to := range map[string]pane.ID{"link.create": "links", "lead.submit": "leads"} {
		c := manned(t, 120, 40)
		c.do(act)
		c.on(to)
		c.press("9")
		c.spies["brands"].brand = "Acme"
		c.do(act)
		c.on(to)
		var got []effect.Visit
		for _, m := range c.spies[to].got {
			got = append(got, m.(effect.Visit))
		}
		if len(got) != 2 || got[0].Value != (effect.Brand{}) || got[1].Value != (effect.Brand{ProgramID: "id of Acme", Name: "Acme"}) || got[1].About != effect.Create {
			t.Errorf("%s: the pane was told %v", act, got)
		}
	}
	d := started(t, 120, 40) // where these panes do not exist
	a, _ := keys.ByID(d.layers()[1].actions, "link.create")
	if _, have := d.byID[linksPane]; !have && a.Blocked() == "" {
		t.Error("a link can be made without the pane for it")
	}
}

// book is a journal that answers from its fields.
type book struct {
	back  partner.Undone
	err   error
	calls []string
}

func (b *book) Undo(context.Context) (partner.Undone, error) {
	b.calls = append(b.calls, "undo")
	return b.back, b.err
}

func (b *book) Redo(context.Context) (partner.Undone, error) {
	b.calls = append(b.calls, "redo")
	return b.back, b.err
}

func TestUndoTellsWhatCameBack(t *testing.T) {
	t.Parallel()
	b := &book{back: partner.Undone{Text: "snoozed W-8BEN", Kinds: []string{event.KindTodo}}}
	c := manned(t, 120, 40, func(o *Options) { o.Journal = b })
	c.press("u")
	uitest.Has(t, c.last(), "Undone: snoozed W-8BEN.")
	if got, ok := uitest.Find[event.Changed](c.spies["todo"].got); !ok || !got.Any(event.KindTodo) {
		t.Error("the panes are not told")
	}
	c.press("U")
	uitest.Has(t, c.last(), "Done again: snoozed W-8BEN.")
	b.back = partner.Undone{Nothing: true}
	c.press("u")
	uitest.Has(t, c.last(), "There is nothing to undo.")
	c.press("U")
	uitest.Has(t, c.last(), "There is nothing to redo.")
	if got := strings.Join(b.calls, " "); got != "undo redo undo redo" {
		t.Errorf("asked for %s", got)
	}
	c.spies["todo"].got = nil
	b.back, b.err = partner.Undone{Kinds: []string{event.KindTask}}, uitest.Failure(partner.Forbidden)
	c.press("u")
	uitest.Has(t, c.last(), "The undo failed:", "403")
	if _, ok := uitest.Find[event.Changed](c.spies["todo"].got); !ok {
		t.Error("what was done before the failure is not told")
	}
}

func TestUndoRunsOnceAtATime(t *testing.T) {
	t.Parallel()
	b := &book{back: partner.Undone{Text: "x"}}
	c := manned(t, 120, 40, func(o *Options) { o.Journal = b })
	running := c.update(uitest.Stroke(t, "u"))
	for _, k := range []string{"u", "U", "u"} {
		c.press(k)
		uitest.Has(t, c.last(), "The last undo is still under way.")
	}
	if len(b.calls) != 0 {
		t.Errorf("asked %v", b.calls)
	}
	c.settle(running)
	c.press("U")
	if len(b.calls) != 2 {
		t.Errorf("asked %v", b.calls)
	}
	c = manned(t, 120, 40)
	c.press("u")
	uitest.Has(t, c.last(), "Nothing is kept here that could be undone.")
}

// wary is a dialog that must not be answered unseen.
type wary struct {
	*dialog.Help
	opener string
}

func (w *wary) Guard(opener string) { w.opener = opener }

func TestAGuardedDialogIsDeafUntilItIsSeen(t *testing.T) {
	t.Parallel()
	c := manned(t, 120, 40)
	w := &wary{Help: dialog.NewHelp(nil)}
	c.spies["snapshot"].acts = []keys.Action{{ID: "spy.x", Keys: []string{"x"}, Label: "x", Help: "X.", Run: func() tea.Cmd {
		c.spies["snapshot"].asks = w
		return nil
	}}}
	cmd := c.update(uitest.Stroke(t, "x"))
	if w.opener != "x" || uitest.Timers(t, cmd) != 1 {
		t.Errorf("opened by %q", w.opener)
	}
	c.press("esc", "q")
	if len(c.dialogs) != 1 {
		t.Fatal("a key typed before the dialog was seen closed it")
	}
	c.send(hearMsg{dialog.NewHelp(nil), 2})
	c.press("esc")
	if len(c.dialogs) != 1 {
		t.Fatal("the time of another dialog counts for this one")
	}
	if cmd := c.update(hearMsg{w, 2}); uitest.Timers(t, cmd) != 1 {
		t.Error("three keys have come, and it does not wait for the last of them")
	}
	c.press("esc")
	if len(c.dialogs) != 1 {
		t.Fatal("a key of a slow line closed it")
	}
	c.send(hearMsg{w, 4})
	held := uitest.Stroke(t, "esc")
	held.IsRepeat = true
	c.send(held)
	if len(c.dialogs) != 1 {
		t.Fatal("a key that is held down closed it")
	}
	c.press("esc")
	if len(c.dialogs) != 0 {
		t.Error("it stays deaf")
	}
	c.spies["snapshot"].asks = &wary{Help: dialog.NewHelp(nil)}
	if c.press("x"); len(c.dialogs) == 0 || !quits(c.press("ctrl+c")) {
		t.Error("a deaf dialog keeps the user in")
	}
}

func TestAFormThatEndedUnderAnotherDialogGoesWithIt(t *testing.T) {
	t.Parallel()
	d, _, main := spied(t)
	form := dialog.NewForm(dialog.FormOptions{
		To: main.id, Ask: "x", Title: "Written", Stay: true,
		Fields: []dialog.FormField{{Name: "text", Label: "Text", Value: "once"}},
	})
	main.asks = form
	d.send(addressed{main.id})
	d.press("enter")
	d.send(openedMsg{effect.Open{URL: "https://x.example"}, errors.New("no browser")})
	form.Done()
	d.send(addressed{main.id})
	main.got = nil
	d.press("enter")
	if len(d.dialogs) != 0 {
		t.Fatal("the form is still open")
	}
	d.press("enter")
	if _, again := uitest.Find[dialog.Answer](main.got); again {
		t.Error("what was sent is sent again")
	}
}
