package brands

import (
	"context"
	"slices"
	"testing"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/pane"
	"impactdash/ui/uitest"
	"impactdash/ui/uitest/conform"
)

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
	return conform.Asked[dialog.Dialog](t, p)
}

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
