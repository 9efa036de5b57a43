package links

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
)

// values are what a form holds, by the name of the field.
type values map[string]string

// The fields of the form.
const (
	fieldProgram  = "program"
	fieldLanding  = "landing"
	fieldProtocol = "protocol"
	fieldVanity   = "vanity"
	fieldPath     = "path"
	fieldSub      = "sub" // and a digit
	fieldShared   = "shared"
	fieldProperty = "property"
)

// The protocols of the form. The API knows none: with the first the link made
// is given out with https:// whatever the service says; with the other as the
// service says it, which is https:// where it can. The landing page keeps the
// protocol it was typed with.
const (
	protocolSecure = "https"
	protocolEither = "http(s)"
)

// The questions of the pane's dialogs.
const (
	askCreate = "create"
	askAgain  = "again"
)

// open prepares the form; nil values begin an empty one.
func (p *Pane) open(v values) {
	p.form = dialog.NewForm(dialog.FormOptions{
		To: ID, Ask: askCreate, Title: "Create a link", Submit: "Create link", Stay: true,
		Fields: p.fields(), Draft: v, Preview: func(all map[string]string) []string { return p.preview(all) },
	})
	p.next = p.form
	p.drafts.opened = v[fieldProgram]
}

func (p *Pane) fields() []dialog.FormField {
	sub := func(n string) dialog.FormField {
		return dialog.FormField{
			Name: fieldSub + n, Label: "Sub ID " + n, MaxLength: partner.MaxSubID, Check: checkSub,
			Help: "For your own reports; the brand does not see it.",
		}
	}
	return []dialog.FormField{
		{Name: fieldProgram, Label: "Program", Kind: dialog.FieldChoice, Required: true, Choices: p.programChoices(), Help: "The brand that pays for what the link brings."},
		{
			Name: fieldLanding, Label: "Landing page", Placeholder: "the program's " + defaultPage, Check: p.checkLanding, Off: p.landingOff,
			Help: "Page of the brand to send people to.",
		},
		{
			Name: fieldProtocol, Label: "Protocol", Kind: dialog.FieldChoice, Value: protocolSecure, Help: "What the link begins with; https:// is recommended.",
			Choices: []dialog.Choice{{Value: protocolSecure, Label: "https://"}, {Value: protocolEither, Label: "http(s)://"}},
		},
		{Name: fieldVanity, Label: "Vanity link", Kind: dialog.FieldBool, Help: "A short link with a path of its own."},
		{
			Name: fieldPath, Label: "Path", Placeholder: "a random one", Help: "3 to 50 letters, digits, - and _.",
			Check: func(text string, _ map[string]string) error { return plain(partner.CheckPath(text)) },
			Off: func(all map[string]string) string {
				if all[fieldVanity] != "true" {
					return "Only a vanity link has a path."
				}
				return ""
			},
		},
		sub("1"), sub("2"), sub("3"),
		{Name: fieldShared, Label: "Shared ID", MaxLength: partner.MaxSubID, Check: checkSub, Help: "Seen by you and by the brand."},
		{
			Name: fieldProperty, Label: "Property", Kind: dialog.FieldChoice, Choices: p.propertyChoices(), Off: p.propertyOff,
			Help: "The site, app or profile where the link will be.",
		},
	}
}

func (p *Pane) programChoices() []dialog.Choice {
	list, _ := p.programs.Value()
	choices := make([]dialog.Choice, len(list.Programs))
	for i, g := range list.Programs {
		label := g.Name
		if g.Brand != "" && g.Brand != g.Name {
			label += " (" + g.Brand + ")"
		}
		choices[i] = dialog.Choice{Value: g.ID, Label: label}
	}
	return choices
}

func (p *Pane) propertyChoices() []dialog.Choice {
	list, _ := p.programs.Value()
	choices := []dialog.Choice{{Label: "none"}}
	for _, g := range list.Properties {
		choices = append(choices, dialog.Choice{Value: g.ID, Label: g.Name})
	}
	return choices
}

func (p *Pane) propertyOff(map[string]string) string {
	list, _ := p.programs.Value()
	switch {
	case len(list.Properties) > 0:
		return ""
	case len(list.Notes) > 0:
		return "Your properties could not be loaded."
	}
	return "You have no properties yet."
}

// program is a joined program.
func (p *Pane) program(id string) (g partner.Program, ok bool) {
	list, _ := p.programs.Value()
	for _, g := range list.Programs {
		if g.ID == id && id != "" {
			return g, true
		}
	}
	return g, false
}

// landingOff says that the program forbids landing pages.
func (p *Pane) landingOff(all map[string]string) string {
	if g, ok := p.program(all[fieldProgram]); ok && !g.AllowsDeepLinks {
		return g.Name + " allows no landing page of your own."
	}
	return ""
}

func (p *Pane) checkLanding(text string, all map[string]string) error {
	g, ok := p.program(all[fieldProgram])
	if !ok {
		return nil // the program is what is missing
	}
	_, err := partner.CheckLanding(g, partner.WithProtocol(text))
	return plain(err)
}

func checkSub(text string, _ map[string]string) error {
	_, err := partner.CheckSubID(text)
	return plain(err)
}

// plain is a reason as a sentence, without what was attempted.
func plain(err error) error {
	var e *partner.Error
	if errors.As(err, &e) && e.Detail != "" {
		return errors.New(sentence(e.Detail))
	}
	return err
}

// request is the link that values ask for: without what stands in fields that
// are off.
func (p *Pane) request(v values) partner.LinkRequest {
	q := partner.LinkRequest{
		ProgramID: v[fieldProgram], Vanity: v[fieldVanity] == "true", SharedID: v[fieldShared], PropertyID: v[fieldProperty],
		SubIDs: [3]string{v[fieldSub+"1"], v[fieldSub+"2"], v[fieldSub+"3"]},
	}
	if p.landingOff(v) == "" {
		q.Landing = partner.WithProtocol(v[fieldLanding])
	}
	if q.Vanity {
		q.Path = v[fieldPath]
	}
	return q
}

// domainsShown is how many permitted domains the form lists.
const domainsShown = 6

// preview tells what the link will be, or what is wrong with it.
func (p *Pane) preview(v values) []string {
	g, ok := p.program(v[fieldProgram])
	if !ok {
		return []string{"Choose a program to see its link here."}
	}
	q := p.request(v)
	clean, err := partner.CheckLanding(g, q.Landing)
	if err != nil {
		return []string{"Not yet: " + plain(err).Error()}
	}
	q.Landing = clean
	lines := []string{anatomyLine(g, q, v[fieldProtocol])}
	switch {
	case q.Landing != "":
		lines = append(lines, "Goes to "+q.Landing)
	case g.URL != "":
		lines = append(lines, "Goes to the program's "+defaultPage+", as a rule "+g.URL)
	default:
		lines = append(lines, "Goes to the program's "+defaultPage)
	}
	if domains := g.PermittedDomains(); g.AllowsDeepLinks && q.Landing == "" && len(domains) > 0 {
		more := ""
		if len(domains) > domainsShown {
			domains, more = domains[:domainsShown], ", "+ellipsis
		}
		lines = append(lines, "Landing pages may be on "+strings.Join(domains, ", ")+more+".")
	}
	return append(lines, p.advice(q)...)
}

// anatomyLine is what the link will look like.
func anatomyLine(g partner.Program, q partner.LinkRequest, protocol string) string {
	text := partner.Anatomy(g, q)
	if text == "" {
		return "What the link looks like is known when it is made."
	}
	if _, rest, ok := strings.Cut(text, "://"); ok {
		text = protocol + "://" + rest
	}
	return text
}

// advice is what is allowed and unwise.
func (p *Pane) advice(q partner.LinkRequest) []string {
	var lines []string
	seen := map[string]bool{}
	for _, id := range append(q.SubIDs[:], q.SharedID) {
		if warning, err := partner.CheckSubID(id); err == nil && warning != "" && !seen[warning] {
			seen[warning] = true
			lines = append(lines, sentence(warning))
		}
	}
	if text, tight := p.usage(); q.Vanity && text != "" {
		if tight {
			text += " are there: delete old ones on the web, " + vanityPage
		}
		lines = append(lines, sentence(text))
	}
	return lines
}

// answered takes what was answered to a dialog of the pane.
func (p *Pane) answered(a dialog.Answer) tea.Cmd {
	switch a.Ask {
	case askAgain:
		v := p.asked
		p.asked = nil
		p.open(v)
		if a.Yes {
			return p.send(v)
		}
	case askCreate:
		if a.Closed {
			p.form = nil
			return p.keep(a.Values)
		}
		return p.submit(a.Values)
	}
	return nil
}

// submit sends a form, unless it is not known what became of the link before.
func (p *Pane) submit(v values) tea.Cmd {
	if !p.unsure[v[fieldProgram]] || p.making.Busy() {
		return p.send(v)
	}
	p.closeForm()
	p.asked = v
	p.next = p.confirmation(v)
	return p.keep(v)
}

func (p *Pane) closeForm() {
	if p.form != nil {
		p.form.Done()
		p.form = nil
	}
}

// confirmation asks before what may be done a second time.
func (p *Pane) confirmation(v values) dialog.Dialog {
	g, _ := p.program(v[fieldProgram])
	effects := []string{"A plain link is listed nowhere but here; a second one looks and counts like the first."}
	if v[fieldVanity] == "true" {
		effects = []string{"If the last one was made, it is among your vanity links: on the web, " + vanityPage + "."}
		if v[fieldPath] != "" {
			effects = append(effects, "Its path is taken then, and this one may be refused.")
		} else {
			effects = append(effects, "Then there will be two.")
		}
	}
	return dialog.NewConfirm(dialog.Confirmation{
		To: ID, Ask: askAgain, Title: "Make it again?",
		Question: "It is not known whether the last link for " + format.Safe(g.Name) + " was made. Send this one?",
		Effects:  effects, Yes: "Send", No: "Back to the form",
	})
}
