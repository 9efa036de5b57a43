package partner

import "time"

// Profile is what every figure on the screen depends on: whose account it is,
// in which currency, and where its days begin.
type Profile struct {
	ID       string
	Name     string
	Currency string // ISO 4217; empty when the service did not say
	Zone     *time.Location
	ZoneNote string // why Zone is only an assumption; empty when the service named it
}

// Today is the account's calendar day at instant now.
func (p Profile) Today(now time.Time) Date { return DateOf(now, p.Zone) }
