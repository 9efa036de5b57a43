package service

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/internal/store"
)

// served is a to-do as the companion API writes it; wake is JSON.
func served(id, kind, object, wake string) string {
	return fmt.Sprintf(`{"id":%q,"kind":%q,"object":%q,"count":1,"text":"Served %s","detail":"","act":"review","brand":"Far Brand","program_id":"9",
		"since":"2026-08-20T00:00:00-07:00","due":null,"amount":null,"url":"","state":"S","can_decide":true,"snoozed_until":%s}`, id, kind, object, object, wake)
}

const week = 7 * 24 * time.Hour

func snoozing(todos ...partner.Todo) partner.Snooze {
	return partner.Snooze{Todos: todos, Until: noon.Add(week)}
}

func TestDerivedAndServedToDosAreOne(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("Contracts", "Contracts", contract("S-2", "9", "PENDING", ""))
	alone := k.todo(t, "invitation/S-2")
	k.ally.set("GET todos", `{"items":[`+served("T-1", "invitation", "S-2", "null")+`,`+served("T-2", "other", "x", "null")+`]}`)
	wantText(t, "the list", k.todos(t), "other/x invitation/S-2")
	d := k.todo(t, "invitation/S-2")
	if d.Text != "Served S-2" || d.Brand != "Far Brand" || d.Server != "T-1" || !d.Decide {
		t.Errorf("it is %+v", d)
	}
	if d.State != alone.State || d.Detail == "" {
		t.Errorf("state %q and detail %q are not those of the derived one", d.State, d.Detail)
	}
	k.ally.fail("GET todos", 403)
	if d := k.todo(t, "invitation/S-2"); d.Decide {
		t.Error("it can be decided although the companion API refuses")
	}
}

func TestAContractIsOneToDoWhateverItIsCalled(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("Contracts", "Contracts", contract("S-2", "9", "PENDING", ""))
	k.api.list("Campaigns", "Campaigns", `{"CampaignId":"9","CampaignName":"Nine","ContractStatus":"Expired"}`)
	k.ally.set("GET todos", `{"items":[`+served("T-1", "invitation", "S-2", "null")+`]}`)
	wantText(t, "the list", k.todos(t), "proposal/S-2")
	if d := k.todo(t, "proposal/S-2"); d.Server != "T-1" || !d.Decide {
		t.Errorf("it is %+v", d)
	}
}

func TestASnoozeHidesAndUndoBringsBack(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("MediaProperties", "MediaProperties", property("1", "false"), property("2", "false"), property("3", "false"))
	const awake = "property/1 property/2 property/3"
	one, two := k.todo(t, "property/1"), k.todo(t, "property/2")
	b, err := k.SnoozeTodos(t.Context(), snoozing(one, two))
	if err != nil || !b.Undo || strings.Join(b.OK, " ") != "property/1 property/2" {
		t.Fatalf("%+v, %v", b, err)
	}
	wantText(t, "the toast", b.Text, "Snoozed 2 to-dos until Aug 29")
	wantText(t, "asleep", k.todos(t), "(property/1) (property/2) property/3")
	if d := k.todo(t, "property/1"); !d.Wake.Equal(noon.Add(week)) || !d.Slept.Equal(noon) {
		t.Errorf("it sleeps from %v until %v", d.Slept, d.Wake)
	}
	u, err := k.Undo(t.Context())
	if err != nil || u.Text != "snoozed 2 to-dos" || u.Nothing {
		t.Errorf("%+v, %v", u, err)
	}
	wantText(t, "undone", k.todos(t), awake)
	if u, err = k.Redo(t.Context()); err != nil || u.Nothing {
		t.Errorf("%+v, %v", u, err)
	}
	wantText(t, "redone", k.todos(t), "(property/1) (property/2) property/3")
	w, err := k.WakeTodos(t.Context(), []partner.Todo{k.todo(t, "property/2")})
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, "the toast", w.Text, "Woke Site 2 is not verified")
	wantText(t, "woken", k.todos(t), "(property/1) property/2 property/3")
	if _, err = k.Undo(t.Context()); err != nil {
		t.Error(err)
	}
	wantText(t, "asleep again", k.todos(t), "(property/1) (property/2) property/3")
	for range 3 {
		if u, err = k.Undo(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if !u.Nothing {
		t.Errorf("there was still something to undo: %+v", u)
	}
	wantText(t, "all undone", k.todos(t), awake)
}

func TestSnoozingDoesNotUseUpTheLimits(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	list := func() []partner.Todo {
		got, err := b.Todos(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return got.Value.Todos
	}
	all := list()
	const account = "/Mediapartners/"
	first, pending := b.requests(account), b.requests("/Actions")
	for _, d := range all[:4] {
		if _, err := b.SnoozeTodos(t.Context(), partner.Snooze{Todos: []partner.Todo{d}, Until: b.now.Add(week)}); err != nil {
			t.Fatal(err)
		}
		if n := len(list()); n != len(all) {
			t.Errorf("%d to-dos of %d after a snooze", n, len(all))
		}
		if _, err := b.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		list()
	}
	if n := b.requests(account) - first; n != 0 {
		t.Errorf("eight lists after snoozes took %d requests of the Partner API", n)
	}
	list() // asked for again
	if n := b.requests(account) - first; n == 0 || n > 12 {
		t.Errorf("a refresh took %d requests", n)
	}
	if n := b.requests("/Actions") - pending; n != 0 {
		t.Errorf("a refresh within minutes asked for the actions again, %d requests", n)
	}
}

func TestAWriteEndsWhatSnoozesKeep(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("MediaProperties", "MediaProperties", property("1", "false"), property("2", "false"))
	d := k.todo(t, "property/1")
	k.api.list("MediaProperties", "MediaProperties", property("1", "false"))
	if _, err := k.RemoveProperties(t.Context(), []string{"2"}); err == nil {
		if _, err := k.SnoozeTodos(t.Context(), snoozing(d)); err != nil {
			t.Fatal(err)
		}
	}
	wantText(t, "after a removal and a snooze", k.todos(t), "(property/1)")
}

func TestASnoozeBelongsToItsObject(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.api.list("MediaProperties", "MediaProperties", property("1", "false"))
	if _, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "property/1"))); err != nil {
		t.Fatal(err)
	}
	wantText(t, "at once", k.todos(t), "(property/1)")
	k.api.list("MediaProperties", "MediaProperties", property("1", "false"), property("2", "false"))
	wantText(t, "the list", k.todos(t), "(property/1) property/2")
	k.api.list("MediaProperties", "MediaProperties", property("1", "true"), property("2", "false"))
	wantText(t, "once it is done", k.todos(t), "property/2")
}

func TestASleeperWakesWithTimeChangeAndDeadline(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	later := func(d time.Duration) *kit {
		k := newKit(t, func(o *Options) {
			now := fixed(noon.Add(d))
			o.Now, o.Store = now, store.Open(dir, cannedSID, now)
		})
		k.api.list("MediaProperties", "MediaProperties", property("1", "false"))
		k.api.list("PromoCodes", "PromoCodes", code("1", "ACTIVE", "", noon.Add(72*time.Hour).Format(time.RFC3339)))
		k.api.list("Tasks", "Tasks", job("1", "Late", "NEW", "2026-08-20T00:00:00.000+0000"))
		return k
	}
	k := later(0)
	in := snoozing(k.todo(t, "property/1"), k.todo(t, "promo_code/1"), k.todo(t, "task/1"))
	in.OnChange = true
	if _, err := k.SnoozeTodos(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	wantText(t, "at once", k.todos(t), "(task/1) (promo_code/1) (property/1)")
	wantText(t, "two days later", later(48*time.Hour).todos(t), "(task/1) promo_code/1 (property/1)")
	changed := later(time.Hour)
	changed.api.list("Tasks", "Tasks", job("1", "Late", "BLOCKED", "2026-08-20T00:00:00.000+0000"))
	wantText(t, "changed", changed.todos(t), "task/1 (promo_code/1) (property/1)")
	wantText(t, "to the second before", later(week-time.Second).todos(t), "(task/1) (property/1)")
	wantText(t, "a week later", later(week).todos(t), "task/1 property/1")
}

func TestTheServiceIsToldOfSnoozes(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	item := served("T-1", "other", "x", "null")
	k.ally.set("GET todos", `{"items":[`+item+`]}`)
	k.ally.set("POST todos/T-1/dismiss", item)
	k.ally.set("POST todos/T-1/wake", item)
	d := k.todo(t, "other/x")
	for _, act := range []func() error{
		func() error { _, err := k.SnoozeTodos(t.Context(), snoozing(d)); return err },
		func() error { _, err := k.Undo(t.Context()); return err },
		func() error { _, err := k.Redo(t.Context()); return err },
		func() error { _, err := k.WakeTodos(t.Context(), []partner.Todo{k.todo(t, "other/x")}); return err },
		func() error { _, err := k.Undo(t.Context()); return err },
	} {
		if err := act(); err != nil {
			t.Fatal(err)
		}
	}
	var said []string
	keys := map[string]bool{}
	for _, d := range k.ally.done() {
		said = append(said, strings.TrimPrefix(d.what, "POST todos/T-1/"))
		keys[d.key] = true
	}
	wantText(t, "what was said", strings.Join(said, " "), "dismiss wake dismiss wake dismiss")
	if len(keys) != 5 {
		t.Errorf("keys were used twice: %v", keys)
	}
}

func TestASnoozeIsKeptThoughTheServiceRefusesIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status int
		text   string
	}{
		{503, "Snoozed Served x until Aug 29 (the service is told once it can be reached)"},
		{401, "Snoozed Served x until Aug 29 (1 on this machine only: the service did not take it)"},
		{422, "Snoozed Served x until Aug 29 (1 on this machine only: the service did not take it)"},
		{404, "Snoozed Served x until Aug 29"}, // it is done there
	} {
		k := newKit(t)
		k.ally.set("GET todos", `{"items":[`+served("T-1", "other", "x", "null")+`]}`)
		k.ally.fail("POST todos/T-1/dismiss", c.status)
		b, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "other/x")))
		if err != nil || len(b.Failed) != 0 {
			t.Errorf("%d: %+v, %v", c.status, b, err)
		}
		wantText(t, "the toast", b.Text, c.text)
		wantText(t, "the list", k.todos(t), "(other/x)")
	}
}

func TestWhatSleepsAtTheServiceSleepsHere(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	asleep := served("T-1", "other", "x", `"2026-08-25T00:00:00-07:00"`)
	k.ally.set("GET todos", `{"items":[`+asleep+`,`+served("T-2", "other", "y", `"2026-08-21T00:00:00-07:00"`)+`]}`)
	k.ally.set("POST todos/T-1/wake", asleep)
	k.ally.set("POST todos/T-1/dismiss", asleep)
	wantText(t, "the list", k.todos(t), "(other/x) other/y")
	if _, err := k.WakeTodos(t.Context(), []partner.Todo{k.todo(t, "other/x")}); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := k.ally.done()
	if len(all) != 2 || !strings.Contains(all[1].body, "2026-08-25T07:00:00Z") {
		t.Errorf("the service was told %+v", all)
	}
}

func TestWhatIsWokenHereIsAwakeThoughTheServiceWasNotTold(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	item := func(wake string) { k.ally.set("GET todos", `{"items":[`+served("T-1", "other", "x", wake)+`]}`) }
	item(`"2026-08-25T00:00:00-07:00"`)
	k.ally.fail("POST todos/T-1/wake", 503)
	w, err := k.WakeTodos(t.Context(), []partner.Todo{k.todo(t, "other/x")})
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, "the toast", w.Text, "Woke Served x (the service is told once it can be reached)")
	wantText(t, "woken", k.todos(t), "other/x")
	item(`"2026-08-30T00:00:00-07:00"`)
	wantText(t, "snoozed on the web again", k.todos(t), "(other/x)")

	item("null")
	k.ally.set("POST todos/T-1/dismiss", served("T-1", "other", "x", `"2026-08-29T12:00:00-07:00"`))
	if _, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "other/x"))); err != nil {
		t.Fatal(err)
	}
	item(`"2026-08-29T12:00:00-07:00"`)
	wantText(t, "snoozed here", k.todos(t), "(other/x)")
	if _, err := k.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantText(t, "undone", k.todos(t), "other/x")
	if _, err := k.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantText(t, "redone", k.todos(t), "(other/x)")
}

func TestASnoozeOfTheServiceCountsOnceOursIsOver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	later := func(d time.Duration, wake string) *kit {
		k := newKit(t, func(o *Options) {
			now := fixed(noon.Add(d))
			o.Now, o.Store = now, store.Open(dir, cannedSID, now)
		})
		k.ally.set("GET todos", `{"items":[`+served("T-1", "other", "x", wake)+`]}`)
		return k
	}
	k := later(0, "null")
	if _, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "other/x"))); err != nil {
		t.Fatal(err)
	}
	wantText(t, "once it is over", later(week, `"2026-08-29T12:00:00-07:00"`).todos(t), "other/x")
	wantText(t, "snoozed on the web then", later(week+time.Hour, `"2026-09-05T12:00:00-07:00"`).todos(t), "(other/x)")
}

func TestWrongSnoozesAreRefused(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	_, err := k.SnoozeTodos(t.Context(), snoozing())
	wantKind(t, err, partner.Invalid)
	_, err = k.SnoozeTodos(t.Context(), partner.Snooze{Todos: []partner.Todo{{}}, Until: noon})
	wantKind(t, err, partner.Invalid)
	_, err = k.WakeTodos(t.Context(), nil)
	wantKind(t, err, partner.Invalid)
	if u, err := k.Undo(t.Context()); err != nil || !u.Nothing {
		t.Errorf("%+v, %v", u, err)
	}
	if u, err := k.Redo(t.Context()); err != nil || !u.Nothing {
		t.Errorf("%+v, %v", u, err)
	}
}

func TestADecisionJoinsTheProgram(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	before, err := b.LinkPrograms(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list, err := b.Todos(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var invitation partner.Todo
	for _, d := range list.Value.Todos {
		if d.Kind == partner.TodoInvitation && d.Decide && d.Server != "" {
			invitation = d
		}
	}
	if invitation.Object == "" {
		t.Fatalf("there is no invitation among %+v", list.Value.Todos)
	}
	done, err := b.Decide(t.Context(), partner.Decision{Todo: invitation, Accept: true, Key: "press-0001"})
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, "the toast", done.Text, "Accepted: "+invitation.Text)
	after, err := b.LinkPrograms(t.Context())
	if err != nil || len(after.Value.Programs) != len(before.Value.Programs)+1 {
		t.Errorf("%d programs became %d, %v", len(before.Value.Programs), len(after.Value.Programs), err)
	}
	if list, err = b.Todos(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, d := range list.Value.Todos {
		if d.Key() == invitation.Key() {
			t.Error("the invitation is still there")
		}
	}
	_, err = b.Decide(t.Context(), partner.Decision{Todo: invitation, Accept: false, Key: "press-0002"})
	wantKind(t, err, partner.Conflict)
}

func TestWithoutACompanionDecisionsNameThePage(t *testing.T) {
	t.Parallel()
	k := newKit(t, alone)
	_, err := k.Decide(t.Context(), partner.Decision{Todo: partner.Todo{Kind: partner.TodoInvitation}})
	wantKind(t, err, partner.Unsupported)
	_, err = newKit(t).Decide(t.Context(), partner.Decision{Todo: partner.Todo{Kind: partner.TodoTask}, Key: "press-0001"})
	wantKind(t, err, partner.Invalid)
}
