package config

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The example must show every setting, and be right when it is uncommented.
func TestTheExampleIsCompleteAndCanBeUsed(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if string(raw) != Example {
		t.Error("config.example.yaml is not internal/config/example.yaml, which config init writes")
	}
	text := regexp.MustCompile(`(?m)^#( *[a-z_.]+:)`).ReplaceAllString(string(raw), "$1")
	for _, s := range settings() {
		if !strings.Contains(text, "\n"+s.key+":") {
			t.Errorf("%s is not in the example", s.key)
		}
		if s.env != "" && !strings.Contains(text, s.env) {
			t.Errorf("%s is not in the example", s.env)
		}
		if s.flag != "" && s.flag != "mouse" && s.flag != "theme" && s.flag != "glyphs" && !strings.Contains(text, "--"+s.flag) {
			t.Errorf("--%s is not in the example", s.flag)
		}
	}
	if !strings.Contains(text, "IMPACTDASH_STATE_DIR") {
		t.Error("IMPACTDASH_STATE_DIR is not in the example")
	}
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(Source{GOOS: "linux", Getenv: func(name string) string {
		return map[string]string{"IMPACTDASH_CONFIG": path}[name]
	}})
	if err != nil || len(c.Warnings) > 0 {
		t.Fatalf("%v, %v", err, c.Warnings)
	}
	if len(c.Profiles) != 2 || c.Profile != "main" || c.Profiles[1].Color != "magenta" || !c.Profiles[1].Hidden {
		t.Errorf("profiles are read as %+v", c.Profiles)
	}
	if c.BaseURL != DefaultBaseURL || c.Range != "30d" || !c.Mouse || len(c.Keys["snapshot.compare"]) != 1 || len(c.Widgets) != 9 {
		t.Errorf("read as %+v", c)
	}
}
