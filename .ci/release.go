// Command release makes what a release consists of where goreleaser is not to
// be had: an archive for each system, a Debian package for each Linux, and
// their checksums. The same commit gives the same bytes.
//
//	go run .ci/release.go [-out dist] [-targets linux/amd64,...]
//
// What is in them is the same as in .goreleaser.yaml; a test holds the two
// together.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	name   = "impactdash"
	extras = ".release" // manual pages and completions
	all    = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64"
)

// entry is one file of an archive.
type entry struct {
	path string
	mode int64
	data []byte
}

// release is one run.
type release struct {
	out, version string
	at           time.Time // of the commit: the time of every file
	stamped      bool      // the checkout can be read, so binaries know their version
	sums         []string
}

func main() {
	out := flag.String("out", "dist", "directory for the release")
	targets := flag.String("targets", all, "systems to build for")
	flag.Parse()
	if err := run(*out, strings.Split(*targets, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(out string, targets []string) error {
	r := &release{out: out, version: "0.0.0-unknown", at: time.Unix(0, 0).UTC()}
	if text, err := output("git", "log", "-1", "--format=%ct"); err == nil {
		seconds, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return err
		}
		r.at, r.stamped = time.Unix(seconds, 0).UTC(), true
		if r.version, err = version(); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	if err := execute(nil, ".ci/extras", extras); err != nil {
		return err
	}
	for _, t := range targets {
		if err := r.target(t); err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
	}
	slices.Sort(r.sums)
	return os.WriteFile(filepath.Join(out, "checksums.txt"), []byte(strings.Join(r.sums, "")), 0o644)
}

// version is that of the tag the commit has, or one that says it has none.
func version() (string, error) {
	if tag, err := output("git", "describe", "--tags", "--exact-match"); err == nil {
		return strings.TrimPrefix(tag, "v"), nil
	}
	commit, err := output("git", "rev-parse", "--short=12", "HEAD")
	return "0.0.0-" + commit, err
}

// target builds for one system and packs it.
func (r *release) target(target string) error {
	goos, arch, ok := strings.Cut(target, "/")
	if !ok {
		return fmt.Errorf("want system/processor")
	}
	bin, err := r.build(goos, arch)
	if err != nil {
		return err
	}
	files, err := beside()
	if err != nil {
		return err
	}
	program := entry{name, 0o755, bin}
	pack, ending := tarball, ".tar.gz"
	if goos == "windows" {
		program.path += ".exe"
		pack, ending = zipped, ".zip"
	}
	base := strings.Join([]string{name, r.version, goos, arch}, "_")
	var inside []entry
	for _, e := range append([]entry{program}, files...) {
		e.path = path.Join(base, e.path)
		inside = append(inside, e)
	}
	data, err := pack(inside, r.at)
	if err != nil {
		return err
	}
	if err := r.keep(base+ending, data); err != nil || goos != "linux" {
		return err
	}
	deb, err := r.debian(arch, program)
	if err != nil {
		return err
	}
	return r.keep(strings.Join([]string{name, r.version, arch}, "_")+".deb", deb)
}

// build makes the static program.
func (r *release) build(goos, arch string) ([]byte, error) {
	dir, err := os.MkdirTemp("", name)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, name)
	env := []string{"CGO_ENABLED=0", "GOOS=" + goos, "GOARCH=" + arch}
	err = execute(env, "go", "build", "-trimpath", "-buildvcs="+strconv.FormatBool(r.stamped), "-ldflags", "-s -w", "-o", file, "./cmd/"+name)
	if err != nil {
		return nil, err
	}
	fmt.Printf("built %s/%s\n", goos, arch)
	return os.ReadFile(file)
}

// keep writes a file of the release and notes its checksum.
func (r *release) keep(file string, data []byte) error {
	r.sums = append(r.sums, fmt.Sprintf("%x  %s\n", sha256.Sum256(data), file))
	return os.WriteFile(filepath.Join(r.out, file), data, 0o644)
}

// beside is what an archive holds beside the program.
func beside() ([]entry, error) {
	var out []entry
	for _, pair := range [][2]string{
		{"LICENSE", ""},
		{"README.md", ""},
		{"CHANGELOG.md", ""},
		{"config.example.yaml", ""},
		{extras + "/man/*.1.gz", "man"},
		{extras + "/completions/*", "completions"},
	} {
		found, err := read(pair[0], pair[1])
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// read is the files of a pattern, below a directory.
func read(pattern, dir string) ([]entry, error) {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("there is no %s", pattern)
	}
	var out []entry
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			return nil, err
		}
		out = append(out, entry{path.Join(dir, filepath.Base(n)), 0o644, data})
	}
	return out, nil
}

func tarball(files []entry, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(z)
	for _, f := range files {
		kind := byte(tar.TypeReg)
		if strings.HasSuffix(f.path, "/") {
			kind = tar.TypeDir
		}
		head := &tar.Header{
			Typeflag: kind,
			Name:     f.path, Mode: f.mode, Size: int64(len(f.data)), ModTime: at, Uname: "root", Gname: "root", Format: tar.FormatUSTAR,
		}
		if err := w.WriteHeader(head); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}

func zipped(files []entry, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		head := &zip.FileHeader{Name: f.path, Method: zip.Deflate, Modified: at}
		head.SetMode(os.FileMode(f.mode))
		file, err := w.CreateHeader(head)
		if err != nil {
			return nil, err
		}
		if _, err := file.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

// debian packs the program for Debian: an ar archive with the version of its
// format, the description and the files.
func (r *release) debian(arch string, program entry) ([]byte, error) {
	files := []entry{{"./usr/bin/" + program.path, 0o755, program.data}}
	manual, err := read(extras+"/man/*.1.gz", "./usr/share/man/man1")
	if err != nil {
		return nil, err
	}
	for _, pair := range [][2]string{
		{extras + "/completions/impactdash.bash", "./usr/share/bash-completion/completions/impactdash"},
		{extras + "/completions/_impactdash", "./usr/share/zsh/vendor-completions/_impactdash"},
		{extras + "/completions/impactdash.fish", "./usr/share/fish/vendor_completions.d/impactdash.fish"},
		{"LICENSE", "./usr/share/doc/impactdash/copyright"},
		{"README.md", "./usr/share/doc/impactdash/README.md"},
		{"config.example.yaml", "./usr/share/doc/impactdash/config.example.yaml"},
	} {
		data, err := os.ReadFile(pair[0])
		if err != nil {
			return nil, err
		}
		files = append(files, entry{pair[1], 0o644, data})
	}
	files = append(files, manual...)
	// path.Join takes the leading "./" away.
	size := 0
	for i := range files {
		files[i].path = "./" + strings.TrimPrefix(files[i].path, "./")
		size += len(files[i].data)
	}
	about := fmt.Sprintf("Package: %s\nVersion: %s\nSection: utils\nPriority: optional\nArchitecture: %s\nInstalled-Size: %d\n"+
		"Maintainer: impactdash maintainers <impactdash@users.noreply.github.com>\n"+
		"Description: Dashboard for impact.com partners in a terminal\n"+
		" What today earned, what is owed and when it is due, how clicks, actions and\n"+
		" payouts move, and what wants to be done, driven by the keyboard.\n", name, r.version, arch, size/1024)
	control, err := tarball([]entry{{"./control", 0o644, []byte(about)}}, r.at)
	if err != nil {
		return nil, err
	}
	data, err := tarball(withDirectories(files), r.at)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("!<arch>\n")
	for _, e := range []entry{{"debian-binary", 0o644, []byte("2.0\n")}, {"control.tar.gz", 0o644, control}, {"data.tar.gz", 0o644, data}} {
		fmt.Fprintf(&b, "%-16s%-12d%-6d%-6d%-8o%-10d`\n", e.path, r.at.Unix(), 0, 0, 0o100000|e.mode, len(e.data))
		b.Write(e.data)
		if len(e.data)%2 == 1 {
			b.WriteByte('\n')
		}
	}
	return b.Bytes(), nil
}

// withDirectories puts each directory before what is in it, as dpkg wants it.
func withDirectories(files []entry) []entry {
	slices.SortFunc(files, func(a, b entry) int { return strings.Compare(a.path, b.path) })
	var out []entry
	seen := map[string]bool{"./": true}
	for _, f := range files {
		for i, c := range f.path {
			if dir := f.path[:i+1]; c == '/' && !seen[dir] {
				seen[dir] = true
				out = append(out, entry{dir, 0o755, nil})
			}
		}
		out = append(out, f)
	}
	return out
}

// execute runs a program whose output is shown.
func execute(env []string, program string, args ...string) error {
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	return cmd.Run()
}

// output is what a program prints.
func output(program string, args ...string) (string, error) {
	out, err := exec.Command(program, args...).Output()
	return strings.TrimSpace(string(out)), err
}
