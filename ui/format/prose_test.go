package format

import "testing"

func TestProseReadsWhatEditorsWrite(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                                       "",
		"plain\n\ntext  stays":                   "plain\n\ntext  stays",
		"1 < 2 and 3 > 2":                        "1 < 2 and 3 > 2",
		"AT&amp;T &quot;x&quot; &nbsp;y":         "AT&T \"x\" \u00a0y",
		"<p>One <b>bold</b></p><p>Two</p>":       "One bold\n\nTwo",
		"a<br>b<br/>c":                           "a\nb\nc",
		"do:<ul><li>this</li><li>that</li></ul>": "do:\n\n• this\n• that",
		"use <insert code> here":                 "use <insert code> here",
		"<a href=\"https://x.example\">x</a>":    "x",
		"<p>open":                                "open",
		"<!-- no -->yes":                         "yes",
		"&lt;b&gt;":                              "<b>",
	} {
		if got := Prose(in); got != want {
			t.Errorf("%q is read as %q, want %q", in, got, want)
		}
	}
}
