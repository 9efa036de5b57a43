package sandbox

import "strconv"

// The account, which is made up.
const (
	accountName  = "Meadowlark Media"
	ownerName    = "Iris Calloway"
	ownerEmail   = "iris@meadowlark.example"
	ownerNumber  = 2_320_418 // of the user
	accountAdded = "2021-03-08T09:12:44-08:00"
)

// accountHome answers the root of the account.
func accountHome(c *call) reply {
	return object("Account", func(o *out) {
		o.str("Id", c.s.o.AccountSID)
		o.str("Name", accountName)
		o.str("Status", "ACTIVE")
		o.str("Currency", usd.String())
		o.str("DateActivated", accountAdded)
		o.str("ApiVersion", strconv.Itoa(c.version))
	})
}

// companyInformation answers the profile of the account.
func companyInformation(c *call) reply {
	return object("CompanyInformation", func(o *out) {
		for _, pair := range [][2]string{
			{"CompanyName", accountName},
			{"PrimaryPromotionalMethod", "CONTENT"},
			{"PromotionalMethods", "CONTENT,SOCIAL_MEDIA_INFLUENCER"},
			{"Website", "https://www.meadowlark.example"},
			{"Description", "Reviews, guides and short videos about things for the home."},
			{"LogoImage", "/display-content/meadowlark.png"},
			{"ContentAndInterests", "home,outdoor,food,reviews"},
			{"PrimaryPhoneNumber", "2135550142"},
			{"PrimaryPhoneNumberCountry", "US"},
			{"SecondaryPhoneNumber", ""},
			{"SecondaryPhoneNumberCountry", ""},
			{"MinimumContactRating", "1"},
			// The display form shows the offset of the season.
			{"Timezone", "(GMT " + c.offset() + ") Pacific Time (US & Canada); Tijuana"},
			{"Currency", usd.String()},
			{"RegisteredForIndirectTax", "false"},
			{"IndirectTaxNumber", ""},
			{"OrganizationType", "LLC"},
			{"EinSsnForeignTaxId", ""},
			{"DateOfBirth", ""},
			{"Gender", "None"},
			{"Ethnicity", "None"},
			{"ParentalStatus", "None"},
			{"RelationshipStatus", "None"},
			{"Education", "None"},
			{"Pronouns", "None"},
			{"HouseholdIncome", "None"},
		} {
			o.str(pair[0], pair[1])
		}
		for _, name := range []string{"ShippingAddress", "CorporateAddress", "BillingAddress"} {
			o.object(name, func() { address(o) })
		}
		for _, name := range []string{"FinancialContact", "TechnicalContact", "SecurityContact", "CommercialContact"} {
			o.object(name, func() { contact(o) })
		}
		o.str("Uri", c.uri("CompanyInformation"))
	})
}

// offset is the account's offset at the moment, like -08:00.
func (c *call) offset() string { return c.time(c.now).Format("-07:00") }

func address(o *out) {
	o.str("AddressLine1", "410 Larkspur Street")
	o.str("AddressLine2", "Suite 3")
	o.str("City", "Los Angeles")
	o.str("State", "CALIFORNIA")
	o.str("PostalCode", "90013")
	o.str("Country", "US")
}

func contact(o *out) {
	o.num("UserId", ownerNumber)
	o.str("Name", ownerName)
	o.str("Email", ownerEmail)
	o.str("WorkPhoneNumber", "2135550142")
	o.str("WorkPhoneNumberCountry", "US")
	o.str("CellPhoneNumber", "")
	o.str("CellPhoneNumberCountry", "")
}
