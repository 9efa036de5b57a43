package service

import (
	"context"
	"iter"
	"slices"
	"strings"

	"impactdash/internal/partner"
)

// allProperties are the account's properties as the Partner API has them.
func (s *Service) allProperties(ctx context.Context) (partner.Answer[[]partner.Property], error) {
	return consult(ctx, s, source[[]partner.Property]{
		name: "list properties", fresh: freshOther, learn: s.learnProperties,
		load: func(ctx context.Context) (partner.Answer[[]partner.Property], error) {
			all, err := collected(ctx, s, func(ctx context.Context) iter.Seq2[partner.Property, error] {
				return s.client.ListProperties(ctx)
			})
			s.learnProperties(all.Value)
			return all, err
		},
	})
}

func (s *Service) learnProperties(all []partner.Property) {
	for _, p := range all {
		s.remember(partner.KindProperty, p.ID, p.Name)
	}
}

// Properties are the account's sites, apps and social profiles. With a
// companion API they tell how the sign-in at the platform is doing; when it
// fails, they are there without, and a note says why.
//
// Kinds: Unauthorized, Forbidden, RateLimited, Unavailable, Malformed.
func (s *Service) Properties(ctx context.Context) (partner.Answer[partner.PropertyList], error) {
	return consult(ctx, s, source[partner.PropertyList]{
		name: "properties", fresh: freshOther, load: s.loadProperties,
		learn: func(l partner.PropertyList) { s.learnProperties(l.Properties) },
		notes: func(l partner.PropertyList) []partner.Note { return l.Notes },
	})
}

func (s *Service) loadProperties(ctx context.Context) (partner.Answer[partner.PropertyList], error) {
	var (
		all      partner.Answer[[]partner.Property]
		extras   map[string]partner.PropertyExtra
		extraErr error
	)
	err := together(
		func() (err error) { all, err = s.allProperties(ctx); return err },
		func() error {
			if s.companion != nil {
				extras, extraErr = s.companion.Properties(ctx)
			}
			return nil
		},
	)
	if err != nil {
		return partner.Answer[partner.PropertyList]{}, err
	}
	list := partner.PropertyList{Reach: s.reach(pageProperties), Properties: slices.Clone(all.Value)}
	if extraErr != nil {
		list.Reach.Companion = false
		list.Notes = append(list.Notes, partner.Note{What: "sign-ins at the platforms", Err: extraErr})
	}
	for i := range list.Properties {
		p := &list.Properties[i]
		if x, ok := extras[p.ID]; ok {
			p.Health, p.Expires, p.Exact = x.Health, x.Expires, x.Followers
		}
	}
	return partner.Answer[partner.PropertyList]{Value: list, AsOf: all.AsOf}, nil
}

// SaveProperty adds a property, or changes the one that ID names. It is sent
// once. Kinds: Invalid for what is missing or no address, before anything is
// sent; else those of a write.
func (s *Service) SaveProperty(ctx context.Context, in partner.PropertyInput) (partner.Done, error) {
	const op = "save property"
	in.Name, in.URL = strings.TrimSpace(in.Name), strings.TrimSpace(in.URL)
	address := partner.Field{Kind: partner.FieldURL, Required: in.ID == ""}
	switch {
	case in.ID == "" && in.Name == "":
		return partner.Done{}, invalid(op, "name", "a name is needed")
	case in.ID == "" && in.Type == "":
		return partner.Done{}, invalid(op, "type", "choose what it is")
	case address.Check(in.URL) != "":
		return partner.Done{}, invalid(op, "url", "write an address that begins with https://")
	}
	defer s.changed()
	d := partner.Done{Kinds: []string{partner.KindProperty, partner.KindTodo}}
	if in.ID == "" {
		if _, err := s.client.CreateProperty(ctx, in); err != nil {
			return partner.Done{}, err
		}
		d.Text = "Added " + in.Name + "; impact.com verifies it before it counts"
		return d, nil
	}
	if err := s.client.UpdateProperty(ctx, in); err != nil {
		return partner.Done{}, err
	}
	d.Text = "Saved " + firstOf(in.Name, s.called(partner.KindProperty, in.ID))
	return d, nil
}

// RemoveProperties deletes properties, one request each. It is final. The
// error is set when nothing was tried.
func (s *Service) RemoveProperties(ctx context.Context, ids []string) (partner.Batch, error) {
	if len(ids) == 0 {
		return partner.Batch{}, invalid("remove property", "", "no property is chosen")
	}
	b := s.each(ctx, partner.KindProperty, ids, s.client.DeleteProperty)
	b.Kinds = []string{partner.KindProperty, partner.KindTodo}
	if len(b.OK) > 0 {
		b.Text = several("Removed", s.called(partner.KindProperty, b.OK[0]), "properties", len(b.OK))
	}
	return b, nil
}

// Connect begins a sign-in at a social platform: for the property, or for a
// new one when propertyID is empty. The page of the answer is to be opened in
// a browser. Kinds: Unsupported without a companion API.
func (s *Service) Connect(ctx context.Context, platform, propertyID, key string) (partner.Connection, error) {
	if s.companion == nil {
		return partner.Connection{}, unsupported("connect "+firstOf(platform, "account"), pageProperties)
	}
	defer s.changed()
	return s.companion.Connect(ctx, platform, propertyID, key)
}
