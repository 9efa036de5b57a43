package service

import (
	"fmt"
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/internal/store"
)

// program is a joined program as the Partner API writes it.
func program(id, name, status, domains string) string {
	return fmt.Sprintf(`{"CampaignId":%q,"CampaignName":%q,"AdvertiserName":%q,"ContractStatus":%q,"AllowsDeeplinking":"true",
		"DeeplinkDomains":[%s],"TrackingLink":"https://b.sjv.io/c/1/2/%s"}`, id, name, name+" Inc", status, domains, id)
}

// vanity is a row of the report of vanity links.
func vanity(link, clicks, made string) string {
	return fmt.Sprintf(`{"Vanity_Link":%q,"Campaign":"Brand","campaign_id":"1","Clicks":%q,"Created_Date":%q}`, link, clicks, made)
}

const vanityReport = "Reports/mp_vanity_links"

func linkKit(t *testing.T, change ...func(*Options)) *kit {
	t.Helper()
	k := newKit(t, change...)
	k.api.list("Campaigns", "Campaigns",
		program("2", "zebra", "Active", `"zebra.com"`), program("1", "Brand", "Active", `"brand.com"`), program("3", "Old", "Expired", `"old.com"`))
	for _, p := range []string{"1", "2"} {
		k.api.set("Programs/"+p+"/TrackingLinks", `{"TrackingURL":"https://b.sjv.io/c/1/2/`+p+`"}`)
	}
	k.api.set("Campaigns/1", program("1", "Brand", "Active", `"brand.com"`)) // asked for when the list was not
	k.api.list("Reports", "Reports", `{"Id":"mp_vanity_links","Name":"Vanity Links","ApiAccessible":true}`)
	k.api.list(vanityReport, "Records")
	return k
}

func TestLinkProgramsAreTheRunningOnesByName(t *testing.T) {
	t.Parallel()
	k := linkKit(t)
	k.api.list("MediaProperties", "MediaProperties", `{"Id":"5","Name":"Blog","Type":"WEBSITE","Url":"https://blog.example","OwnershipVerified":"true"}`)
	got, err := k.LinkPrograms(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range got.Value.Programs {
		names = append(names, p.Name)
	}
	wantText(t, "programs", strings.Join(names, " "), "Brand zebra")
	if len(got.Value.Properties) != 1 || len(got.Value.Notes) != 0 {
		t.Errorf("the rest is %+v", got.Value)
	}
	k.api.fail("MediaProperties", 403)
	if got, err = k.LinkPrograms(t.Context()); err != nil || len(got.Value.Programs) != 2 {
		t.Errorf("without properties it is %+v, %v", got, err)
	}
	wantParts(t, got.Value.Notes, "properties")
	k.api.fail("Campaigns", 503)
	_, err = k.LinkPrograms(t.Context())
	wantKind(t, err, partner.Unavailable)
}

func TestALinkIsCheckedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	k := linkKit(t)
	if _, err := k.LinkPrograms(t.Context()); err != nil {
		t.Fatal(err)
	}
	for field, q := range map[string]partner.LinkRequest{
		"program": {ProgramID: "3"}, // its contract has ended
		"landing": {ProgramID: "1", Landing: "https://evil.com"},
		"path":    {ProgramID: "1", Vanity: true, Path: "a"},
		"sub_id":  {ProgramID: "1", SharedID: "ü"},
	} {
		_, err := k.CreateLink(t.Context(), q)
		wantKind(t, err, partner.Invalid)
		if !strings.Contains(err.Error(), "field "+field) {
			t.Errorf("the error names another field than %s: %v", field, err)
		}
	}
	_, err := k.CreateLink(t.Context(), partner.LinkRequest{})
	wantKind(t, err, partner.Invalid)
	_, err = k.CreateLink(t.Context(), partner.LinkRequest{ProgramID: "77"})
	wantKind(t, err, partner.NotFound)
	if n := k.api.count("Programs/1/TrackingLinks"); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestALinkThatWasMadeIsInTheHistory(t *testing.T) {
	t.Parallel()
	k := linkKit(t)
	k.api.list("MediaProperties", "MediaProperties", `{"Id":"5","Name":"Blog","Type":"WEBSITE","Url":"https://blog.example","OwnershipVerified":"true"}`)
	if _, err := k.LinkPrograms(t.Context()); err != nil {
		t.Fatal(err)
	}
	made, err := k.CreateLink(t.Context(), partner.LinkRequest{
		ProgramID: "1", Landing: " https://BRAND.com/x", SubIDs: [3]string{"a"}, SharedID: "s", PropertyID: "5", Path: "left over",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := partner.Link{
		ID: made.ID, URL: "https://b.sjv.io/c/1/2/1", ProgramID: "1", Program: "Brand", Landing: "https://brand.com/x",
		SubIDs: [3]string{"a"}, SharedID: "s", Property: "Blog", Made: noon, Here: true,
	}
	if made != want || made.ID == "" {
		t.Errorf("the link is %+v, want %+v", made, want)
	}
	got, err := k.Links(t.Context())
	if err != nil || len(got.Value.Links) != 1 || got.Value.Links[0] != want {
		t.Errorf("links are %+v, %v", got.Value.Links, err)
	}
}

func TestALinkWithAnUnknownOutcomeIsNotInTheHistory(t *testing.T) {
	t.Parallel()
	b := newFullBench(t)
	programs, err := b.LinkPrograms(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.fault("trackinglinks=lost")
	_, err = b.CreateLink(t.Context(), partner.LinkRequest{ProgramID: programs.Value.Programs[0].ID})
	wantKind(t, err, partner.Uncertain)
	if err == nil || !strings.Contains(err.Error(), "may exist") {
		t.Errorf("the error is %v", err)
	}
	if n := b.posts("TrackingLinks"); n != 1 {
		t.Errorf("it was sent %d times", n)
	}
	if n := len(b.store.State().Links); n != 0 {
		t.Errorf("%d links are in the history", n)
	}
}

func TestLinksOfHistoryAndReportStandOnce(t *testing.T) {
	t.Parallel()
	k := linkKit(t)
	k.api.set("Programs/1/TrackingLinks", `{"TrackingURL":"https://B.sjv.io/spring"}`)
	if _, err := k.CreateLink(t.Context(), partner.LinkRequest{ProgramID: "1", Vanity: true, Path: "spring"}); err != nil {
		t.Fatal(err)
	}
	k.api.list(vanityReport, "Records", vanity("https://b.sjv.io/spring", "12", "Aug 22, 2026"), vanity("https://b.sjv.io/tea", "3", "Aug 1, 2026"))
	got, err := k.Links(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	links := got.Value.Links
	if len(links) != 2 || got.Value.Vanity != partner.Some(2) {
		t.Fatalf("links are %+v", got.Value)
	}
	// The report is asked for in four parts, and each answer is the same here.
	if !links[0].Here || links[0].Clicks != partner.Some[int64](4*12) || links[1].Here || links[1].ID != "vanity/b.sjv.io/tea" {
		t.Errorf("links are %+v", links)
	}
	asked := k.api.count(vanityReport)
	if _, err := k.Links(t.Context()); err != nil || k.api.count(vanityReport) != asked {
		t.Errorf("the report was asked for again at once: %v", err)
	}
	// One that is forgotten is not back as the report's.
	done, err := k.ForgetLinks(t.Context(), []string{links[0].ID})
	if err != nil || !done.Undo {
		t.Fatalf("%+v, %v", done, err)
	}
	wantText(t, "the toast", done.Text, "Forgot https://B.sjv.io/spring")
	if got, err = k.Links(t.Context()); err != nil || len(got.Value.Links) != 1 {
		t.Errorf("links are %+v, %v", got.Value.Links, err)
	}
	undone, err := k.Undo(t.Context())
	if err != nil || len(undone.Kinds) != 1 || undone.Kinds[0] != partner.KindLink {
		t.Errorf("%+v, %v", undone, err)
	}
	if got, err = k.Links(t.Context()); err != nil || len(got.Value.Links) != 2 {
		t.Errorf("links are %+v, %v", got.Value.Links, err)
	}
	_, err = k.ForgetLinks(t.Context(), nil)
	wantKind(t, err, partner.Invalid)
}

func TestTheHistoryStandsWithoutTheReport(t *testing.T) {
	t.Parallel()
	for _, status := range []int{401, 403, 404, 503} {
		k := linkKit(t)
		if err := k.store.AddLink("g1", partner.Link{ID: "l", URL: "https://b.sjv.io/x", Made: noon}); err != nil {
			t.Fatal(err)
		}
		k.api.fail(vanityReport, status)
		got, err := k.Links(t.Context())
		if err != nil || len(got.Value.Links) != 1 || got.Value.Vanity.OK {
			t.Errorf("%d: links are %+v, %v", status, got.Value, err)
		}
		wantParts(t, got.Value.VanityNotes, "vanity links")
	}
}

func TestAnotherProgramSeesTheLinksMadeHere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	share := func(o *Options) { o.Store = store.Open(dir, cannedSID, o.Now) }
	a, b := linkKit(t, share), linkKit(t, share)
	if _, err := a.CreateLink(t.Context(), partner.LinkRequest{ProgramID: "1"}); err != nil {
		t.Fatal(err)
	}
	got, err := b.Links(t.Context())
	if err != nil || len(got.Value.Links) != 1 {
		t.Errorf("links are %+v, %v", got.Value.Links, err)
	}
}

func TestALostReportLeavesTheLinksItListedLast(t *testing.T) {
	t.Parallel()
	clock := &clock{at: noon}
	k := linkKit(t, func(o *Options) { o.Now = clock.now })
	k.api.list(vanityReport, "Records", vanity("https://b.sjv.io/spring", "12", "Aug 22, 2026"))
	before, err := k.Links(t.Context())
	if err != nil || len(before.Value.Links) != 1 {
		t.Fatalf("links are %+v, %v", before.Value, err)
	}
	clock.move(2 * rowsAge)
	k.Demand()
	k.api.fail(vanityReport, 503)
	after, err := k.Links(t.Context())
	if err != nil || len(after.Value.Links) != 1 || after.Value.Vanity != before.Value.Vanity || !after.AsOf.Equal(before.AsOf) {
		t.Errorf("links are %+v of %v, %v", after.Value, after.AsOf, err)
	}
	wantParts(t, after.Value.VanityNotes, "vanity links")
}
