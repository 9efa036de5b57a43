package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"impactdash/internal/credential"
)

// ring is a keyring in memory, or one that fails.
type ring struct {
	kept  map[string]string
	err   error
	asked int
}

func (r *ring) Get(service, user string) (string, error) {
	r.asked++
	text, ok := r.kept[service+"/"+user]
	if r.err == nil && !ok {
		return "", credential.ErrNotFound
	}
	return text, r.err
}

func (r *ring) Set(service, user, text string) error {
	r.asked++
	if r.err == nil {
		r.kept[service+"/"+user] = text
	}
	return r.err
}

func (r *ring) Delete(service, user string) error {
	_, err := r.Get(service, user)
	delete(r.kept, service+"/"+user)
	return err
}

// newcomer is somebody with an account and a token, and nothing set up but
// where the service is.
func newcomer(t *testing.T, faults ...string) (b *bench, sid, token string) {
	t.Helper()
	b = newSmallBench(t, faults...)
	sid, token = b.env["IMPACTDASH_ACCOUNT_SID"], b.env["IMPACTDASH_AUTH_TOKEN"]
	b.env = map[string]string{"IMPACTDASH_BASE_URL": b.env["IMPACTDASH_BASE_URL"], "IMPACTDASH_STATE_DIR": t.TempDir()}
	b.ring = &ring{kept: map[string]string{}}
	return b, sid, token
}

func TestANewcomerSignsInLooksAndSignsOut(t *testing.T) {
	t.Parallel()
	b, sid, token := newcomer(t)
	b.tty, b.asked, b.in, b.unseen = true, true, sid+"\n", token+"\n"
	r := b.run("auth", "login")
	if r.code != exitDone || !strings.HasPrefix(r.err, "AccountSID: AuthToken (it is not shown): \n") {
		t.Fatalf("exit code %d, stderr %q", r.code, r.err)
	}
	for _, want := range []string{sid, "keyring", "CompanyInformation", "Actions", "Tasks", "reached"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("%q is not in\n%s", want, r.out)
		}
	}
	b.tty, b.asked, b.in, b.unseen = false, false, "", ""
	b.run("finance", "--json").want(t, exitDone) // neither settings nor variables name the account
	d := document[authDoc](t, b.run("auth", "status", "--json").want(t, exitDone).out)
	if *d.Account.ID != sid || d.Token.From != "keyring" || d.Accepted == nil || !*d.Accepted || len(d.Endpoints) < 10 || len(d.Errors) != 0 {
		t.Errorf("status is %+v", d)
	}
	if out := b.run("auth", "logout").want(t, exitDone).out; !strings.Contains(out, "no longer in the keyring") {
		t.Errorf("logout says %q", out)
	}
	b.run("finance").fails(t, exitCredentials, "impactdash auth login", "impactdash demo")
	if out := b.run("auth", "logout").want(t, exitDone).out; !strings.Contains(out, "Nobody is signed in") {
		t.Errorf("the second logout says %q", out)
	}
}

func TestATokenMayBePipedIn(t *testing.T) {
	t.Parallel()
	b, sid, token := newcomer(t)
	b.in = token + "\n"
	b.run("auth", "login").fails(t, exitUsage, "--account-sid") // no question without a terminal
	d := document[authDoc](t, b.run("auth", "login", "--account-sid", sid, "--json").want(t, exitDone).out)
	if *d.Account.ID != sid || d.Account.Name == nil || d.Token.From != "keyring" || !*d.Accepted {
		t.Errorf("login says %+v", d)
	}
	b.in = ""
	b.run("auth", "login", "--account-sid", sid).fails(t, exitUsage, "standard input")
	b.in = "two words\n"
	b.run("auth", "login", "--account-sid", sid).fails(t, exitUsage, "no AuthToken")
}

func TestWhoeverIsAskedCanLeave(t *testing.T) {
	t.Parallel()
	for _, terminal := range []bool{true, false} {
		b, sid, _ := newcomer(t)
		b.tty, b.asked = terminal, terminal
		silent, typing := io.Pipe()
		t.Cleanup(func() { typing.Close() })
		var out, errs buffer
		sys := b.system(&out, &errs)
		sys.In = silent
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		args := []string{"auth", "login"}
		if !terminal {
			args = append(args, "--account-sid", sid)
		}
		if code := Main(ctx, args, sys); code != exitInterrupted || strings.Contains(errs.String(), "impactdash:") {
			t.Errorf("exit code %d, %q", code, errs.String())
		}
	}
}

func TestWithoutAKeyringTheTokenIsInAFileOfTheUsersOwn(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]credential.Ring{"none": nil, "broken": &ring{err: errors.New("no secret service")}} {
		b, sid, token := newcomer(t)
		b.ring, b.in = r, token
		d := document[authDoc](t, b.run("auth", "login", "--account-sid", sid, "--json").want(t, exitDone).out)
		if d.Token.From != "token file" || d.Token.File == nil {
			t.Fatalf("%s: login says %+v", name, d)
		}
		info, err := os.Stat(*d.Token.File)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: the file is %v, %v", name, info, err)
		}
		b.run("finance").want(t, exitDone)
		if err := os.Chmod(*d.Token.File, 0o644); err != nil {
			t.Fatal(err)
		}
		b.run("finance").fails(t, exitCredentials, "chmod 600")
		b.run("auth", "status", "--json").want(t, exitCredentials)
		b.tty, b.in = true, token
		if r := b.run("auth", "login", "--account-sid", sid); name == "broken" && !strings.Contains(r.err, "no secret service") {
			t.Errorf("why there is a file is not said: %q", r.err)
		}
	}
}

func TestWhatIsRefusedIsNotKept(t *testing.T) {
	t.Parallel()
	for fault, code := range map[string]int{"*=401": exitCredentials, "*=503": exitService, "*=429": exitService} {
		b, sid, token := newcomer(t, fault)
		b.in = token
		b.run("auth", "login", "--account-sid", sid).fails(t, code)
		if kept := b.ring.(*ring).kept; len(kept) != 0 {
			t.Errorf("%s: kept %v", fault, len(kept))
		}
	}
	b, sid, _ := newcomer(t)
	b.in, b.secret = "wrong-token-of-the-user", []string{"wrong-token-of-the-user"}
	b.run("auth", "login", "--account-sid", sid).fails(t, exitCredentials, "401", "Nothing was kept", "Settings, Technical, API Access")
}

func TestEndpointsOutOfReachAreNamedWithTheirScope(t *testing.T) {
	t.Parallel()
	b, sid, token := newcomer(t, "invoices=403", "tasks=503")
	b.in = token
	b.run("auth", "login", "--account-sid", sid).want(t, exitDone)
	d := document[authDoc](t, b.run("auth", "status", "--json").want(t, exitDone).out)
	state := map[string]endpointDoc{}
	for _, e := range d.Endpoints {
		state[e.Endpoint] = e
	}
	invoices, tasks, actions := state["Invoices"], state["Tasks"], state["Actions"]
	if invoices.Reached == nil || *invoices.Reached || !strings.Contains(invoices.Problem.Next, invoices.Scope) {
		t.Errorf("invoices are %+v", invoices)
	}
	if tasks.Reached != nil || tasks.Problem == nil {
		t.Errorf("nobody knows about tasks, yet they are %+v", tasks)
	}
	if actions.Reached == nil || !*actions.Reached || actions.Problem != nil {
		t.Errorf("actions are %+v", actions)
	}
	out := b.run("auth", "status").want(t, exitDone).out
	for _, row := range rows(out) {
		if len(row) != 3 {
			t.Errorf("a row has %d cells: %q", len(row), row)
		}
	}
}

func TestStatusSaysWhereTheTokenIsFromAndAsksNobodyOffline(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	b.ring = &ring{kept: map[string]string{}}
	d := document[authDoc](t, b.run("auth", "status", "--json", "--offline").want(t, exitDone).out)
	if d.Token.From != "environment" || d.Accepted != nil || len(d.Endpoints) != 0 || len(b.box.Requests()) != 0 {
		t.Errorf("status is %+v after %d requests", d, len(b.box.Requests()))
	}
	if b.ring.(*ring).asked != 0 {
		t.Error("the keyring was asked, though the environment has the token")
	}
	b.env["IMPACTDASH_AUTH_TOKEN"] = "wrong"
	r := b.run("auth", "status", "--json").want(t, exitCredentials)
	if d = document[authDoc](t, r.out); d.Accepted == nil || *d.Accepted || len(d.Endpoints) != 1 || len(d.Errors) != 1 {
		t.Errorf("status is %+v", d)
	}
	none := noAccount(t)
	if d = document[authDoc](t, none.run("auth", "status", "--json").want(t, exitCredentials).out); d.Token != nil || d.Account.ID != nil || len(d.Errors) != 1 {
		t.Errorf("without an account status is %+v", d)
	}
}

func TestOfflineNobodyIsAskedForTheToken(t *testing.T) {
	t.Parallel()
	b, sid, token := newcomer(t)
	b.in = token
	b.run("auth", "login", "--account-sid", sid).want(t, exitDone)
	b.run("finance").want(t, exitDone)
	asked, sent := b.ring.(*ring).asked, len(b.box.Requests())
	b.run("finance", "--offline").want(t, exitDone)
	if b.ring.(*ring).asked != asked || len(b.box.Requests()) != sent {
		t.Errorf("the keyring was asked %d times, %d requests were sent", b.ring.(*ring).asked-asked, len(b.box.Requests())-sent)
	}
	b.run("finance").want(t, exitDone)
	if b.ring.(*ring).asked != asked+1 {
		t.Errorf("the keyring was asked %d times for one command", b.ring.(*ring).asked-asked)
	}
}

func TestALoginThatWouldChangeNothingIsRefused(t *testing.T) {
	t.Parallel()
	b := newSmallBench(t)
	b.in = "x"
	b.run("auth", "login").fails(t, exitUsage, "IMPACTDASH_AUTH_TOKEN")
	for text, says := range map[string]string{
		"account_sid: IRx\ntoken_command: [x]\n": "token_command", "account_sid: IRx\nauth_token: x\n": "auth_token",
		"profiles: {a: {color: red}}\n": "account_sid",
	} {
		b, _, _ := newcomer(t)
		b.env["IMPACTDASH_CONFIG"] = configFile(t, text)
		b.in = "x"
		b.run("auth", "login").fails(t, exitUsage, says)
	}
}

func TestACommandOfTheUsersMayHaveTheToken(t *testing.T) {
	t.Parallel()
	b, sid, token := newcomer(t)
	b.env["IMPACTDASH_CONFIG"] = configFile(t, "profiles:\n  Main: {account_sid: "+sid+", token_command: [pass, show]}\n")
	var env string
	b.output = func(_ context.Context, _, e []string) ([]byte, []byte, error) {
		env = strings.Join(e, "\n")
		return []byte(token + "\n"), nil, nil
	}
	d := document[authDoc](t, b.run("auth", "status", "--json").want(t, exitDone).out)
	if d.Token.From != "token_command" || *d.Account.Profile != "Main" {
		t.Errorf("status is %+v", d)
	}
	if !strings.Contains(env, "IMPACTDASH_PROFILE=Main") || strings.Contains(env, "IMPACTDASH_AUTH_TOKEN") {
		t.Errorf("the command had %q", env)
	}
	b.output = func(context.Context, []string, []string) ([]byte, []byte, error) {
		return nil, []byte("pass: \x1b[31mlocked\n"), errors.New("exit status 2")
	}
	b.run("finance").fails(t, exitCredentials, "token_command failed", "locked")
}

// Whatever the token is from, and whatever goes wrong, no command shows it.
func TestNoCommandShowsTheToken(t *testing.T) {
	t.Parallel()
	b, sid, token := newcomer(t)
	b.ring = &ring{kept: map[string]string{"impactdash/" + sid + "@" + strings.TrimPrefix(b.env["IMPACTDASH_BASE_URL"], "http://"): token}}
	b.output = func(context.Context, []string, []string) ([]byte, []byte, error) {
		return []byte(token), []byte("complains: " + token), nil
	}
	b.in = token
	sources := map[string]string{
		"keyring": "account_sid: " + sid + "\n", "command": "account_sid: " + sid + "\ntoken_command: x\n",
		"file": "account_sid: " + sid + "\nauth_token: " + token + "\n", "wrong": "account_sid: " + sid + "\nauth_token: [" + token + "]\ntheme: pink\n",
		"broken": "account_sid: " + sid + "\nauth_token: " + token + "\n  x: [\n",
	}
	for name, text := range sources {
		local := *b
		local.env = map[string]string{"IMPACTDASH_CONFIG": configFile(t, text)}
		for k, v := range b.env {
			local.env[k] = v
		}
		for _, path := range leaves(newRoot(local.system(&buffer{}, &buffer{})), nil) {
			line := strings.Join(path, " ")
			switch {
			case path[0] == "sandbox" || path[0] == "demo" || line == "config init":
				continue // the sandbox prints its own token, and nobody else's; the others know no account
			case name != "keyring" && line != "finance" && line != "auth status" && line != "config check":
				continue // one source for all commands, all sources for some
			}
			for _, more := range [][]string{nil, {"--json"}, {"--nosuch"}} {
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second) // some go on for as long as they may
				r := local.runIn(ctx, append(append([]string{}, path...), more...)...)
				cancel()
				if wrong := name == "wrong" || name == "broken"; wrong && line == "finance" && r.code == exitDone {
					t.Errorf("%s: %s %q went well", name, line, more)
				}
			}
		}
	}
}

// leaves are the command lines of all commands that do something.
func leaves(cmd *cobra.Command, path []string) [][]string {
	var out [][]string
	for _, c := range cmd.Commands() {
		below := append(append([]string{}, path...), c.Name())
		if len(c.Commands()) == 0 {
			out = append(out, below)
		}
		out = append(out, leaves(c, below)...)
	}
	return out
}

// configFile writes a configuration that only its owner may read.
func configFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
