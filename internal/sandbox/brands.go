package sandbox

// lockRule says when an action of a program becomes final.
type lockRule uint8

const (
	lockMonthEnd lockRule = iota // last day of the month after the event
	lockDays                     // a number of days after the event
	lockOpen                     // no date until the brand approves by hand
)

// brand is one row of the invented market. All names are made up, all domains
// are under .example.
type brand struct {
	name, company, domain string
	about                 string
	category              string
	kind                  string   // Type of the program, "" = Performance
	currency              currency //
	weight                int      // share of the account's actions, relative
	average               int64    // average order in cents of currency
	rate                  int64    // payout in hundredths of a percent of the order
	flat                  int64    // or a fixed payout in cents per lead; then rate is 0
	lock                  lockRule
	days                  int    // of lockDays
	regions               string // space separated, impact.com's own words
	promo                 string
}

// Rows that a story is told about, by index into brands.
const (
	brandViral  = 2  // one video sells it for a week
	brandSilent = 4  // clicks go on, actions stopped two months ago
	brandLate   = 6  // pays late, for a few weeks
	brandStuck  = 9  // has not paid for almost three months
	brandOpen   = 11 // approves by hand
	brandUp     = 0  // announced a better rate
	brandShort  = 7  // its contract ends in two weeks
)

// brands are the joined programs first; the rows from firstInvited on are
// programs that only sent an offer, or begin in the future.
var brands = [...]brand{
	{"Fernwick Home", "Fernwick Home Inc.", "fernwick", "Bedding and linen from long-staple cotton.", "Home", "", usd, 95, 12800, 800, 0, lockMonthEnd, 0, "US CANADA", "MEADOW10"},
	{"Northgale Outdoor", "Northgale Outdoor LLC", "northgale", "Tents, packs and trail shoes.\r\nFree returns for 60 days.", "Outdoor", "", usd, 90, 11500, 900, 0, lockMonthEnd, 0, "US CANADA UK", "TRAIL15"},
	{"Glimmerjar Candles", "Glimmerjar & Daughters", "glimmerjar", "Soy candles poured by hand.", "Home", "Creator", usd, 60, 4200, 1500, 0, lockMonthEnd, 0, "US", "GLOW20"},
	{"Brookhaven Tea Club", "Brookhaven Beverages Inc.", "brookhaventea", "Loose-leaf tea by subscription.", "Food", "", usd, 70, 5400, 1400, 0, lockDays, 30, "US CANADA", "STEEP5"},
	{"Quillmark Stationery", "Quillmark Paper Goods", "quillmark", "Notebooks, inks & fountain pens.", "Office", "", usd, 52, 6100, 1000, 0, lockMonthEnd, 0, "US UK", ""},
	{"Saltbark Skincare", "Saltbark Botanicals Inc.", "saltbark", "Plant based skincare without perfume.", "Beauty", "Creator", usd, 64, 7200, 1200, 0, lockMonthEnd, 0, "US CANADA AUSTRALIA", "SALT15"},
	{"Coppertrail Cookware", "Coppertrail Kitchens LLC", "coppertrail", "Pans that last longer than a marriage.", "Home", "", usd, 44, 16400, 700, 0, lockMonthEnd, 0, "US", "PAN10"},
	{"Marlowe & Finch", "Marlowe and Finch Apparel", "marlowefinch", "Everyday clothes in honest fabrics.", "Fashion", "", usd, 62, 9800, 800, 0, lockMonthEnd, 0, "US CANADA", ""},
	{"Pebblecart Pets", "Pebblecart Supply Co.", "pebblecart", "Food and toys for dogs and cats.", "Pets", "", usd, 40, 5800, 600, 0, lockMonthEnd, 0, "US", "GOODDOG"},
	{"Vantholm Audio", "Vantholm Audio Inc.", "vantholm", "Headphones and small speakers.", "Electronics", "", usd, 30, 18900, 500, 0, lockMonthEnd, 0, "US CANADA", ""},
	{"Lampe und Linde", "Lampe und Linde GmbH", "lampelinde", "Handgemachte Leuchten aus Holz und Glas.", "Home", "", eur, 46, 11900, 700, 0, lockMonthEnd, 0, "GERMANY AUSTRIA SWITZERLAND", ""},
	{"Hollin & Wray", "Hollin & Wray Ltd", "hollinwray", "Furniture made to order in Yorkshire.", "Home", "", gbp, 22, 24000, 500, 0, lockOpen, 0, "UK IRELAND", ""},
	{"Tidemere Swim", "Tidemere Swimwear Ltd", "tidemere", "Swimwear from recovered nylon.", "Fashion", "", gbp, 34, 7400, 900, 0, lockMonthEnd, 0, "UK IRELAND FRANCE", "TIDE10"},
	{"Orchard & Anvil", "Orchard and Anvil Tools", "orchardanvil", "Garden tools forged to be inherited.", "Garden", "", usd, 36, 8800, 800, 0, lockMonthEnd, 0, "US", ""},
	{"Wrenley Kids", "Wrenley Kids Inc.", "wrenley", "Clothes that survive playgrounds.", "Family", "Creator", usd, 38, 6400, 1000, 0, lockMonthEnd, 0, "US CANADA", "WREN12"},
	{"Stillwater Sleep", "Stillwater Sleep Labs", "stillwatersleep", "Mattresses in a box, 200 nights on trial.", "Home", "", usd, 8, 68000, 600, 0, lockMonthEnd, 0, "US", "REST75"},
	{"Kestrel Coffee", "Kestrel Roasters Co.", "kestrelcoffee", "Small batch beans, roasted on Mondays.", "Food", "", usd, 36, 3900, 1100, 0, lockDays, 30, "US", "KESTREL"},
	{"Maison Aubrille", "Maison Aubrille SAS", "aubrille", "Parfums et savons de Provence.", "Beauty", "", eur, 32, 6900, 900, 0, lockMonthEnd, 0, "FRANCE BELGIUM SWITZERLAND", ""},
	{"Planwell", "Planwell Software Inc.", "planwell", "A planner for small teams.", "Software", "", usd, 22, 0, 0, 1200, lockDays, 30, "US CANADA UK", ""},
	{"Larkfield Learning", "Larkfield Learning Inc.", "larkfield", "Courses for people who make things.", "Education", "", usd, 14, 11900, 1500, 0, lockMonthEnd, 0, "US", "LARK20"},
	{"Ironvale Fitness", "Ironvale Fitness LLC", "ironvale", "Weights for small flats.", "Sport", "", usd, 26, 14200, 600, 0, lockMonthEnd, 0, "US CANADA", ""},
	{"Bluethorn Bikes", "Bluethorn Cycles BV", "bluethorn", "City bikes and parts.", "Sport", "", eur, 10, 39000, 300, 0, lockMonthEnd, 0, "NETHERLANDS BELGIUM GERMANY", ""},
	{"Cinder & Sage", "Cinder and Sage Foods", "cindersage", "Spice blends and rubs.", "Food", "Creator", usd, 30, 3600, 1400, 0, lockMonthEnd, 0, "US", "SAGE15"},
	{"Everlock Bags", "Everlock Travel Goods", "everlock", "Bags with a lifetime repair promise.", "Travel", "", usd, 24, 13400, 800, 0, lockMonthEnd, 0, "US CANADA UK", ""},
	{"Mossgate Gardens", "Mossgate Nurseries Ltd", "mossgate", "Plants delivered in peat-free pots.", "Garden", "", gbp, 24, 4600, 800, 0, lockMonthEnd, 0, "UK", ""},
	{"Paperlantern Press", "Paperlantern Press Inc.", "paperlantern", "Illustrated books for grown-ups.", "Books", "", usd, 22, 4100, 900, 0, lockMonthEnd, 0, "US CANADA", ""},
	{"Tallow & Twine", "Tallow and Twine LLC", "tallowtwine", "Soap, brooms and other plain things.", "Home", "", usd, 22, 4800, 1000, 0, lockMonthEnd, 0, "US", ""},
	{"Voltmere Chargers", "Voltmere Energy Inc.", "voltmere", "Chargers and power banks.", "Electronics", "", usd, 28, 6200, 500, 0, lockMonthEnd, 0, "US CANADA", "VOLT5"},
	{"Harrowgate Watches", "Harrowgate Time Ltd", "harrowgatetime", "Mechanical watches, serviced for life.", "Fashion", "", gbp, 6, 42000, 500, 0, lockMonthEnd, 0, "UK US", ""},
	{"Dovecote Insurance", "Dovecote Cover Inc.", "dovecote", "Insurance for renters.", "Finance", "", usd, 12, 0, 0, 1800, lockMonthEnd, 0, "US", ""},
	{"Sundrift Travel", "Sundrift Travel BV", "sundrift", "City trips by night train.", "Travel", "", eur, 8, 31000, 400, 0, lockMonthEnd, 0, "NETHERLANDS BELGIUM FRANCE", ""},
	{"Juniper Row", "Juniper Row Inc.", "juniperrow", "Jewellery in recycled silver.", "Fashion", "Creator", usd, 26, 8600, 1100, 0, lockMonthEnd, 0, "US", "JUNI10"},
	{"Otterbrook Toys", "Otterbrook Toy Works", "otterbrook", "Wooden toys.", "Family", "", usd, 22, 5200, 900, 0, lockMonthEnd, 0, "US CANADA", ""},
	{"Granary Nine", "Granary Nine Bakery Co.", "granarynine", "Bread mixes and stone-ground flour.", "Food", "", usd, 18, 3300, 1000, 0, lockMonthEnd, 0, "US", ""},
	{"Peregrine VPN", "Peregrine Networks Ltd", "peregrinenet", "Private browsing for households.", "Software", "", usd, 14, 0, 0, 2200, lockMonthEnd, 0, "US UK CANADA GERMANY", ""},
	{"Silverbirch Optics", "Silverbirch Optics Inc.", "silverbirch", "Glasses and sunglasses.", "Health", "", usd, 18, 12600, 900, 0, lockMonthEnd, 0, "US", ""},
	{"Wildmint Wellness", "Wildmint Wellness Inc.", "wildmint", "Vitamins with nothing to hide.", "Health", "Creator", usd, 26, 5100, 1300, 0, lockMonthEnd, 0, "US CANADA", "MINT15"},
	{"Cobblestone Crafts", "Cobblestone Crafts LLC", "cobblestonecrafts", "", "Crafts", "", usd, 16, 4400, 800, 0, lockMonthEnd, 0, "US", ""},
	{"Amberline Optik", "Amberline Optik GmbH", "amberline", "Ferngläser und Kameras.", "Electronics", "", eur, 9, 27000, 400, 0, lockMonthEnd, 0, "GERMANY AUSTRIA", ""},
	{"Rushmoor Books", "Rushmoor Booksellers Ltd", "rushmoor", "Second-hand books by the box.", "Books", "", gbp, 14, 2900, 600, 0, lockMonthEnd, 0, "UK", ""},
	{"Foxglove Flowers", "Foxglove Flowers Inc.", "foxglove", "Seasonal bouquets by post.", "Gifts", "", usd, 24, 6800, 1000, 0, lockMonthEnd, 0, "US", "BLOOM"},
	{"Beacon Street Bikes", "Beacon Street Cycles", "beaconstreet", "Refurbished bicycles.", "Sport", "Seller", usd, 8, 29000, 400, 0, lockMonthEnd, 0, "US", ""},
	// Programs that are not joined (yet).
	{"Aldermoss Skincare", "Aldermoss Labs Inc.", "aldermoss", "Retinol without the drama.", "Beauty", "Creator", usd, 20, 6600, 1500, 0, lockMonthEnd, 0, "US", ""},
	{"Tarnhelm Games", "Tarnhelm Games GmbH", "tarnhelm", "Board games for two.", "Games", "", eur, 16, 4800, 1000, 0, lockMonthEnd, 0, "GERMANY UK US", ""},
	{"Hearthwise", "Hearthwise Energy Inc.", "hearthwise", "Smart thermostats.", "Electronics", "", usd, 14, 15900, 600, 0, lockMonthEnd, 0, "US", ""},
	{"Pennant Athletics", "Pennant Athletics LLC", "pennantathletics", "Team wear.", "Sport", "", usd, 14, 7300, 900, 0, lockMonthEnd, 0, "US", ""},
}

const (
	firstInvited    = len(brands) - 4 // Aldermoss and Tarnhelm sent an offer
	brandUpcoming   = len(brands) - 2 // signed, begins in 12 days
	brandDeclined   = len(brands) - 1 // the offer was declined
	expiredPrograms = 5               // the last joined rows ended in the past
)

// channel is a place the account publishes links in: the first Sub ID.
type channel struct {
	sub    string
	weight int
	domain string // referring domain
}

// channels hold the account's Sub ID habits; the empty one is traffic nobody
// tagged.
var channels = [...]channel{
	{"yt-review", 20, "video.meadowlark.example"},
	{"ig-story", 16, ""},
	{"blog", 18, "www.meadowlark.example"},
	{"newsletter", 13, "mail.meadowlark.example"},
	{"tt-short", 9, ""},
	{"pin-board", 5, ""},
	{"podcast", 5, "pod.meadowlark.example"},
	{"gift-guide", 6, "www.meadowlark.example"},
	{"", 8, ""},
}

// viralChannel is the one of the viral week.
const viralChannel = 4

// details are second Sub IDs, placements third ones; most links carry none.
var (
	details    = [...]string{"", "", "spring", "summer", "autumn", "holiday", "weekly", "top10"}
	placements = [...]string{"", "", "", "desc-link", "pinned", "footer"}
)

// place is where a customer lives.
type place struct{ area, city, region, country string }

// places per currency, so that euros come from the euro area.
var places = [...][]place{
	usd: {
		{"825", "San Diego", "California", "US"},
		{"803", "Los Angeles", "California", "US"},
		{"501", "New York", "New York", "US"},
		{"602", "Chicago", "Illinois", "US"},
		{"819", "Seattle", "Washington", "US"},
		{"635", "Austin", "Texas", "US"},
		{"751", "Denver", "Colorado", "US"},
		{"524", "Atlanta", "Georgia", "US"},
		{"", "Toronto", "Ontario", "CA"},
		{"", "", "", "US"},
	},
	eur: {
		{"", "Hamburg", "Hamburg", "DE"},
		{"", "München", "Bayern", "DE"},
		{"", "Wien", "Wien", "AT"},
		{"", "Lyon", "Auvergne-Rhône-Alpes", "FR"},
		{"", "Utrecht", "Utrecht", "NL"},
	},
	gbp: {
		{"", "Leeds", "England", "GB"},
		{"", "Bristol", "England", "GB"},
		{"", "Glasgow", "Scotland", "GB"},
		{"", "", "", "GB"},
	},
}

// reason is why an action was reversed or an item adjusted.
type reason struct{ code, text string }

var reasons = [...]reason{
	{"ITEM_RETURNED", "Item returned"},
	{"ITEM_RETURNED", "Item returned"},
	{"CONS_ERROR", "Consumer error"},
	{"ORDER_ERROR", "Order error"},
	{"ITEM_OUT_OF_STOCK", "Item out of stock"},
	{"CREDITED_DIFFERENT_MP", "Credited to another media partner"},
	{"CONS_FRAUD", "Consumer fraud"},
	{"NOT_COMPLIANCE_TERMS", "Not compliant with the terms"},
}
