package partner

import "time"

// OfferState is the state of a promo code or a deal; unknown texts are kept.
type OfferState string

// The documented states. The two resources have different words for what is
// still to come.
const (
	OfferActive  OfferState = "ACTIVE"
	OfferExpired OfferState = "EXPIRED"
	OfferFuture  OfferState = "FUTUREDATE" // of promo codes
	OfferPending OfferState = "PENDING"    // of deals
)

// PromoCode is a code whose orders count as this account's.
//
// Source: operation PromoCodes.
type PromoCode struct {
	ID        string
	Code      string // may be a pattern, see Pattern
	State     OfferState
	Pattern   bool // MatchMode RE: Code is a regular expression
	ProgramID string
	Program   string
	Brand     string    // Advertiser.Name
	DealID    string    // empty: belongs to no deal
	Deal      string    // name of the deal
	Start     time.Time // zero: from the beginning
	End       time.Time // an instant; zero: open-ended
}

// Deal is a brand's sale, gift or rebate that may be promoted.
//
// Source: operation Deals of one program.
type Deal struct {
	ID          string
	ProgramID   string
	Name        string
	Description string // may be empty
	State       OfferState
	Type        string // "GENERAL_SALE", "FREE_SHIPPING", "BOGO", "REBATE", "GIFT_WITH_PURCHASE"; unknown texts are kept
	Scope       string // "ENTIRE_STORE", "CATEGORY", "PRODUCT"; may be empty
	Code        string // DefaultPromoCode; empty for none
	Start       time.Time
	End         time.Time // an instant; zero: open-ended
	Updated     time.Time
}

// TaxStatus is the state of a tax document; unknown texts are kept.
type TaxStatus string

// The documented states.
const (
	TaxNew         TaxStatus = "NEW"
	TaxNotVerified TaxStatus = "NOT_VERIFIED"
	TaxActive      TaxStatus = "ACTIVE"
	TaxInactive    TaxStatus = "INACTIVE"
)

// TaxDocument is the tax form of the account. Who signed it is dropped on
// arrival.
//
// Source: operation TaxDocument.
type TaxDocument struct {
	ID        string
	Type      string // "W9", "W8BEN", "W8BENE"; unknown texts are kept
	Status    TaxStatus
	Submitted time.Time
	Updated   time.Time
}

// UserState is whether a user can sign in; unknown texts are kept.
type UserState string

// The documented states.
const (
	UserActive  UserState = "ACTIVE"
	UserPending UserState = "PENDING"
	UserInvited UserState = "INVITED"
)

// User is a person of the account.
//
// Source: operation Users.
type User struct {
	ID          string // "I-1139074"
	Name        string // FirstName and LastName
	Username    string
	State       UserState
	Roles       []string
	Permissions []string // of all roles, each once: "VIEW_FINANCIALS"
}
