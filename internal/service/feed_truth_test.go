package service

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
)

// The feed of 90 days is what the sandbox knows itself to have happened, event
// by event. The looks alone must find it: that of all actions, which would
// find what they miss, is made once at the beginning.
func TestFeedIsWhatHappenedWithoutSweeps(t *testing.T) {
	t.Parallel()
	long(t)
	b := newFeedBench(t, 7, "", "")
	b.feed.rhythm.Sweep = 1000 * 24 * time.Hour
	looks := []time.Time{b.look()}
	for range 90 {
		b.clock.move(24 * time.Hour)
		looks = append(looks, b.look())
	}
	b.samePending()
	b.compare(looks, lively()...)
	b.explained(5)
}

// Looks as seldom as these are sweeps as well. After a month most of them no
// longer are, so that they have to find the changes of days by themselves, and
// the sweep that follows tells none of them again.
func TestFeedIsWhatHappenedHoweverSeldomOneLooks(t *testing.T) {
	t.Parallel()
	long(t)
	b := newFeedBench(t, 11, "", "")
	r := rand.New(rand.NewPCG(1, 2))
	looks := []time.Time{b.look()}
	month, end := sandboxNow.AddDate(0, 0, 30), sandboxNow.AddDate(0, 0, 90)
	for b.clock.now().Before(end) {
		if b.clock.now().After(month) {
			b.feed.rhythm.Sweep = 10 * 24 * time.Hour
		}
		step := 36*time.Hour + time.Duration(r.Int64N(int64(36*time.Hour))).Truncate(time.Second)
		if r.IntN(3) == 0 {
			step = (step / 50).Truncate(time.Second)
		}
		b.clock.move(step)
		looks = append(looks, b.look())
		if len(looks)%9 == 0 {
			b.samePending()
		}
	}
	b.compare(looks, lively()...)
	b.explained(5)
}

// look polls and tells when.
func (b *feedBench) look() time.Time {
	b.t.Helper()
	b.poll()
	return b.clock.now()
}

// compare holds the events noticed at each look against what happened before
// it and after the look before. Kinds that must have happened are given, or the
// comparison would prove nothing about them.
func (b *feedBench) compare(looks []time.Time, kindsWanted ...partner.EventKind) {
	b.t.Helper()
	happened, known := map[string]int{}, b.tasks
	for i := 1; i < len(looks); i++ {
		all := b.box.Truth(looks[i-1], looks[i])
		for i := range all {
			h := &all[i]
			// Given to somebody by nobody is not the same as new.
			if h.Kind == "task_assigned" && h.From == "" && known[h.ThingID] {
				h.From = "anyone"
			}
			known[h.ThingID] = true
		}
		for _, h := range outcome(all) {
			happened[b.ofHappening(h, looks[i])]++
		}
	}
	kinds := map[partner.EventKind]int{}
	noticed := map[string]int{}
	for _, e := range b.events() {
		noticed[b.ofEvent(e)]++
		kinds[e.Kind]++
		if at := e.At; !e.Stated && !at.Equal(e.Seen) {
			b.t.Errorf("%s is told for %v without anybody saying so", e.ID, at)
		}
	}
	wrong := 0
	for _, text := range slices.Sorted(maps.Keys(both(happened, noticed))) {
		if happened[text] != noticed[text] {
			if wrong++; wrong <= 20 {
				b.t.Errorf("happened %d times, noticed %d times: %s", happened[text], noticed[text], text)
			}
		}
	}
	b.t.Logf("%d looks, %d differences, %v", len(looks), wrong, kinds)
	for _, k := range kindsWanted {
		if kinds[k] == 0 {
			b.t.Errorf("nothing of the kind %s happened: the test proves nothing about it", k)
		}
	}
}

// lively are the kinds of events that happen in any 90 days of the sandbox.
func lively() []partner.EventKind {
	return []partner.EventKind{
		partner.ActionTracked, partner.ActionModified, partner.ActionVoided, partner.ActionLocked, partner.ActionCleared, partner.ActionLate,
		partner.LineIssued, partner.LineSettled, partner.LineLate, partner.ContractNew, partner.ContractBegun, partner.ContractRates,
		partner.ContractNext, partner.ContractEnded, partner.TaskAssigned, partner.TaskMoved, partner.TaskLate,
		partner.InquiryNew, partner.InquiryMoved,
	}
}

func both(a, b map[string]int) map[string]int {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// outcome is what can be seen of what happened between two looks: of several
// moves of one task or inquiry the first From and the last To, of a task that
// came only what it was at the end, of one that went nothing but that, and
// nothing of having been late of one that was closed.
func outcome(all []sandbox.Happening) []sandbox.Happening {
	came, went, closed := map[string]bool{}, map[string]bool{}, map[string]bool{}
	last := map[string]int{}
	var seen []sandbox.Happening
	for _, h := range all {
		switch {
		case h.Kind == "task_assigned" && h.From == "":
			came[h.ThingID] = true
		case h.Kind == "task_moved":
			closed[h.ThingID] = !slices.Contains([]string{"NEW", "INPROGRESS", "BLOCKED"}, h.To)
		}
		went[h.ThingID] = went[h.ThingID] || h.Kind == "task_gone"
	}
	for _, h := range all {
		key := h.Kind + h.ThingID
		i, again := last[key]
		switch {
		case h.Kind == "task_moved" && came[h.ThingID], h.Kind == "task_overdue" && closed[h.ThingID], strings.HasPrefix(h.Kind, "task_") && h.Kind != "task_gone" && went[h.ThingID]:
			continue
		case again && (h.Kind == "task_moved" || h.Kind == "inquiry_moved" || h.Kind == "task_assigned"):
			h.From = seen[i].From
			seen[i] = h
			continue
		}
		last[key] = len(seen)
		seen = append(seen, h)
	}
	return slices.DeleteFunc(seen, func(h sandbox.Happening) bool {
		return (h.Kind == "task_moved" || h.Kind == "inquiry_moved") && h.From == h.To
	})
}

// unstated are the kinds of which no field says when they happened, or not
// always.
func unstated(kind string) bool {
	switch kind {
	case "invoice_overdue", "contract_new", "contract_changed", "task_assigned", "task_moved", "task_gone", "inquiry_moved":
		return true
	}
	return false
}

// ofHappening writes what happened as ofEvent writes what was noticed.
func (b *feedBench) ofHappening(h sandbox.Happening, seen time.Time) string {
	thing, before, after, sale, from, to, program := h.ThingID, h.Before, h.After, h.AmountAfter, h.From, h.To, h.ProgramID
	if h.Line != "" {
		thing, from, to = h.ThingID+" "+h.Line, "", ""
	}
	switch h.Kind {
	case "action_modified":
		if before == after {
			before, after = "", ""
		}
	case "action_locked", "action_cleared", "action_overdue":
		before, sale = "", ""
	case "contract_new", "contract_started", "inquiry_new", "task_overdue", "task_gone":
		from, to = "", ""
		if strings.HasPrefix(h.Kind, "task_") {
			program = ""
		}
	case "contract_changed":
		from, to = "open-ended", b.endWords(to)
	case "contract_ended":
		from, to = "", strings.ToLower(to)
	case "contract_replaced":
		from, to = rateWords(from), rateWords(to)
	case "task_assigned":
		program = "" // only the companion API knows
		to = cmp.Or(to, "anyone")
	case "task_moved":
		program = ""
		from, to = stateWords(from), stateWords(to)
	case "inquiry_moved":
		from, to = statusWords(from), statusWords(to)
	}
	when := h.At.UTC().Format(time.DateTime)
	if unstated(h.Kind) {
		when = "at some time"
	}
	return fmt.Sprint(h.Kind, " ", thing, " of ", program, " ", when, ": ", before, " → ", after, " ", h.Currency, " of ", sale, ", ", from, " → ", to, " ", h.Reason, ", seen ", seen.UTC().Format(time.DateTime))
}

func (b *feedBench) endWords(text string) string {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		b.t.Fatal(err)
	}
	return "ends " + at.In(b.zone).Format("Jan 2, 2006")
}

// rateWords is "8.50%" as "8.5 %", and "18.00 USD" as "$18.00".
func rateWords(s string) string {
	if n, ok := strings.CutSuffix(s, "%"); ok {
		if strings.Contains(n, ".") {
			n = strings.TrimRight(strings.TrimRight(n, "0"), ".")
		}
		return n + " %"
	}
	return "$" + strings.TrimSuffix(s, " USD")
}

func stateWords(s string) string {
	if s == "INPROGRESS" {
		return "in progress"
	}
	return strings.ToLower(s)
}

func statusWords(s string) string {
	switch s {
	case "UNRESOLVED":
		return "waiting"
	case "VALID":
		return "accepted"
	case "INCOMPLETE":
		return "wants more"
	}
	return strings.ToLower(s)
}

// ofEvent writes an event without what the sandbox's log has not.
func (b *feedBench) ofEvent(e partner.Event) string {
	text := func(m partner.Opt[partner.Money]) string {
		if !m.OK {
			return ""
		}
		return m.V.Amount.Pad(2).String()
	}
	currency, program, thing, from, to, reason := "", e.ProgramID, e.ThingID, e.From, e.To, e.Reason
	for _, m := range []partner.Opt[partner.Money]{e.Before, e.After, e.Amount} {
		if m.OK {
			currency = m.V.Currency
		}
	}
	switch e.Kind {
	case partner.LineIssued, partner.LineSettled, partner.LineLate:
		parts := strings.Split(thing, "/")
		month, err := time.Parse("2006-01", parts[3])
		if err != nil {
			b.t.Fatal(err)
		}
		thing, reason = parts[0]+" "+parts[2]+" "+month.Format("12006"), ""
	case partner.ActionModified:
		reason = "" // the log has none
	case partner.ContractNew, partner.ContractBegun, partner.InquiryNew:
		from, to = "", ""
	case partner.ContractEnded:
		from = ""
	}
	switch e.Kind.Topic() {
	case "task", "inquiry":
		if e.Kind != partner.InquiryMoved {
			reason = ""
		}
	}
	when := e.At.UTC().Format(time.DateTime)
	if unstated(string(e.Kind)) {
		when = "at some time"
	}
	return fmt.Sprint(e.Kind, " ", thing, " of ", program, " ", when, ": ", text(e.Before), " → ", text(e.After), " ", currency, " of ", text(e.Amount), ", ", from, " → ", to, " ", reason, ", seen ", e.Seen.UTC().Format(time.DateTime))
}
