package format

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestSafe(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"plain text stays":             {"Acme Shoes & Co.", "Acme Shoes & Co."},
		"letters beyond ASCII stay":    {"Café Größe 日本 ✅ ▲", "Café Größe 日本 ✅ ▲"},
		"no-break space stays":         {"a\u00a0b", "a\u00a0b"},
		"nothing":                      {"", ""},
		"colour":                       {"\x1b[31mred\x1b[0m", "red"},
		"colour with an eight-bit CSI": {"\u009b31mred", "red"},
		"link":                         {"\x1b]8;;https://evil\x1b\\text\x1b]8;;\x1b\\!", "text!"},
		"title ended by a bell":        {"\x1b]0;owned\x07name", "name"},
		"title ended by a C1 ST":       {"\x1b]0;owned\u009cname", "name"},
		"eight-bit title":              {"\u009d0;owned\u009cname", "name"},
		"APC":                          {"a\x1b_secret\x1b\\b", "ab"},
		"DCS keeps a bell inside":      {"a\x1bPq\x07q\x1b\\b", "ab"},
		"SOS and PM":                   {"a\x1bXx\x1b\\b\x1b^y\x1b\\c", "abc"},
		"string never ended":           {"a\x1b]0;title", "a0;title"},
		"string aborted by another":    {"a\x1b]0;title\x1b[31mb", "ab"},
		"broken CSI":                   {"a\x1b[12\nb", "a b"},
		"CSI at the end":               {"a\x1b[", "a"},
		"lone escape":                  {"a\x1b", "a"},
		"two-byte escape":              {"a\x1bcb", "ab"},
		"charset escape":               {"a\x1b(Bb", "ab"},
		"controls vanish":              {"a\x00\x08\x7f\u0085b", "ab"},
		"tabs and line ends":           {"a\t\r\n\vb\u2028c", "a b c"},
		"zero width":                   {"a\u200bb\u200dc\ufeffd\u2060e", "abcde"},
		"bidi":                         {"a\u202eb\u2066c\u200f\u061cd", "abcd"},
		"variation selector":           {"⚠\ufe0f", "⚠"},
		"keycap and skin tone":         {"1\ufe0f\u20e3 👍🏽", "1 👍"},
		"not UTF-8":                    {"a\xffb\x9bc", "a\ufffdb\ufffdc"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Safe(c.in); got != c.want {
				t.Errorf("Safe(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

// Counting allocations needs the whole process, so this does not run in
// parallel.
func TestSafeTextCostsNothing(t *testing.T) {
	for _, s := range []string{"Acme Shoes & Co. affiliate program", "Café 日本"} {
		if n := testing.AllocsPerRun(100, func() { Safe(s) }); n != 0 {
			t.Errorf("%q took %v allocations", s, n)
		}
	}
}

func FuzzSafe(f *testing.F) {
	for _, s := range []string{"", "plain", "\x1b[31mred", "\x1b]8;;x\x1b\\y", "\u009d0;x\u009c", "a\xff", "\u202e\t\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Safe(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is not UTF-8", got)
		}
		if i := strings.IndexFunc(got, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }); i >= 0 {
			t.Errorf("%q keeps a control character at %d", got, i)
		}
		if again := Safe(got); again != got {
			t.Errorf("%q is not safe yet: %q", got, again)
		}
	})
}

func BenchmarkSafeClean(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Safe("Acme Shoes & Co. affiliate program")
	}
}
