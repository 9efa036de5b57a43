package config

import (
	"testing"
	"time"
)

// Whatever stands in a file, it is read to an end, and every problem has its
// place.
func FuzzParse(f *testing.F) {
	for _, text := range []string{wrongEverywhere, twoProfiles, Example, "a: &a\n  <<: *a\n", "profiles: {a: [1], b: {<<: [*x]}}\n", "themes: {m: {good: {dark: 1}}}\n"} {
		f.Add([]byte(text))
	}
	s := Source{GOOS: "linux", Names: dashboardNames(), Now: func() time.Time { return time.Unix(0, 0) }, Getenv: func(string) string { return "" }}
	f.Fuzz(func(t *testing.T, raw []byte) {
		d := &document{path: "config.yaml"}
		d.parse(raw, s)
		for _, name := range append(names(d.list()), "") {
			s := s
			s.Profile, s.themes = name, d.themeNames()
			chosen, err := d.choose(s)
			if err != nil {
				t.Fatalf("profile %q: %v", name, err)
			}
			v, err := d.layers(s, chosen)
			if err != nil {
				t.Fatal(err)
			}
			var c Config
			c.Keys = map[string][]string{}
			d.fill(&c, v, s, chosen)
			if c.History < leastHistoryDays*24*time.Hour || c.Refresh < 0 {
				t.Errorf("it is read as %+v", c)
			}
		}
		for _, p := range d.problems {
			if p.Text == "" || p.Line < 0 {
				t.Errorf("a problem without words or place: %+v", p)
			}
		}
	})
}
