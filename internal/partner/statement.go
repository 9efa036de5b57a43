package partner

// ActionFilter selects actions by the day of their event.
type ActionFilter struct {
	Range     string      // a text ParsePeriod reads
	ProgramID string      // empty: every program
	State     ActionState // empty: every state
}

// ActionList is the actions of a period.
type ActionList struct {
	Period  Period
	Actions []Action // newest first
}

// InvoiceList is the invoices created in a period.
type InvoiceList struct {
	Period   Period
	Invoices []Invoice // newest first
}

// ContractList is the account's contracts of every status.
type ContractList struct {
	Contracts []NamedContract // as they wait for the partner, begin, run and end; the newest first
	Notes     []Note          // parts that could not be had
}

// NamedContract is a contract with the name of its program, which contracts do
// not tell.
type NamedContract struct {
	Contract
	Program string // empty: not known
}
