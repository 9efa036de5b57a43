//go:build unix

package e2e

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
)

// binary is the program under test, built once by TestMain.
var binary string

// The program is built and run apart, so go test would reuse an old result
// after it has changed. It does not when a file has changed that a test looked
// at; what TestMain looks at does not count.
func TestSourcesOfTheProgramAreLookedAt(t *testing.T) {
	t.Parallel()
	if err := noteSources(); err != nil {
		t.Error(err)
	}
}

// noteSources looks at every source file of the program.
func noteSources() error {
	for _, dir := range []string{"../../cmd", "../../internal", "../../ui"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && filepath.Ext(path) == ".go" {
				_, err = os.Stat(path)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	_, err := os.Stat("../../go.sum")
	return err
}

func TestMain(m *testing.M) {
	flag.Parse()
	// The tests wait more than they work: for requests tried again, for silence.
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "test.parallel" })
	if wide := strconv.Itoa(2 * runtime.GOMAXPROCS(0)); !chosen {
		if err := flag.Set("test.parallel", wide); err != nil {
			panic(err) // there is such a flag, and this is a number
		}
	}
	os.Exit(run(m))
}

// run builds the program into a directory of its own and runs the tests. Under
// the race detector the program is built with it too, and a race in it ends it
// with an exit code that fails the test.
func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "impactdash-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "impactdash")
	args := []string{"build", "-trimpath", "-ldflags=-s -w", "-o", binary}
	if raceDetector {
		args = append(args, "-race")
	}
	build := exec.CommandContext(context.Background(), "go", append(args, "impactdash/cmd/impactdash")...)
	if text, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, text)
		return 1
	}
	return m.Run()
}

// drawing marks a test that looks at the screen alone. The race detector makes
// each run of the program cost many seconds and finds nothing new in them, so
// .ci/run leaves them to the run without it.
func drawing(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("looks at the screen alone; left out with -short")
	}
}

// variant marks a case that runs the same code as the one beside it with other
// input: what can race in it races there as well.
func variant(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("another case takes the same way; left out with -short")
	}
}
