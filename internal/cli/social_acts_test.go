package cli

import (
	"strings"
	"testing"

	"impactdash/internal/partner"
)

func (b *bench) property(id string) (partner.Property, bool) {
	b.t.Helper()
	list, err := b.account().Properties(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, p := range list.Value.Properties {
		if p.ID == id {
			return p, true
		}
	}
	return partner.Property{}, false
}

func TestAPropertyIsAddedChangedAndRemoved(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	add := []string{"social", "add", "--platform", "instagram", "--name", "Second account", "--url", "https://www.instagram.com/second.example", "--size", "thousand_plus"}
	out := b.do(add...).want(t, exitDone).out
	id, _, _ := strings.Cut(out, "\t")
	if p, ok := b.property(id); !ok || p.Name != "Second account" || p.Platform != "INSTAGRAM" || p.Followers != "THOUSAND_PLUS" {
		t.Fatalf("%q: %+v", out, p)
	}
	b.do(add...).fails(t, exitFailed, "in the list already")
	b.do("social", "edit", id, "--name", "Renamed").want(t, exitDone)
	if p, _ := b.property(id); p.Name != "Renamed" || p.URL != "https://www.instagram.com/second.example" {
		t.Errorf("%+v", p)
	}
	b.do("social", "edit", "nosuch", "--name", "x").want(t, exitNothing)
	b.do("social", "remove", id).fails(t, exitUsage, "--yes")
	if r := b.typing("n\n", "social", "remove", id); r.code != exitFailed || !strings.Contains(r.err, "final") {
		t.Errorf("%d, %q", r.code, r.err)
	}
	r := b.do("social", "remove", "--yes", id, "nosuch").want(t, exitFailed)
	if got := rows(r.out); len(got) != 2 || got[0][1] != wasDone || got[1][1] != notFound {
		t.Errorf("%q", r.out)
	}
	if _, ok := b.property(id); ok {
		t.Error("it is still there")
	}
}

func TestAPropertyThatCannotBeIsNotSent(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	for says, args := range map[string]string{
		"--type":                    "add --type blog --name x --url https://x.example",
		"needs --name and --url":    "add --platform INSTAGRAM",
		"needs --platform":          "add --name x --url https://x.example",
		`"MYSPACE" is not one of`:   "add --platform myspace --name x --url https://x.example",
		"for social accounts and a": "add --type website --platform TIKTOK --name x --url https://x.example",
		"nothing to change":         "edit 4606037",
		"--url: ":                   "add --platform TIKTOK --name x --url javascript:x",
	} {
		b.do(append([]string{"social"}, strings.Fields(args)...)...).fails(t, exitUsage, says)
	}
	if b.writes() != 0 {
		t.Errorf("%d writes", b.writes())
	}
}
