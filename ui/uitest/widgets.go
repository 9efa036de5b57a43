package uitest

import (
	"strconv"
	"time"

	"github.com/govalues/decimal"

	"impactdash/internal/partner"
)

// in is the moment so many hours after Now.
func in(hours int) time.Time { return Now().Add(time.Duration(hours) * time.Hour) }

// With is what an account with a companion API reaches.
func With() partner.Reach { return partner.Reach{Companion: true, Page: "Home"} }

// Without is what an account without one reaches.
func Without() partner.Reach { return partner.Reach{Page: "Home"} }

// Tasks are the account's tasks: overdue, urgent, due, of somebody else, in
// every state.
func Tasks() partner.TaskList {
	task := func(id, summary, program string, state partner.TaskState, kind partner.TaskType, due time.Time) partner.Task {
		return partner.Task{
			ID: id, Summary: summary, Program: program, ProgramID: "p" + program, State: state, Type: kind, Due: due,
			Created: in(-200), Updated: in(-20), CreatedBy: partner.Person{Name: "Robin Banks", Email: "robin@example.com"},
			Account: "Beacon Reviews",
		}
	}
	late := task("3990117", "Remove the expired coupon", "Acme Shoes", partner.TaskNew, partner.TaskCompliance, in(-26))
	late.Urgent, late.Subtype = true, "Promo"
	late.Description = "The code LATE10 is no longer valid.\n\nPlease take it out of the trail shoe post."
	late.Comments = []partner.Comment{{ID: "1", Author: "Robin Banks", Text: "Any news?"}}
	late.Total = 1
	late.Attachments = []partner.Attachment{{ID: "a1", Name: "post.png", URL: "https://files.example.com/post.png"}}
	soon := task("3988004", "Replace the logo in the header", "Bolt Bikes", partner.TaskInProgress, partner.TaskCreative, in(30))
	soon.Assignee = partner.Person{Name: "Carrie Oakey", Email: "carrie@example.com"}
	other := task("3988010", "Answer the audit questions", "Cedar Tea", partner.TaskNew, partner.TaskFinance, in(100))
	other.Assignee, other.Foreign = partner.Person{Name: "Sam Other", Email: "sam@example.com"}, true
	checked := task("3988020", "Confirm the new APR", "Acme Shoes", partner.TaskBlocked, partner.TaskContracts, time.Time{})
	checked.NeedsApproval = true
	done := task("3988030", "Add the disclosure", "Bolt Bikes", partner.TaskApproved, partner.TaskCompliance, in(-300))
	return partner.TaskList{Reach: With(), Tasks: []partner.Task{done, checked, other, soon, late}}
}

// Programs are the programs and properties a link can be made for.
func Programs() partner.ProgramList {
	program := func(id, name, domain string, deep bool) partner.Program {
		p := partner.Program{
			ID: id, Name: name, Brand: name, URL: "https://www." + domain, Active: true, ContractStatus: "Active",
			TrackingLink: "https://go.example.com/c/1/2/" + id, AllowsDeepLinks: deep,
		}
		if deep {
			p.DeepLinkDomains = []string{domain, " *." + domain + ". "}
		}
		return p
	}
	return partner.ProgramList{
		Programs: []partner.Program{
			program("100", "Acme Shoes", "acme.example", true),
			program("200", "Bolt Bikes", "bolt.example", true),
			program("300", "Cedar Tea", "cedar.example", false),
		},
		Properties: Properties().Properties,
	}
}

// Links are links made here and vanity links of the account.
func Links() partner.LinkList {
	return partner.LinkList{
		Vanity: partner.Some(214),
		Links: []partner.Link{
			{
				ID: "l1", URL: "https://go.example.com/c/1/2/100?u=https%3A%2F%2Facme.example%2Fsale&subId1=mail", ProgramID: "100", Program: "Acme Shoes",
				Landing: "https://acme.example/sale", SubIDs: [3]string{"mail"}, SharedID: "nov", Made: in(-3), Here: true,
			},
			{
				ID: "vanity/SpringShoes", URL: "https://go.example.com/SpringShoes", ProgramID: "100", Program: "Acme Shoes", Vanity: true,
				Landing: "https://acme.example/spring", Clicks: partner.Some(int64(1289)),
			},
			{ID: "l2", URL: "https://go.example.com/c/1/2/200", ProgramID: "200", Program: "Bolt Bikes", Made: in(-400), Here: true},
		},
	}
}

// Properties are a site, an app and social profiles in all healths.
func Properties() partner.PropertyList {
	return partner.PropertyList{Reach: With(), Properties: []partner.Property{
		{ID: "11", Name: "Beacon Reviews", Type: partner.PropertyWebsite, URL: "https://beacon.example", Verified: true, Visitors: "120000"},
		{
			ID: "12", Name: "Beacon on Instagram", Type: partner.PropertySocial, Platform: "INSTAGRAM", Handle: "@beacon", Followers: "TEN_THOUSAND_PLUS",
			URL: "https://instagram.com/beacon", Verified: true, Health: partner.HealthConnected, Exact: partner.Some(int64(18_204)), Expires: in(900),
		},
		{
			ID: "13", Name: "Beacon on TikTok", Type: partner.PropertySocial, Platform: "TIKTOK", Handle: "@beacon.tok", Followers: "THOUSAND_PLUS",
			URL: "https://tiktok.com/@beacon.tok", Health: partner.HealthExpired, Expires: in(-48),
		},
		{ID: "14", Name: "Beacon app", Type: partner.PropertyMobile, Platform: "IOS", Installs: "HUNDRED_PLUS", URL: "https://apps.example.com/beacon"},
	}}
}

// Leads are leads in several states, and forms for new ones.
func Leads() partner.LeadList {
	lead := func(id, name string, s partner.LeadStatus, hours int) partner.Lead {
		return partner.Lead{ID: id, ProgramID: "400", Program: "Delta CRM", Name: name, Status: s, Submitted: in(hours), Updated: in(hours + 5)}
	}
	won := lead("ld2", "Ada Stone, Stone & Sons", partner.LeadConverted, -900)
	won.ActionID, won.Payout = "1000.4636.158133", partner.Some(Money("250.00", "USD"))
	lost := lead("ld3", "Max Sand, Sandworks", partner.LeadRejected, -700)
	lost.Reason = "The company is a customer already."
	return partner.LeadList{
		LeadForms: partner.LeadForms{Reach: With(), Forms: []partner.LeadForm{LeadForm()}},
		Leads:     []partner.Lead{lead("ld1", "Eve Hill, Hillside Inc.", partner.LeadInReview, -30), won, lost},
	}
}

// LeadForm is a form with a field of every kind.
func LeadForm() partner.LeadForm {
	return partner.LeadForm{
		ProgramID: "400", Program: "Delta CRM", Title: "Refer a company", Intro: "We call within two days.",
		Fields: []partner.Field{
			{Name: "name", Label: "Name", Kind: partner.FieldText, Required: true, MaxLen: 60},
			{Name: "email", Label: "Work e-mail", Kind: partner.FieldEmail, Required: true},
			{Name: "phone", Label: "Phone", Kind: partner.FieldPhone},
			{Name: "site", Label: "Web site", Kind: partner.FieldURL},
			{Name: "seats", Label: "Seats", Kind: partner.FieldNumber, Min: "1", Max: "5000"},
			{Name: "value", Label: "Expected value", Kind: partner.FieldDecimal, Currency: "USD"},
			{Name: "size", Label: "Company size", Kind: partner.FieldChoice, Required: true, Choices: []partner.Choice{{Value: "s", Label: "Up to 50"}, {Value: "l", Label: "More"}}},
			{Name: "call", Label: "Call on", Kind: partner.FieldDate},
			{Name: "notes", Label: "Notes", Kind: partner.FieldLong, MaxLen: 500},
			{Name: "consent", Label: "They agreed to be called", Kind: partner.FieldBool, Required: true},
		},
	}
}

// Todos are to-dos of every kind; one is snoozed, one is the server's.
func Todos() partner.TodoList {
	return partner.TodoList{Reach: With(), Todos: []partner.Todo{
		{Kind: partner.TodoInvitation, Object: "S-1", Count: 1, Text: "Northpeak invites you", Detail: "7 % of the sale, open-ended", Act: "accept", Brand: "Northpeak", Program: "900", Decide: true, Since: in(-50)},
		{Kind: partner.TodoProposal, Object: "S-2", Count: 1, Text: "Acme Shoes proposes new terms", Detail: "6 % instead of 5 %", Act: "review", Brand: "Acme Shoes", Program: "100", Decide: true, Since: in(-20)},
		{Kind: partner.TodoInquiry, Object: "15652378", Count: 1, Text: "Bolt Bikes wants more about order 77", Act: "answer", Brand: "Bolt Bikes", Program: "200", Due: in(40)},
		{Kind: partner.TodoTask, Object: "3990117", Count: 1, Text: "Remove the expired coupon", Act: "open", Brand: "Acme Shoes", Program: "100", Due: in(-26)},
		{Kind: partner.TodoOverdue, Object: "200", Count: 3, Text: "Bolt Bikes owes you", Act: "chase", Brand: "Bolt Bikes", Program: "200", Amount: partner.Some(Money("55.50", "USD")), Due: in(-290)},
		{Kind: partner.TodoTax, Object: "224289", Count: 1, Text: "W-8BEN is not verified", Act: "open", Web: partner.WebApp},
		{Kind: partner.TodoOther, Object: "srv-9", Count: 1, Text: "Confirm your phone number", Act: "open", Server: "9", Web: partner.WebApp},
		{Kind: partner.TodoPromoCode, Object: "77", Count: 2, Text: "2 promo codes of Cedar Tea end", Act: "look", Brand: "Cedar Tea", Program: "300", Due: in(90), Wake: in(100), Slept: in(-68)},
	}}
}

// Inquiries are inquiries in every state.
func Inquiries() partner.InquiryList {
	inquiry := func(id, order string, s partner.InquiryStatus, hours int) partner.Inquiry {
		return partner.Inquiry{
			ID: id, ProgramID: "200", Program: "Bolt Bikes", OrderID: order, Type: partner.InquiryUntracked, Status: s, Created: in(hours), Transaction: in(hours - 200),
			Amount: partner.Some(decimal.MustParse("49.99")), Expected: partner.Some(decimal.MustParse("2.50")),
		}
	}
	open := inquiry("15652378", "77", partner.InquiryIncomplete, -300)
	open.Deadline = in(40)
	open.Comments = []partner.InquiryComment{{User: "Bolt Bikes", Text: "Which day was it?", At: in(-30)}}
	refused := inquiry("15652379", "78", partner.InquiryRefused, -500)
	refused.RejectReason, refused.Resolved = "Transaction cannot be traced", in(-100)
	return partner.InquiryList{Enabled: true, Inquiries: []partner.Inquiry{
		open, refused, inquiry("15652380", "79", partner.InquiryUnresolved, -2), inquiry("15652381", "80", partner.InquiryValid, -800),
	}}
}

// Campaigns are creator campaigns in several states.
func Campaigns() partner.CampaignList {
	campaign := func(id, name, brand string, s partner.CampaignStatus) partner.Campaign {
		return partner.Campaign{
			ID: id, Name: name, ProgramID: "p" + id, Brand: brand, Status: s, Fee: partner.Some(Money("450.00", "USD")), Rate: "8 % of the sale",
			Starts: Day(2026, 12, 1), Ends: Day(2027, 1, 15), ApplyBy: Day(2026, 11, 28), Platforms: []string{"INSTAGRAM", "TIKTOK"},
			Tasks:   []partner.CampaignTask{{Kind: "Instagram reel", Description: "30 seconds, outdoors", DraftDue: Day(2026, 12, 10), Due: Day(2026, 12, 20)}},
			Summary: "Show the shoes in winter.", Guidelines: []string{"Say that it is an ad", "No other brands"}, Usage: "Paid social, 90 days",
			Terms: partner.CampaignTerms{ID: "t1", Name: "Creator terms", Text: "You post. We pay."},
		}
	}
	joined := campaign("c1", "Winter miles", "Acme Shoes", partner.CampaignEligible)
	joined.Joined = true
	bids := campaign("c2", "City riders", "Bolt Bikes", partner.CampaignEligible)
	bids.Bids, bids.Fee = true, partner.Opt[partner.Money]{}
	invited := campaign("c3", "Tea hour", "Cedar Tea", partner.CampaignInvited)
	unmet := campaign("c4", "Big stage", "Echo Audio", partner.CampaignEligible)
	unmet.Followers, unmet.Unmet = 100_000, []string{"At least 100,000 followers on one platform"}
	return partner.CampaignList{Reach: With(), Campaigns: []partner.Campaign{
		joined, bids, invited, unmet, campaign("c5", "Autumn run", "Acme Shoes", partner.CampaignParticipating),
	}}
}

// Brands approve at once; one has a survey.
func Brands() partner.BrandList {
	list := partner.BrandList{Reach: With(), Marketplace: true}
	for i, name := range []string{"Fable Books", "Glow Lamps", "Harbor Coffee", "Iris Optics", "Juno Yoga"} {
		list.Brands = append(list.Brands, partner.InstantBrand{
			ID: "90" + strconv.Itoa(i), Name: name + " partners", Brand: name, Category: "Home", Payout: strconv.Itoa(5+i) + " % of the sale",
			EPC: partner.Some(Money("0.3"+strconv.Itoa(i), "USD")), Accepts: partner.Some(90 + i), Answers: "at once", Regions: []string{"US", "UK"},
			Summary: "Sells things for the house.", Terms: partner.CampaignTerms{ID: "bt" + strconv.Itoa(i), Name: "Standard terms", Text: "Be fair."},
			Locking: "27 days after the end of the month", Paying: "20 days after locking", State: "open",
		})
	}
	list.Brands[1].Survey = []partner.Field{{Name: "how", Label: "How will you promote us?", Kind: partner.FieldText, Required: true}}
	list.Brands[4].State = "joined"
	return list
}
