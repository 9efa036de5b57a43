package brands

import (
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

func TestAnswersSurviveOtherBrands(t *testing.T) {
	t.Parallel()
	p, src := loaded(t, uitest.Frame(80, 8))
	d := opened(t, p, "901")
	conform.Press(t, d, "form.next")
	conform.Write(t, d, "In a blog.")
	conform.Press(t, d, "dialog.close")
	if msgs := conform.Answer(t, p, d); conform.Said(msgs) != "Draft kept." {
		t.Errorf("told: %q", conform.Said(msgs))
	}
	d = opened(t, p, "900")
	conform.Press(t, d, "form.next", "form.toggle", "form.submit")
	conform.Answer(t, p, d)
	if got := src.Drafts[draftName].Values["901/how"]; got != "In a blog." {
		t.Errorf("kept: %q", got)
	}
	d = opened(t, p, "901")
	uitest.Has(t, conform.Text(d), "In a blog.", "[ ] no")
}

func TestASurveyAsksEveryKindOfQuestion(t *testing.T) {
	t.Parallel()
	p, src := made(t, uitest.Frame(80, 8))
	alter(src, 0, func(b *partner.InstantBrand) { b.Survey = uitest.LeadForm().Fields })
	uitest.Settle(t, p, p.Init())
	d := opened(t, p, "900")
	conform.Press(t, d, "form.previous", "form.previous", "form.toggle", "form.submit")
	uitest.Has(t, conform.Text(d), "Fill this in.", "Choose one.")
	if _, over := d.Outcome(); over {
		t.Error("it is sent without the answers")
	}
	for _, f := range uitest.LeadForm().Fields {
		if q := question(f); q.Label != f.Label || q.Required != f.Required || len(q.Choices) != len(f.Choices) {
			t.Errorf("%s becomes %+v", f.Name, q)
		}
	}
	if got := question(uitest.LeadForm().Fields[5]).Help; got != "In USD." {
		t.Errorf("the currency is told as %q", got)
	}
}

func TestFormsBearHostileTexts(t *testing.T) {
	t.Parallel()
	for _, text := range uitest.Names() {
		p, src := made(t, uitest.Frame(80, 8))
		for i := range 3 {
			alter(src, i, func(b *partner.InstantBrand) {
				b.Name, b.Brand, b.Payout, b.Locking, b.Paying = text, text, text, text, text
				b.Terms.Name, b.Terms.Text = text, text
				b.Survey = []partner.Field{{Name: text, Label: text, Help: text, Kind: partner.FieldKind(text), Choices: []partner.Choice{{Value: text, Label: text}}}}
			})
		}
		uitest.Settle(t, p, p.Init())
		d := opened(t, p, three()...)
		for _, size := range [][2]int{{1, 1}, {30, 8}, {114, 40}} {
			d.Resize(size[0], size[1])
			uitest.Clean(t, d.View(uitest.Theme(0)))
			uitest.Clean(t, d.Title())
		}
	}
}
