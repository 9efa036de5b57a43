package todo

import (
	"context"
	"errors"
	"maps"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
	"impactdash/ui/keys"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
)

// draftLimit ends the search for a draft, which lies on this machine.
const draftLimit = 3 * time.Second

// opened is what a form needs before it opens.
type opened struct {
	draft    partner.Draft
	unread   error // why an earlier draft could not be read
	programs []partner.Program
	missing  error // why the programs could not be had
}

// drafts is the opening of forms, and the keeping of what was typed into them.
type drafts struct {
	opening pane.Slot[opened]
	then    func(opened) tea.Cmd // opens the form, while opening is busy
	typed   []tea.Msg            // after the form was asked for and before it opened
	known   map[string]partner.Draft
	shelf   *pane.Shelf
}

// begin looks for the draft of a form, and for the programs where the form
// needs them, and opens it then.
func (p *Pane) begin(form string, programs bool, then func(opened) tea.Cmd) tea.Cmd {
	have, found := p.known[form]
	programs = programs && len(p.programs) == 0
	if found && !programs {
		return then(opened{draft: have})
	}
	p.typed, p.then = nil, then
	src, limit := p.src, draftLimit
	if programs {
		limit = loadLimit
	}
	return p.opening.Start(p.session, pane.Ask[opened]{To: ID, Limit: limit, Do: func(ctx context.Context) (opened, error) {
		o := opened{draft: have}
		if !found {
			o.draft, o.unread = src.Draft(ctx, form)
		}
		if programs {
			list, err := src.LinkPrograms(ctx)
			o.programs, o.missing = list.Value.Programs, err
		}
		return o, nil
	}})
}

// ready opens the form that was asked for, with what was typed meanwhile. A
// draft that cannot be read does not keep anybody from writing.
func (p *Pane) ready(r pane.Reply[opened]) tea.Cmd {
	if !p.opening.Accept(r) {
		return nil
	}
	if len(r.Val.programs) > 0 {
		p.programs = r.Val.programs
	}
	cmd := p.then(r.Val)
	if f, ok := p.question.(*dialog.Form); ok {
		for _, msg := range p.typed {
			f.Update(msg)
		}
	}
	p.typed, p.then = nil, nil
	if r.Val.unread != nil {
		return tea.Batch(cmd, toast.Fail("An earlier draft could not be read: "+reason(r.Val.unread)+"."))
	}
	return cmd
}

// keep keeps what is typed until the form opens.
func (p *Pane) keep(msg tea.Msg) {
	if press, ok := msg.(tea.KeyPressMsg); ok && !keys.Printable(press) {
		return
	}
	p.typed = append(p.typed, msg)
}

// giveUp gives the form up before it has opened.
func (p *Pane) giveUp() tea.Cmd {
	p.opening.Stop()
	p.typed, p.then = nil, nil
	return nil
}

// keepDraft keeps a draft here and on this machine; one without values is
// forgotten there.
func (p *Pane) keepDraft(d partner.Draft) tea.Cmd {
	if old, ok := p.known[d.Form]; ok && old.Key == d.Key && maps.Equal(old.Values, d.Values) {
		return nil
	}
	p.known[d.Form] = d
	return p.shelf.Put(p.session, ID, d)
}

// shelved tells when a draft could not be kept.
func (p *Pane) shelved(err error) tea.Cmd {
	if err == nil || partner.KindOf(err) == partner.Canceled {
		return nil
	}
	return toast.Fail("The draft is kept until you quit, but not on this machine: " + reason(err) + ".")
}

// blame is what is wrong with which fields, and the rest of a failure as a
// sentence.
func blame(err error, lead string) (fields map[string]string, general string) {
	var e *partner.Error
	if !errors.As(err, &e) || e.Kind != partner.Invalid {
		return nil, lead + reason(err) + "."
	}
	fields = map[string]string{}
	for _, f := range e.Fields {
		if f.Detail != "" {
			fields[f.Field] = format.Safe(f.Detail)
		}
	}
	if e.Field != "" && e.Detail != "" && fields[e.Field] == "" {
		fields[e.Field] = format.Safe(e.Detail)
	}
	if len(fields) == 0 {
		return nil, lead + reason(err) + "."
	}
	return fields, ""
}

// filled are the values of a form that hold something.
func filled(values map[string]string) map[string]string {
	out := map[string]string{}
	for name, v := range values {
		if strings.TrimSpace(v) != "" {
			out[name] = v
		}
	}
	return out
}
