package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// newVersion prints what was built.
func newVersion(sys System) *cobra.Command {
	var out outputOptions
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version, and what it was built from",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			b := thisBuild()
			if out.json {
				return out.write(sys, b, table{})
			}
			_, err := fmt.Fprintln(sys.Out, b)
			return err
		},
	}
	cmd.Flags().BoolVar(&out.json, "json", false, "print JSON")
	return cmd
}

// build is what a binary knows of itself, and the document of version --json.
type build struct {
	Version  string  `json:"version"`  // of the module, else the revision
	Revision *string `json:"revision"` // first 12 digits of the commit; null: not built from a checkout
	Modified bool    `json:"modified"` // the checkout had changes of its own
	Time     *string `json:"time"`     // of the commit, RFC 3339; null: not known
	Go       string  `json:"go"`       // version of Go it was built with
	OS       string  `json:"os"`       // operating system, as Go names it
	Arch     string  `json:"arch"`     // processor, as Go names it
}

// String is one line.
func (b build) String() string {
	var parts []string
	if b.Revision != nil && !strings.Contains(b.Version, *b.Revision) {
		parts = append(parts, *b.Revision)
	}
	if b.Modified && !strings.Contains(b.Version, "dirty") {
		parts = append(parts, "modified")
	}
	parts = append(parts, b.Go, b.OS+"/"+b.Arch)
	return fmt.Sprintf("impactdash %s (%s)", b.Version, strings.Join(parts, ", "))
}

// commitTime is when the commit was made; zero when it is not known.
func (b build) commitTime() time.Time {
	if b.Time == nil {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, *b.Time)
	if err != nil {
		return time.Time{}
	}
	return at
}

// thisBuild is the running binary.
func thisBuild() build {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{GoVersion: runtime.Version()}
	}
	return buildOf(info, runtime.GOOS, runtime.GOARCH)
}

// shownRevision is how much of a commit's name is shown, in characters.
const shownRevision = 12

// buildOf reads what the linker has written down.
func buildOf(info *debug.BuildInfo, goos, goarch string) build {
	b := build{Go: info.GoVersion, OS: goos, Arch: goarch}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			short := s.Value[:min(shownRevision, len(s.Value))]
			b.Revision = &short
		case "vcs.modified":
			b.Modified = s.Value == "true"
		case "vcs.time":
			at := s.Value
			b.Time = &at
		}
	}
	switch v := info.Main.Version; {
	case v != "" && v != "(devel)":
		b.Version = v
	case b.Revision != nil:
		b.Version = *b.Revision
		if b.Modified {
			b.Version += "-dirty"
		}
	default:
		b.Version = "devel"
	}
	return b
}

// versionText is the module's version, or the commit it was built from.
func versionText() string { return thisBuild().Version }
