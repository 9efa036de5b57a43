//go:build unix

package e2e

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// held is a key that is held down for about a second.
const held = 30

// hold sends a key many times: in one piece, as after a pause of the line, or
// one after the other, as a keyboard repeats it.
func (term *terminal) hold(key string, spread bool) {
	term.t.Helper()
	if !spread {
		term.send(strings.Repeat(key, held))
		return
	}
	for range held {
		term.send(key)
		time.Sleep(repeat)
	}
}

// repeat is the pause between two repeats of a held key, as keyboards send
// them; time itself is what is tried here.
const repeat = 30 * time.Millisecond

func TestHeldKeysDoNothingTwiceWithTasks(t *testing.T) {
	t.Parallel()
	for name, spread := range map[string]bool{"in one piece": false, "spread": true} {
		t.Run(name, func(t *testing.T) {
			if !spread {
				variant(t)
			}
			t.Parallel()
			service := serve(t, "companion tasks=delay:80ms")
			term := service.open(t, t.TempDir())
			term.zoom(tasksPane)
			term.waitText(codeTask)
			term.walk(codeTask)
			term.hold("x", spread) // goes on to the next when one is done
			term.calm()
			if n := len(service.sent(http.MethodPost, "/acts", "complete")); n == 0 || n > 9 {
				t.Errorf("%d tasks completed: %+v", n, service.writes())
			}
			service.once(t)

			term.send("]")
			term.waitText("▌all")
			term.walk(bidsTask)
			term.send("ma" + strings.Repeat("y", held)) // before the question can have been read
			term.confirm("Archive", "n")
			term.send("ma")
			term.waitText("╭─ Archive")
			term.settle(deaf)
			term.hold("y", spread)
			term.waitGone("╭─ Archive")
			term.calm()
			if n := len(service.sent(http.MethodPost, "/acts", "archive")); n != 1 {
				t.Errorf("archived %d times: %+v", n, service.writes())
			}

			term.walk(tagsTask)
			term.send("w")
			term.waitText("╭─ Comment")
			term.send("Once is enough.")
			term.waitText("Once is enough.")
			term.hold(enter, spread)
			term.waitGone("╭─ Comment")
			term.calm()
			if n := len(service.sent(http.MethodPost, "/comments")); n != 1 {
				t.Errorf("commented %d times: %+v", n, service.writes())
			}
			service.once(t)
		})
	}
}

func TestLostAnswerOfATaskIsNotKnownAndTheActIsDoneOnce(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(tasksPane)
	term.walk(tagsTask)
	service.fault("companion tasks=lost")
	term.send("x")
	term.waitText("It is not known whether “" + tagsTask)
	s := term.waitText("9 tasks") // it has been looked up: it was done
	if s.row(tagsTask) >= 0 {
		t.Errorf("what was done is still open:\n%v", s)
	}
	service.once(t)

	term.walk(codeTask)
	term.send("w")
	term.waitText("╭─ Comment")
	term.send("Is this heard?", enter)
	term.waitText("waiting to be sent", "1 act waits for the service", "may have arrived")
	service.fault()
	term.send("R") // the service answers again, so it is sent under its key
	term.waitGone("waiting to be sent")
	service.once(t)
	s = term.calm()
	if n := strings.Count(s.text(), "Is this heard?"); n != 1 {
		t.Errorf("the comment is there %d times:\n%v", n, s)
	}
}

func TestServiceKilledDuringAnActOnATask(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(tasksPane)
	term.walk(tagsTask)
	service.fault("companion tasks=delay:30s")
	term.send("x")
	service.waitSent(1, http.MethodPost, "/acts")
	service.down()
	term.wait("what is known about it", func(s screen) bool {
		return s.has("not known whether “"+tagsTask) || s.has("Not completed: “"+tagsTask)
	})
	service.fault()
	service.up()
	term.send("R")
	term.wait("live", func(s screen) bool { return strings.Contains(s.header(), "live") && s.row(tagsTask) >= 0 })
	term.walk(tagsTask)
	term.send("x")
	term.waitText("Completed “"+tagsTask, "9 tasks")
	service.once(t)
}
