package handbook

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// source is a file that is put into an archive or a package.
type source struct {
	Src string `yaml:"src"`
	Dst string `yaml:"dst"`
}

// releaser is what the test needs of the configuration of goreleaser.
type releaser struct {
	Builds []struct {
		OS    []string `yaml:"goos"`
		Arch  []string `yaml:"goarch"`
		Env   []string `yaml:"env"`
		Flags []string `yaml:"flags"`
	} `yaml:"builds"`
	Archives []struct {
		Files []source `yaml:"files"`
	} `yaml:"archives"`
	Packages []struct {
		Contents []source `yaml:"contents"`
	} `yaml:"nfpms"`
}

// The two ways to make a release must make the same one.
func TestBothWaysToReleaseAgree(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var c releaser
	if err := yaml.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../.ci/release.go")
	if err != nil {
		t.Fatal(err)
	}
	own := string(text)
	if len(c.Builds) != 1 || len(c.Archives) != 1 || len(c.Packages) != 1 {
		t.Fatalf("read as %+v", c)
	}

	var targets []string
	for _, goos := range c.Builds[0].OS {
		for _, arch := range c.Builds[0].Arch {
			targets = append(targets, goos+"/"+arch)
		}
	}
	m := regexp.MustCompile(`all\s*= "([^"]+)"`).FindStringSubmatch(own)
	if m == nil || !slices.Equal(strings.Split(m[1], ","), targets) {
		t.Errorf("the script builds %v, goreleaser %v", m, targets)
	}
	if !slices.Contains(c.Builds[0].Env, "CGO_ENABLED=0") || !slices.Contains(c.Builds[0].Flags, "-trimpath") {
		t.Errorf("the binaries are not static, or know where they were built: %+v", c.Builds[0])
	}

	for _, s := range slices.Concat(c.Archives[0].Files, c.Packages[0].Contents) {
		name, made := strings.CutPrefix(s.Src, ".release/")
		if quoted := `"/` + name + `"`; made && !strings.Contains(own, quoted) {
			t.Errorf("the script leaves %s out", s.Src)
		}
		if made {
			continue
		}
		if !strings.Contains(own, `"`+s.Src+`"`) {
			t.Errorf("the script leaves %s out", s.Src)
		}
		if _, err := os.Stat(filepath.Join("../..", s.Src)); err != nil {
			t.Errorf("there is no %s to pack: %v", s.Src, err)
		}
	}
}
