package sandbox

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// facet is what can be seen of a thing and may change.
type facet struct {
	state, who, end string
	payout, amount  int64 // cents
	late, cleared   bool
}

// world is what can be seen of the account: actions by number, all else by topic
// and id.
type world struct {
	actions []facet
	things  map[string]facet
}

// listing is what the walk reads of the answers; a list holds one of the three.
type listing struct {
	Contracts, Tasks, ActionInquiries []struct {
		ID, Status, EndDate, DueDate, ResolutionStatus string
		Details                                        struct{ State string }
		AssigneeUser                                   struct{ Username string }
	}
	Next string `json:"@nextpageuri"`
}

// seen gets a list, which must fit on one page.
func (b *bench) seen(resource, query string) listing {
	b.t.Helper()
	var v listing
	w := b.get(resource + query)
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code != 200 || v.Next != "" {
		b.t.Fatalf("%s: %d %v, next %q", resource, w.Code, err, v.Next)
	}
	return v
}

// look sees what there is. Actions and invoices, of which there are many, are
// seen as their handlers are given them; fromAPI compares them with the answers.
func (b *bench) look() world {
	b.t.Helper()
	w := world{make([]facet, len(b.data.facts)), map[string]facet{}}
	now := b.seconds()
	today := b.data.dayOf(now)
	for n := range b.data.facts {
		if f := &b.data.facts[n]; f.exists(now) {
			v := b.data.view(n, now)
			w.actions[n] = facet{
				state: v.state, payout: v.payout, amount: v.amount, cleared: v.clearedDate != 0,
				late: v.state == stateApproved && v.clearedDate == 0 && b.data.dayOf(v.clearDate) < today,
			}
		}
	}
	for _, v := range b.data.invoices() {
		for _, l := range v.lines {
			if v.created <= now {
				w.things["invoice/"+v.id()+" "+l.kind+" "+l.monthYear()] = facet{state: l.status(now), payout: l.cents}
			}
		}
	}
	for _, status := range []string{"PENDING", "UPCOMING", "EXPIRED", "DECLINED", "ACTIVE"} {
		for _, c := range b.seen("Contracts", "?PageSize=1000&Status="+status).Contracts {
			w.things["contract/"+c.ID] = facet{state: signedOrNot(c.Status), end: c.EndDate}
		}
	}
	for _, k := range b.seen("Tasks", "?PageSize=1000").Tasks {
		is := facet{state: k.Details.State, who: k.AssigneeUser.Username}
		if due, err := time.Parse("2006-01-02T15:04:05.000-0700", k.DueDate); err == nil {
			is.late = openState(is.state) && !due.After(b.now())
		}
		w.things["task/"+k.ID] = is
	}
	for _, q := range b.seen("ActionInquiries", "?PageSize=1000").ActionInquiries {
		w.things["inquiry/"+q.ID] = facet{state: q.ResolutionStatus}
	}
	return w
}

// signedOrNot takes two states of a contract for one: no happening lies between.
func signedOrNot(status string) string {
	if status == contractUpcoming {
		return contractPending
	}
	return status
}

func openState(state string) bool {
	return state == taskNew || state == taskInProgress || state == taskBlocked
}

// fold lets a happening happen. It fails when the thing is not as the happening
// says it was, so that nothing can be told twice, nor be told that changed nothing.
func (w *world) fold(b *bench, h Happening) error {
	topic, _, _ := strings.Cut(h.Kind, "_")
	key := topic + "/" + h.ThingID
	if topic == "action" {
		n, found := b.data.actionNumber(h.ThingID, b.seconds())
		if !found {
			return fmt.Errorf("no such action: %+v", h)
		}
		return w.actions[n].foldAction(b, h)
	}
	if h.Line != "" {
		key += " " + h.Line
	}
	is, exists := w.things[key]
	was := is
	var ok bool
	switch h.Kind {
	case "invoice_new":
		is, ok = facet{state: h.To, payout: cents(b.t, h.After)}, !exists
	case "invoice_overdue", "invoice_paid", "task_moved", "inquiry_moved":
		is.state, ok = h.To, exists && h.From == was.state
	case "contract_new":
		is, ok = facet{state: signedOrNot(h.To)}, !exists
	case "contract_changed":
		is.end, ok = h.To, exists && was.end == h.From
	case "contract_started":
		is.state, ok = contractActive, !exists || was.state == contractPending
	case "contract_replaced":
		is.state, ok = contractExpired, exists && was.state == contractActive && h.From != h.To && h.Other != h.ThingID
	case "contract_ended":
		is.state, ok = h.To, exists && was.state == signedOrNot(h.From)
	case "task_assigned":
		if is.who, ok = h.To, !exists || was.who == h.From; !exists {
			is.state = h.Other
		}
	case "task_overdue":
		is.late, ok = true, exists && !was.late
	case "task_gone":
		delete(w.things, key)
		if !exists {
			return fmt.Errorf("gone before: %+v", h)
		}
		return nil
	case "inquiry_new":
		is, ok = facet{state: h.To}, !exists
	}
	if topic == "task" {
		is.late = is.late && openState(is.state)
	}
	if w.things[key] = is; !ok || exists && is == was {
		return fmt.Errorf("%+v happens to %+v", h, was)
	}
	return nil
}

func (k *facet) foldAction(b *bench, h Happening) error {
	money := func(decimal string) int64 { return cents(b.t, decimal) }
	was, ok := *k, false
	switch h.Kind {
	case "action_new":
		*k, ok = facet{state: statePending, payout: money(h.After), amount: money(h.AmountAfter)}, was == facet{}
	case "action_modified":
		k.payout, k.amount = money(h.After), money(h.AmountAfter)
		ok = was.state == statePending && was.payout == money(h.Before) && was.amount == money(h.AmountBefore)
	case "action_reversed":
		k.state, k.payout, k.amount = stateReversed, money(h.After), money(h.AmountAfter)
		ok = was.state == statePending && was.payout == money(h.Before) && was.amount == money(h.AmountBefore) && h.Reason != ""
	case "action_locked":
		k.state, ok = stateApproved, was.state == statePending && money(h.After) == was.payout
	case "action_overdue":
		k.late, ok = true, was.state == stateApproved && !was.cleared
	case "action_cleared":
		k.late, k.cleared, ok = false, true, was.state == stateApproved && money(h.After) == was.payout
	}
	if !ok || was == *k {
		return fmt.Errorf("%+v happens to %+v", h, was)
	}
	return nil
}

// same compares two views and says what differs.
func (w *world) same(b *bench, other world) error {
	for n, a := range w.actions {
		if a != other.actions[n] {
			return fmt.Errorf("action %s: told %+v, served %+v", b.data.actionID(n), a, other.actions[n])
		}
	}
	for key, k := range w.things {
		if served, ok := other.things[key]; !ok || served != k {
			return fmt.Errorf("%s: told %+v, served %t %+v", key, k, ok, served)
		}
	}
	for key, k := range other.things {
		if _, ok := w.things[key]; !ok {
			return fmt.Errorf("%s: never told, served %+v", key, k)
		}
	}
	return nil
}

// fromAPI compares what was seen of actions and invoices with the answers.
func (b *bench) fromAPI(w world) {
	b.t.Helper()
	seen := 0
	for back := 0; back < 160; back += 40 {
		at := b.now().AddDate(0, 0, -back)
		for _, a := range b.list("Actions?PageSize=20000&"+window("ActionDateStart", "ActionDateEnd", at, 40, 0), "Actions") {
			n, found := b.data.actionNumber(text(b.t, a, "Id"), b.seconds())
			if k := w.actions[n]; !found || k.state != a["State"] || k.payout != cents(b.t, text(b.t, a, "Payout")) ||
				k.amount != cents(b.t, text(b.t, a, "Amount")) || k.cleared != (a["ClearedDate"] != "") {
				b.t.Fatalf("seen %+v, served %v", k, a)
			}
			seen++
		}
	}
	if seen < 1_000 {
		b.t.Fatalf("%d actions in 160 days", seen)
	}
	since := url.Values{"StartDate": {b.now().AddDate(0, 0, -120).UTC().Format(time.RFC3339)}}
	for _, v := range b.list("Invoices?PageSize=1000&"+since.Encode(), "Invoices") {
		for _, line := range v["LineItems"].([]any) {
			l := line.(map[string]any)
			key := fmt.Sprintf("invoice/%s %s %s", v["Id"], l["Description"], l["EventMonthYear"])
			if k := w.things[key]; k.state != l["Status"] || k.payout != cents(b.t, text(b.t, l, "NetItemAmount")) {
				b.t.Fatalf("seen %+v, served %v", k, l)
			}
		}
	}
}

// walk goes on in steps of six hours and compares what is told with what is
// served after each. It returns how often each kind was told.
func (b *bench) walk(steps int) map[string]int {
	b.t.Helper()
	told := map[string]int{}
	before, since := b.look(), b.now()
	for step := range steps {
		b.Advance(6 * time.Hour)
		list := b.Truth(since, b.now())
		for i, h := range list {
			if err := before.fold(b, h); err != nil {
				b.t.Fatalf("step %d: %v", step, err)
			}
			if !h.At.After(since) || h.At.After(b.now()) || i > 0 && h.At.Before(list[i-1].At) {
				b.t.Fatalf("step %d: %v is out of order or span", step, h.At)
			}
			told[h.Kind]++
		}
		after := b.look()
		if err := before.same(b, after); err != nil {
			b.t.Fatalf("step %d, %v: %v", step, b.now(), err)
		}
		if step%160 == 159 {
			b.fromAPI(after)
		}
		before, since = after, b.now()
	}
	return told
}

// ready waits for the data.
func (b *bench) ready() {
	b.t.Helper()
	if err := b.Ready(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

func TestTruthIsWhatIsServed(t *testing.T) {
	t.Parallel()
	for _, seed := range []uint64{7, 20_261} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			b := newBench(t, func(o *Options) { o.Seed = seed })
			b.ready()
			if testing.Short() { // with the race detector it takes minutes
				b.walk(4 * 15)
				return
			}
			told := b.walk(4 * futureDays)
			// A month has some of each, not none and not a flood.
			for kind, want := range map[string][2]int{
				"action_new": {1500, 6000}, "action_modified": {20, 300}, "action_reversed": {50, 400}, "action_locked": {1500, 6000},
				"action_cleared": {1000, 6000}, "action_overdue": {1, 2000},
				"invoice_new": {100, 600}, "invoice_paid": {100, 600}, "invoice_overdue": {1, 20},
				"contract_new": {5, 12}, "contract_started": {4, 12}, "contract_changed": {4, 12}, "contract_replaced": {3, 8}, "contract_ended": {3, 8},
				"task_assigned": {12, 30}, "task_moved": {20, 50}, "task_overdue": {6, 20}, "inquiry_new": {6, 12}, "inquiry_moved": {10, 30},
			} {
				if n := told[kind]; n < want[0] || n > want[1] {
					t.Errorf("%d times %s, want %d to %d", n, kind, want[0], want[1])
				}
			}
		})
	}
}

func TestWhatThePartnerChangesWins(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.ready()
	planned := func() string { // a task with something to come
		for _, k := range b.allTasks(b.seconds()) {
			if k.until(b.seconds()) < len(k.later) && !k.foreign() && k.state == taskNew {
				return k.key()
			}
		}
		t.Fatal("nothing is planned for any task")
		return ""
	}()
	since, before := b.now(), b.look()
	b.Advance(time.Second)
	b.companion(200, "POST", "/tasks/"+planned+"/acts", `{"act":"complete"}`)
	b.Advance(time.Second)
	b.companion(200, "POST", "/tasks/"+planned+"/acts", `{"act":"archive"}`)
	invitation, proposal := b.data.programs[firstInvited].contracts[0], b.data.programs[1].contracts
	b.companion(200, "POST", "/contracts/"+invitation.key()+"/decision", `{"accept":true}`)
	b.companion(200, "POST", "/contracts/"+proposal[len(proposal)-1].key()+"/decision", `{"accept":false}`)
	offer := b.companion(200, "GET", "/brands", "")["items"].([]any)[0].(map[string]any)
	b.companion(200, "POST", "/brands/join", fmt.Sprintf(`{"brands":[{"id":%q,"terms_id":%q}]}`, offer["id"], offer["terms_id"]))
	code, body := b.send("POST", "ActionInquiries", urlForm, url.Values{
		"CampaignId": {whole(b.data.programs[3].id)}, "OrderId": {"W-1"}, "TransactionDate": {since.AddDate(0, 0, -2).Format(time.RFC3339)},
		"TransactionAmount": {"40.00"}, "InquiryType": {"UNTRACKED"},
	})
	if code != 200 {
		t.Fatal(code, body)
	}
	kinds := []string{}
	for _, h := range b.Truth(since, b.now()) {
		if err := before.fold(b, h); err != nil {
			t.Error(err)
		}
		kinds = append(kinds, h.Kind)
	}
	if err := before.same(b, b.look()); err != nil {
		t.Error(err)
	}
	for _, want := range []string{"task_moved", "task_gone", "contract_started", "contract_ended", "inquiry_new"} {
		if !slices.Contains(kinds, want) {
			t.Errorf("%v without %s", kinds, want)
		}
	}
	told := b.walk(4 * 20)
	if told["inquiry_moved"] == 0 || told["contract_replaced"] == 0 {
		t.Errorf("%v", told)
	}
	for _, h := range b.Truth(since.Add(2*time.Second), b.now()) {
		if h.ThingID == planned {
			t.Errorf("after the partner archived it: %+v", h)
		}
	}
}

func TestNothingNewHappensBeforeTheFirstDay(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.ready()
	at := b.seconds()
	for _, k := range b.tasks.all() {
		for _, p := range k.later {
			if p.updated <= at {
				t.Errorf("task %s moves at %d", k.key(), p.updated)
			}
		}
	}
	for _, q := range b.inquiries.all() {
		for _, h := range q.later {
			if h.at <= at {
				t.Errorf("inquiry %s moves at %d", q.key(), h.at)
			}
		}
	}
	for i := range b.data.programs {
		for _, c := range b.data.programs[i].contracts {
			if c.ending != 0 && c.ending <= at {
				t.Errorf("contract %s is given notice at %d", c.key(), c.ending)
			}
		}
	}
}

func TestTruthIsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	text := func(seed uint64) string {
		b := newBench(t, func(o *Options) { o.Seed = seed })
		b.Advance(90 * day)
		return fmt.Sprint(b.Truth(testDay(), b.now()))
	}
	if one := text(3); one != text(3) || one == text(4) {
		t.Error("seed and clock do not decide what happens")
	}
	b := newBench(t, nil)
	if list := b.Truth(b.now(), b.now().AddDate(0, 0, 90)); len(list) != 0 {
		t.Errorf("tells %d things that are still to come", len(list))
	}
}
