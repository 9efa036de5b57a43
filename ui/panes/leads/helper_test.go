package leads

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
)

// made is a pane that has not asked anything yet.
func made(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	t.Helper()
	src := uitest.NewSource()
	p := New(t.Context(), src)
	p.SetFrame(f)
	return p, src
}

// loaded is a pane with the usual data.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	t.Helper()
	p, src := made(t, f)
	uitest.Settle(t, p, p.Init())
	return p, src
}

// states are all the pane can look like, without a companion API included.
func states() []uitest.State {
	return append(uitest.States(), uitest.State{Name: "alone", Reach: func(t testing.TB, p pane.Pane, s *uitest.Source) {
		s.Alone()
		uitest.Settle(t, p, p.Init())
	}})
}

func frames() map[string]pane.Frame {
	return map[string]pane.Frame{"small": uitest.Frame(80, 8), "full": uitest.Zoomed(120, 30)}
}

func sizes() map[string]pane.Frame {
	return map[string]pane.Frame{"narrow": uitest.Frame(38, 5), "wide": uitest.Zoomed(220, 12), "full narrow": uitest.Zoomed(70, 12)}
}

// do runs an action and hands the pane what comes of it. The messages for the
// dashboard are returned.
func do(t testing.TB, p *Pane, act string) []tea.Msg {
	t.Helper()
	return uitest.Settle(t, p, uitest.Do(t, p, "leads."+act))
}

// opened is the form that an action opens.
func opened(t testing.TB, p *Pane, act string) *dialog.Form {
	t.Helper()
	do(t, p, act)
	f, ok := p.Asks().(*dialog.Form)
	if !ok {
		t.Fatalf("%s opens no form", act)
	}
	f.Resize(76, 40)
	return f
}

// answer is the outcome of a dialog, delivered to the pane as the dashboard
// does.
func answer(t testing.TB, p *Pane, d dialog.Dialog) tea.Cmd {
	t.Helper()
	o, ok := d.Outcome()
	if !ok || o.Answer == nil {
		t.Fatal("the dialog has no answer")
	}
	return p.Update(*o.Answer)
}

// submit sends a form.
func submit(t testing.TB, p *Pane, f *dialog.Form) []tea.Msg {
	t.Helper()
	uitest.Do(t, f, "form.submit")
	return uitest.Settle(t, p, answer(t, p, f))
}

// write types texts into the fields of a form from the one with the cursor on;
// an empty text leaves a field as it is.
func write(t testing.TB, f *dialog.Form, texts ...string) {
	t.Helper()
	for i, text := range texts {
		if i > 0 {
			uitest.Do(t, f, "form.next")
		}
		uitest.Type(f.Update, text)
	}
}

// at is the key of the row under the cursor.
func at(p *Pane) string {
	r, ok := p.list.Current()
	if !ok {
		return ""
	}
	return r.key()
}

// moveTo puts the cursor on a row.
func moveTo(t testing.TB, p *Pane, key string) {
	t.Helper()
	if !p.list.Select(key) {
		t.Fatalf("there is no row %s", key)
	}
}

// drafted is a half-filled form of the usual brand.
func drafted() partner.Draft {
	return partner.Draft{
		Form: "lead/400", Key: "draft-key", Saved: uitest.Now().Add(-2 * time.Hour),
		Values: map[string]string{"name": "Ann Lake, Lakeside", "size": "l", "value": "1250.50", "consent": "true"},
	}
}

// withDraft puts a draft where both the list and the form find it.
func withDraft(src *uitest.Source, d partner.Draft) {
	src.Drafts[d.Form] = d
	src.LeadList.Value.Drafts = []partner.Draft{d}
}

// sketched is a pane with the usual data and a draft.
func sketched(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	t.Helper()
	p, src := made(t, f)
	withDraft(src, drafted())
	uitest.Settle(t, p, p.Init())
	moveTo(t, p, "lead/400")
	return p, src
}

// second makes another brand take leads.
func second(src *uitest.Source) {
	f := uitest.LeadForm()
	f.ProgramID, f.Program = "500", "Echo Audio"
	src.LeadList.Value.Forms = append(src.LeadList.Value.Forms, f)
}
