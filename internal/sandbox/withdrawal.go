package sandbox

import "slices"

// withdrawalSettings answers where and when the balance is paid out; a new
// account has not said so yet.
func withdrawalSettings(c *call) reply {
	if c.d.profile == profileNew {
		return notFound()
	}
	return object("WithdrawalSettings", func(o *out) {
		for _, pair := range [][2]string{
			{"PaymentMethod", "BANK_TRANSFER"},
			{"PaypalEmailAddress", ""},
			{"BankCountry", "US"},
			{"BeneficiaryAccountName", accountName + " LLC"},
			{"BeneficiaryClassification", "BUSINESS"},
			{"ClassificationCode", ""},
			{"BeneficiaryAlternativeName", ""},
			{"BeneficiaryTaxPayerId", ""},
			{"BankAccountType", "CHECKING"},
			{"BankAccountNumber", "000774401928"},
			{"SwiftCode", ""},
			{"RoutingCode", "000000000"},
			{"VoCode", ""},
			{"AgencyCode", ""},
			{"BankAddress", "1 Example Plaza"},
			{"BankPostalCode", "90013"},
			{"BankCity", "Los Angeles"},
			{"BankState", "CA"},
			{"BranchCode", ""},
			{"BankName", "Example Savings"},
			{"BranchName", ""},
			{"PaymentSchedulingType", "BALANCE_THRESHOLD"},
			{"PaymentThreshold", formatCents(threshold)},
			{"PaymentDay", "0"},
		} {
			o.str(pair[0], pair[1])
		}
		o.str("Uri", c.uri("WithdrawalSettings"))
	})
}

// requiredFields tells which settings a bank in a country needs. Its parameters
// begin with small letters, unlike all others.
func requiredFields(c *call) reply {
	country, method := c.query.Get("bankCountry"), c.query.Get("paymentMethod")
	if country == "" {
		return invalid("bankCountry", "bankCountry is required.")
	}
	methods := []string{"PAYPAL", "BANK_TRANSFER"}
	if method != "" && !slices.Contains(methods, method) {
		return invalid("paymentMethod", "Unknown payment method. Known are PAYPAL and BANK_TRANSFER.")
	}
	currency, bank := bankFields(country)
	fields := map[string][]string{"PAYPAL": {"PaypalEmailAddress"}, "BANK_TRANSFER": bank}
	return object("RequiredFields", func(o *out) {
		o.str("BankCountry", country)
		o.str("Currency", currency)
		o.object("PaymentMethods", func() {
			for _, m := range methods {
				if method == "" || method == m {
					o.object(m, func() { o.strings("RequiredFields", "RequiredField", fields[m]) })
				}
			}
		})
	})
}

func bankFields(country string) (currency string, fields []string) {
	switch country {
	case "US":
		return "USD", []string{"BeneficiaryAccountName", "BankAccountType", "BankAccountNumber", "RoutingCode"}
	case "GB":
		return "GBP", []string{"BeneficiaryAccountName", "BankAccountNumber", "RoutingCode"}
	case "DE", "FR", "NL", "AT", "BE", "IE", "ES", "IT":
		return "EUR", []string{"BeneficiaryAccountName", "BankAccountNumber", "SwiftCode"}
	}
	return "USD", []string{"BeneficiaryAccountName", "BankAccountNumber", "SwiftCode", "BankName", "BankAddress"}
}
