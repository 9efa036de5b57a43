package links

import (
	"context"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/effect"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// leave closes the form as Esc does.
func leave(t testing.TB, p *Pane, f *dialog.Form) {
	t.Helper()
	uitest.Do(t, f, "dialog.close")
	uitest.Settle(t, p, answer(t, p, f))
}

func TestADraftSurvivesClosingAndTheNextSession(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := opened(t, p)
	choose(t, f, "Program", "form.choose.next", 2)
	into(t, f, "Sub ID 1", "mail")
	leave(t, p, f)
	if d := src.Drafts["link"]; d.Values["sub1"] != "mail" || !d.Saved.Equal(uitest.Now()) || d.Key != "" {
		t.Errorf("kept: %+v", d)
	}
	f = opened(t, p)
	uitest.Has(t, conform.Text(f), "< Bolt Bikes >", "mail")
	leave(t, p, f)
	later := New(t.Context(), src)
	later.SetFrame(uitest.Frame(80, 8))
	uitest.Settle(t, later, later.Init())
	uitest.Has(t, conform.Text(opened(t, later)), "< Bolt Bikes >", "mail")
}

func TestAnEmptiedFormIsNoDraft(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := opened(t, p)
	choose(t, f, "Program", "form.choose.next", 1)
	leave(t, p, f)
	if len(src.Drafts) != 0 {
		t.Errorf("the choice of a program alone is kept: %v", src.Drafts)
	}
	f = opened(t, p)
	into(t, f, "Sub ID 1", "x")
	leave(t, p, f)
	f = opened(t, p)
	into(t, f, "Sub ID 1", "")
	f.Update(uitest.Stroke(t, "backspace"))
	leave(t, p, f)
	if len(src.Drafts) != 0 {
		t.Errorf("an emptied form is kept: %v", src.Drafts)
	}
}

func TestAFormForAnotherBrandLeavesTheDraftAlone(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := opened(t, p)
	choose(t, f, "Program", "form.choose.next", 1)
	into(t, f, "Landing page", "acme.example/x")
	leave(t, p, f)
	p.Update(effect.Visit{To: ID, About: effect.Create, Value: effect.Brand{ProgramID: "200"}})
	f = conform.Asked[*dialog.Form](t, p)
	uitest.Lacks(t, conform.Text(f), "acme.example/x")
	leave(t, p, f)
	if src.Drafts["link"].Values[fieldLanding] != "acme.example/x" {
		t.Errorf("kept: %v", src.Drafts)
	}
	p.Update(effect.Visit{To: ID, About: effect.Create, Value: effect.Brand{ProgramID: "200"}})
	f = conform.Asked[*dialog.Form](t, p)
	into(t, f, "Landing page", "bolt.example/y")
	leave(t, p, f)
	uitest.Has(t, conform.Text(opened(t, p)), "< Bolt Bikes >", "bolt.example/y")
	p.Update(effect.Visit{To: ID, About: effect.Create, Value: effect.Brand{ProgramID: "100"}})
	uitest.Has(t, conform.Text(conform.Asked[*dialog.Form](t, p)), "< Acme Shoes >", "acme.example/x")
}

func TestADraftThatWasGivenAnotherProgramMovesThere(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	f := opened(t, p)
	into(t, f, "Sub ID 1", "mail")
	leave(t, p, f)
	f = opened(t, p)
	choose(t, f, "Program", "form.choose.next", 1)
	leave(t, p, f)
	if len(p.drafts.byProgram) != 1 || p.drafts.newest()[fieldProgram] != "100" {
		t.Errorf("%v", p.drafts.byProgram)
	}
}

func TestADoubtSurvivesTheSession(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	f := opened(t, p)
	choose(t, f, "Program", "form.choose.next", 1)
	src.Refuse = uitest.Failure(partner.Uncertain)
	uitest.Settle(t, p, submit(t, p, f))
	src.Refuse = nil
	later := New(t.Context(), src)
	later.SetFrame(uitest.Frame(80, 8))
	uitest.Settle(t, later, later.Init())
	f = opened(t, later)
	uitest.Settle(t, later, submit(t, later, f))
	if len(conform.Written[partner.LinkRequest](src)) != 1 {
		t.Error("what may have been sent before is sent again unasked")
	}
	conform.Asked[*dialog.Confirm](t, later)
}

// slow keeps the drafts in the order in which they arrive.
type slow struct {
	*uitest.Source
	saved *[]string
	err   error
}

func (s slow) SaveDraft(_ context.Context, d partner.Draft) error {
	*s.saved = append(*s.saved, d.Values[fieldSub+"1"])
	return s.err
}

func TestTheLastDraftIsSavedLast(t *testing.T) {
	t.Parallel()
	var saved []string
	p := New(t.Context(), slow{Source: uitest.NewSource(), saved: &saved})
	p.SetFrame(uitest.Frame(80, 8))
	uitest.Settle(t, p, p.Init())
	one := p.keep(values{fieldProgram: "100", fieldSub + "1": "one"})
	if two, three := p.keep(values{fieldProgram: "100", fieldSub + "1": "two"}), p.drop(values{fieldProgram: "100"}); two != nil || three != nil {
		t.Error("two drafts are saved at the same time")
	}
	uitest.Settle(t, p, one)
	if len(saved) != 2 || saved[0] != "one" || saved[1] != "" {
		t.Errorf("saved %q", saved)
	}
}

func TestADraftThatCannotBeKeptIsTold(t *testing.T) {
	t.Parallel()
	var saved []string
	p := New(t.Context(), slow{uitest.NewSource(), &saved, &partner.Error{Op: "keep the draft", Kind: partner.Internal, Detail: "the disk is full"}})
	p.SetFrame(uitest.Frame(80, 8))
	uitest.Settle(t, p, p.Init())
	f := opened(t, p)
	into(t, f, "Sub ID 1", "mail")
	uitest.Do(t, f, "dialog.close")
	msgs := uitest.Settle(t, p, answer(t, p, f))
	if m, ok := uitest.Find[toast.Msg](msgs); !ok || !m.Failed {
		t.Errorf("told: %+v", m)
	}
	uitest.Has(t, conform.Text(opened(t, p)), "mail")
}
