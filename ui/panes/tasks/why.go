package tasks

import (
	"maps"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
)

// whyForm names the draft of the comment that says why tasks are marked.
func whyForm(act partner.TaskAct, ids []string) string {
	if len(ids) == 1 {
		return "task/" + ids[0] + "/why/" + string(act)
	}
	return "task/why/" + string(act)
}

// askWhy asks for the comment that says why, with what was written before and
// did not get through.
func (p *Pane) askWhy(act partner.TaskAct) tea.Cmd {
	ids := idsOf(possible(act, p.aim))
	if earlier, ok := p.earlier(act, ids); ok {
		p.question = p.whyPrompt(act, earlier.Comment)
		return nil
	}
	return p.look(whyForm(act, ids), func(d partner.Draft) {
		p.drafts[d.Form] = d
		p.question = p.whyPrompt(act, d.Values[fieldText]+p.typed)
	})
}

func (p *Pane) whyPrompt(act partner.TaskAct, value string) dialog.Dialog {
	return dialog.NewPrompt(dialog.Question{
		To: ID, Ask: askWhy + string(act), Title: "Mark as " + adjective(act), Value: value, Ghost: "optional: why", Draft: true,
		Hint: named(possible(act, p.aim)) + ": the brand reads this comment. Enter sends, Esc keeps what you wrote and changes nothing.",
		Check: func(text string) error {
			if n := utf8.RuneCountInString(text); n > remarkLimit {
				return sentence("At most " + format.Count(remarkLimit) + " characters; this has " + format.Count(int64(n)) + ".")
			}
			return nil
		},
	})
}

// whyAnswered sends the act, or keeps the comment when the question was left.
func (p *Pane) whyAnswered(act partner.TaskAct, a dialog.Answer) tea.Cmd {
	if !a.Closed {
		return p.send(act, p.aim, a.Text)
	}
	ids := idsOf(possible(act, p.aim))
	if earlier, ok := p.earlier(act, ids); ok && earlier.Comment != a.Text {
		for _, id := range ids {
			delete(p.failed, id) // the draft has the newer words
		}
	}
	return p.keepChanged(partner.Draft{Form: whyForm(act, ids)}, a.Text)
}

// keepWhy keeps a comment on its way, with the key of its act.
func (p *Pane) keepWhy(m move) tea.Cmd {
	d := partner.Draft{Form: whyForm(m.Act, m.IDs)}
	if len(m.IDs) == 1 {
		d.Key = m.Key
	}
	return p.keepChanged(d, m.Comment)
}

// afterWhy forgets the comment of an act that was done with all its tasks. A
// clear refusal ends its key.
func (p *Pane) afterWhy(m move, failed []partner.Failed) tea.Cmd {
	d := partner.Draft{Form: whyForm(m.Act, m.IDs)}
	if len(failed) == 0 {
		return p.keepChanged(d, "")
	}
	if len(m.IDs) == 1 && unclear(failed[0].Err) {
		d.Key = m.Key
	}
	return p.keepChanged(d, m.Comment)
}

// keepChanged keeps a draft with a text unless it is kept like that; empty text
// forgets it.
func (p *Pane) keepChanged(d partner.Draft, text string) tea.Cmd {
	if text != "" {
		d.Values = map[string]string{fieldText: text}
	} else {
		d.Key = ""
	}
	if old := p.drafts[d.Form]; old.Key == d.Key && maps.Equal(old.Values, d.Values) {
		return nil
	}
	return p.keepDraft(d)
}
