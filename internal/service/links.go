package service

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"net/url"
	"slices"
	"strings"
	"time"

	"impactdash/internal/api"
	"impactdash/internal/partner"
)

// allPrograms are the programs the account has joined, expired ones included.
func (s *Service) allPrograms(ctx context.Context) (partner.Answer[[]partner.Program], error) {
	return consult(ctx, s, source[[]partner.Program]{
		name: "list programs", fresh: freshOther, learn: s.learnPrograms,
		load: func(ctx context.Context) (partner.Answer[[]partner.Program], error) {
			all, err := collected(ctx, s, func(ctx context.Context) iter.Seq2[partner.Program, error] {
				return s.client.ListPrograms(ctx, api.ProgramQuery{})
			})
			if err == nil {
				s.learnPrograms(all.Value)
			}
			return all, err
		},
	})
}

func (s *Service) learnPrograms(all []partner.Program) {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.known)
	for _, p := range all {
		s.known[p.ID] = p
	}
}

// LinkPrograms are the programs a link can be made for, by name, and the
// properties it can be made for. Properties that cannot be had are a note.
//
// Kinds: Unauthorized, Forbidden, RateLimited, Unavailable, Malformed.
func (s *Service) LinkPrograms(ctx context.Context) (partner.Answer[partner.ProgramList], error) {
	var (
		programs   partner.Answer[[]partner.Program]
		properties partner.Answer[[]partner.Property]
		list       partner.ProgramList
	)
	err := together(
		func() (err error) { programs, err = s.allPrograms(ctx); return err },
		func() (err error) {
			properties, err = s.allProperties(ctx)
			if err != nil {
				list.Notes = []partner.Note{{What: "properties", Err: err}}
			}
			return nil
		},
	)
	if err != nil {
		return partner.Answer[partner.ProgramList]{}, err
	}
	for _, p := range programs.Value {
		if p.Active {
			list.Programs = append(list.Programs, p)
		}
	}
	slices.SortFunc(list.Programs, func(a, b partner.Program) int {
		return cmp.Or(
			cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)),
			cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID),
		)
	})
	list.Properties = properties.Value
	return partner.Answer[partner.ProgramList]{Value: list, AsOf: programs.AsOf}, nil
}

// program is a joined program, as last seen or else asked for.
func (s *Service) program(ctx context.Context, id string) (partner.Program, error) {
	s.mu.Lock()
	p, ok := s.known[id]
	s.mu.Unlock()
	if ok {
		return p, nil
	}
	return s.client.GetProgram(ctx, id)
}

// CreateLink makes a link. The rules of package partner are applied first; the
// request is sent once. What was made is put into the history; after an
// unknown outcome nothing is, and the error says that the link may exist. A
// link with an address was made, even beside an error of kind Internal.
//
// Kinds: Invalid (naming the field), Conflict (the service's sentence: the
// property is unknown, or there are 5,000 vanity links), Forbidden, NotFound
// (the program is not joined), RateLimited, Unavailable, Uncertain.
func (s *Service) CreateLink(ctx context.Context, q partner.LinkRequest) (partner.Link, error) {
	const op = "create link"
	if q.ProgramID == "" {
		return partner.Link{}, invalid(op, "program", "choose a program")
	}
	p, err := s.program(ctx, q.ProgramID)
	if err != nil {
		return partner.Link{}, err
	}
	if !p.Active {
		return partner.Link{}, invalid(op, "program", "the contract with "+p.Name+" has ended, and a link would earn nothing")
	}
	if q, err = partner.CheckLink(p, q); err != nil {
		return partner.Link{}, err
	}
	address, err := s.client.CreateLink(ctx, q)
	s.changed()
	if q.Vanity {
		s.mu.Lock()
		s.vanity = partner.Answer[[]partner.Link]{}
		s.mu.Unlock()
	}
	if err != nil {
		return partner.Link{}, mayExist(err)
	}
	l := partner.Link{
		ID: s.newKey(), URL: address, ProgramID: p.ID, Program: p.Name, Landing: q.Landing, Vanity: q.Vanity,
		SubIDs: q.SubIDs, SharedID: q.SharedID, Made: s.now().UTC(), Here: true,
	}
	if q.PropertyID != "" {
		l.Property = s.called(partner.KindProperty, q.PropertyID)
	}
	return l, s.store.AddLink(s.newKey(), l)
}

// mayExist words an unknown outcome for links: a second press would make a
// second link, or use up a path.
func mayExist(err error) error {
	var e *partner.Error
	if !errors.As(err, &e) || e.Kind != partner.Uncertain && e.Kind != partner.Malformed {
		return err
	}
	said := *e
	said.Kind = partner.Uncertain
	said.Detail = "the link may exist; look before you make it again (" + firstOf(e.Detail, e.Kind.String()) + ")"
	return &said
}

// Links are the links that were made here and the vanity links of the account,
// each once, newest first; what the report knows alone and has no date of
// stands at the end. The report takes four requests and serves for rowsAge, or
// until a vanity link is made. Where it cannot be had, what it said last takes
// its place, and the failure is a note.
func (s *Service) Links(ctx context.Context) (partner.Answer[partner.LinkList], error) {
	if partner.WantsKept(ctx) {
		return s.loadLinks(ctx)
	}
	return share(ctx, s, "links", s.loadLinks)
}

func (s *Service) loadLinks(ctx context.Context) (partner.Answer[partner.LinkList], error) {
	report, err := s.vanityLinks(ctx)
	switch {
	case ctx.Err() != nil:
		return partner.Answer[partner.LinkList]{}, ctx.Err()
	case err != nil && partner.WantsKept(ctx):
		return partner.Answer[partner.LinkList]{}, err
	}
	kept := s.store.State()
	list := partner.LinkList{Links: slices.Clone(kept.Links)}
	known := err == nil
	if err != nil {
		list.VanityNotes = []partner.Note{{What: "vanity links", Err: err}}
		if last, ok := recall(s, s.vanitySource(report.AsOf)); ok {
			report, known = last, true
		}
	}
	if known {
		list.Vanity = partner.Some(len(report.Value))
	}
	here := map[string]int{}
	for i, l := range list.Links {
		if l.Vanity {
			here[vanityID(l.URL)] = i
		}
	}
	for _, v := range report.Value {
		if i, ok := here[v.ID]; ok {
			list.Links[i].Clicks = v.Clicks
			continue
		}
		if !kept.Forgot[v.ID] {
			list.Links = append(list.Links, v)
		}
	}
	slices.SortStableFunc(list.Links, func(a, b partner.Link) int {
		return cmp.Or(b.Made.Compare(a.Made), cmp.Compare(a.URL, b.URL))
	})
	return partner.Answer[partner.LinkList]{Value: list, AsOf: report.AsOf}, nil
}

// vanityLinks is the report of vanity links, at most rowsAge old. After an
// error AsOf is now, for the rest of the list is.
func (s *Service) vanityLinks(ctx context.Context) (partner.Answer[[]partner.Link], error) {
	now := s.now()
	s.mu.Lock()
	known := s.vanity
	s.mu.Unlock()
	if age := now.Sub(known.AsOf); !known.AsOf.IsZero() && age >= 0 && age < rowsAge {
		return known, nil
	}
	answer, err := consult(ctx, s, s.vanitySource(now))
	if err != nil {
		answer = partner.Answer[[]partner.Link]{AsOf: now}
	} else if !partner.WantsKept(ctx) {
		s.mu.Lock()
		s.vanity = answer
		s.mu.Unlock()
	}
	return answer, err
}

func (s *Service) vanitySource(now time.Time) source[[]partner.Link] {
	return source[[]partner.Link]{
		name: "vanity links", fresh: freshOther,
		load: func(ctx context.Context) (partner.Answer[[]partner.Link], error) {
			all, err := s.client.VanityLinks(ctx)
			return partner.Answer[[]partner.Link]{Value: all, AsOf: now}, err
		},
	}
}

// vanityID is the id the report's link of an address has; empty for none.
func vanityID(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return "vanity/" + strings.ToLower(u.Host) + u.EscapedPath()
}

// ForgetLinks takes links out of the list. The links themselves go on: the
// API cannot delete them. A vanity link that was made here is forgotten as
// the account's too, or else it would be back at once. Undo brings them back.
func (s *Service) ForgetLinks(_ context.Context, ids []string) (partner.Done, error) {
	if len(ids) == 0 {
		return partner.Done{}, invalid("forget links", "", "no link is chosen")
	}
	name, all := "the link", slices.Clone(ids)
	for _, l := range s.store.State().Links {
		if !slices.Contains(ids, l.ID) {
			continue
		}
		name = l.URL
		if v := vanityID(l.URL); l.Vanity && v != "" {
			all = append(all, v)
		}
	}
	text := several("forgot", name, "links", len(ids))
	if err := s.store.ForgetLinks(s.newKey(), text, all); err != nil {
		return partner.Done{}, err
	}
	s.undoable()
	return partner.Done{Text: capital(text), Kinds: []string{partner.KindLink}, Undo: true}, nil
}

// capital makes the first letter of an act a capital one.
func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
