package campaigns

import (
	"context"
	"slices"
	"strings"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/toast"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestADraftSurvivesClosingAndOtherCampaigns(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	d := opened(t, p, "c1")
	conform.Write(t, d, "I run.")
	conform.Press(t, d, "dialog.close")
	if msgs := conform.Answer(t, p, d); conform.Said(msgs) != "Draft kept." {
		t.Errorf("told: %q", conform.Said(msgs))
	}
	if got := src.Drafts["campaign/c1"]; got.Values["motivation"] != "I run." || got.Key != "key-1" {
		t.Errorf("kept: %+v", got)
	}
	d = opened(t, p, "c2")
	uitest.Lacks(t, conform.Text(d), "I run.")
	conform.Press(t, d, "dialog.close")
	if msgs := conform.Answer(t, p, d); conform.Said(msgs) != "" {
		t.Errorf("an empty form is told as a draft: %q", conform.Said(msgs))
	}
	d = opened(t, p, "c1")
	uitest.Has(t, conform.Text(d), "I run.")
	for range 6 {
		d.Update(uitest.Stroke(t, "backspace"))
	}
	conform.Press(t, d, "dialog.close")
	conform.Answer(t, p, d)
	if len(src.Drafts) != 0 {
		t.Errorf("a draft without text is kept: %v", src.Drafts)
	}
}

// unsaved is a source that can keep no draft.
type unsaved struct{ *uitest.Source }

func (unsaved) SaveDraft(context.Context, partner.Draft) error {
	return &partner.Error{Kind: partner.Internal}
}

func TestADraftThatCannotBeSavedIsKeptAndTold(t *testing.T) {
	t.Parallel()
	src := uitest.NewSource()
	p := New(t.Context(), unsaved{src})
	p.SetFrame(uitest.Frame(80, 8))
	uitest.Settle(t, p, p.Init())
	d := opened(t, p, "c1")
	conform.Write(t, d, "I run.")
	conform.Press(t, d, "dialog.close")
	o, _ := d.Outcome()
	var told []string
	for _, msg := range uitest.Settle(t, p, p.Update(*o.Answer)) {
		if m, ok := msg.(toast.Msg); ok {
			told = append(told, m.Text)
		}
	}
	if !slices.ContainsFunc(told, func(s string) bool { return strings.Contains(s, "only until you quit") }) {
		t.Errorf("told: %q", told)
	}
	d = opened(t, p, "c1")
	uitest.Has(t, conform.Text(d), "I run.")
	conform.Press(t, d, "form.next", "form.next", "form.toggle", "form.submit")
	conform.Answer(t, p, d)
	if len(src.Writes()) != 1 {
		t.Error("what cannot be saved cannot be sent")
	}
}

func TestFormsBearHostileTexts(t *testing.T) {
	t.Parallel()
	for _, text := range uitest.Names() {
		p, src := made(t, uitest.Frame(80, 8))
		for i := range src.CampaignList.Value.Campaigns {
			c := &src.CampaignList.Value.Campaigns[i]
			c.Name, c.Brand, c.Rate, c.Product, c.Usage = text, text, text, text, text
			c.Terms.Name, c.Terms.Text = text, text
		}
		uitest.Settle(t, p, p.Init())
		for _, id := range []string{"c1", "c2", "c3"} {
			d := opened(t, p, id)
			for _, size := range [][2]int{{1, 1}, {30, 8}, {114, 40}} {
				d.Resize(size[0], size[1])
				uitest.Clean(t, d.View(uitest.Theme(0)))
				uitest.Clean(t, d.Title())
			}
			if f, ok := d.(*dialog.Form); ok {
				conform.Press(t, f, "dialog.close")
				conform.Answer(t, p, f)
			}
		}
	}
}
