package brands

import (
	"cmp"
	"strings"

	"impactdash/ui/format"
)

// The states of a brand.
const (
	stateOpen    = "open"
	stateJoined  = "joined"
	statePending = "pending"
)

// quoted is how much of a name a sentence repeats, in cells.
const quoted = 40

// name is a brand in a row, a title or a sentence.
func name(b offer) string {
	brand, program := strings.TrimSpace(format.Safe(b.Brand)), strings.TrimSpace(format.Safe(b.Name))
	return cmp.Or(brand, program, "Brand "+format.Safe(b.ID))
}

// short is a brand in a sentence.
func short(b offer) string { return format.Cut(name(b), quoted) }

// named are brands in a sentence: one by its name, more by their number.
func named(all []offer) string {
	if len(all) == 1 {
		return short(all[0])
	}
	return format.Count(int64(len(all))) + " brands"
}

// listed are brands by their names, as many as fit into a line.
func listed(all []offer) string {
	const most = 3
	var names []string
	for _, b := range all[:min(len(all), most)] {
		names = append(names, format.Cut(name(b), quoted/2))
	}
	text := strings.Join(names, ", ")
	if more := len(all) - most; more > 0 {
		text += " and " + format.Count(int64(more)) + " more"
	}
	return text
}

// state is how the account stands to a brand.
func state(b offer) string {
	s := strings.ToLower(strings.TrimSpace(format.Safe(b.State)))
	return cmp.Or(strings.ReplaceAll(s, "_", " "), format.None)
}

// text is words of the service in a row.
func text(s string) string { return cmp.Or(strings.TrimSpace(format.Safe(s)), format.None) }

// shortPayout is the payout without what it is paid for: "8%" of "8% of the
// sale", "35.00 USD" of "35.00 USD per lead".
func shortPayout(b offer) string {
	short := text(b.Payout)
	for _, of := range []string{" of ", " per "} {
		short, _, _ = strings.Cut(short, of)
	}
	return short
}

// epc is the payout per click.
func epc(b offer) string {
	if !b.EPC.OK {
		return format.None
	}
	return format.MoneyFine(b.EPC.V)
}

// accepts is the share of applications that the brand accepts.
func accepts(b offer) string {
	if !b.Accepts.OK {
		return format.None
	}
	return format.Count(int64(b.Accepts.V)) + " %"
}

// prospect is what joining leads to, or where it has led.
func prospect(b offer) string {
	switch b.State {
	case stateOpen:
		return "If you join, you are approved at once and can make links."
	case stateJoined:
		return "You have joined: links can be made for it."
	case statePending:
		return "The brand has your application and decides on it."
	}
	return ""
}

// stopped is a sentence with its full stop.
func stopped(s string) string {
	return strings.TrimRight(strings.TrimSpace(format.Safe(s)), ". ") + "."
}
