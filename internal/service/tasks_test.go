package service

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"impactdash/internal/partner"
)

// job is a task as the Partner API writes it.
func job(id, summary, state, due string) string {
	return fmt.Sprintf(`{"Id":%q,"Details":{"Summary":%q,"State":%q,"Type":"GENERAL","Urgent":false},"DueDate":%q,
		"DateCreated":"2026-08-20T04:00:00.000+0000","DateLastUpdated":"2026-08-21T04:00:00.000+0000"}`, id, summary, state, due)
}

func extra(id, program string, foreign bool) string {
	return fmt.Sprintf(`{"task_id":%q,"program_id":"7","program":%q,"needs_approval":true,"foreign":%v,"acts":["start"]}`, id, program, foreign)
}

func TestTasksTellWhatBothServicesKnow(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("Tasks", "Tasks", job("1", "Update banner", "NEW", ""), job("2", "Other", "NEW", ""))
	k.ally.set("GET tasks", `{"items":[`+extra("1", "Northpeak", true)+`,`+extra("9", "Gone", false)+`]}`)
	got, err := k.Tasks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list := got.Value
	if len(list.Tasks) != 2 || !list.Reach.Companion || !got.AsOf.Equal(noon) {
		t.Fatalf("tasks are %+v", got)
	}
	if x := list.Tasks[0]; x.Program != "Northpeak" || x.ProgramID != "7" || !x.Foreign || !x.NeedsApproval || len(x.Acts) != 1 {
		t.Errorf("the first task is %+v", x)
	}
	if x := list.Tasks[1]; x.Program != "" || x.Foreign || x.Acts != nil {
		t.Errorf("the second task is %+v", x)
	}
	wantParts(t, list.Notes)
}

func TestTasksStayWhenTheCompanionFails(t *testing.T) {
	t.Parallel()
	for _, status := range []int{401, 403, 404, 429, 500, 503} {
		k := newKit(t)
		k.api.list("Tasks", "Tasks", job("1", "Update banner", "NEW", ""))
		k.ally.fail("GET tasks", status)
		got, err := k.Tasks(t.Context())
		if err != nil || len(got.Value.Tasks) != 1 || got.Value.Reach.Companion {
			t.Errorf("%d: tasks are %+v, %v", status, got.Value, err)
		}
		wantParts(t, got.Value.Notes, "what can be done with the tasks")
	}
	k := newKit(t)
	k.api.fail("Tasks", 503)
	_, err := k.Tasks(t.Context())
	wantKind(t, err, partner.Unavailable)
}

func TestMovingTasksTellsWhatBecameOfEach(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("Tasks", "Tasks", job("1", "Update banner", "NEW", ""), job("2", "Other", "NEW", ""), job("3", "Third", "NEW", ""))
	if _, err := k.Tasks(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"1", "3"} {
		k.ally.set("POST tasks/"+id+"/acts", `{"task_id":"`+id+`","state":"INPROGRESS","archived":false,"assignee":null,"acts":[]}`)
	}
	k.ally.fail("POST tasks/2/acts", 403)
	move := partner.TaskMove{IDs: []string{"1", "2", "3"}, Act: partner.TaskStart, Comment: "on it", Key: "press-0001"}
	b, err := k.MoveTasks(t.Context(), move)
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, "done", strings.Join(b.OK, " "), "1 3")
	wantText(t, "the toast", b.Text, "Started 2 tasks")
	if len(b.Failed) != 1 || b.Failed[0].Name != "Other" || partner.KindOf(b.Failed[0].Err) != partner.Forbidden {
		t.Errorf("failed are %+v", b.Failed)
	}
	var keys []string
	for _, d := range k.ally.done() {
		keys = append(keys, d.key)
		if !strings.Contains(d.body, `"on it"`) {
			t.Errorf("the body of %s is %s", d.what, d.body)
		}
	}
	wantText(t, "the keys", strings.Join(keys, " "), "press-0001/1 press-0001/2 press-0001/3")
	one, err := k.MoveTasks(t.Context(), partner.TaskMove{IDs: []string{"1"}, Act: partner.TaskStart, Key: "press-0002"})
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, "the toast of one", one.Text, "Started Update banner")
}

func TestAFailureThatWouldGoOnEndsTheBatch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status     int
		kind, rest partner.Kind
	}{
		{401, partner.Unauthorized, partner.Unauthorized},
		{429, partner.RateLimited, partner.RateLimited},
	} {
		k := newKit(t)
		k.ally.fail("POST tasks/1/acts", c.status)
		b, err := k.MoveTasks(t.Context(), partner.TaskMove{IDs: []string{"1", "2", "3"}, Act: partner.TaskBlock, Key: "press-0001"})
		if err != nil || len(b.OK) != 0 || len(b.Failed) != 3 || b.Text != "" {
			t.Fatalf("%d: %+v, %v", c.status, b, err)
		}
		wantKind(t, b.Failed[0].Err, c.kind)
		wantKind(t, b.Failed[2].Err, c.rest)
		if !strings.Contains(b.Failed[2].Err.Error(), "not tried") {
			t.Errorf("%d: the last one failed with %v", c.status, b.Failed[2].Err)
		}
		for _, d := range k.ally.done() {
			if d.what != "POST tasks/1/acts" {
				t.Errorf("%d: %s was sent", c.status, d.what)
			}
		}
	}
}

func TestTasksAreOnlyReadWithoutACompanion(t *testing.T) {
	t.Parallel()
	k := newKit(t, alone)
	got, err := k.Tasks(t.Context())
	if err != nil || got.Value.Reach.Companion || got.Value.Reach.Page != "Home › Tasks" {
		t.Errorf("tasks are %+v, %v", got, err)
	}
	wantParts(t, got.Value.Notes)
	_, err = k.MoveTasks(t.Context(), partner.TaskMove{IDs: []string{"1"}, Act: partner.TaskStart, Key: "press-0001"})
	wantKind(t, err, partner.Unsupported)
	if !strings.Contains(err.Error(), "Home › Tasks") {
		t.Errorf("the error names no page: %v", err)
	}
	_, err = k.CommentTask(t.Context(), partner.TaskRemark{ID: "1", Text: "x", Key: "press-0001"})
	wantKind(t, err, partner.Unsupported)
}

func TestCommentsAreSentOnceWithTheirKey(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.ally.set("POST tasks/1/comments", `{"task_id":"1","comment_id":"5","author":"Ana","text":"done","total":1}`)
	_, err := k.CommentTask(t.Context(), partner.TaskRemark{ID: "1", Text: " \n", Key: "press-0001"})
	wantKind(t, err, partner.Invalid)
	d, err := k.CommentTask(t.Context(), partner.TaskRemark{ID: "1", Text: "done", Key: "press-0001"})
	if err != nil || d.Text != "Commented on 1" {
		t.Errorf("%+v, %v", d, err)
	}
	if all := k.ally.done(); len(all) != 1 || all[0].key != "press-0001" {
		t.Errorf("sent were %v", all)
	}
	_, err = k.MoveTasks(t.Context(), partner.TaskMove{Act: partner.TaskStart})
	wantKind(t, err, partner.Invalid)
}

func TestAReadAfterAWriteIsNotAnsweredFromBeforeIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := newKit(t)
		k.ally.set("POST tasks/1/comments", `{"task_id":"1","comment_id":"5","author":"Ana","text":"done","total":1}`)
		release := k.api.hold("Tasks")
		read := func() { // waits for the service
			if _, err := k.Tasks(t.Context()); err != nil {
				t.Error(err)
			}
		}
		var readers sync.WaitGroup
		readers.Go(read)
		synctest.Wait()
		if _, err := k.CommentTask(t.Context(), partner.TaskRemark{ID: "1", Text: "done", Key: "press-0001"}); err != nil {
			t.Fatal(err)
		}
		readers.Go(read)
		synctest.Wait()
		if n := k.api.count("Tasks"); n != 2 {
			t.Errorf("the tasks were asked for %d times, want once before the write and once after it", n)
		}
		release()
		readers.Wait()
	})
}

func TestTheSandboxDoesATaskOnceThoughItsAnswersAreLost(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	tasks := func() map[string]partner.Task {
		t.Helper()
		list, err := b.Tasks(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]partner.Task{}
		for _, k := range list.Value.Tasks {
			all[k.ID] = k
		}
		return all
	}
	before := tasks()
	var own, foreign string
	for id, k := range before {
		switch {
		case k.Foreign:
			foreign = id
		case k.State == partner.TaskNew:
			own = id
		}
	}
	remark := partner.TaskRemark{ID: own, Text: "Is tomorrow soon enough?", Key: "press-0001"}
	b.fault("companion tasks=lost")
	if done, err := b.CommentTask(t.Context(), remark); err != nil || !done.Waits {
		t.Errorf("%+v, %v", done, err)
	}
	b.fault()
	if _, err := b.CommentTask(t.Context(), remark); err != nil {
		t.Fatal(err)
	}
	move, err := b.MoveTasks(t.Context(), partner.TaskMove{IDs: []string{foreign, own}, Act: partner.TaskStart, Key: "press-0002"})
	if err != nil || strings.Join(move.OK, " ") != own || len(move.Failed) != 1 {
		t.Fatalf("%+v, %v", move, err)
	}
	wantText(t, "the toast", move.Text, "Started "+before[own].Summary)
	after := tasks()[own]
	if after.State != partner.TaskInProgress || after.Total != before[own].Total+1 {
		t.Errorf("the task is %s with %d comments, before %d", after.State, after.Total, before[own].Total)
	}
}
