package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// Columns of the text: all of it, and those of its lists.
const (
	pageWidth = 72
	nameWidth = 26
	sumWidth  = 15
)

// text is the digest for people, and for a mail.
func (d *digest) text(doc digestDoc) string {
	var b strings.Builder
	say := func(form string, args ...any) {
		b.WriteString(strings.TrimRight(fmt.Sprintf(form, args...), " ") + "\n")
	}
	before := d.period.Previous()
	say("%s", format.Cut(clean(firstText(d.profile.Name, d.profile.ID)), pageWidth))
	say("%s to %s, against %s to %s", format.Day(d.period.From, false), format.Day(d.period.To, true),
		format.Day(before.From, false), format.Day(before.To, before.To.Year != d.period.To.Year))
	say("Days of %s", doc.Account.TimeZone)
	say("")
	d.sayFigures(say)
	d.sayMovers(say)
	d.sayChanges(say, doc)
	d.saySteps(say, doc)
	return b.String()
}

type sayer func(form string, args ...any)

func firstText(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// lost says that a part could not be had; stderr says why.
func lost(say sayer, part string) { say("  %s could not be had; see the messages.\n", part) }

func (d *digest) sayFigures(say sayer) {
	say("Figures")
	if d.figuresErr != nil {
		lost(say, "They")
		return
	}
	s := d.figures.Value
	for _, m := range partner.AffiliateMetrics() {
		now, then := s.Sum.Value(m), s.Earlier.Value(m)
		say("  %s %s  %s", format.Pad(m.Name(), nameWidth), format.PadLeft(figure(m, now, s.Currency), sumWidth), moved(now, then, figure(m, then, s.Currency)))
	}
	say("")
}

// figure is a metric's value in words.
func figure(m partner.Metric, v partner.Opt[decimal.Decimal], code string) string {
	switch {
	case !v.OK:
		return "not known"
	case m == partner.EPC:
		return format.MoneyFine(partner.NewMoney(v.V, code))
	case m.IsMoney():
		return format.Money(partner.NewMoney(v.V, code))
	case m.IsPercent():
		return format.Percent(v.V, 2)
	}
	whole, _, _ := v.V.Trunc(0).Int64(0)
	return format.Count(whole)
}

// moved is a change in words.
func moved(now, then partner.Opt[decimal.Decimal], was string) string {
	if !now.OK || !then.OK {
		return ""
	}
	text, dir, ok := format.Change(now.V, then.V)
	switch {
	case dir == 0:
		return "unchanged"
	case !ok:
		return "from " + was
	case dir > 0:
		return "up " + text + " from " + was
	}
	return "down " + text + " from " + was
}

func (d *digest) sayMovers(say sayer) {
	if d.moversErr != nil {
		say("Payouts by program")
		lost(say, "They")
		return
	}
	var up, down []partner.Mover
	for _, m := range d.movers.Value.All {
		switch change := m.Change().Amount; {
		case change.IsPos():
			up = append(up, m)
		case change.IsNeg():
			down = append(down, m)
		}
	}
	sayList(say, "Programs up, by payouts", perCurrency(up))
	sayList(say, "Programs down, by payouts", perCurrency(down))
}

// perCurrency are those of each currency that moved most, the currencies in
// their order.
func perCurrency(all []partner.Mover) []partner.Mover {
	var codes []string
	by := map[string][]partner.Mover{}
	for _, m := range all {
		code := m.Now.Currency
		if by[code] == nil {
			codes = append(codes, code)
		}
		by[code] = append(by[code], m)
	}
	var out []partner.Mover
	for _, code := range codes {
		slices.SortStableFunc(by[code], func(a, b partner.Mover) int { return b.Change().Amount.CmpAbs(a.Change().Amount) })
		out = append(out, by[code][:min(len(by[code]), moversShown)]...)
	}
	return out
}

func sayList(say sayer, title string, all []partner.Mover) {
	say("%s", title)
	for _, m := range all {
		name := clean(firstText(m.Program, "program "+m.ProgramID))
		say("  %s %s  %s", format.Pad(format.Cut(name, nameWidth), nameWidth), format.PadLeft(format.Money(m.Now), sumWidth),
			moved(partner.Some(m.Now.Amount), partner.Some(m.Before.Amount), format.Money(m.Before)))
	}
	if len(all) == 0 {
		say("  None")
	}
	say("")
}

// changeName is what happened to n things.
func changeName(kind partner.EventKind, n int) string {
	one, many := string(kind), string(kind)
	switch kind {
	case partner.ActionVoided:
		one, many = "action reversed", "actions reversed"
	case partner.ActionLate:
		one, many = "action became overdue", "actions became overdue"
	case partner.LineLate:
		one, many = "invoice line became overdue", "invoice lines became overdue"
	case partner.ContractNew:
		one, many = "new contract", "new contracts"
	case partner.ContractBegun:
		one, many = "contract came into force", "contracts came into force"
	case partner.ContractRates:
		one, many = "contract changed", "contracts changed"
	case partner.ContractNext:
		one, many = "contract replaced", "contracts replaced"
	case partner.ContractEnded:
		one, many = "contract ended", "contracts ended"
	}
	if n == 1 {
		return one
	}
	return many
}

func (d *digest) sayChanges(say sayer, doc digestDoc) {
	say("Changes")
	if doc.Changes == nil {
		lost(say, "They")
		return
	}
	for _, c := range doc.Changes {
		say("  %d %s", c.Count, changeName(partner.EventKind(c.Kind), c.Count))
		for _, e := range c.Examples {
			say("    %s", cutWords(clean(firstText(e.Program, e.ThingID)+": "+e.Text), pageWidth-4))
		}
	}
	if len(doc.Changes) == 0 {
		say("  Nothing was reversed, became overdue or was agreed.")
	}
	if since := d.changes.Value.Since; since.After(d.period.Start()) {
		say("  Changes are looked for here since %s; earlier ones may be missing.", format.Day(partner.DateOf(since, d.profile.Zone), false))
	}
	if d.overdueErr == nil {
		if sum := d.overdue.Value.Sum(partner.Overdue); !sum.IsZero() {
			l := line{profile: d.profile}
			say("  Overdue now: %s", l.money(partner.Some(sum)))
		}
	}
	say("")
}

// cutWords cuts a sentence to a width in cells and keeps what comes after its
// last comma, which is the amount as a rule.
func cutWords(text string, width int) string {
	if i := strings.LastIndex(text, ", "); i > 0 {
		if room := width - format.Width(text[i:]); room > width/2 {
			return format.Cut(text[:i], room) + text[i:]
		}
	}
	return format.Cut(text, width)
}

func (d *digest) saySteps(say sayer, doc digestDoc) {
	say("Next")
	if doc.Steps == nil {
		lost(say, "The to-dos")
		return
	}
	for i, s := range doc.Steps {
		say("  %d. %s", i+1, format.Cut(clean(s.Text), pageWidth-5))
		var more []string
		if s.Act != "" {
			more = append(more, s.Act)
		}
		if s.Amount != nil {
			if m, err := partner.ParseMoney(s.Amount.Amount, s.Amount.Currency); err == nil {
				more = append(more, format.Money(m))
			}
		}
		if s.Due != nil {
			more = append(more, d.deadline(*s.Due))
		}
		say("     %s", format.Cut(clean(strings.Join(append(more, s.ID), ", ")), pageWidth-5))
	}
	if len(doc.Steps) == 0 {
		say("  Nothing is to be done.")
	}
}

// deadline is a moment of the document in words.
func (d *digest) deadline(stamp string) string {
	at, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return ""
	}
	day := format.Day(partner.DateOf(at, d.profile.Zone), false)
	if at.Before(d.now) {
		return "was due " + day
	}
	return "due " + day
}
