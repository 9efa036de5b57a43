package partner

import "time"

// Limits of links, as documented.
const (
	MaxVanityLinks = 5000 // active vanity links of an account
	MaxSubID       = 64   // characters of a Sub ID or Shared ID; our own limit, none is published
)

// LinkRequest is a link to be made.
type LinkRequest struct {
	ProgramID  string
	Landing    string // DeepLink, checked; empty: the program's default page
	Vanity     bool   // Type=Vanity
	Path       string // CustomPath; only with Vanity, empty: a random one
	SubIDs     [3]string
	SharedID   string
	PropertyID string // MediaPartnerPropertyId; empty: none
	Campaign   string // id of a creator campaign; empty: none
}

// Link is a tracking link that was made here, or a vanity link the account
// has.
type Link struct {
	ID        string // local id, or "vanity/" and host and path of the link
	URL       string
	ProgramID string
	Program   string
	Landing   string // destination; empty: the program's default page
	Vanity    bool
	SubIDs    [3]string
	SharedID  string
	Property  string     // name of the property; empty for none
	Made      time.Time  // zero: before this program kept a history
	Here      bool       // made with impactdash on this machine
	Clicks    Opt[int64] // as the vanity report counts them
}

// LinkList is the links known here.
type LinkList struct {
	Links       []Link
	Vanity      Opt[int] // active vanity links of the account; absent when the report was never to be had
	VanityNotes []Note   // why the report is missing or an old one
}

// ProgramList is the programs a link can be made for.
type ProgramList struct {
	Programs   []Program
	Properties []Property
	Notes      []Note // parts that could not be had
}
