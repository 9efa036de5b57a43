package service

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"impactdash/internal/history"
	"impactdash/internal/partner"
)

// usualHits are the hits of a question without a limit.
const usualHits = 50

// Find looks through the actions and inquiries this machine knows of, without
// the network. Inquiries stand behind the actions; one about an action that
// fits already is left out.
func (s *Service) Find(ctx context.Context, f partner.Find) (partner.Answer[partner.Found], error) {
	var none partner.Answer[partner.Found]
	if err := s.giveWay(ctx); err != nil {
		return none, err
	}
	limit := f.Limit
	if limit <= 0 {
		limit = usualHits
	}
	text := strings.TrimSpace(f.Text)
	var found partner.Found
	count, oldest, err := s.history.Counts()
	if err != nil {
		return none, err
	}
	found.Count = count
	asOf := s.markedTime(markAt + fromActions)
	if count > 0 && !oldest.IsZero() {
		zone, _ := s.home()
		found.Since = partner.DateOf(oldest, zone)
	}
	if text == "" {
		return partner.Answer[partner.Found]{Value: found, AsOf: asOf}, nil
	}
	if found.Hits, found.Total, err = s.history.FindActions(text, limit); err != nil {
		return none, err
	}
	inquiries, err := s.knownInquiries(ctx)
	if err != nil {
		return none, err
	}
	for _, q := range inquiries {
		hit, ok := s.inquiryHit(q, text, found.Hits)
		if !ok {
			continue
		}
		found.Total++
		if len(found.Hits) < limit {
			found.Hits = append(found.Hits, hit)
		}
	}
	return partner.Answer[partner.Found]{Value: found, AsOf: asOf}, nil
}

// knownInquiries are the inquiries as they were seen last, newest first.
func (s *Service) knownInquiries(ctx context.Context) ([]partner.Inquiry, error) {
	var bodies map[string][]byte
	err := s.history.Update(ctx, func(tx *history.Tx) (err error) {
		bodies, err = tx.Things(thingInquiry)
		return err
	})
	var all []partner.Inquiry
	for _, id := range slices.Sorted(maps.Keys(bodies)) {
		var q partner.Inquiry
		if json.Unmarshal(bodies[id], &q) == nil {
			all = append(all, q)
		}
	}
	slices.SortStableFunc(all, func(a, b partner.Inquiry) int { return b.Created.Compare(a.Created) })
	return all, err
}

// inquiryHit is what of an inquiry fits, with the action that it led to or is
// about. It is false when nothing fits, or the action was found itself.
func (s *Service) inquiryHit(q partner.Inquiry, text string, hits []partner.Hit) (partner.Hit, bool) {
	hit := partner.Hit{Inquiry: partner.Some(q)}
	for _, f := range []struct{ name, value string }{
		{"own reference", q.Own}, {"order id", q.OrderID}, {"inquiry", q.ID},
	} {
		if f.value != "" && strings.Contains(strings.ToLower(f.value), strings.ToLower(text)) {
			hit.Field, hit.Value = f.name, f.value
			break
		}
	}
	if hit.Field == "" {
		return hit, false
	}
	if q.ActionID == "" {
		return hit, true
	}
	for _, h := range hits {
		if h.Action.OK && h.Action.V.ID == q.ActionID && hit.Field == "order id" {
			return hit, false
		}
	}
	if seen, ok, err := s.history.ActionByID(q.ActionID); ok && err == nil {
		hit.Action = partner.Some(seen.Action)
	}
	return hit, true
}
