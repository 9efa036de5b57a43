package store

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
)

// The environment of a writer process: directory, and what its ids begin with.
const (
	writerDir  = "IMPACTDASH_TEST_WRITER_DIR"
	writerName = "IMPACTDASH_TEST_WRITER_NAME"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(writerDir); dir != "" {
		os.Exit(writeUntilKilled(dir, os.Getenv(writerName)))
	}
	os.Exit(m.Run())
}

// writeUntilKilled does acts of all kinds, one after the other, tells each when
// the store has confirmed it, and tidies up in between.
func writeUntilKilled(dir, name string) int {
	s := Open(dir, account, func() time.Time { return noon })
	for i := 0; ; i++ {
		id := fmt.Sprintf("%s-%d", name, i)
		var err error
		switch i % 4 {
		case 0:
			err = s.AddLink("g"+id, partner.Link{ID: id})
		case 1:
			err = s.Snooze("g"+id, "snoozed "+id, zs(id))
		case 2, 3:
			err = s.SaveDraft("g"+id, draftOf(name, strings.Repeat("draft ", 40)+id))
		}
		if n := s.Note(); err != nil || n.OK {
			fmt.Printf("refused %s %v %v\n", id, err, n.V.Err)
			return 1
		}
		fmt.Println("done", id)
		if i%5 == 4 {
			fmt.Println("tidying", id)
			if err := s.compact(limits{from: 4 << 10, keep: day, links: linksKept, undo: 5000}); err != nil {
				fmt.Println("untidy", id, err)
			}
			fmt.Println("tidied", id)
		}
	}
}

// confirmed is what writers have said.
type confirmed struct {
	ids     []string
	tidied  int
	torn    int // killed while tidying up
	refused []string
}

// hear runs one writer until it has said a number of lines, and lets chance
// decide how much later it dies.
func (c *confirmed) hear(dir, name string, rnd *rand.Rand) error {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerDir+"="+dir, writerName+"="+name)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	lines := bufio.NewReader(out)
	last := 1 + rnd.IntN(60)
	tidying := false
	for n := 0; ; n++ {
		line, err := lines.ReadString('\n')
		if err != nil { // the last line may be half of one
			break
		}
		if n == last {
			for range rnd.IntN(400) { // a little time that differs, without a clock
				runtime.Gosched()
			}
			_ = cmd.Process.Kill() // or it is dead, and its last line tells why
		}
		word, id, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "done":
			c.ids = append(c.ids, id)
		case "tidying":
			tidying = true
		case "tidied":
			tidying = false
			c.tidied++
		default:
			c.refused = append(c.refused, line)
		}
	}
	if tidying {
		c.torn++
	}
	_ = cmd.Wait() // it was killed
	return nil
}

func TestNothingConfirmedIsLostToAKill(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const programs, wanted = 3, 1000
	results := make(chan *confirmed, programs)
	for p := range programs {
		go func() {
			c := &confirmed{}
			rnd := rand.New(rand.NewPCG(uint64(p), 9))
			for life := 0; len(c.ids) < wanted/programs+1 && len(c.refused) == 0; life++ {
				if err := c.hear(dir, fmt.Sprintf("p%d.%d", p, life), rnd); err != nil {
					c.refused = append(c.refused, err.Error())
				}
			}
			results <- c
		}()
	}
	all := &confirmed{}
	for range programs {
		c := <-results
		all.ids, all.refused = append(all.ids, c.ids...), append(all.refused, c.refused...)
		all.tidied, all.torn = all.tidied+c.tidied, all.torn+c.torn
	}
	for _, line := range all.refused {
		t.Errorf("a writer says %s", line)
	}
	state := open(dir).State()
	links := map[string]bool{}
	for _, l := range state.Links {
		links[l.ID] = true
	}
	lost := 0
	for _, id := range all.ids {
		name, number, _ := strings.Cut(id, "-")
		i, _ := strconv.Atoi(number)
		var there bool
		switch i % 4 {
		case 0:
			there = links[id]
		case 1:
			_, there = state.Snoozes[id]
		default:
			// The draft, or a later one of its writer: the last may have been
			// written and not confirmed.
			text := state.Drafts[name].Values["text"]
			_, after, _ := strings.Cut(text, "-")
			n, err := strconv.Atoi(after)
			there = err == nil && n >= i
		}
		if !there {
			lost++
			t.Errorf("%s was confirmed and is lost", id)
		}
		if lost > 10 {
			t.FailNow()
		}
	}
	t.Logf("%d acts confirmed, %d compactions, %d killed in the middle", len(all.ids), all.tidied, all.torn)
	if len(all.ids) < wanted || all.tidied < 20 || all.torn == 0 {
		t.Errorf("%d acts, %d compactions, %d of them killed: that is no test", len(all.ids), all.tidied, all.torn)
	}
}
