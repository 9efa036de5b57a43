package api

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"impactdash/internal/origin"
	"impactdash/internal/partner"
)

// reportVanity lists the vanity links of the account. Its columns are not
// documented; the names below are those of its neighbours and of the request
// that makes a link.
const reportVanity = "mp_vanity_links"

// vanityParts is how many runs of 366 days are asked for.
const vanityParts = 4

var (
	vanityLinks    = [...]string{"Vanity_Link", "Vanity_URL", "Tracking_Link", "Tracking_URL", "Link", "URL"}
	vanityPaths    = [...]string{"Custom_Path", "Vanity_Path", "Vanity_Code", "Path"}
	vanityHosts    = [...]string{"Tracking_Domain", "Vanity_Domain", "Domain"}
	vanityLandings = [...]string{"Landing_Page", "Landing_Page_URL", "Deep_Link", "Destination", "Destination_URL", "Target_URL"}
	vanityMade     = [...]string{"Created_Date", "Date_Created", "Creation_Date", "Created", "Create_Date"}
	vanityProperty = [...]string{"Property_Name", "Property", "Media_Property", "Media_Property_Name"}
	subIDColumns   = [...][3]string{
		{"SubId1", "PubSubId1_", "PubSubId1"},
		{"SubId2", "PubSubId2_", "PubSubId2"},
		{"SubId3", "PubSubId3_", "PubSubId3"},
	}
	sharedColumns = [...]string{"SharedId", "Shared_Id"}
)

// VanityLinks are the active vanity links of the account, newest first, each
// once. The report is asked for the last four years, 366 days at a time, which
// costs four requests: it lists what was made in a range. Clicks are those of
// these years, absent when the report has no such column. Kinds: NotFound or
// Forbidden for an account whose list of reports lacks this one.
//
// Source: GET …/Reports/mp_vanity_links.
func (c *Client) VanityLinks(ctx context.Context) ([]partner.Link, error) {
	today := partner.DateOf(c.options.Now(), c.zone)
	q := ReportQuery{ID: reportVanity, Period: partner.Period{From: today.Add(1 - vanityParts*reportDays), To: today, Zone: c.zone}}
	var all []partner.Link
	place := map[string]int{} // in all, by id
	err := c.eachRow(ctx, "load vanity links", q, func(at cells, _ partner.Period) {
		v := vanityOf(at)
		if at.err != nil {
			return
		}
		if i, ok := place[v.ID]; ok { // listed for another part as well, with that part's clicks
			all[i].Clicks = sumCounts(all[i].Clicks, v.Clicks)
			return
		}
		place[v.ID] = len(all)
		all = append(all, v)
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b partner.Link) int { return b.Made.Compare(a.Made) })
	return all, nil
}

func vanityOf(at cells) partner.Link {
	v := partner.Link{
		URL:       at.text(vanityLinks[:]),
		ProgramID: at.text(programIDs[:]),
		Program:   at.text(programColumns[:]),
		Landing:   at.text(vanityLandings[:]),
		Vanity:    true,
		SharedID:  at.text(sharedColumns[:]),
		Property:  at.text(vanityProperty[:]),
		Clicks:    at.count(clickColumns[:]),
	}
	for i := range v.SubIDs {
		v.SubIDs[i] = at.text(subIDColumns[i][:])
	}
	name, made := at.pick(vanityMade[:])
	v.Made = at.instant(name, made)
	host, path := at.text(vanityHosts[:]), strings.Trim(at.text(vanityPaths[:]), "/")
	if v.URL == "" && host != "" && path != "" {
		v.URL = "https://" + strings.Trim(host, "/") + "/" + path
	}
	if v.URL != "" && !strings.Contains(v.URL, "://") {
		v.URL = "https://" + v.URL // reports leave the scheme out at times
	}
	u, err := url.Parse(v.URL)
	switch {
	case v.URL == "" && path == "":
		at.fail(vanityLinks[0], "the row names no link")
	case v.URL == "":
		v.ID = "vanity/" + path
	case err != nil || !origin.IsWeb(v.URL):
		at.fail(vanityLinks[0], "%q is not the address of a link", v.URL)
	default:
		v.ID = "vanity/" + strings.ToLower(u.Host) + u.EscapedPath()
	}
	return v
}
