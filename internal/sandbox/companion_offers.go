package sandbox

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// streamOffers draws what the companion API needs; nothing else draws from it.
const streamOffers = 20 << 32

// offer is what the marketplace tells about a brand that approves at once.
type offer struct {
	brand
	epc     int64  // cents of its currency per click; 0 = not told
	accepts int    // percent of applications, -1 = not told
	answers string // how fast, in words
	survey  int    // number of its survey, 0 = none
	pending bool   // applied for earlier and not answered yet
}

// offers are the brands that approve this account at once. Their programs come
// after those of brands; the Partner API does not show them until they are joined.
func offers() []offer {
	return []offer{
		{brand{"Thistle & Loom", "Thistle and Loom Ltd", "thistleloom", "Wool blankets woven in the Borders.", "Home", "", gbp, 0, 9400, 900, 0, lockMonthEnd, 0, "UK IRELAND", ""}, 41, 92, "within a day", 0, false},
		{brand{"Carrow Cycles", "Carrow Cycles Inc.", "carrow", "Gravel bikes, built to order.", "Sport", "", usd, 0, 52000, 400, 0, lockMonthEnd, 0, "US CANADA", ""}, 88, 84, "within two days", 0, false},
		{brand{"Bramble Pantry", "Bramble Pantry LLC", "bramblepantry", "Jams, pickles and a subscription box.", "Food", "", usd, 0, 4300, 1200, 0, lockDays, 30, "US", ""}, 29, 97, "within an hour", 0, false},
		{brand{"Nordlys Lamps", "Nordlys Design ApS", "nordlys", "Lamps that fold flat.", "Home", "Creator", eur, 0, 13800, 1000, 0, lockMonthEnd, 0, "DENMARK GERMANY SWEDEN", ""}, 63, 71, "within three days", 1, false},
		{brand{"Quietwater Spa", "Quietwater Wellness Inc.", "quietwater", "Bath salts and a weekend guide.", "Beauty", "Creator", usd, 0, 6100, 1500, 0, lockMonthEnd, 0, "US", ""}, 37, 90, "within a day", 0, false},
		{brand{"Ledgerline", "Ledgerline Software Inc.", "ledgerline", "Bookkeeping for one-person studios.", "Software", "", usd, 0, 0, 0, 3500, lockDays, 45, "US CANADA UK AUSTRALIA", ""}, 142, 66, "within two days", 2, false},
		{brand{"Saddleback Supply", "Saddleback Supply Co.", "saddleback", "Leather goods for workshops.", "Crafts", "", usd, 0, 11200, 800, 0, lockMonthEnd, 0, "US", ""}, 52, 88, "", 0, false},
		{brand{"Möwe & Meer", "Möwe und Meer GmbH", "moewemeer", "Regenkleidung für die Küste.", "Fashion", "", eur, 0, 8900, 800, 0, lockMonthEnd, 0, "GERMANY NETHERLANDS DENMARK", ""}, 44, 79, "within a day", 0, false},
		{brand{"Pocketgarden", "Pocketgarden Inc.", "pocketgarden", "Herb kits for a window sill.", "Garden", "", usd, 0, 3700, 1400, 0, lockMonthEnd, 0, "US CANADA", ""}, 21, 95, "within an hour", 0, false},
		{brand{"星屑ステーショナリー Hoshikuzu", "Hoshikuzu Stationery K.K.", "hoshikuzu", "Washi tape and inks from Kanazawa.", "Office", "", usd, 0, 3100, 1300, 0, lockMonthEnd, 0, "US CANADA JAPAN", ""}, 0, -1, "", 0, false},
		{brand{"Fenwater Canoes", "Fenwater Boats Ltd", "fenwater", "Canoes and paddles.", "Outdoor", "", gbp, 0, 64000, 300, 0, lockOpen, 0, "UK", ""}, 95, 58, "within a week", 0, false},
		{brand{"Tinder & Oak", "Tinder and Oak LLC", "tinderoak", "Fire pits and cast-iron grills.", "Garden", "", usd, 0, 21900, 600, 0, lockMonthEnd, 0, "US", ""}, 71, 81, "within two days", 0, false},
		{brand{"Wisp Luggage", "Wisp Travel Goods Inc.", "wispluggage", "Cabin bags under two kilograms.", "Travel", "", usd, 0, 17400, 700, 0, lockMonthEnd, 0, "US CANADA UK", ""}, 66, 87, "within a day", 0, true},
		{brand{"Clementine Prints", "Clementine Prints SAS", "clementineprints", "Art prints on cotton paper.", "Home", "", eur, 0, 5400, 1200, 0, lockMonthEnd, 0, "FRANCE BELGIUM SPAIN", ""}, 33, 93, "within a day", 0, false},
	}
}

// hosts are brands with creator campaigns whose programs are not joined and
// cannot be joined at once.
func hosts() []brand {
	return []brand{
		{"Harbour & Hue", "Harbour and Hue Paints Ltd", "harbourhue", "Wall paint in forty honest colours.", "Home", "Creator", gbp, 0, 8600, 1000, 0, lockMonthEnd, 0, "UK IRELAND", ""},
		{"Nimbus Kitchen", "Nimbus Appliances Inc.", "nimbuskitchen", "Quiet blenders and kettles.", "Home", "Creator", usd, 0, 14900, 900, 0, lockMonthEnd, 0, "US CANADA", ""},
		{"Solstice Trails", "Solstice Trails LLC", "solsticetrails", "Guided walks in small groups.", "Travel", "Creator", usd, 0, 48000, 500, 0, lockMonthEnd, 0, "US", ""},
	}
}

// The programs of offers and hosts by number.
const (
	firstOffer = len(brands)
	offerCount = 14
	firstHost  = firstOffer + offerCount
)

// addOffered appends programs without any contract after the others.
func (d *data) addOffered() {
	r := rand.New(rand.NewPCG(d.seed, streamOffers))
	rows := make([]brand, 0, offerCount+3)
	for _, o := range offers() {
		rows = append(rows, o.brand)
	}
	rows = append(rows, hosts()...)
	id := d.programs[len(d.programs)-1].id
	for i := range rows {
		b := &rows[i]
		id += int64(101 + r.IntN(900))
		p := program{
			brand: b, id: id, advertiser: 1_800_000 + id*97, tracker: id + 15_000, ad: 400_000 + id*31,
			event: "Online Sale", conversion: 0.03, silentFrom: 1 << 30, deeplinks: r.IntN(5) > 0, stop: r.IntN(4) == 0,
			clearDays: clearDays(d.calendar, b),
		}
		if b.flat != 0 {
			p.event = "Lead"
		}
		p.link = fmt.Sprintf("https://%.10s.sjv.io/c/%d/%d/%d", b.domain, partnerNumber, p.ad, p.id)
		d.programs = append(d.programs, p)
	}
}

// termsBody is a version of contract or campaign terms on the wire.
type termsBody struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Text string `json:"text"`
}

// offerTerms are the terms everybody joins a program with.
func (d *data) offerTerms(p *program) termsBody {
	return termsBody{
		ID:   fmt.Sprintf("T-%d-%d", p.id, 2+p.id%3),
		Name: p.name + " partner terms",
		Text: p.company + " pays " + p.payoutWords() + " for every action that is tracked by last click within 30 days.\n\n" +
			"Actions lock " + p.lockWords() + ". The payout is due " + whole(int64(p.clearDays)) + " days after that.\n\n" +
			"Bids on the brand's name in paid search, and codes that were not given to the partner, are not allowed. " +
			"Paid posts have to be marked as advertising.\n\n" +
			"Either side may end the contract with seven days' notice.",
	}
}

// payoutWords is the payout in words.
func (p *program) payoutWords() string {
	if p.flat != 0 {
		return formatCents(p.flat) + " " + p.currency.String() + " per lead"
	}
	return percentText(p.rate) + "% of the sale"
}

// lockWords is the locking rule in words.
func (p *program) lockWords() string {
	switch p.lock {
	case lockDays:
		return whole(int64(p.days)) + " days after the action"
	case lockOpen:
		return "when the brand approves them"
	}
	return "at the end of the month after the action"
}

// brandBody is a brand that approves at once, on the wire.
type brandBody struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Brand     string     `json:"brand"`
	Category  string     `json:"category"`
	Payout    string     `json:"payout"`
	EPC       *moneyBody `json:"epc"`
	Accepts   *int       `json:"accepts"`
	Answers   string     `json:"answers"`
	Regions   []string   `json:"regions"`
	Summary   string     `json:"summary"`
	TermsID   string     `json:"terms_id"`
	TermsName string     `json:"terms_name"`
	Locking   string     `json:"locking"`
	Paying    string     `json:"paying"`
	Survey    []question `json:"survey"`
	State     string     `json:"state"`
}

// brandsBody is the list of them.
type brandsBody struct {
	Marketplace bool        `json:"marketplace"`
	Items       []brandBody `json:"items"`
}

// offered says whether the account sees brands that approve at once: a new one
// is not in the marketplace yet, an empty one qualifies for none.
func (d *data) offered() bool { return d.profile == "" }

// companionBrands lists the brands that approve at once.
func companionBrands(c *call, _ *companionState) (brandsBody, *problem) {
	v := brandsBody{Marketplace: c.d.profile != profileNew, Items: []brandBody{}}
	if !c.d.offered() {
		return v, nil
	}
	for i, o := range offers() {
		p := &c.d.programs[firstOffer+i]
		terms := c.d.offerTerms(p)
		body := brandBody{
			ID: whole(p.id), Name: p.name, Brand: p.company, Category: p.category, Payout: p.payoutWords(),
			EPC: feeOf(o.epc, p.currency), Answers: o.answers, Regions: p.regionList(), Summary: p.about,
			TermsID: terms.ID, TermsName: terms.Name, Locking: p.lockWords(),
			Paying: whole(int64(p.clearDays)) + " days after locking", Survey: tidy(survey(o.survey)), State: o.state(p, c.now),
		}
		if o.accepts >= 0 {
			body.Accepts = &o.accepts
		}
		v.Items = append(v.Items, body)
	}
	return v, nil
}

// state is how the account stands to the brand.
func (o *offer) state(p *program, now uint32) string {
	switch {
	case p.joined(now):
		return "joined"
	case o.pending:
		return "pending"
	}
	return "open"
}

// offerNumber is the number of the offer with a program id.
func (d *data) offerNumber(id string) (int, bool) {
	if !d.offered() {
		return 0, false
	}
	n := slices.IndexFunc(d.programs[firstOffer:firstHost], func(p program) bool { return whole(p.id) == id })
	return n, n >= 0
}

// brandTerms are the terms of a brand that approves at once.
func brandTerms(c *call, _ *companionState) (termsBody, *problem) {
	n, found := c.d.offerNumber(c.params["id"])
	if !found {
		return termsBody{}, unknownObject("brand")
	}
	return c.d.offerTerms(&c.d.programs[firstOffer+n]), nil
}
