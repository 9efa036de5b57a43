package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"impactdash/internal/partner"
)

// linksActs are the verbs that make links and forget them.
func linksActs(sys System) []*cobra.Command {
	return []*cobra.Command{newLinkCreate(sys), newLinkForget(sys)}
}

// The protocols of a link: with the first, https:// stands in front whatever
// the service has answered.
const (
	protocolHTTPS  = "https"
	protocolEither = "any"
)

// linkOptions are a link to be made.
type linkOptions struct {
	program, property, protocol string
	request                     partner.LinkRequest
	out                         outputOptions
}

func newLinkCreate(sys System) *cobra.Command {
	var o linkOptions
	cmd := &cobra.Command{
		Use:   "create",
		Short: "Make a tracking link, and print it alone",
		Long: "Makes a link and prints it, and nothing else, on standard output. The landing page is\n" +
			"checked against the domains that the brand permits before anything is sent. A link\n" +
			"is asked for once: when no answer comes it may exist, and nothing is sent again.",
		Example: "  url=$(impactdash links create --program 23840 --landing-page https://www.bluethorn.example/sale)\n" +
			"  impactdash links create --program 'Bluethorn Bikes' --vanity spring-sale --sub-id1 newsletter",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := needed(cmd, "program"); err != nil {
				return err
			}
			o.request.Vanity = cmd.Flags().Changed("vanity")
			if err := o.check(); err != nil {
				return usageError{err}
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.createLink(ctx, &o) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.program, "program", "", "program, by its id or its name")
	f.StringVar(&o.request.Landing, "landing-page", "", "page the link leads to (default: the program's own)")
	f.StringVar(&o.request.SubIDs[0], "sub-id1", "", "Sub ID 1")
	f.StringVar(&o.request.SubIDs[1], "sub-id2", "", "Sub ID 2")
	f.StringVar(&o.request.SubIDs[2], "sub-id3", "", "Sub ID 3")
	f.StringVar(&o.request.SharedID, "shared-id", "", "Shared ID, which the brand sees")
	f.StringVar(&o.property, "property", "", "property it is for, by its id or its name")
	f.StringVar(&o.request.Path, "vanity", "", "make a short link with this path; without a value the service makes one up")
	f.Lookup("vanity").NoOptDefVal = anyPath
	letEmpty(f, "sub-id1", "sub-id2", "sub-id3", "shared-id")
	f.StringVar(&o.protocol, "protocol", protocolHTTPS, "https, or any to keep what the service answers")
	o.out.addFlags(cmd)
	return cmd
}

// anyPath stands for a path that the service makes up; no path has a blank.
const anyPath = " "

// linkFlags are the flags for the fields of a link, by the names of the rules
// and of the service.
func linkFlags() map[string]string {
	return map[string]string{
		"program": "--program", "ProgramId": "--program", "landing": "--landing-page", "DeepLink": "--landing-page",
		"path": "--vanity", "CustomPath": "--vanity", "sub_id": "a Sub ID or the Shared ID",
		"subId1": "--sub-id1", "subId2": "--sub-id2", "subId3": "--sub-id3", "sharedId": "--shared-id",
		"property": "--property", "MediaPartnerPropertyId": "--property",
	}
}

// check refuses what needs no look at the account.
func (o *linkOptions) check() error {
	q := &o.request
	if q.Path == anyPath {
		q.Path = ""
	}
	if o.protocol != protocolHTTPS && o.protocol != protocolEither {
		return fmt.Errorf("--protocol %q is not one of %s, %s", o.protocol, protocolHTTPS, protocolEither)
	}
	if err := partner.CheckPath(q.Path); err != nil {
		return fmt.Errorf("--vanity: %s", detailOf(err))
	}
	for i, id := range append(q.SubIDs[:], q.SharedID) {
		if _, err := partner.CheckSubID(id); err != nil {
			return fmt.Errorf("%s: %s", []string{"--sub-id1", "--sub-id2", "--sub-id3", "--shared-id"}[i], detailOf(err))
		}
	}
	return nil
}

// detailOf is the sentence of a refusal.
func detailOf(err error) string {
	var e *partner.Error
	if errors.As(err, &e) && e.Detail != "" {
		return e.Detail
	}
	return err.Error()
}

// linkMadeDoc is the document of links create --json.
type linkMadeDoc struct {
	AsOf    *string      `json:"as_of" is:"date-time"` // when it was made
	Account accountDoc   `json:"account"`              // whose
	Link    madeLinkDoc  `json:"link"`                 // what was made
	Errors  []problemDoc `json:"errors"`               // what failed beside it
}

type madeLinkDoc struct {
	ID        string   `json:"id"`                  // of the history on this machine
	URL       string   `json:"url" is:"uri"`        // the link
	ProgramID string   `json:"program_id"`          // of the program
	Program   string   `json:"program"`             // its name
	Landing   *string  `json:"landing_page"`        // null: the program's own
	Vanity    bool     `json:"vanity"`              // a short link
	SubIDs    []string `json:"sub_ids"`             // three; empty: not set
	SharedID  *string  `json:"shared_id"`           // null: not set
	Property  *string  `json:"property"`            // name of the property; null: none
	Made      *string  `json:"made" is:"date-time"` // when
}

func (s *session) createLink(ctx context.Context, o *linkOptions) error {
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return err
	}
	q := o.request
	if q.ProgramID, q.PropertyID, err = s.linkParties(ctx, o); err != nil {
		return err
	}
	ctx, cancel := within(ctx, 1)
	defer cancel()
	l, err := s.svc.CreateLink(ctx, q)
	if l.URL == "" && err == nil {
		err = &partner.Error{Op: "create link", Kind: partner.Uncertain, Detail: "the service named no link"}
	}
	if err != nil && partner.KindOf(err) == partner.NotFound {
		err = &partner.Error{Op: "create link", Kind: partner.NotFound, Detail: "program " + q.ProgramID + " is none that you have joined", Err: err}
	}
	if l.URL == "" {
		return s.refused("no link was made", err, "", linkFlags())
	}
	if rest, plain := strings.CutPrefix(l.URL, "http://"); plain && o.protocol == protocolHTTPS {
		l.URL = "https://" + rest
	}
	doc := linkMadeDoc{AsOf: stamp(s.sys.Now(), p), Account: accountOf(p), Errors: []problemDoc{}, Link: madeLinkDoc{
		ID: l.ID, URL: l.URL, ProgramID: l.ProgramID, Program: l.Program, Landing: words(l.Landing), Vanity: l.Vanity,
		SubIDs: l.SubIDs[:], SharedID: words(l.SharedID), Property: words(l.Property), Made: stamp(l.Made, p),
	}}
	if err != nil {
		doc.Errors = append(doc.Errors, problemOf("history of links", err))
	}
	if e := s.printLink(doc, o.out); e != nil {
		return e
	}
	if err != nil {
		fmt.Fprintf(s.sys.Err, "impactdash: the link was made, but could not be kept in the list of links: %s\n", clean(err.Error()))
		return fmt.Errorf("%w: %w", errReported, err)
	}
	if why := s.forgotten(); why != "" {
		fmt.Fprintf(s.sys.Err, "impactdash: the link works, but is not in the list of links: %s; see impactdash doctor\n", clean(why))
	}
	s.tell("Made a link for " + firstText(l.Program, "program "+l.ProgramID) + ".")
	return nil
}

// printLink prints the address alone unless a form was asked for.
func (s *session) printLink(doc linkMadeDoc, out outputOptions) error {
	if !out.json && !out.csv {
		_, err := fmt.Fprintln(s.sys.Out, clean(doc.Link.URL))
		return err
	}
	l := doc.Link
	return out.write(s.sys, doc, table{
		head: []string{"url", "program_id", "program", "landing_page", "vanity", "sub_id1", "sub_id2", "sub_id3", "shared_id", "property", "id"},
		rows: [][]string{{
			clean(l.URL), l.ProgramID, clean(l.Program), cell(l.Landing), fmt.Sprint(l.Vanity), clean(l.SubIDs[0]), clean(l.SubIDs[1]), clean(l.SubIDs[2]),
			cell(l.SharedID), cell(l.Property), clean(l.ID),
		}},
	})
}

// linkParties are the ids of the program and of the property that were named.
// An id that is not in the list is left to the service.
func (s *session) linkParties(ctx context.Context, o *linkOptions) (program, property string, err error) {
	list, err := s.svc.LinkPrograms(ctx)
	if err != nil {
		return "", "", err
	}
	program, err = idNamed("--program", o.program, list.Value.Programs, func(p partner.Program) (string, []string) { return p.ID, []string{p.Name, p.Brand} })
	if err != nil || o.property == "" {
		return program, "", err
	}
	property, err = idNamed("--property", o.property, list.Value.Properties, func(p partner.Property) (string, []string) { return p.ID, []string{p.Name} })
	return program, property, err
}

// idNamed is the id of the one thing with an id or a name, in any case. What
// is all digits may be an id that the list does not have.
func idNamed[T any](flag, text string, all []T, of func(T) (id string, names []string)) (string, error) {
	text = strings.TrimSpace(text)
	var found, near []string
	for _, t := range all {
		id, names := of(t)
		if id == text {
			return id, nil
		}
		if i := slices.IndexFunc(names, func(n string) bool { return text != "" && strings.Contains(strings.ToLower(n), strings.ToLower(text)) }); i >= 0 {
			near = append(near, fmt.Sprintf("%q", clean(names[i])))
		}
		if slices.ContainsFunc(names, func(n string) bool { return n != "" && strings.EqualFold(n, text) }) {
			found = append(found, id)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return "", usageError{fmt.Errorf("%s %q is the name of several; write one of the ids %s", flag, clean(text), strings.Join(found, ", "))}
	case text != "" && strings.Trim(text, "0123456789") == "":
		return text, nil
	}
	kind := strings.TrimPrefix(flag, "--")
	next := map[string]string{"program": "impactdash contracts names those you have joined", "property": "impactdash social lists them"}[kind]
	switch {
	case len(near) > mostMeant:
		next = fmt.Sprintf("%d have that in their name, such as %s", len(near), strings.Join(near[:mostMeant], ", "))
	case len(near) > 0:
		next = "did you mean " + strings.Join(near, " or ") + "?"
	case next == "":
		next = "its name has to be written whole, or its id"
	}
	return "", nothing{fmt.Sprintf("%s %q: there is no such %s; %s", flag, clean(text), kind, next)}
}

// mostMeant is how many names a sentence offers at most.
const mostMeant = 3

func newLinkForget(sys System) *cobra.Command {
	var o actOptions
	cmd := &cobra.Command{
		Use:   "forget ID…",
		Short: "Take links out of the list; the links themselves go on",
		Long: "Takes links out of the list on this machine. The links themselves work on: impact.com\n" +
			"has no way to delete them. A link is named by its id or its address; with - they are\n" +
			"read from the first column of standard input. impactdash undo brings them back.",
		Args: someIDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			ids, err := idsOf(cmd.Context(), sys, args)
			if err != nil {
				return err
			}
			return forAccount(cmd, sys, func(ctx context.Context, s *session) error { return s.forgetLinks(ctx, ids, &o) })
		},
	}
	o.out.addFlags(cmd)
	return cmd
}

func (s *session) forgetLinks(ctx context.Context, ids []string, o *actOptions) error {
	p, err := s.svc.Profile(ctx)
	if err != nil {
		return err
	}
	list, err := s.svc.Links(ctx)
	if err != nil {
		return err
	}
	r := report{act: "links forget", did: "forgotten"}
	all := resolver[partner.Link]{
		all: list.Value.Links, id: func(l partner.Link) string { return l.ID }, name: func(l partner.Link) string { return l.URL },
		also: func(l partner.Link) []string { return []string{l.URL} },
	}
	all.all, r.outcomes = all.split(ids, "link", "impactdash links list")
	if len(all.all) > 0 {
		var able []string
		for _, l := range all.all {
			able = append(able, l.ID)
		}
		done, err := s.svc.ForgetLinks(ctx, able)
		if err != nil {
			r.failAll(able, err, all.nameOf)
		} else {
			r.batch(partner.Batch{Done: done, OK: able}, all.nameOf)
		}
	}
	r.order(all.canonical(ids))
	return r.write(s, p, o.out)
}
