package sandbox

import (
	"slices"
	"strconv"
	"strings"
)

// person is somebody as tasks name them; the zero value is nobody.
type person struct{ name, email string }

// user is somebody who can sign in to the account.
type user struct {
	person
	number            int64 // the id behind "I-"
	first, last, nick string
	joined, changed   string // RFC 3339 with the account's offset
	rights            []accessRight
}

// accessRight is a role with what it allows.
type accessRight struct {
	role        string
	permissions []string
}

func (u *user) id() string { return "I-" + strconv.FormatInt(u.number, 10) }

// owner is the user that the credentials of the account belong to: the contact
// of CompanyInformation.
func owner() person { return accountUsers()[0].person }

// colleague is the other user.
func colleague() person { return accountUsers()[1].person }

// accountUsers are the users of the account, the owner first.
func accountUsers() []user {
	return []user{
		{
			person: person{ownerName, ownerEmail}, number: ownerNumber, first: "Iris", last: "Calloway", nick: "icalloway",
			joined: accountAdded, changed: "2025-06-17T10:03:51-07:00",
			rights: []accessRight{
				{"Account Administration", []string{"MANAGE_ACCOUNT_INFO", "MANAGE_DIRECTORY_INFO", "RUN_USAGE_REPORTS"}},
				{"Advertiser Management", []string{"APPLY_TO_CAMPAIGN", "NEGOTIATE_AGREEMENTS", "MESSAGING", "VIEW_BRAND_INFO", "RUN_ACTION_AND_PERFORMANCE_REPORTS"}},
				{"Finance", []string{"VIEW_FINANCIALS", "MANAGE_FINANCIAL_SETTINGS", "RUN_FINANCIAL_TRANSACTION_REPORTS"}},
				{"Technical", []string{"WEBSERVICES_INTEGRATION", "EVENT_CALLBACK_INTEGRATION"}},
			},
		},
		{
			person: person{"Jonah Ferrante", "jonah@meadowlark.example"}, number: 2_871_930, first: "Jonah", last: "Ferrante", nick: "jferrante",
			joined: "2023-10-02T08:40:19-07:00", changed: "2024-01-11T15:26:07-08:00",
			rights: []accessRight{
				{"Creative Management", []string{"GET_AD_HTML", "REQUEST_CUSTOM_ADS", "RUN_CREATIVE_REPORTS"}},
			},
		},
	}
}

// listUsers lists the users, by name and state.
func listUsers(c *call) reply {
	state, name := c.query.Get("State"), strings.ToLower(c.query.Get("Name"))
	if bad := known("State", state, "ACTIVE", "PENDING", "INVITED"); bad != nil {
		return *bad
	}
	found := slices.DeleteFunc(accountUsers(), func(u user) bool {
		return state != "" && state != "ACTIVE" || !strings.Contains(strings.ToLower(u.name), name)
	})
	p, bad := c.paging(plainPages(), len(found))
	if bad != nil {
		return *bad
	}
	return list(p, "Users", "User", func(o *out, i int) { c.user(o, found[i]) })
}

// getUser retrieves one user.
func getUser(c *call) reply {
	for _, u := range accountUsers() {
		if u.id() == c.params["id"] {
			return object("User", func(o *out) { c.user(o, u) })
		}
	}
	return notFound()
}

func (c *call) user(o *out, u user) {
	o.str("Id", u.id())
	o.str("FirstName", u.first)
	o.str("LastName", u.last)
	o.str("Username", u.nick)
	o.str("State", "ACTIVE")
	o.str("Language", "en_US")
	o.array("AccessRights", "AccessRight", len(u.rights), func(i int) {
		o.str("Role", u.rights[i].role)
		o.strings("Permissions", "Permission", u.rights[i].permissions)
	})
	o.str("JoinedDate", u.joined)
	o.str("DateLastUpdated", u.changed)
	o.str("LastUpdatedBy", "icalloway")
	o.str("CreatedBy", "icalloway")
	o.str("Uri", c.uri("Users/"+u.id()))
}
