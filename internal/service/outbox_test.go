package service

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/internal/store"
)

// shared are services of several programs over one journal, one companion API
// and one Partner API.
func shared(t *testing.T, n int) []*kit {
	t.Helper()
	dir, keys := t.TempDir(), 0
	var all []*kit
	for range n {
		k := newKit(t, func(o *Options) {
			o.Store = store.Open(dir, cannedSID, o.Now)
			o.NewKey = func() string { keys++; return fmt.Sprintf("shared-key-%d", keys) }
		})
		if len(all) > 0 {
			k.ally, k.api, k.companion, k.client = all[0].ally, all[0].api, all[0].companion, all[0].client
		}
		all = append(all, k)
	}
	return all
}

// serve makes the companion API list to-dos T-1 "other/1" to T-n, and take what
// is said about them.
func (k *kit) serve(n int) {
	var items []string
	for i := 1; i <= n; i++ {
		id := fmt.Sprintf("T-%d", i)
		item := served(id, "other", fmt.Sprint(i), "null")
		items = append(items, item)
		k.ally.set("POST todos/"+id+"/dismiss", item)
		k.ally.set("POST todos/"+id+"/wake", item)
	}
	k.ally.set("GET todos", `{"items":[`+strings.Join(items, ",")+`]}`)
}

// down makes the companion API fail for all writes about to-dos; 0 ends it.
func (k *kit) down(status int) {
	for i := 1; i < 4; i++ {
		for _, verb := range []string{"dismiss", "wake"} {
			k.ally.fail(fmt.Sprintf("POST todos/T-%d/%s", i, verb), status)
		}
	}
}

// said are the writes since the last call, repeats of one try left out:
// "dismiss 1, wake 2".
func (k *kit) said() string {
	k.ally.mu.Lock()
	deeds := k.ally.deeds
	k.ally.deeds = nil
	k.ally.mu.Unlock()
	var out []string
	last := deed{}
	for _, d := range deeds {
		if d != last {
			words := strings.Split(strings.TrimPrefix(d.what, "POST "), "/")
			out = append(out, words[2]+" "+strings.TrimPrefix(words[1], "T-"))
		}
		last = d
	}
	return strings.Join(out, ", ")
}

// waits tells what waits: "snooze other/1, comment task/1".
func (k *kit) waits(t *testing.T) string {
	t.Helper()
	d, err := k.Desk(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, w := range d.Waiting {
		out = append(out, string(w.Kind)+" "+w.Thing)
	}
	return strings.Join(out, ", ")
}

func (k *kit) flush(t *testing.T) (partner.Done, error) {
	t.Helper()
	k.todos(t)
	return k.Flush(t.Context())
}

func TestADismissalWaitsUntilTheServiceIsBack(t *testing.T) {
	t.Parallel()
	for _, status := range []int{429, 503, 504} {
		all := shared(t, 2)
		k := all[0]
		k.serve(2)
		k.down(status)
		b, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "other/1"), k.todo(t, "other/2")))
		if err != nil || !b.Waits || !b.Undo || strings.Join(b.Kinds, " ") != "todo desk" {
			t.Fatalf("%d: %+v, %v", status, b, err)
		}
		wantText(t, "the toast", b.Text, "Snoozed 2 to-dos until Aug 29 (2 of them at the service once it can be reached)")
		if got := k.said(); got != "dismiss 1" {
			t.Errorf("%d: said %q: what meets the same failure is not to be tried", status, got)
		}
		const both = "snooze other/1, snooze other/2"
		wantText(t, "what waits", k.waits(t), both)
		wantText(t, "the list", k.todos(t), "(other/1) (other/2)")
		first, _ := k.Desk(t.Context())
		key := first.Waiting[0].ID

		// Another program, or this one after a restart.
		k = all[1]
		wantText(t, "what waits", k.waits(t), both)
		if d, err := k.flush(t); err != nil || d.Text != "" || len(d.Kinds) != 0 {
			t.Errorf("%d: %+v, %v", status, d, err)
		}
		wantText(t, "what waits", k.waits(t), both)
		k.said()
		if d, err := k.Flush(t.Context()); err != nil || d.Text != "" || k.said() != "" {
			t.Errorf("%d: it is sent although the service has not answered since: %+v, %v", status, d, err)
		}
		k.down(0)
		d, err := k.flush(t)
		if err != nil || d.Text != "Sent 2 acts that had waited" || strings.Join(d.Kinds, " ") != "todo task desk" {
			t.Errorf("%d: %+v, %v", status, d, err)
		}
		if deeds := k.ally.done(); len(deeds) != 2 || deeds[0].key != key || !strings.Contains(deeds[0].body, "2026-08-29T19:00:00Z") {
			t.Errorf("%d: sent %+v, want the key %s", status, deeds, key)
		}
		wantText(t, "what was said", k.said(), "dismiss 1, dismiss 2")
		wantText(t, "what waits", all[0].waits(t), "")
	}
}

func TestAWakeIsNotSentOverALaterSnoozeOnTheWeb(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.serve(1)
	item := func(wake string) { k.ally.set("GET todos", `{"items":[`+served("T-1", "other", "1", wake)+`]}`) }
	item(`"2026-08-25T00:00:00-07:00"`)
	k.down(503)
	if _, err := k.WakeTodos(t.Context(), []partner.Todo{k.todo(t, "other/1")}); err != nil {
		t.Fatal(err)
	}
	wantText(t, "what waits", k.waits(t), "wake other/1")
	item(`"2026-08-30T00:00:00-07:00"`)
	k.down(0)
	k.said()
	if d, err := k.flush(t); err != nil || d.Text != "" || k.said() != "" || k.waits(t) != "" {
		t.Errorf("%+v, %v; %q waits", d, err, k.waits(t))
	}
}

func TestASnoozeThatIsOverIsNotSent(t *testing.T) {
	t.Parallel()
	now := noon
	k := newKit(t, func(o *Options) { o.Now = func() time.Time { return now } })
	k.serve(1)
	k.down(503)
	if _, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "other/1"))); err != nil {
		t.Fatal(err)
	}
	now = noon.Add(week)
	k.down(0)
	k.said()
	if d, err := k.flush(t); err != nil || d.Text != "" || k.said() != "" || k.waits(t) != "" {
		t.Errorf("%+v, %v; %q waits", d, err, k.waits(t))
	}
}

func TestWhatTheServiceRefusesWaitsNoMore(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.serve(2)
	k.down(503)
	if _, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "other/1"), k.todo(t, "other/2"))); err != nil {
		t.Fatal(err)
	}
	k.down(0)
	k.ally.fail("POST todos/T-1/dismiss", 422)
	d, err := k.flush(t)
	if d.Text != "Sent what had waited: the snooze of Served 2" || err == nil ||
		!strings.Contains(err.Error(), "the service did not take the snooze of Served 1, so it counts on this machine only (Refused with 422)") {
		t.Errorf("%+v, %v", d, err)
	}
	wantText(t, "what waits", k.waits(t), "")
	wantText(t, "the list", k.todos(t), "(other/1) (other/2)")
}

func TestACommentWaitsAndCanBeCancelled(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("Tasks", "Tasks", job("7", "Banner", "NEW", ""))
	if _, err := k.Tasks(t.Context()); err != nil {
		t.Fatal(err)
	}
	form := partner.CommentForm("7")
	draft := func() partner.Draft {
		t.Helper()
		d, err := k.Draft(t.Context(), form)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	write := func(text, key string) partner.Done {
		t.Helper()
		if err := k.SaveDraft(t.Context(), partner.Draft{Form: form, Key: key, Values: map[string]string{partner.CommentText: text}}); err != nil {
			t.Fatal(err)
		}
		done, err := k.CommentTask(t.Context(), partner.TaskRemark{ID: "7", Text: text, Key: key})
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	k.ally.fail("POST tasks/7/comments", 503)
	done := write("first", "press-0001")
	if !done.Waits || done.Text != "The comment on Banner waits until the service can be reached" {
		t.Errorf("%+v", done)
	}
	if d := draft(); !d.Saved.IsZero() {
		t.Errorf("it waits and is a draft: %+v", d)
	}
	write("second", "press-0002")
	wantText(t, "what waits", k.waits(t), "comment task/7, comment task/7")

	if done, err := k.CancelWaiting(t.Context(), []string{"press-0001"}); err != nil || done.Text != "Cancelled the comment on Banner; its text is in the draft again" {
		t.Errorf("%+v, %v", done, err)
	}
	if d := draft(); d.Values[partner.CommentText] != "first" || d.Key != "" {
		t.Errorf("the draft is %+v", d)
	}
	if done, err := k.CancelWaiting(t.Context(), []string{"press-0001"}); err != nil || done.Text != "That does not wait any more" {
		t.Errorf("%+v, %v", done, err)
	}
	k.ally.fail("POST tasks/7/comments", 422)
	if d, err := k.flush(t); err == nil || d.Text != "" || len(d.Kinds) == 0 {
		t.Errorf("%+v, %v", d, err)
	}
	if d := draft(); d.Values[partner.CommentText] != "second\n\nfirst" {
		t.Errorf("what was refused is not in the draft: %+v", d)
	}
	wantText(t, "what waits", k.waits(t), "")
}

func TestACommentThatMayHaveArrivedIsThereOnce(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	list, err := b.Tasks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	task := list.Value.Tasks[0]
	b.fault("companion tasks=lost")
	done, err := b.CommentTask(t.Context(), partner.TaskRemark{ID: task.ID, Text: "Only once", Key: "press-0001"})
	if err != nil || !done.Waits {
		t.Fatalf("%+v, %v", done, err)
	}
	b.fault()
	if _, err := b.Tasks(t.Context()); err != nil {
		t.Fatal(err)
	}
	if done, err = b.Flush(t.Context()); err != nil || done.Text == "" {
		t.Errorf("%+v, %v", done, err)
	}
	if list, err = b.Tasks(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, v := range list.Value.Tasks {
		if v.ID == task.ID && v.Total != task.Total+1 {
			t.Errorf("%d comments became %d", task.Total, v.Total)
		}
	}
}

func TestNothingButSnoozesAndCommentsWaits(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.ally.fail("POST tasks/7/actions", 503)
	if _, err := k.MoveTasks(t.Context(), partner.TaskMove{IDs: []string{"7"}, Act: partner.TaskStart, Key: "press-0001"}); err != nil {
		t.Fatal(err)
	}
	k.ally.fail("POST contracts/S-1/decision", 503)
	_, err := k.Decide(t.Context(), partner.Decision{Todo: partner.Todo{Kind: partner.TodoInvitation, Object: "S-1"}, Accept: true, Key: "press-0002"})
	if err == nil {
		t.Error("a decision that was not sent is told as done")
	}
	wantText(t, "what waits", k.waits(t), "")
}

func TestAnsweredFromWhatIsKeptNothingIsSent(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.serve(1)
	k.down(503)
	if _, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "other/1"))); err != nil {
		t.Fatal(err)
	}
	k.down(0)
	k.todos(t)
	k.said()
	if _, err := k.Flush(partner.OnlyKept(t.Context())); err != nil || k.said() != "" || k.waits(t) == "" {
		t.Errorf("%v; something was sent", err)
	}
}

func TestTwoProgramsDoNotSendAtOnce(t *testing.T) {
	t.Parallel()
	all := shared(t, 2)
	all[0].serve(1)
	all[0].down(503)
	if _, err := all[0].SnoozeTodos(t.Context(), snoozing(all[0].todo(t, "other/1"))); err != nil {
		t.Fatal(err)
	}
	all[0].down(0)
	release, ok := all[0].store.Sending()
	if !ok {
		t.Fatal("nobody may send")
	}
	all[1].said()
	if d, err := all[1].flush(t); err != nil || d.Text != "" || all[1].said() != "" {
		t.Errorf("%+v, %v", d, err)
	}
	release()
	if d, err := all[1].flush(t); err != nil || d.Text == "" {
		t.Errorf("%+v, %v", d, err)
	}
	if d, err := all[0].flush(t); err != nil || d.Text != "" || all[0].said() != "dismiss 1" {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestASnoozeThatIsGivenUpWaits(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.serve(1)
	d := k.todo(t, "other/1")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if b, err := k.SnoozeTodos(ctx, snoozing(d)); err != nil || !b.Waits {
		t.Errorf("%+v, %v", b, err)
	}
	wantText(t, "what waits", k.waits(t), "snooze other/1")
	if _, err := k.CommentTask(ctx, partner.TaskRemark{ID: "7", Text: "x", Key: "press-0001"}); partner.KindOf(err) != partner.Canceled {
		t.Errorf("a comment that is given up ends with %v", err)
	}
	var e *partner.Error
	if _, err := k.flush(t); errors.As(err, &e) {
		t.Error(err)
	}
	wantText(t, "what waits", k.waits(t), "")
}
