package links

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/event"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestTheFormStopsWhatIsNotPermitted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ label, text, want string }{
		{"Landing page", "https://evil.example/x", "evil.example is not permitted"},
		{"Landing page", "https://acme.example@evil.example/", "must not carry a user name"},
		{"Landing page", "ftp://acme.example/", "must begin with https://"},
		{"Sub ID 1", "naïve", "plain ASCII"},
		{"Shared ID", strings.Repeat("x", 65), "At most 64"},
	} {
		p, src := loaded(t, uitest.Frame(80, 8))
		f := opened(t, p)
		choose(t, f, "Program", "form.choose.next", 1)
		into(t, f, c.label, c.text)
		if cmd := submit(t, p, f); cmd != nil {
			t.Errorf("%s is sent", c.text)
		}
		if len(src.Writes()) != 0 {
			t.Errorf("%s: %+v", c.text, src.Writes())
		}
		uitest.Has(t, conform.Text(f), c.want)
	}
	p, _ := loaded(t, uitest.Frame(80, 8))
	f := opened(t, p)
	choose(t, f, "Vanity link", "form.toggle", 1)
	into(t, f, "Path", "c/1")
	if submit(t, p, f) != nil {
		t.Error("sent without a program")
	}
	uitest.Has(t, conform.Text(f), "Choose one.", "A path has letters")
}

// A page without a protocol gets https://, one that has a protocol keeps it.
func TestTheLandingPageKeepsItsProtocol(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"acme.example/x": "https://acme.example/x", "http://acme.example/x": "http://acme.example/x", "HTTPS://shop.acme.example": "https://shop.acme.example", "": "",
	} {
		for _, protocol := range []string{protocolSecure, protocolEither} {
			p, src := loaded(t, uitest.Frame(80, 8))
			p.open(nil)
			uitest.Settle(t, p, p.Update(dialog.Answer{To: ID, Ask: askCreate, Values: map[string]string{
				fieldProgram: "100", fieldLanding: typed, fieldProtocol: protocol,
			}}))
			if got := conform.Written[partner.LinkRequest](src); len(got) != 1 || got[0].Landing != want {
				t.Errorf("%q with %s: %+v", typed, protocol, got)
			}
		}
	}
}

func TestAProgramWithoutDeepLinksTakesNoLandingPage(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	p.drafts.byProgram["300"], p.drafts.last = values{fieldProgram: "300", fieldLanding: "https://cedar.example/tea"}, "300"
	f := opened(t, p)
	uitest.Has(t, conform.Text(f), "Cedar Tea allows no landing page of your own.", "default page")
	uitest.Lacks(t, conform.Text(f), "cedar.example/tea")
	uitest.Settle(t, p, submit(t, p, f))
	if got := conform.Written[partner.LinkRequest](src); len(got) != 1 || got[0].Landing != "" {
		t.Errorf("sent %+v", got)
	}
}

func TestAVisitOpensTheFormForItsBrand(t *testing.T) {
	t.Parallel()
	visit := func(p *Pane, b effect.Brand) []tea.Msg {
		return uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Create, Value: b}))
	}
	for _, b := range []effect.Brand{{ProgramID: "200", Name: "Bolt Bikes"}, {Name: "Bolt Bikes"}} {
		p, _ := loaded(t, uitest.Frame(80, 8))
		visit(p, b)
		uitest.Has(t, conform.Text(conform.Asked[*dialog.Form](t, p)), "< Bolt Bikes >")
	}
	p, _ := loaded(t, uitest.Frame(80, 8))
	visit(p, effect.Brand{})
	uitest.Has(t, conform.Text(conform.Asked[*dialog.Form](t, p)), "choose")
	msgs := visit(p, effect.Brand{ProgramID: "900", Name: "\x1b[31mNorthpeak"})
	if m, ok := uitest.Find[toast.Msg](msgs); !ok || m.Text != "You have not joined Northpeak, so there is no link to make." || !m.Refused {
		t.Errorf("told: %+v", m)
	}
	early, _ := fresh(t, uitest.Frame(80, 8))
	early.Init()
	if m, ok := uitest.Find[toast.Msg](visit(early, effect.Brand{ProgramID: "200"})); !ok || m.Text != "Your programs are being loaded." {
		t.Errorf("told: %+v", m)
	}
	if p.Asks() != nil || early.Asks() != nil {
		t.Error("a form is opened all the same")
	}
}

func TestAVisitWaitsForABrandThatWasJustJoined(t *testing.T) {
	t.Parallel()
	joined := effect.Visit{To: ID, About: effect.Create, Value: effect.Brand{ProgramID: "900", Name: "Northpeak"}}
	elsewhere := uitest.Frame(80, 8)
	elsewhere.Focused = false
	for name, c := range map[string]struct {
		joined, leave bool
		opens         bool
	}{"joined": {joined: true, opens: true}, "not joined": {}, "left": {joined: true, leave: true}} {
		p, src := loaded(t, uitest.Frame(80, 8))
		if c.joined {
			src.ProgramList.Value.Programs = append(slices.Clone(src.ProgramList.Value.Programs), partner.Program{ID: "900", Name: "Northpeak"})
		}
		loading := p.Update(event.Changed{Kinds: []string{event.KindProgram}})
		if m, told := uitest.Find[toast.Msg](uitest.Settle(t, p, p.Update(joined))); told {
			t.Errorf("%s: told at once: %+v", name, m)
		}
		if c.leave {
			p.SetFrame(elsewhere)
		}
		msgs := uitest.Settle(t, p, loading)
		if c.opens {
			uitest.Has(t, conform.Text(conform.Asked[*dialog.Form](t, p)), "< Northpeak >")
		}
		if p.Asks() != nil {
			t.Errorf("%s: a form is opened all the same", name)
		}
		if _, told := uitest.Find[toast.Msg](msgs); told == (c.opens || c.leave) {
			t.Errorf("%s: told %v", name, msgs)
		}
	}
}

func TestAVisitFindsALink(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Select, Value: "vanity/SpringShoes"}))
	if at(p) != "vanity/SpringShoes" {
		t.Errorf("it is on %s", at(p))
	}
	msgs := uitest.Settle(t, p, p.Update(effect.Visit{To: ID, About: effect.Select, Value: "gone"}))
	if m, ok := uitest.Find[toast.Msg](msgs); !ok || !m.Refused {
		t.Errorf("told: %+v", m)
	}
}

func TestTheOnlyProgramIsChosen(t *testing.T) {
	t.Parallel()
	p, src := fresh(t, uitest.Frame(80, 8))
	src.ProgramList.Value.Programs = src.ProgramList.Value.Programs[:1]
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, conform.Text(opened(t, p)), "< Acme Shoes >")
}

func TestPropertiesThatAreMissingAreToldInTheForm(t *testing.T) {
	t.Parallel()
	p, src := fresh(t, uitest.Frame(80, 8))
	src.ProgramList.Value.Properties = nil
	uitest.Settle(t, p, p.Init())
	uitest.Has(t, conform.Text(opened(t, p)), "You have no properties yet.")
	src.ProgramList.Value.Notes = []partner.Note{{What: "properties", Err: uitest.Failure(partner.Forbidden)}}
	uitest.Settle(t, p, p.Refresh())
	uitest.Has(t, conform.Text(opened(t, p)), "Your properties could not be loaded.")
}

func TestTheFormIsTameWithHostileData(t *testing.T) {
	t.Parallel()
	p, src := fresh(t, uitest.Frame(80, 8))
	src.Hostile()
	uitest.Settle(t, p, p.Init())
	p.open(nil)
	f := conform.Asked[*dialog.Form](t, p)
	for i := range 24 {
		for _, w := range []int{1, 20, 47, 74} {
			f.Resize(w, i)
			uitest.Clean(t, conform.Text(f))
		}
		f.Resize(74, 26)
		uitest.Type(f.Update, "v")
		uitest.Do(t, f, "form.down")
		if i%4 == 0 {
			uitest.Do(t, f, "form.next")
		}
	}
	for _, name := range uitest.Names() {
		d := shown(partner.Link{URL: "https://x.example/" + name, Program: name, Landing: name, SubIDs: [3]string{name, "", name}})
		d.Resize(70, 20)
		uitest.Clean(t, conform.Text(d))
	}
}
