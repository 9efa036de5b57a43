package sandbox

// fact is an action with everything that will ever happen to it. What is shown
// of it at an instant is derived in state.go. Instants are Unix seconds, 0 is
// never; money is in cents of the program's currency. The struct is kept small
// because a sandbox at scale 100 holds more than a million of them.
type fact struct {
	event, created   uint32
	refer            uint32 // instant of the click that led to it
	lock             uint32 // locked, or approved by hand
	clear            uint32 // date the money is due
	paid             uint32 // instant it reached the balance
	modified         uint32
	reversed         uint32 // always before lock
	amount, payout   int32  // as created
	amount2, payout2 int32  // after the modification
	program          uint8
	channel          uint8
	detail           uint8
	placement        uint8
	place            uint8
	referral         uint8 // index into referrals
	reason           uint8
	promo            bool
}

// referrals are the ways an action was attributed.
var referrals = [...]string{"CLICK_COOKIE", "PROMOCODE", "CLICK_FINGERPRINT", "ACTION"}

// updateKind is what an entry of the update log reports.
type updateKind uint8

const (
	updateCreated updateKind = iota
	updateModified
	updateReversed
)

// stamp is an entry of a sorted index: an instant, a fact number and, in the
// update log, a kind, packed so that a million of them sort quickly.
type stamp uint64

func newStamp(at uint32, fact int, kind updateKind) stamp {
	return stamp(at)<<32 | stamp(fact)<<2 | stamp(kind)
}

func (s stamp) at() uint32       { return uint32(s >> 32) }
func (s stamp) fact() int        { return int(uint32(s) >> 2) }
func (s stamp) kind() updateKind { return updateKind(s & 3) }

// data is everything a server knows. It never changes once generated; a decision
// of the partner makes a copy, see companionState.alter.
type data struct {
	*calendar
	seed       uint64
	profile    string
	programs   []program
	facts      []fact   // by event
	dayStart   []int    // number of the first fact of each day, and the total
	updates    []stamp  // by instant
	locks      []stamp  // by lock instant
	clicks     []uint32 // per day and program, see clicksAt
	paystubs   []paystub
	bonuses    []bonus
	byID       map[int64]int // program number by id
	invoiceSet *invoiceSet
	deals      []deal
	codes      []promoCode
	taxes      []taxDocument
}

// Action numbers begin here; the number of a fact is part of its id.
const (
	firstSerial   = 2_010_000
	firstUpdate   = 90_100_000
	partnerNumber = 1_924_609
)
