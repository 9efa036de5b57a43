package activity

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
	"impactdash/ui/triage"
)

// period is how far back the changes go.
type period string

const (
	today  period = "today"
	oneDay period = "24h"
	week   period = "7d"
	month  period = "30d"
	kept   period = "all"
)

// day is 24 hours; periods of several days are moved by the clock, not by the
// calendar.
const day = 24 * time.Hour

func periods() []period { return []period{today, oneDay, week, month, kept} }

// words is a period at the start of a line.
func (d period) words() string {
	switch d {
	case today:
		return "Today"
	case oneDay:
		return "Last 24 hours"
	case month:
		return "Last 30 days"
	case kept:
		return "All kept"
	}
	return "Last 7 days"
}

// from is the first moment of a period, zero for no bound. Today begins at
// midnight in the zone of now.
func (d period) from(now time.Time) time.Time {
	switch d {
	case today:
		return date(now, now).Start(now.Location())
	case oneDay:
		return now.Add(-day)
	case month:
		return now.Add(-30 * day)
	case kept:
		return time.Time{}
	}
	return now.Add(-7 * day)
}

// lost is the choice of all kinds that are no good news.
const lost = "lost"

// lostKinds are what money was lost or got late by, and what has ended.
func lostKinds() []partner.EventKind {
	return slices.DeleteFunc(partner.EventKinds(), func(k partner.EventKind) bool { return wordOf(k).tone != bad })
}

// filter is which changes are asked for.
type filter struct {
	period  period
	kind    string // a partner.EventKind, or lost; empty for all
	program string // id; empty for all
	brand   string // its name
	least   partner.Opt[partner.Money]
}

// narrow reports whether more than the period is chosen.
func (f filter) narrow() bool { return f.kind != "" || f.program != "" || f.least.OK }

// wide is the filter without what esc takes off.
func (f filter) wide() filter { return filter{period: f.period} }

// most is how many changes are listed; a busy account has as many in a month.
const most = 5000

// query is the filter as the history is asked.
func (f filter) query(now time.Time) partner.ActivityQuery {
	q := partner.ActivityQuery{From: f.period.from(now), Program: f.program, Least: f.least, Limit: most}
	switch f.kind {
	case "":
	case lost:
		q.Kinds = lostKinds()
	default:
		q.Kinds = []partner.EventKind{partner.EventKind(f.kind)}
	}
	return q
}

// words is what is chosen besides the period.
func (f filter) words() string {
	var parts []string
	switch f.kind {
	case "":
	case lost:
		parts = append(parts, "bad news")
	default:
		parts = append(parts, kindWords(partner.EventKind(f.kind)))
	}
	if f.program != "" {
		parts = append(parts, format.Cut(cmp.Or(strings.TrimSpace(format.Safe(f.brand)), format.Safe(f.program)), brandShown))
	}
	if f.least.OK {
		parts = append(parts, "at least "+format.Money(f.least.V))
	}
	return strings.Join(parts, " · ")
}

// brandShown is how much of a brand the line about the filter tells, in cells.
const brandShown = 30

// kindWords is a kind with what it is of: "action reversed".
func kindWords(k partner.EventKind) string {
	return k.Topic() + " " + wordOf(k).text
}

// The questions of the pane.
const (
	askFilter = "filter"
	askPeriod = "period"
)

// The fields of the filter.
const (
	fieldPeriod   = "period"
	fieldKind     = "kind"
	fieldBrand    = "brand"
	fieldLeast    = "least"
	fieldCurrency = "currency"
)

// askWhatToShow opens the form of the filter.
func (p *Pane) askWhatToShow() tea.Cmd {
	f := p.want
	kinds := []dialog.Choice{{Value: "", Label: "All kinds"}, {Value: lost, Label: "Bad news: reversed, overdue, ended, gone"}}
	for _, k := range partner.EventKinds() {
		kinds = append(kinds, dialog.Choice{Value: string(k), Label: upper(kindWords(k))})
	}
	var spans []dialog.Choice
	for _, d := range periods() {
		spans = append(spans, dialog.Choice{Value: string(d), Label: d.words()})
	}
	least, currency := "", ""
	if f.least.OK {
		least, currency = f.least.V.Amount.String(), f.least.V.Currency
	} else if len(p.currencies) > 0 {
		currency = p.currencies[0]
	}
	var currencies []dialog.Choice
	for _, c := range p.currencies {
		currencies = append(currencies, dialog.Choice{Value: c, Label: c})
	}
	noMoney := func(map[string]string) string {
		if len(p.currencies) == 0 {
			return "No change so far has an amount."
		}
		return ""
	}
	p.question = dialog.NewForm(dialog.FormOptions{
		To: ID, Ask: askFilter, Title: "Filter", Submit: "Show",
		Fields: []dialog.FormField{
			{Name: fieldPeriod, Label: "Period", Kind: dialog.FieldChoice, Choices: spans, Value: string(f.period), Required: true},
			{Name: fieldKind, Label: "Kind", Kind: dialog.FieldChoice, Choices: kinds, Value: f.kind, Help: "What happened. Views step through the kinds of things."},
			{Name: fieldBrand, Label: "Brand", Kind: dialog.FieldChoice, Choices: p.brandChoices(f), Value: f.program},
			{Name: fieldLeast, Label: "Least amount", Kind: dialog.FieldDecimal, Money: true, Min: "0", Value: least, Placeholder: "any", Off: noMoney, Help: "Payout or sale, before or after the change.", Check: checkLeast},
			{Name: fieldCurrency, Label: "Currency", Kind: dialog.FieldChoice, Choices: currencies, Value: currency, Off: noMoney, Help: "Of the least amount; amounts in others are left out then."},
		},
	})
	return nil
}

// sentence is why a field of the filter is refused.
type sentence string

func (s sentence) Error() string { return string(s) }

// upper begins a text with a capital.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// checkLeast refuses an amount without a currency, and one that no money has.
func checkLeast(v string, all map[string]string) error {
	if all[fieldCurrency] == "" {
		return sentence("Choose the currency as well.")
	}
	if _, err := partner.ParseMoney(v, all[fieldCurrency]); err != nil {
		return sentence("That number is too long.")
	}
	return nil
}

// brandChoices are the brands of all changes seen so far.
func (p *Pane) brandChoices(f filter) []dialog.Choice {
	names := []dialog.Choice{}
	for id, name := range p.brands {
		names = append(names, dialog.Choice{Value: id, Label: cmp.Or(strings.TrimSpace(format.Safe(name)), id)})
	}
	if _, ok := p.brands[f.program]; !ok && f.program != "" {
		names = append(names, dialog.Choice{Value: f.program, Label: cmp.Or(strings.TrimSpace(format.Safe(f.brand)), f.program)})
	}
	slices.SortFunc(names, func(a, b dialog.Choice) int {
		return cmp.Or(triage.Fold(a.Label, b.Label), cmp.Compare(a.Value, b.Value))
	})
	return append([]dialog.Choice{{Value: "", Label: "All brands"}}, names...)
}

// filterAnswered shows what the form of the filter asks for.
func (p *Pane) filterAnswered(a dialog.Answer) tea.Cmd {
	if a.Closed {
		return nil
	}
	v := a.Values
	f := filter{period: period(v[fieldPeriod]), kind: v[fieldKind], program: v[fieldBrand]}
	f.brand = cmp.Or(p.brands[f.program], p.want.brand)
	if f.program == "" {
		f.brand = ""
	}
	if v[fieldLeast] != "" {
		least, err := partner.ParseMoney(v[fieldLeast], v[fieldCurrency])
		f.least = partner.Opt[partner.Money]{V: least, OK: err == nil && !least.IsZero()}
	}
	return p.show(f)
}

// askHowFar offers the periods.
func (p *Pane) askHowFar() tea.Cmd {
	offer := dialog.Offer{To: ID, Ask: askPeriod, Title: "Show changes of", At: string(p.want.period)}
	for i, d := range periods() {
		offer.Items = append(offer.Items, dialog.Item{Value: string(d), Key: []string{"t", "h", "w", "m", "a"}[i], Label: d.words()})
	}
	offer.Items[len(offer.Items)-1].Help = "everything on this machine"
	p.question = dialog.NewMenu(offer)
	return nil
}

// show asks for other changes. Those on the screen stay until they come.
func (p *Pane) show(f filter) tea.Cmd {
	if f == p.want {
		return nil
	}
	if f.period != p.want.period {
		p.unseen = 0 // it was told, and this is the answer
	}
	p.want = f
	return p.ask()
}

// know remembers the brands and currencies of changes, for the filter.
func (p *Pane) know(v partner.Activity) {
	for _, e := range v.Events {
		if e.ProgramID != "" {
			p.brands[e.ProgramID] = e.Program
		}
		for _, m := range []partner.Opt[partner.Money]{e.Before, e.After, e.Owed, e.Amount} {
			p.knowCurrency(m.V.Currency)
		}
	}
	for _, m := range v.Moved {
		p.knowCurrency(m.After.Currency)
	}
}

func (p *Pane) knowCurrency(code string) {
	if code != "" && !slices.Contains(p.currencies, code) {
		p.currencies = append(p.currencies, code)
	}
}
