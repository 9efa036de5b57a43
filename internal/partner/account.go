package partner

import (
	"time"

	"github.com/govalues/decimal"
)

// Account is what the account root tells about the credentials' owner.
type Account struct {
	ID        string // AccountSID
	Name      string
	Status    string // such as "ACTIVE"; the service's own word
	Currency  string // ISO 4217; empty when not said
	Activated time.Time
}

// Company is the part of CompanyInformation a dashboard needs. Personal and
// tax fields of that resource are dropped on arrival.
type Company struct {
	Name     string
	Website  string
	Timezone string // display form, "(GMT -07:00) Pacific Time (US & Canada); Tijuana"
	Currency string // ISO 4217; the account's currency, fixed for its life
}

// ProgramType is the kind of partnership a program offers.
type ProgramType string

// Program types of API version 16; another text is kept as it came.
const (
	ProgramPerformance ProgramType = "Performance"
	ProgramCreator     ProgramType = "Creator"
)

// Program is a brand's lasting commission scheme this account has joined. The
// API calls it a Campaign.
type Program struct {
	ID              string // CampaignId
	Name            string // CampaignName
	BrandID         string // AdvertiserId
	Brand           string // AdvertiserName
	URL             string // CampaignUrl: the brand's page
	Description     string
	Type            ProgramType
	Active          bool     // ContractStatus is "Active"
	ContractStatus  string   // the service's word: "Active", "Expired"
	TrackingLink    string   // empty for an expired program
	AllowsDeepLinks bool     // AllowsDeeplinking
	DeepLinkDomains []string // hosts a landing page may have, as the brand typed them
	ShipsTo         []string // the service's own country words
}

// Contract ties this account to a program.
type Contract struct {
	ID        string // "S-37085294"
	ProgramID string // CampaignId
	Status    ContractStatus
	Start     time.Time
	End       time.Time // zero: open-ended
	Signed    time.Time // PartnerSignatoryDate; zero: the partner has not signed
	Updated   time.Time // DateLastUpdated
	Terms     string    // Terms.Name
	Currency  string    // Terms.Currency, ISO 4217
	Payouts   []EventPayout
}

// ContractStatus is the state of a contract; unknown texts are kept.
type ContractStatus string

// The documented contract states.
const (
	ContractActive   ContractStatus = "ACTIVE"
	ContractDeclined ContractStatus = "DECLINED"
	ContractExpired  ContractStatus = "EXPIRED"
	ContractPending  ContractStatus = "PENDING"
	ContractUpcoming ContractStatus = "UPCOMING"
)

// EventPayout is what a contract pays for one kind of event.
type EventPayout struct {
	EventTypeID string
	Event       string               // EventTypeName
	Rate        Opt[decimal.Decimal] // DefaultPayoutRate: percent of the sale, 0–100
	Fixed       Opt[Money]           // DefaultPayout in the contract's currency
	Locking     Schedule
	Paying      Schedule // PayoutScheduling
}

// Schedule is when an action locks or is paid, in the contract's own words.
type Schedule struct {
	Basis       string // "TRACKED", "LOCKED"
	Period      string // "MONTH", "END_OF_DAY"
	MonthOffset int
	DayOffset   int
}

// WithdrawalSettings is how money leaves the account. Bank details other than
// these are dropped on arrival.
type WithdrawalSettings struct {
	Method    string     // PaymentMethod: "PAYPAL", "BANK_TRANSFER"; unknown texts are kept
	Schedule  string     // PaymentSchedulingType: "BALANCE_THRESHOLD", "FIXED_DAY"
	Threshold Opt[Money] // PaymentThreshold; account currency
	Day       int        // PaymentDay: 1 or 15; 0 when not used
}

// The two documented kinds of automatic withdrawal.
const (
	ByThreshold = "BALANCE_THRESHOLD"
	ByFixedDay  = "FIXED_DAY"
)
