package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/pflag"

	"impactdash/internal/config"
	"impactdash/internal/partner"
	"impactdash/internal/sandbox"
	"impactdash/ui"
	"impactdash/ui/uitest"
)

// twoAccounts is a bench whose configuration file has a profile for each of two
// accounts, and one without a token.
func twoAccounts(t *testing.T) (b *bench, boxes []*sandbox.Server) {
	t.Helper()
	b = noAccount(t)
	file := "profiles:\n"
	for i, name := range []string{"Main", "Client"} {
		box := sandbox.New(sandbox.Options{Seed: uint64(7 + i), At: testNow, Profile: "new"})
		server := httptest.NewServer(box)
		t.Cleanup(server.Close)
		boxes = append(boxes, box)
		b.secret = append(b.secret, box.AuthToken())
		file += fmt.Sprintf("  %s:\n    account_sid: %s\n    auth_token: %s\n    base_url: %s\n", name, box.AccountSID(), box.AuthToken(), server.URL)
	}
	file += "    read_only: true\n    hidden: true\n    color: magenta\n  Bare:\n    account_sid: IRbare\n"
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	b.env["IMPACTDASH_CONFIG"] = path
	return b, boxes
}

// staged is where the dashboard of a bench is shown, with flags.
func (b *bench) staged(args ...string) (stage, config.Config) {
	b.t.Helper()
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	config.AddFlags(flags)
	if err := flags.Parse(args); err != nil {
		b.t.Fatal(err)
	}
	var out, err buffer
	sys := b.system(&out, &err)
	s := stage{sys: sys, load: func(profile string) (config.Config, error) { return loadProfile(sys, flags, profile) }}
	c, loadErr := s.load("")
	if loadErr != nil {
		b.t.Fatal(loadErr)
	}
	return s, c
}

// writes are the requests a sandbox got that change something.
func writes(box *sandbox.Server) (n int) {
	for _, r := range box.Requests() {
		if r.Method != http.MethodGet {
			n++
		}
	}
	return n
}

func TestAnotherProfileIsAnotherAccount(t *testing.T) {
	t.Parallel()
	b, boxes := twoAccounts(t)
	s, c := b.staged()
	if c.Profile != "Main" {
		t.Fatalf("it begins with %q", c.Profile)
	}
	first, err := s.open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, err := s.enter(t.Context(), "Client")
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	o := second.Options
	if want := (ui.Profile{Name: "Client", Color: "magenta", ReadOnly: true, Hidden: true}); o.Profile != want || !o.Hidden || len(o.Profiles) != 3 {
		t.Errorf("%+v, hidden %v, of %+v", o.Profile, o.Hidden, o.Profiles)
	}
	for i, opened := range []ui.Session{first, second} {
		p, err := opened.Options.Sources.Profile(t.Context())
		if err != nil || p.ID != boxes[i].AccountSID() {
			t.Errorf("account %d is %+v, %v", i, p, err)
		}
	}
}

func TestAProfileThatCannotBeOpenedSaysWhy(t *testing.T) {
	t.Parallel()
	b, _ := twoAccounts(t)
	s, _ := b.staged()
	for name, says := range map[string]string{"Bare": "", "Nobody": "Client"} {
		_, err := s.enter(t.Context(), name)
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
		for _, secret := range b.secret {
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the token is shown", name)
			}
		}
	}
}

func TestAReadOnlyProfileSendsNothing(t *testing.T) {
	t.Parallel()
	b, boxes := twoAccounts(t)
	for _, c := range []struct {
		profile string
		args    []string
		box     int
	}{{"Client", nil, 1}, {"Main", []string{"--read-only"}, 0}} {
		s, _ := b.staged(c.args...)
		opened, err := s.enter(t.Context(), c.profile)
		if err != nil {
			t.Fatal(err)
		}
		list, err := opened.Options.Sources.LinkPrograms(t.Context())
		if err != nil || len(list.Value.Programs) == 0 {
			t.Fatalf("%s: %+v, %v", c.profile, list, err)
		}
		_, err = opened.Options.Sources.CreateLink(t.Context(), partner.LinkRequest{ProgramID: list.Value.Programs[0].ID})
		if partner.KindOf(err) != partner.Withheld || !strings.Contains(message(err), "read-only") || strings.Contains(message(err), "Check ") {
			t.Errorf("%s: %v", c.profile, err)
		}
		if n := writes(boxes[c.box]); n != 0 {
			t.Errorf("%s: %d writes were sent", c.profile, n)
		}
		opened.Close()
	}
}

func TestTheDashboardAsksNothingWhenItIsOffline(t *testing.T) {
	t.Parallel()
	b, boxes := twoAccounts(t)
	b.env["IMPACTDASH_STATE_DIR"] = t.TempDir()
	run := func(args ...string) string {
		s, c := b.staged(args...)
		opened, err := s.open(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		defer opened.Close()
		ctx := t.Context()
		if c.Offline {
			ctx = partner.OnlyKept(ctx)
		}
		opened.Options.Gather = 0 // no clock goes on here
		m := ui.New(ctx, opened.Options)
		update := func(msg tea.Msg) tea.Cmd { _, cmd := m.Update(msg); return cmd }
		update(tea.WindowSizeMsg{Width: 120, Height: 40})
		uitest.SettleRoot(t, update, m.Init())
		uitest.SettleRoot(t, update, update(uitest.Stroke(t, "R")))
		uitest.Geometry(t, m.View().Content, 120, 40)
		return uitest.Plain(m.View().Content)
	}
	if text := run("--offline"); len(boxes[0].Requests()) != 0 || !strings.Contains(text, "offline by choice") {
		t.Errorf("%d requests; %s", len(boxes[0].Requests()), text)
	}
	online := run()
	asked := len(boxes[0].Requests())
	if asked == 0 || strings.Contains(online, "offline") {
		t.Fatalf("%d requests; %s", asked, online)
	}
	text := run("--offline")
	if n := len(boxes[0].Requests()); n != asked {
		t.Errorf("%d requests were sent offline", n-asked)
	}
	name, _, _ := strings.Cut(strings.TrimSpace(strings.Split(online, "\n")[0][len(" impactdash Main  "):]), " ·")
	if !strings.Contains(text, name) || !strings.Contains(text, "offline by choice") {
		t.Errorf("what is kept of %s is not shown: %s", name, text)
	}
}

func TestTheDemoHasAccountsToChangeTo(t *testing.T) {
	t.Parallel()
	var out, errs buffer
	sys := noAccount(t).system(&out, &errs)
	w := &demoWorld{sys: sys, o: sandboxOptions{seed: 1, scale: 1}, base: config.Config{}, context: t.Context(), begun: map[string]config.Config{}}
	defer w.stop()
	s := stage{sys: sys, banner: "demo", load: w.config, settled: forgetful}
	names := map[string]bool{}
	for _, a := range demoAccounts()[1:] {
		opened, err := s.enter(t.Context(), a.profile.Name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := opened.Options.Sources.Profile(t.Context())
		if err != nil || names[p.ID] {
			t.Errorf("%s: %+v, %v", a.profile.Name, p, err)
		}
		names[p.ID] = true
		if o := opened.Options; o.Profile != profiles([]config.Profile{a.profile})[0] || o.Banner != "demo" {
			t.Errorf("%s: %+v", a.profile.Name, o.Profile)
		}
		opened.Close()
		before, _ := w.config(a.profile.Name)
		again, err := w.config(a.profile.Name)
		if err != nil || again.BaseURL != before.BaseURL {
			t.Errorf("%s moves from %s to %s: %v", a.profile.Name, before.BaseURL, again.BaseURL, err)
		}
	}
	if c, err := w.config("Client"); err != nil || !c.ReadOnly || c.Hidden {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err := w.config("New"); err != nil || c.ReadOnly || !c.Hidden {
		t.Errorf("%+v, %v", c, err)
	}
}
