package effect

import "testing"

func TestOnlyWebAddressesAreOfTheWeb(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"https://app.impact.com/x?y=1#z", "http://127.0.0.1:8416/", "HTTPS://Example.com", "https://münchen.example/ä"} {
		if !Web(url) {
			t.Errorf("%q is refused", url)
		}
	}
	for _, url := range []string{
		"", "app.impact.com", "https://", "https:///etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "ssh://host", "-https://x",
		"https://a b", "https://a\nb", "https://a\x1b[2Jb", "https://a\u202eb", " https://a", "mailto:a@b",
	} {
		if Web(url) {
			t.Errorf("%q may be opened", url)
		}
	}
}

func TestAVisitIsForThePaneVisited(t *testing.T) {
	t.Parallel()
	v := Visit{To: "links", About: Create, Value: Brand{ProgramID: "1"}}
	if v.Dest() != "links" || v.Cmd()() != any(v) {
		t.Errorf("%v goes to %q", v, v.Dest())
	}
	for want, got := range map[any]any{
		Copy{Text: "x"}: Copy{Text: "x"}.Cmd()(), Open{URL: "x"}: Open{URL: "x"}.Cmd()(), Show{URL: "x"}: Show{URL: "x"}.Cmd()(),
	} {
		if got != want {
			t.Errorf("asked for %v, got %v", want, got)
		}
	}
}
