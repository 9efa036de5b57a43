package service

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
)

func TestProfileIsAskedForOnce(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	s := c.at(noon)
	for range 3 {
		p, err := s.Profile(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if p.ID != cannedSID || p.Name != "Canned Ltd" || p.Currency != "USD" || p.ZoneNote != "" || p.Zone.String() != "America/Los_Angeles" {
			t.Errorf("profile is %+v", p)
		}
	}
	if c.count("CompanyInformation") != 1 || c.count("") != 0 {
		t.Errorf("it took %d and %d requests", c.count("CompanyInformation"), c.count(""))
	}
}

func TestProfileWithoutCompanyInformationIsCutInUTC(t *testing.T) {
	t.Parallel()
	for _, status := range []int{403, 404} {
		c := newCanned(t)
		c.fail("CompanyInformation", status)
		p, err := c.at(noon).Profile(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if p.Name != "Canned" || p.Currency != "USD" || p.Zone.String() != "UTC" {
			t.Errorf("profile is %+v", p)
		}
		if !strings.Contains(p.ZoneNote, "may not read CompanyInformation") || !strings.Contains(p.ZoneNote, "UTC") {
			t.Errorf("the note is %q", p.ZoneNote)
		}
	}
}

func TestTheUsersZoneNeedsNoNote(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.fail("CompanyInformation", 403)
	p, err := c.with(fixed(noon), mustZone(t, "Asia/Tokyo")).Profile(t.Context())
	if err != nil || p.Zone.String() != "Asia/Tokyo" || p.ZoneNote != "" {
		t.Errorf("profile is %+v, %v", p, err)
	}
}

func TestACompanyWithoutAZoneSaysSo(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.set("CompanyInformation", `{"CompanyName":"Canned Ltd"}`)
	p, err := c.at(noon).Profile(t.Context())
	if err != nil || p.Zone.String() != "UTC" || !strings.Contains(p.ZoneNote, "names no time zone") || p.Currency != "USD" {
		t.Errorf("profile is %+v, %v", p, err)
	}
}

func TestATokenWithoutTheAccountRootStillHasAProfile(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.fail("", 403)
	p, err := c.at(noon).Profile(t.Context())
	if err != nil || p.ID != cannedSID || p.Zone.String() != "America/Los_Angeles" {
		t.Errorf("profile is %+v, %v", p, err)
	}
}

func TestATokenThatReachesOnlyProgramsHasAnID(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.fail("", 403)
	c.fail("CompanyInformation", 403)
	p, err := c.at(noon).Profile(t.Context())
	if err != nil || p.ID != cannedSID || p.Currency != "" || p.ZoneNote == "" {
		t.Errorf("profile is %+v, %v", p, err)
	}
	c.fail("Campaigns", 403)
	_, err = c.at(noon).Profile(t.Context())
	wantKind(t, err, partner.Forbidden)
}

func TestRefusedCredentialsAreAnError(t *testing.T) {
	t.Parallel()
	for _, resources := range [][]string{{"", "CompanyInformation"}, {"CompanyInformation"}} {
		c := newCanned(t)
		for _, r := range resources {
			c.fail(r, 401)
		}
		_, err := c.at(noon).Profile(t.Context())
		wantKind(t, err, partner.Unauthorized)
	}
}

func TestAServiceThatIsDownIsNeitherRememberedNorTakenForMissingScope(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	s := c.at(noon)
	for _, status := range []int{500, 503, 429} {
		c.fail("CompanyInformation", status)
		if p, err := s.Profile(t.Context()); err == nil {
			t.Fatalf("with %d the profile is %+v", status, p)
		}
	}
	c.fail("CompanyInformation", 0)
	p, err := s.Profile(t.Context())
	if err != nil || p.Zone.String() != "America/Los_Angeles" {
		t.Errorf("when it is back the profile is %+v, %v", p, err)
	}
}

func TestADownServiceWinsOverAMissingScope(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.fail("", 403)
	c.fail("CompanyInformation", 503)
	c.fail("Campaigns", 403)
	_, err := c.at(noon).Profile(t.Context())
	wantKind(t, err, partner.Unavailable)
}

// The account root is in no official document: it must cost nothing where the
// company answers, whatever it does.
func TestTheAccountRootIsAskedOnlyWithoutACompany(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.fail("", 405)
	p, err := c.at(noon).Profile(t.Context())
	if err != nil || p.Name != "Canned Ltd" || p.ID != cannedSID {
		t.Errorf("profile is %+v, %v", p, err)
	}
	if n := c.count(""); n != 0 {
		t.Errorf("it was asked %d times", n)
	}
}

func TestACompanyOfNonsenseIsAnError(t *testing.T) {
	t.Parallel()
	c := newCanned(t)
	c.set("CompanyInformation", `{"Timezone":["x"]}`)
	_, err := c.at(noon).Profile(t.Context())
	wantKind(t, err, partner.Malformed)
}
