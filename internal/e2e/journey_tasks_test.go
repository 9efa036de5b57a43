//go:build unix

package e2e

import (
	"net/http"
	"testing"
)

// Tasks of the invented account, as they are at any moment.
const (
	codeTask    = "Remove the expired"  // overdue since yesterday, mine
	bonusTask   = "Confirm the account" // blocked, overdue, to be approved
	logoTask    = "Show the new logo"   // urgent, today, anyone's
	storiesTask = "Mark two stories"    // urgent, tomorrow, anyone's
	bannerTask  = "Swap the autumn"     // in progress, tomorrow
	shopTask    = "Deeplinks auf"       // a colleague's
	sizesTask   = "Tell us which sizes" // anyone's
	tagsTask    = "Tag newsletter"      // in progress, no due date
	bidsTask    = "Stop bidding"        // approved
)

func TestTasksAreWorkedThroughFromTheList(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(tasksPane)
	s := term.waitText("Summary", codeTask, "10 tasks")
	// The logo is due this evening and overdue from then on.
	if !s.listed(codeTask, bonusTask, storiesTask, bannerTask, shopTask, sizesTask, tagsTask) || !s.listed(codeTask, logoTask, storiesTask) {
		t.Errorf("the order is not overdue, urgent, soonest, no due date:\n%v", s)
	}

	term.send("/autumn", enter)
	term.wait("the filtered list", func(s screen) bool { return s.row(bannerTask) >= 0 && s.row(codeTask) < 0 })
	term.send(esc)
	term.waitText(codeTask)

	// A colleague's task is refused before anything is sent.
	term.walk(shopTask)
	term.send("x")
	term.waitText("It is assigned to")
	if n := len(service.writes()); n > 0 {
		t.Errorf("%d requests for what is refused: %+v", n, service.writes())
	}

	// Anyone's task that is started is mine.
	term.walk(storiesTask)
	term.send("ms")
	term.waitText("Started “" + storiesTask)
	s = term.walk(storiesTask)
	if !s.has("in progress") || !s.has("Iris Calloway") {
		t.Errorf("what was started is not in progress or not mine:\n%v", s)
	}
	term.send("x")
	term.waitText("Completed “" + storiesTask)
	term.waitText("9 tasks")

	// What needs an approval waits for it, what does not is approved at once.
	term.walk(bonusTask)
	term.send("x")
	term.waitText("the brand has to approve it.", "8 tasks")
	term.send("]", "]")
	term.waitText("▌done", bonusTask)
	s = term.walk(bonusTask)
	if !s.has("State     completed") {
		t.Errorf("it does not wait for the approval:\n%v", s)
	}
	s = term.walk(storiesTask)
	if !s.has("State        approved") {
		t.Errorf("it is not approved at once:\n%v", s)
	}

	// Archiving asks; Enter alone says no.
	term.walk(bidsTask)
	term.send("ma")
	term.confirm("Archive", enter)
	term.send("ma")
	term.confirm("Archive", "y")
	term.waitText("Archived “" + bidsTask)
	term.wait("the list without it", func(s screen) bool { return s.row(bidsTask) < 0 })
	if n := len(service.sent(http.MethodPost, "/acts", "archive")); n != 1 {
		t.Errorf("%d requests to archive: %+v", n, service.writes())
	}
	service.once(t)
}

func TestTasksTakeACommentAndKeepADraftOfIt(t *testing.T) {
	t.Parallel()
	service, dir := serve(t), t.TempDir()
	term := service.open(t, dir)
	term.zoom(tasksPane)
	term.waitText("Summary", codeTask)
	term.walk(codeTask)
	term.send("w")
	term.waitText("╭─ Comment")
	term.send(enter) // nothing is written yet
	term.wait("the reason", func(s screen) bool {
		return s.has("╭─ Comment") && s.has("✗") || s.has("needed") || s.has("required")
	})
	term.send("The code is gone from", esc)
	term.waitGone("╭─ Comment")
	term.settle(quiet)
	term.send(ctrlC)
	term.left(t)
	if n := len(service.writes()); n > 0 {
		t.Errorf("a draft was sent: %+v", service.writes())
	}

	term = service.open(t, dir)
	term.zoom(tasksPane)
	term.waitText("Summary", codeTask)
	term.walk(codeTask)
	term.send("w")
	term.waitText("The code is gone from")
	term.send(" the guide.", enter)
	term.waitText("Commented on “"+codeTask, "The code is gone from the guide.", "Comments")
	if n := len(service.sent(http.MethodPost, "/comments")); n != 1 {
		t.Errorf("%d comments: %+v", n, service.writes())
	}
}

func TestTasksThatAreMarkedAreMovedTogether(t *testing.T) {
	t.Parallel()
	service := serve(t)
	term := service.open(t, t.TempDir())
	term.zoom(tasksPane)
	term.waitText("Summary", codeTask)
	for _, name := range []string{codeTask, shopTask, tagsTask} { // one of them is a colleague's
		term.walk(name)
		term.send(" ")
	}
	term.waitText("3 marked")
	term.send("x")
	term.waitText("2 completed, 1 refused", "What failed is still marked.")
	s := term.waitText("8 tasks", "1 marked")
	if s.row(shopTask) < 0 || s.row(tagsTask) >= 0 {
		t.Errorf("the wrong ones are left:\n%v", s)
	}
	if n := len(service.writes()); n != 2 {
		t.Errorf("%d requests for two tasks: %+v", n, service.writes())
	}
	service.once(t)
}
