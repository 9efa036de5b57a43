package todo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
	"impactdash/ui/format"
	"impactdash/ui/pane"
	"impactdash/ui/toast"
	"impactdash/ui/triage"
)

// The questions of a file of inquiries.
const (
	askPath = "path"
	askSend = "send?"
)

// row is one line of a file, by reference because it is large.
type row = *partner.InquiryRow

// report is a file of inquiries: what is wrong with its rows, and what became
// of them.
type report struct {
	read   pane.Slot[[]partner.InquiryRow]
	send   pane.Slot[[]partner.InquiryRow]
	rows   *triage.Model[row]
	path   string // of the file, as it was typed
	sent   int    // rows on their way
	listed bool   // the rows are shown instead of the to-dos
}

// cannotRead is why no file can be read.
func (p *Pane) cannotRead() string {
	switch {
	case p.noInquiries() != "":
		return p.noInquiries()
	case p.read.Busy():
		return "the file is being read"
	}
	return p.sending()
}

func (p *Pane) sending() string {
	if !p.send.Busy() {
		return ""
	}
	if p.sent == 1 {
		return "1 row is being sent"
	}
	return plural(p.sent, "row") + " are being sent"
}

// askFilePath asks for a file of inquiries.
func (p *Pane) askFilePath() tea.Cmd {
	p.question = dialog.NewPrompt(dialog.Question{
		To: ID, Ask: askPath, Title: "Inquiries from a CSV file", Value: p.path, Ghost: "~/inquiries.csv",
		Hint: "Its first line names the columns: program_id, order_id, type, transaction_date, amount. Nothing is sent yet.",
		Check: func(text string) error {
			if text == "" {
				return sentence("Write the path of the file.")
			}
			return nil
		},
	})
	return nil
}

func (p *Pane) pathChosen(path string) tea.Cmd {
	if why := p.cannotRead(); why != "" {
		return toast.Refuse(why)
	}
	p.path = path
	src := p.src
	return p.read.Start(p.session, pane.Ask[[]partner.InquiryRow]{To: ID, Limit: loadLimit, Do: func(ctx context.Context) ([]partner.InquiryRow, error) {
		return src.InquiriesFromFile(ctx, path)
	}})
}

// rowsCame takes the rows of a file, or what became of those that were sent.
func (p *Pane) rowsCame(r pane.Reply[[]partner.InquiryRow]) tea.Cmd {
	if p.read.Accept(r) {
		return p.fileRead(r)
	}
	if p.send.Accept(r) {
		return p.rowsSent(r)
	}
	return nil
}

func (p *Pane) fileRead(r pane.Reply[[]partner.InquiryRow]) tea.Cmd {
	switch {
	case partner.KindOf(r.Err) == partner.Canceled && r.Err != nil:
		return nil
	case r.Err != nil:
		return toast.Fail("Not read: " + quote(p.path) + ": " + reason(r.Err) + ".")
	case len(r.Val) == 0:
		return toast.Refuse(quote(p.path) + " has no row below its first line")
	}
	list := make([]row, len(r.Val))
	for i := range list {
		list[i] = &r.Val[i]
	}
	p.rows = triage.New(rowSpec())
	p.rows.SetFrame(p.frame)
	p.rows.SetItems(list)
	p.listed = true
	return nil
}

// unsent are the rows that can be sent: a mistake has to be mended in the file,
// and what may have arrived must not be sent twice.
func (p *Pane) unsent() []row {
	return slices.DeleteFunc(slices.Clone(p.rows.Items()), func(r row) bool {
		f := fateOf(r)
		return f != ready && f != failed
	})
}

// cannotSend is why the rows of the file cannot be sent.
func (p *Pane) cannotSend() string {
	switch {
	case !p.listed:
		return "read a file of inquiries first"
	case p.send.Busy():
		return p.sending()
	case len(p.unsent()) > 0:
		return ""
	case slices.ContainsFunc(p.rows.Items(), func(r row) bool { return fateOf(r) == sent }):
		return "nothing is left to be sent"
	}
	return "every row has a mistake; mend the file and read it again"
}

// askSend asks before the rows are sent.
func (p *Pane) askSend() tea.Cmd {
	n, all := len(p.unsent()), len(p.rows.Items())
	p.question = dialog.NewConfirm(dialog.Confirmation{
		To: ID, Ask: askSend, Title: "Send inquiries", Question: "Send " + format.Count(int64(n)) + " of " + plural(all, "row") + "?", Yes: "Send",
		Effects: []string{"Each asks a brand about an order, and cannot be taken back. Rows with a mistake are left out."},
	})
	return nil
}

func (p *Pane) sendRows() tea.Cmd {
	if why := p.cannotSend(); why != "" {
		return toast.Refuse(why)
	}
	var all []partner.InquiryRow
	for _, r := range p.unsent() {
		all = append(all, *r)
	}
	p.sent = len(all)
	src := p.src
	return p.send.Start(p.session, pane.Ask[[]partner.InquiryRow]{
		To: ID, Limit: actLimit + time.Duration(len(all))*eachLimit,
		Do: func(ctx context.Context) ([]partner.InquiryRow, error) { return src.SendInquiries(ctx, all) },
	})
}

// rowsSent shows what became of the rows.
func (p *Pane) rowsSent(r pane.Reply[[]partner.InquiryRow]) tea.Cmd {
	if r.Err != nil {
		return tea.Batch(p.Refresh(), toast.Fail("Not sent: "+plural(p.sent, "row")+": "+reason(r.Err)+"."))
	}
	now := map[int]row{}
	counts := map[fate]int{}
	for i := range r.Val {
		now[r.Val[i].Line] = &r.Val[i]
		counts[fateOf(&r.Val[i])]++
	}
	list := slices.Clone(p.rows.Items())
	for i, old := range list {
		if v, ok := now[old.Line]; ok {
			list[i] = v
		}
	}
	p.rows.SetItems(list)
	text := "Sent " + format.Count(int64(counts[sent])) + " of " + plural(len(r.Val), "row")
	if n := counts[unknown]; n > 0 {
		text += "; of " + format.Count(int64(n)) + " it is not known, look at the inquiries"
	}
	said := toast.Say(text + ".")
	if counts[sent] < len(r.Val) {
		said = toast.Fail(text + ". The report says why.")
	}
	return tea.Batch(p.changedInquiries(), said)
}

// reportNotes say how many rows are what, and what to do next.
func (p *Pane) reportNotes() []string {
	if p.send.Busy() {
		return []string{"Sending " + plural(p.sent, "row") + "…"}
	}
	counts := map[fate]int{}
	for _, r := range p.rows.Items() {
		counts[fateOf(r)]++
	}
	var parts []string
	for _, f := range []struct {
		fate fate
		word string
	}{{sent, "sent"}, {ready, "ready"}, {failed, "not sent"}, {unknown, "not known"}, {wrong, "with a mistake"}} {
		if n := counts[f.fate]; n > 0 {
			parts = append(parts, format.Count(int64(n))+" "+f.word)
		}
	}
	keys := "y copies this report, Esc closes it."
	if p.cannotSend() == "" {
		keys = "a sends, " + keys
	}
	return []string{plural(len(p.rows.Items()), "row") + " of " + quote(p.path) + ": " + strings.Join(parts, ", ") + ". " + keys}
}

// reportText is the report to be copied, a line for each row, tabs between.
func (p *Pane) reportText() string {
	var b strings.Builder
	b.WriteString("line\torder_id\treport")
	for _, r := range p.rows.Items() {
		fmt.Fprintf(&b, "\n%d\t%s\t%s", r.Line, format.Safe(r.Input.OrderID), format.Safe(fateWords(r)))
	}
	return b.String()
}

// closeReport goes back from the report; not while rows are on their way, since
// it is where their fate is told.
func (p *Pane) closeReport() bool {
	if !p.send.Busy() {
		p.listed = false
	}
	return true
}
