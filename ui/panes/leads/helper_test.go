package leads

import (
	"testing"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/uitest"
)

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

// second makes another brand take leads.
func second(src *uitest.Source) {
	f := uitest.LeadForm()
	f.ProgramID, f.Program = "500", "Echo Audio"
	src.LeadList.Value.Forms = append(src.LeadList.Value.Forms, f)
}
