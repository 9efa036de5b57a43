package history

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"impactdash/internal/partner"
)

const (
	writerDir  = "IMPACTDASH_TEST_HISTORY"
	writerName = "IMPACTDASH_TEST_WRITER"
)

// TestWriter is a program that writes until it is killed. It says the id of a
// write on its standard output once that is confirmed.
func TestWriter(t *testing.T) {
	dir, name := os.Getenv(writerDir), os.Getenv(writerName)
	if dir == "" {
		return // not started by TestKillingLosesNothingConfirmed
	}
	h := at(dir, &clock{noon})
	for i := 0; ; i++ {
		id := fmt.Sprintf("%s-%d", name, i)
		var err error
		switch i % 3 {
		case 0:
			err = h.keepAnswer("answer/"+id, noon, []byte(strings.Repeat(id, 300)))
		case 1:
			err = h.setMark("mark/"+id, id)
		case 2:
			err = h.Update(t.Context(), func(tx *Tx) error {
				_, err := tx.AddEvents([]partner.Event{modified(id, noon), modified(id+"/twin", noon)})
				return err
			})
		}
		if n := h.Note(); err != nil || n.OK {
			fmt.Printf("failed %v, %v\n", err, n.V.Err)
			os.Exit(1)
		}
		fmt.Printf("kept %d %s\n", i%3, id)
	}
}

// writer is a running TestWriter.
type writer struct {
	cmd   *exec.Cmd
	lines *bufio.Reader
}

func startWriter(t *testing.T, dir, name string) writer {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestWriter$")
	cmd.Env = append(os.Environ(), writerDir+"="+dir, writerName+"="+name)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	return writer{cmd, bufio.NewReader(out)}
}

// confirmed reads a number of ids, or all to the end where it is negative. A
// line without an end was not said.
func (w writer) confirmed(t *testing.T, n int) (ids []string) {
	for ; n != 0; n-- {
		line, err := w.lines.ReadString('\n')
		if err == io.EOF && n < 0 {
			return ids
		}
		id, ok := strings.CutPrefix(line, "kept ")
		if err != nil || !ok {
			t.Errorf("a writer says %q, %v", line, err)
			return ids
		}
		ids = append(ids, strings.TrimSpace(id))
	}
	return ids
}

func TestKillingLosesNothingConfirmed(t *testing.T) {
	t.Parallel()
	const writers, writes = 3, 1000
	dir := t.TempDir()
	var (
		mu   sync.Mutex
		kept []string
		all  sync.WaitGroup
	)
	for w := range writers {
		all.Go(func() {
			chance := rand.New(rand.NewPCG(4, uint64(w)))
			for life := 0; !t.Failed(); life++ {
				p := startWriter(t, dir, fmt.Sprintf("%d.%d", w, life))
				ids := p.confirmed(t, 1+chance.IntN(80))
				if err := p.cmd.Process.Kill(); err != nil {
					t.Error(err)
				}
				ids = append(ids, p.confirmed(t, -1)...)
				_ = p.cmd.Wait() // it was killed
				mu.Lock()
				kept = append(kept, ids...)
				enough := len(kept) >= writes
				mu.Unlock()
				if enough {
					return
				}
			}
		})
	}
	all.Wait()
	h := start(t, dir)
	lost := 0
	for _, line := range kept {
		kind, id, _ := strings.Cut(line, " ")
		var ok bool
		switch kind {
		case "0":
			body, _, _ := h.Answer("answer/" + id)
			ok = string(body) == strings.Repeat(id, 300)
		case "1":
			ok = h.Mark("mark/"+id) == id
		case "2":
			first, err := h.ActionEvents("a-" + id)
			must(t, err)
			twin, err := h.ActionEvents("a-" + id + "/twin")
			must(t, err)
			ok = len(first) == 1 && len(twin) == 1
		}
		if !ok {
			lost++
			t.Errorf("the write %s was confirmed and is lost", id)
		}
	}
	if len(kept) < writes || lost > 0 {
		t.Errorf("%d writes were confirmed, %d are lost", len(kept), lost)
	}
	must(t, check(t.Context(), h.base.read))
	silent(t, h)
	if len(aside(t, dir)) != 0 {
		t.Error("the file was damaged on the way")
	}
}

func TestAMigrationThatIsKilledIsDoneAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for life := range 8 {
		p := startWriter(t, dir, fmt.Sprint(life)) // each begins with an empty directory
		p.confirmed(t, life%2)
		must(t, p.cmd.Process.Kill())
		ids := p.confirmed(t, -1)
		_ = p.cmd.Wait() // it was killed
		h := at(dir, &clock{noon})
		for _, line := range ids {
			if kind, id, _ := strings.Cut(line, " "); kind == "1" && h.Mark("mark/"+id) != id {
				t.Errorf("%s is lost", id)
			}
		}
		works(t, h)
		silent(t, h)
		must(t, h.Close())
		must(t, os.RemoveAll(dir))
	}
}
