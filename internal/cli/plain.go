package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"impactdash/internal/config"
	"impactdash/internal/partner"
	"impactdash/internal/service"
	"impactdash/ui/format"
	plaintext "impactdash/ui/plain"
	"impactdash/ui/toast"
)

// How often the page is asked for again while somebody reads it, and how long
// one pane may take.
const (
	plainEvery = 15 * time.Minute
	plainLimit = 90 * time.Second
)

// plainly reports whether the page is to be written as lines of text: because
// the user says so, or because the terminal can do nothing else.
func plainly(sys System, c config.Config) bool {
	return c.Plain || sys.OutTTY && sys.Getenv("TERM") == "dumb"
}

// runPlain writes the page as lines of text. On a terminal it then takes
// commands line by line; else it ends.
func runPlain(ctx context.Context, sys System, c config.Config, svc *service.Service, banner string) error {
	if c.Offline {
		ctx = partner.OnlyKept(ctx)
	}
	reading := sys.InTTY && sys.OutTTY
	svc.AtMost(commandAge)
	if reading {
		svc.AtMost(startAge)
		go tidy(ctx, svc, c)
	}
	warn(sys, c)
	p := &plainPage{sys: sys, svc: svc, banner: banner, say: &plainOut{to: sys.Out, hidden: c.Hidden}}
	p.panes = p.choose(c)
	if err := p.first(ctx, reading); err != nil {
		return err
	}
	if reading {
		return p.read(ctx)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, pane := range p.panes {
		for _, err := range pane.failures() {
			if err != nil {
				return fmt.Errorf("%w: %w", errReported, err) // it is told in its place
			}
		}
	}
	return nil
}

// plainPage is the page and what was said of it last.
type plainPage struct {
	sys    System
	svc    *service.Service
	banner string
	say    *plainOut

	profile partner.Profile
	panes   []*plainPane
	at      int // pane that was read whole last, counted from 1; 0 for none
}

// plainPane is one pane: how it is asked for, and how it is told.
type plainPane struct {
	ask      func(context.Context)
	tell     func(plaintext.Writer) plaintext.Section
	failures func() []error
	id       string
	said     plaintext.Section
}

// plainOne is a pane of one question.
func plainOne[T any](id string, ask func(context.Context) (partner.Answer[T], error), tell func(plaintext.Writer, plaintext.Part[T]) plaintext.Section) *plainPane {
	var part plaintext.Part[T]
	return &plainPane{
		id:       id,
		ask:      func(ctx context.Context) { part = plainAsk(ctx, part, ask) },
		tell:     func(w plaintext.Writer) plaintext.Section { return tell(w, part) },
		failures: func() []error { return []error{part.Err} },
	}
}

func plainAsk[T any](ctx context.Context, before plaintext.Part[T], ask func(context.Context) (partner.Answer[T], error)) plaintext.Part[T] {
	ctx, cancel := context.WithTimeout(ctx, plainLimit)
	defer cancel()
	return plaintext.PartOf(ask(ctx)).After(before)
}

// plainFinance is the pane of three questions, each of which can fail alone.
func plainFinance(svc *service.Service) *plainPane {
	var (
		today   plaintext.Part[partner.Today]
		pending plaintext.Part[partner.Pending]
		balance plaintext.Part[partner.Balance]
	)
	return &plainPane{
		id: "finance",
		ask: func(ctx context.Context) {
			var wait sync.WaitGroup
			wait.Go(func() { today = plainAsk(ctx, today, svc.Today) })
			wait.Go(func() { pending = plainAsk(ctx, pending, svc.Pending) })
			wait.Go(func() { balance = plainAsk(ctx, balance, svc.Balance) })
			wait.Wait()
		},
		tell:     func(w plaintext.Writer) plaintext.Section { return w.Finance(today, pending, balance) },
		failures: func() []error { return []error{today.Err, pending.Err, balance.Err} },
	}
}

// plainSnapshot is the pane of the affiliate persona and, where the account has
// it, of the creator persona. Which it has is asked first; where nobody says, it
// is told as an affiliate.
func plainSnapshot(svc *service.Service, text string) *plainPane {
	parts := make([]plaintext.Part[partner.Snapshot], 1)
	return &plainPane{
		id: "snapshot",
		ask: func(ctx context.Context) {
			who := []partner.Persona{partner.AffiliatePersona}
			if known, err := svc.Personas(ctx); err == nil && slices.Contains(known.Value.All, partner.CreatorPersona) {
				who = append(who, partner.CreatorPersona)
			}
			next := make([]plaintext.Part[partner.Snapshot], max(len(who), len(parts)))
			copy(next, parts)
			var wait sync.WaitGroup
			for i, persona := range who {
				wait.Go(func() {
					next[i] = plainAsk(ctx, next[i], func(ctx context.Context) (partner.Answer[partner.Snapshot], error) {
						return svc.Snapshot(ctx, partner.RangeQuery{Text: text, Persona: persona})
					})
				})
			}
			wait.Wait()
			parts = next
		},
		tell: func(w plaintext.Writer) plaintext.Section { return w.Snapshot(parts...) },
		failures: func() []error {
			var out []error
			for _, part := range parts {
				out = append(out, part.Err)
			}
			return out
		},
	}
}

// choose lists the panes the user wants, in that order. Which of the names are
// unknown is told.
func (p *plainPage) choose(c config.Config) []*plainPane {
	svc := p.svc
	all := []*plainPane{
		plainFinance(svc),
		plainSnapshot(svc, c.Range),
		plainOne("todo", svc.Todos, plaintext.Writer.Todo),
		plainOne("tasks", svc.Tasks, plaintext.Writer.Tasks),
		plainOne("links", svc.Links, plaintext.Writer.Links),
		plainOne("leads", svc.Leads, plaintext.Writer.Leads),
		plainOne("social", svc.Properties, plaintext.Writer.Social),
		plainOne("campaigns", svc.Campaigns, plaintext.Writer.Campaigns),
		plainOne("brands", svc.Brands, plaintext.Writer.Brands),
	}
	var out []*plainPane
	for _, want := range c.Widgets {
		i := slices.IndexFunc(all, func(one *plainPane) bool { return one.id == want.ID })
		switch {
		case i < 0 && p.sys.ErrTTY:
			fmt.Fprintf(p.sys.Err, "impactdash: widgets: there is no %q\n", want.ID)
		case i >= 0 && !slices.Contains(out, all[i]):
			out = append(out, all[i])
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// writer tells things as of now.
func (p *plainPage) writer() plaintext.Writer {
	now := p.sys.Now()
	if p.profile.Zone != nil {
		now = now.In(p.profile.Zone)
	}
	return plaintext.Writer{Now: now, Fail: func(err error) string {
		what, _ := toast.Words(err)
		return format.Safe(what) + " " + nextStep(err)
	}}
}

// first asks for all panes at once and writes each as soon as it and those
// before it are there.
func (p *plainPage) first(ctx context.Context, reading bool) error {
	if reading {
		p.say.lines("Asking impact.com. Type ? and Enter for help, q and Enter to quit.")
	}
	var err error
	if p.profile, err = p.svc.Profile(ctx); err != nil {
		return err
	}
	p.say.lines(p.writer().Header(p.profile, p.banner)...)
	p.each(ctx, func(i int, now plaintext.Section) {
		p.say.lines("")
		p.say.lines(now.Page(i + 1)...)
	})
	return p.say.err
}

// each asks for all panes and hands over what each says now, in their order.
func (p *plainPage) each(ctx context.Context, told func(i int, now plaintext.Section)) {
	var done []chan struct{}
	for _, pane := range p.panes {
		ready := make(chan struct{})
		done = append(done, ready)
		go func() {
			defer close(ready)
			pane.ask(ctx)
		}()
	}
	for i, pane := range p.panes {
		<-done[i]
		if ctx.Err() != nil {
			continue // half an answer helps nobody
		}
		now := pane.tell(p.writer())
		told(i, now)
		pane.said = now
	}
}

// refresh asks again and writes what has changed, with the time.
func (p *plainPage) refresh(ctx context.Context, quiet bool) {
	p.svc.Demand()
	changed := false
	p.each(ctx, func(i int, now plaintext.Section) {
		lines := plaintext.Changes(p.panes[i].said, now)
		if len(lines) == 0 {
			return
		}
		changed = true
		p.say.lines(p.writer().Now.Format("15:04") + ", " + now.Title + ":")
		p.say.lines(lines...)
	})
	if !changed && !quiet && ctx.Err() == nil {
		p.say.lines(p.writer().Now.Format("15:04") + ", nothing has changed.")
	}
}

// read takes commands until the user leaves.
func (p *plainPage) read(ctx context.Context) error {
	input := lines(ctx, p.sys.In)
	again := time.NewTicker(plainEvery)
	defer again.Stop()
	for p.say.err == nil {
		p.say.text("> ")
		select {
		case <-ctx.Done():
			p.say.lines("")
			return nil // a signal is a way to leave
		case <-again.C:
			p.say.lines("")
			p.refresh(ctx, true)
		case line, ok := <-input:
			if !ok || p.obey(ctx, line) {
				return p.say.err
			}
		}
	}
	return p.say.err
}

// lines are the lines that are typed. The channel is closed at their end.
func lines(ctx context.Context, in io.Reader) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for s := bufio.NewScanner(in); s.Scan(); {
			select {
			case out <- s.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// plainOut writes lines and keeps the first failure.
type plainOut struct {
	to     io.Writer
	hidden bool // amounts of money are
	err    error
}

// lines writes text that may have come from outside.
func (o *plainOut) lines(all ...string) {
	for _, l := range all {
		l = format.Safe(l)
		if o.hidden {
			l = format.Hide(l, "*")
		}
		o.text(strings.TrimRight(l, " ") + "\n")
	}
}

func (o *plainOut) text(s string) {
	if o.err == nil {
		_, o.err = io.WriteString(o.to, s)
	}
}
