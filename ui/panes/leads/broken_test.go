package leads

import (
	"context"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

// broken is a source that cannot read or keep drafts.
type broken struct {
	*uitest.Source
	read, write error
}

func (s broken) Draft(ctx context.Context, form string) (partner.Draft, error) {
	if s.read != nil {
		return partner.Draft{}, s.read
	}
	return s.Source.Draft(ctx, form)
}

func (s broken) SaveDraft(context.Context, partner.Draft) error { return s.write }

func TestDraftsThatCannotBeHadAreTold(t *testing.T) {
	t.Parallel()
	src := broken{uitest.NewSource(), uitest.Failure(partner.Internal), uitest.Failure(partner.Internal)}
	p := New(t.Context(), src)
	p.SetFrame(uitest.Frame(80, 8))
	uitest.Settle(t, p, p.Init())
	said(t, conform.Run(t, p, "submit"), "Your draft could not be read, so the form stays closed.")
	if p.Asks() != nil {
		t.Error("a form without its key opens")
	}
	src.read = nil
	p = New(t.Context(), src)
	p.SetFrame(uitest.Frame(80, 8))
	uitest.Settle(t, p, p.Init())
	f := filledForm(t, p)
	said(t, uitest.Settle(t, p, p.Update(pauseMsg{p.typing})), "could not be kept as a draft")
	said(t, conform.Submit(t, p, f), "Submitted")
}

func TestTextTypedBeforeTheFormOpensGoesIntoIt(t *testing.T) {
	t.Parallel()
	p, _ := loaded(t, uitest.Frame(80, 8))
	cmd := uitest.Do(t, p, "leads.submit")
	if !p.Capturing() {
		t.Fatal("keys are not taken for text")
	}
	uitest.Type(p.Update, "Ann")
	uitest.Settle(t, p, cmd)
	if v := p.Asks().(*dialog.Form).Values()["name"]; v != "Ann" {
		t.Errorf("%q", v)
	}
	cmd = uitest.Do(t, p, "leads.submit")
	away := uitest.Frame(80, 8)
	away.Focused = false
	p.SetFrame(away)
	if uitest.Settle(t, p, cmd); p.Asks() != nil {
		t.Error("a form opens over another pane")
	}
}
