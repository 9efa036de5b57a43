package brands

import (
	"context"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
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

// loaded is a pane with the usual brands.
func loaded(t testing.TB, f pane.Frame) (*Pane, *uitest.Source) {
	t.Helper()
	p, src := made(t, f)
	uitest.Settle(t, p, p.Init())
	return p, src
}

// at puts the cursor on a brand.
func at(t testing.TB, p *Pane, id string) {
	t.Helper()
	if !p.list.Select(id) {
		t.Fatalf("there is no brand %s", id)
	}
}

// mark marks brands.
func mark(t testing.TB, p *Pane, ids ...string) {
	t.Helper()
	for _, id := range ids {
		at(t, p, id)
		uitest.Do(t, p, "brands.mark")
	}
}

// marked are the ids of what an act is for.
func marked(p *Pane) []string {
	var ids []string
	for _, b := range p.list.Targets() {
		ids = append(ids, b.ID)
	}
	return ids
}

// opened is the form for some brands: the one under the cursor, several marked.
func opened(t testing.TB, p *Pane, ids ...string) dialog.Dialog {
	t.Helper()
	at(t, p, ids[0])
	if len(ids) > 1 {
		mark(t, p, ids...)
	}
	uitest.Settle(t, p, uitest.Do(t, p, "brands.join"))
	return asked(t, p)
}

// asked is the question the pane has.
func asked(t testing.TB, p *Pane) dialog.Dialog {
	t.Helper()
	d := p.Asks()
	if d == nil {
		t.Fatal("the pane asks nothing")
	}
	d.Resize(76, 40)
	return d
}

// answer hands the outcome of a question to the pane and settles what follows.
func answer(t testing.TB, p *Pane, d dialog.Dialog) []tea.Msg {
	t.Helper()
	o, ok := d.Outcome()
	if !ok || o.Answer == nil {
		t.Fatalf("the question has no answer: %s", uitest.Plain(d.View(uitest.Theme(0))))
	}
	return uitest.Settle(t, p, p.Update(*o.Answer))
}

// press runs acts of a dialog.
func press(t testing.TB, d dialog.Dialog, ids ...string) {
	t.Helper()
	for _, id := range ids {
		uitest.Do(t, d, id)
	}
}

// write fills in the field with the cursor.
func write(d dialog.Dialog, text string) { uitest.Type(d.Update, text) }

// says is the text of the toast among messages, empty for none.
func says(msgs []tea.Msg) string {
	m, _ := uitest.Find[toast.Msg](msgs)
	return m.Text
}

// view is what a dialog shows.
func view(d dialog.Dialog) string { return uitest.Plain(d.View(uitest.Theme(0))) }

// alter changes a brand of the source, not that of answers given.
func alter(src *uitest.Source, i int, change func(*partner.InstantBrand)) {
	list := slices.Clone(src.BrandList.Value.Brands)
	change(&list[i])
	src.BrandList.Value.Brands = list
}

// picky is a source that joins some brands and refuses others.
type picky struct {
	*uitest.Source
	refuse map[string]error
}

func (s picky) Join(ctx context.Context, r partner.JoinRequest) (partner.Batch, error) {
	b, err := s.Source.Join(ctx, r)
	if err != nil {
		return b, err
	}
	all := b.OK
	b.OK = nil
	for _, id := range all {
		if why := s.refuse[id]; why != nil {
			b.Failed = append(b.Failed, partner.Failed{ID: id, Name: "Brand " + id, Err: why})
		} else {
			b.OK = append(b.OK, id)
		}
	}
	return b, nil
}

// choosy is a pane with a picky source.
func choosy(t testing.TB, f pane.Frame) (*Pane, picky) {
	t.Helper()
	src := picky{uitest.NewSource(), map[string]error{}}
	p := New(t.Context(), src)
	p.SetFrame(f)
	uitest.Settle(t, p, p.Init())
	return p, src
}
