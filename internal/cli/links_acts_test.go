package cli

import (
	"net/url"
	"strings"
	"testing"

	"impactdash/internal/partner"
)

// programFor is a program that permits landing pages, and one that does not.
func (b *bench) programFor(deep bool) partner.Program {
	b.t.Helper()
	list, err := b.account().LinkPrograms(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, p := range list.Value.Programs {
		if p.AllowsDeepLinks == deep && strings.HasPrefix(p.URL, "https://www.") {
			return p
		}
	}
	b.t.Fatal("no such program")
	return partner.Program{}
}

func TestALinkIsPrintedAlone(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	p := b.programFor(true)
	for _, name := range []string{p.ID, p.Name, strings.ToUpper(p.Name)} {
		out := b.do("links", "create", "--program", name, "--landing-page", p.URL+"/sale?a=1", "--sub-id1", "news", "--shared-id", "s1").want(t, exitDone).out
		u, err := url.Parse(strings.TrimSuffix(out, "\n"))
		if err != nil || u.Scheme != "https" || strings.Count(out, "\n") != 1 || u.Query().Get("subId1") != "news" || u.Query().Get("u") != p.URL+"/sale?a=1" {
			t.Errorf("%s: %q, %v", name, out, err)
		}
	}
	if n := b.writes(); n != 3 {
		t.Errorf("%d writes", n)
	}
	doc := document[linkMadeDoc](t, b.do("links", "create", "--program", p.ID, "--vanity=Spring-Sale", "--json").want(t, exitDone).out)
	if l := doc.Link; !l.Vanity || !strings.HasSuffix(l.URL, "/Spring-Sale") || l.ProgramID != p.ID || l.Program != p.Name || l.ID == "" || l.Landing != nil || l.Made == nil {
		t.Errorf("link is %+v", l)
	}
	b.do("links", "create", "--program", p.ID, "--vanity").want(t, exitDone)
	if r := b.do("links", "create", "--program", p.ID, "--vanity=Spring-Sale"); r.code == exitDone || r.out != "" {
		t.Errorf("the same path twice: %d, %q", r.code, r.out)
	}
}

func TestALandingPageThatIsNotPermittedIsNotSent(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	deep, plain := b.programFor(true), b.programFor(false)
	for _, c := range []struct {
		says string
		code int
		args []string
	}{
		{"not permitted", exitUsage, []string{"--program", deep.ID, "--landing-page", "https://evil.example/"}},
		{"no landing page of your own", exitUsage, []string{"--program", plain.ID, "--landing-page", plain.URL}},
		{"must begin with https://", exitUsage, []string{"--program", deep.ID, "--landing-page", "javascript:alert(1)"}},
		{"links create needs --program", exitUsage, nil},
		{"--vanity", exitUsage, []string{"--program", deep.ID, "--vanity=a b"}},
		{"--sub-id2", exitUsage, []string{"--program", deep.ID, "--sub-id2", strings.Repeat("x", 65)}},
		{"--protocol", exitUsage, []string{"--program", deep.ID, "--protocol", "ftp"}},
		{"--program", exitNothing, []string{"--program", "No such brand"}},
		{"Program 999999999 is none", exitNothing, []string{"--program", "999999999"}},
		{"--property", exitNothing, []string{"--program", deep.ID, "--property", "No such site"}},
	} {
		b.do(append([]string{"links", "create"}, c.args...)...).fails(t, c.code, c.says)
	}
	if n := b.writes(); n != 0 {
		t.Errorf("%d writes", n)
	}
}

func TestALinkWithoutAnAnswerMayExistAndIsNotSentAgain(t *testing.T) {
	t.Parallel()
	b := newDeafBench(t)
	b.do("links", "create", "--program", b.programFor(true).ID).fails(t, exitFailed, "not known whether this was done", "the link may exist")
	if n := b.writes(); n != 1 {
		t.Errorf("%d writes", n)
	}
}

func TestANameThatIsNotWholeIsToldWhole(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	p := b.programFor(true)
	part := strings.ToLower(p.Name[:len(p.Name)-2])
	b.do("links", "create", "--program", part).fails(t, exitNothing, `--program "`+part+`": there is no such program`, `did you mean "`+p.Name+`"`)
	b.do("links", "create", "--program", "e").fails(t, exitNothing, "have that in their name, such as ")
	b.do("links", "create", "--program", "No such brand").fails(t, exitNothing, "impactdash contracts names those you have joined")
	if n := b.writes(); n != 0 {
		t.Errorf("%d writes", n)
	}
}

func TestLinksAreRefusedWithTheirCodes(t *testing.T) {
	t.Parallel()
	for fault, code := range map[string]int{"trackinglinks=403": exitCredentials, "trackinglinks=429": exitService, "trackinglinks=503": exitFailed} {
		b := newActBench(t)
		id := b.programFor(true).ID
		b.faults(fault)
		if r := b.do("links", "create", "--program", id, "--json"); r.code != code || r.out != "" || strings.Count(r.err, "\n") != 1 {
			t.Errorf("%s: %d, %q, %q", fault, r.code, r.out, r.err)
		}
	}
}

func TestForgottenLinksComeBackWithUndoAndGoWithRedo(t *testing.T) {
	t.Parallel()
	b := newActBench(t)
	id := b.programFor(true).ID
	address := strings.TrimSpace(b.do("links", "create", "--program", id).want(t, exitDone).out)
	b.do("links", "forget", address).want(t, exitDone)
	b.do("links", "forget", address).want(t, exitNothing)
	if doc := document[undoDoc](t, b.do("undo", "--json").want(t, exitDone).out); !doc.Done || doc.Text == nil || !strings.Contains(*doc.Text, "forgot") {
		t.Errorf("undo is %+v", doc)
	}
	b.do("undo").fails(t, exitFailed, "nothing to take back")
	if r := b.do("undo", "--json"); r.code != exitFailed || document[undoDoc](t, r.out).Done {
		t.Errorf("undo of nothing: %d, %q", r.code, r.out)
	}
	if out := b.do("redo").want(t, exitDone).out; !strings.HasPrefix(out, "redo\tforgot") {
		t.Errorf("redo is %q", out)
	}
	b.do("redo").fails(t, exitFailed, "could be done again")
	b.do("links", "forget", address).want(t, exitNothing)
}
