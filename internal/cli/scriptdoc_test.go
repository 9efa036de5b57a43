package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// playContext ends with the script.
func playContext(ts *testscript.TestScript) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	ts.Defer(cancel)
	return ctx
}

// scriptHas looks into the document on stdout: "jsonhas PATH" whether there is
// something, "jsonhas PATH VALUE" whether it is that, with "!" the contrary.
// A path is a.b.0.c; len is how many there are, name=value the first thing of a
// list with that value.
func scriptHas(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 || len(args) > 2 {
		ts.Fatalf("write jsonhas PATH [VALUE]")
	}
	got, ok := lookInto(ts, args[0])
	has := ok && (len(args) == 1 && got != "null" || len(args) == 2 && got == args[1])
	if has == neg {
		ts.Fatalf("%s is %s", args[0], got)
	}
}

// scriptEnv keeps a value of the document on stdout: "jsonenv NAME PATH".
func scriptEnv(ts *testscript.TestScript, args []string) {
	if len(args) != 2 {
		ts.Fatalf("write jsonenv NAME PATH")
	}
	got, ok := lookInto(ts, args[1])
	if !ok || got == "null" || got == "" {
		ts.Fatalf("there is no %s", args[1])
	}
	ts.Setenv(args[0], got)
}

// lookInto is what the document on stdout has at a path, as text.
func lookInto(ts *testscript.TestScript, path string) (string, bool) {
	d := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	d.UseNumber()
	var v any
	ts.Check(d.Decode(&v))
	for part := range strings.SplitSeq(path, ".") {
		var ok bool
		if v, ok = step(v, part); !ok {
			return "not there", false
		}
	}
	switch x := v.(type) {
	case nil:
		return "null", true
	case map[string]any, []any:
		text, err := json.Marshal(x)
		ts.Check(err)
		return string(text), true
	}
	return fmt.Sprint(v), true
}

// step is one part of a path.
func step(v any, part string) (any, bool) {
	switch x := v.(type) {
	case map[string]any:
		v, ok := x[part]
		return v, ok
	case []any:
		if part == "len" {
			return len(x), true
		}
		if i, err := strconv.Atoi(part); err == nil && i >= 0 && i < len(x) {
			return x[i], true
		}
		name, want, ok := strings.Cut(part, "=")
		for _, e := range x {
			if o, is := e.(map[string]any); ok && is && fmt.Sprint(o[name]) == want {
				return e, true
			}
		}
	}
	return nil, false
}

// scriptRows counts the lines of stdout, and the cells of each: "rows N [CELLS]",
// where N is a number, or + for one or more.
func scriptRows(ts *testscript.TestScript, args []string) {
	all := rows(ts.ReadFile("stdout"))
	if len(args) == 0 || len(args) > 2 {
		ts.Fatalf("write rows N [CELLS]")
	}
	if args[0] != strconv.Itoa(len(all)) && (args[0] != "+" || len(all) == 0) {
		ts.Fatalf("there are %d rows, not %s", len(all), args[0])
	}
	for _, r := range all {
		if len(args) == 2 && strconv.Itoa(len(r)) != args[1] {
			ts.Fatalf("a row has %d cells, not %s: %q", len(r), args[1], r)
		}
	}
}

// scriptSame compares stdout with that of the last "same": "same NAME" keeps it
// under a name at first, and compares with it then.
func scriptSame(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("write same NAME")
	}
	now := ts.ReadFile("stdout")
	before, kept := playOf(ts).kept[args[0]]
	switch {
	case !kept:
		playOf(ts).kept[args[0]] = now
	case (before == now) == neg:
		ts.Fatalf("it was %q and is %q", before, now)
	}
}

// scriptUnspoken looks for the token in all files of a directory: "unspoken DIR".
func scriptUnspoken(ts *testscript.TestScript, args []string) {
	if len(args) != 1 {
		ts.Fatalf("write unspoken DIR")
	}
	n := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		text, err := os.ReadFile(path)
		for _, s := range playOf(ts).secrets {
			if strings.Contains(string(text), s) {
				return fmt.Errorf("%s has the token", path)
			}
		}
		return err
	}))
	if n == 0 {
		ts.Fatalf("there are no files in %s", args[0])
	}
}
