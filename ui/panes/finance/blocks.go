package finance

import (
	"strings"

	"charm.land/lipgloss/v2"

	"impactdash/internal/partner"
	"impactdash/ui/component/line"
	"impactdash/ui/format"
)

// block is one of the three figures, ready to be set in columns or rows.
type block struct {
	title  string // for columns
	short  string // for rows and the strip
	rows   []figure
	remark []string // below the figure, in columns only; parts, as far as they fit
}

// figure is one amount with its details, most important first.
type figure struct {
	amount  string
	known   bool // false: the text stands in for a figure that is not there
	details []detail
}

type detail struct {
	style lipgloss.Style
	text  string
}

// draw sets the amount, padded to pad cells, and the details that fit w. It
// returns those that did not.
func (f figure) draw(w, pad int, strong lipgloss.Style) (row string, left []detail) {
	l := line.New(w)
	if !f.known {
		strong = lipgloss.NewStyle()
		if len(f.details) == 0 {
			return l.Add(strong, f.amount).String(), nil
		}
	}
	l.Add(strong, format.Pad(f.amount, max(pad, lipgloss.Width(f.amount))))
	for i, d := range f.details {
		if !l.Try(d.style, "  "+d.text) {
			return l.String(), f.details[i:]
		}
	}
	return l.String(), nil
}

func (p *Pane) blocks() []block {
	return []block{p.todayBlock(), p.pendingBlock(), p.balanceBlock()}
}

// absent is the row of a figure that is not there: still on its way, or
// failed. A failure is never drawn as an amount.
func absent(loading bool) []figure {
	if loading {
		return []figure{{amount: "loading…"}}
	}
	return []figure{{amount: "not available"}}
}

// currencies lists the lines to draw: those of all the sums, at least one.
func currencies(home string, sums ...partner.Totals) []string {
	var all partner.Totals
	for _, s := range sums {
		all.AddAll(s)
	}
	var codes []string
	for _, m := range all.Lines(home) {
		codes = append(codes, m.Currency)
	}
	if len(codes) == 0 {
		codes = []string{home}
	}
	return codes
}

func (p *Pane) todayBlock() block {
	b := block{title: "Today", short: "Today"}
	v, ok := p.today.Value()
	if !ok {
		b.rows = absent(p.today.Status().Loading)
		return b
	}
	t := p.frame.Theme
	last := format.Weekday(v.Day.Add(-7))
	b.title = "Today until " + v.Until
	for _, code := range currencies(v.Currency, v.Earned, v.SameTime, v.WholeDay) {
		now, then, whole := v.Earned.In(code), v.SameTime.In(code), v.WholeDay.In(code)
		f := figure{amount: format.Money(now), known: true}
		f.details = append(f.details, p.change(now, then),
			detail{t.Muted, "vs " + format.Money(then)},
			detail{t.Muted, "all last " + v.Day.Weekday().String()[:3] + " " + format.Money(whole)})
		b.rows = append(b.rows, f)
	}
	b.remark = []string{"vs " + last, " until " + v.Until}
	if v.Earned.IsZero() && v.WholeDay.IsZero() {
		b.remark = []string{"no actions today", ", none last " + v.Day.Weekday().String()}
	}
	return b
}

// change tells how an amount moved: in percent where there was something to
// compare with, else as an amount.
func (p *Pane) change(now, then partner.Money) detail {
	t := p.frame.Theme
	text, dir, ok := format.Change(now.Amount, then.Amount)
	switch {
	case !ok && now.IsZero():
		return detail{t.Muted, t.Glyph.Flat + " none yet"}
	case !ok:
		return detail{t.Good, t.Glyph.Up + " " + format.Money(now.Sub(then))}
	case dir > 0:
		return detail{t.Good, t.Glyph.Up + " " + text}
	case dir < 0:
		return detail{t.Warn, t.Glyph.Down + " " + text}
	}
	return detail{t.Muted, t.Glyph.Flat + " same"}
}

func (p *Pane) pendingBlock() block {
	b := block{title: "Pending", short: "Pending"}
	v, ok := p.pending.Value()
	if !ok {
		b.rows = absent(p.pending.Status().Loading)
		return b
	}
	t := p.frame.Theme
	total, overdue, rest := v.Total(), v.Sum(partner.Overdue), v.Unlisted()
	day, next, soon := v.Next()
	for _, code := range currencies(v.Currency, total) {
		f := figure{amount: format.Money(total.In(code)), known: true}
		if o := overdue.In(code); !o.IsZero() {
			f.details = append(f.details, detail{t.Danger, "overdue " + format.Money(o)})
		}
		if n := next.In(code); soon && !n.IsZero() {
			f.details = append(f.details, detail{t.Muted, "next " + format.Money(n) + " " + format.Day(day, false)})
		}
		if r := rest.In(code); !r.IsZero() {
			f.details = append(f.details, detail{t.Warn, format.Money(r) + " not in the list"})
		}
		b.rows = append(b.rows, f)
	}
	b.remark = pendingRemark(v)
	return b
}

func pendingRemark(v partner.Pending) []string {
	if v.Total().IsZero() {
		return []string{"nothing is owed", ": payouts show up with the first action"}
	}
	parts := []string{"not final until locked"}
	if v.Unsure > 0 {
		parts = append(parts, " · "+format.Count(int64(v.Unsure))+" intended payouts")
	}
	if v.Undated > 0 {
		parts = append(parts, " · "+format.Count(int64(v.Undated))+" locked without a due day")
	}
	return parts
}

func (p *Pane) balanceBlock() block {
	b := block{title: "Balance (estimate)", short: "Balance"}
	v, ok := p.balance.Value()
	if !ok {
		b.rows = absent(p.balance.Status().Loading)
		return b
	}
	about := "≈ "
	if v.Exact {
		b.title, about = "Balance", ""
	}
	if !v.Estimate.OK {
		b.rows = absent(false)
	} else {
		for _, code := range currencies(v.Currency, v.Estimate.V) {
			f := figure{amount: about + format.Money(v.Estimate.V.In(code)), known: true}
			f.details = p.withdrawal(v, code)
			b.rows = append(b.rows, f)
		}
	}
	if v.Estimate.OK {
		b.remark = balanceRemark(v)
	}
	return b
}

// barCells is the length of the bar to the next withdrawal.
const barCells = 10

// withdrawal tells when the balance in one currency is paid out.
func (p *Pane) withdrawal(v partner.Balance, code string) []detail {
	t := p.frame.Theme
	if v.Unset {
		return []detail{{t.Warn, "no withdrawal method: add one on the web"}}
	}
	if share, missing, ok := v.Progress(); ok && missing.Currency == code {
		full := min(int(share*barCells), barCells)
		bar := detail{t.Accent, strings.Repeat(t.Glyph.On, full) + strings.Repeat(t.Glyph.Off, barCells-full)}
		if missing.IsZero() {
			return []detail{bar, {t.Good, "withdrawn on the next Tuesday or Thursday"}}
		}
		return []detail{bar, {t.Muted, format.Money(missing) + " to withdrawal"}}
	}
	if !v.NextDay.IsZero() && code == v.Currency {
		return []detail{{t.Muted, "withdrawn " + format.Day(v.NextDay, false)}}
	}
	return nil
}

func balanceRemark(v partner.Balance) []string {
	if v.Since.IsZero() && v.Exact { // the last withdrawal may not be known
		return []string{"in the earnings account"}
	}
	if v.Since.IsZero() {
		return []string{"no withdrawal in the last year"}
	}
	parts := []string{"since withdrawal " + format.Day(v.Since, false)}
	if v.LastPaid.OK {
		parts = append(parts, " of "+format.Money(v.LastPaid.V))
	}
	return parts
}
