package credential

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"impactdash/internal/config"
)

const secret = "s3cret-T0ken_x"

// fakeRing is a keyring in memory.
type fakeRing struct {
	kept map[string]string
	err  error         // of every question
	wait time.Duration // before every answer

	mu    sync.Mutex // guards asked: a question may go on when nobody waits for it
	asked []string
}

func (r *fakeRing) do(what string) error {
	r.mu.Lock()
	r.asked = append(r.asked, what)
	r.mu.Unlock()
	if r.wait > 0 {
		time.Sleep(r.wait) // in a bubble of synctest only
	}
	return r.err
}

func (r *fakeRing) Get(service, user string) (string, error) {
	if err := r.do("get"); err != nil {
		return "", err
	}
	text, ok := r.kept[service+"/"+user]
	if !ok {
		return "", ErrNotFound
	}
	return text, nil
}

func (r *fakeRing) Set(service, user, text string) error {
	if err := r.do("set"); err != nil {
		return err
	}
	r.kept[service+"/"+user] = text
	return nil
}

func (r *fakeRing) Delete(service, user string) error {
	if err := r.do("delete"); err != nil {
		return err
	}
	if _, ok := r.kept[service+"/"+user]; !ok {
		return ErrNotFound
	}
	delete(r.kept, service+"/"+user)
	return nil
}

func newRing() *fakeRing { return &fakeRing{kept: map[string]string{}} }

func account() Account { return Account{SID: "IRabc", BaseURL: config.DefaultBaseURL, Profile: "Main"} }

// prints is a program that prints a text.
func prints(text string) Run {
	return func(context.Context, []string, []string) ([]byte, []byte, error) { return []byte(text), nil, nil }
}

func TestATokenIsFoundInTheOrderOfTheSources(t *testing.T) {
	t.Parallel()
	s := Store{Ring: newRing(), Dir: t.TempDir(), Run: prints("from-command\n"), GOOS: "linux"}
	if err := s.write(account(), "from-file"); err != nil {
		t.Fatal(err)
	}
	find := func(command []string, given config.Secret, want string, from config.Origin) {
		t.Helper()
		got, err := s.Find(t.Context(), account(), command, given)
		if err != nil || got.Secret.Reveal() != want || got.From != from {
			t.Errorf("found %q from %q, %v; want %q", got.Secret.Reveal(), got.From, err, want)
		}
	}
	find(nil, "", "from-file", File)
	if err := s.Ring.Set(service, "IRabc", "from-ring"); err != nil {
		t.Fatal(err)
	}
	find(nil, "", "from-ring", Keyring)
	find(nil, "given", "given", config.InFile)
	find([]string{"x"}, "given", "from-command", Command)
}

func TestNobodyIsAskedWhereTheTokenIsKnown(t *testing.T) {
	t.Parallel()
	ring := newRing()
	s := Store{Ring: ring, Dir: t.TempDir(), Run: prints("x"), GOOS: "linux"}
	if _, err := s.Find(t.Context(), account(), nil, "given"); err != nil || len(ring.asked) != 0 {
		t.Errorf("the keyring was asked to %v; %v", ring.asked, err)
	}
	if _, err := s.Find(t.Context(), account(), []string{"x"}, ""); err != nil || len(ring.asked) != 0 {
		t.Errorf("the keyring was asked to %v; %v", ring.asked, err)
	}
}

func TestATokenIsForOneAccountOfOneService(t *testing.T) {
	t.Parallel()
	s := Store{Ring: newRing(), GOOS: "linux"}
	if _, _, err := s.Keep(t.Context(), account(), secret); err != nil {
		t.Fatal(err)
	}
	for name, a := range map[string]Account{
		"another account": {SID: "IRxyz"}, "another service": {SID: "IRabc", BaseURL: "http://127.0.0.1:8416"},
	} {
		var e *Error
		if got, err := s.Find(t.Context(), a, nil, ""); !errors.As(err, &e) || got.Secret != "" {
			t.Errorf("%s has %q, %v", name, got.Secret.Reveal(), err)
		} else if !strings.Contains(e.Next, "impactdash auth login") {
			t.Errorf("%s: the next step is %q", name, e.Next)
		}
	}
	if _, err := s.Find(t.Context(), Account{SID: "IRabc", BaseURL: config.DefaultBaseURL + "/", Profile: "Other"}, nil, ""); err != nil {
		t.Errorf("the same account under another name: %v", err)
	}
}

func TestAKeyringThatDoesNotAnswerGivesWayToTheFileInThreeSeconds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := Store{Ring: &fakeRing{wait: time.Hour}, Dir: t.TempDir(), GOOS: "linux"}
		if err := s.write(account(), secret); err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		got, err := s.Find(t.Context(), account(), nil, "")
		if err != nil || got.Secret.Reveal() != secret || got.From != File || time.Since(begun) != 3*time.Second {
			t.Errorf("after %v: %v from %q, %v", time.Since(begun), got.Secret, got.From, err)
		}
		if err := s.remove(account()); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Find(t.Context(), account(), nil, ""); err == nil || !strings.Contains(err.Error(), "does not answer within 3 s") {
			t.Errorf("without a file it is %v", err)
		}
		time.Sleep(2 * time.Hour) // what still waits comes to its end
	})
}

func TestWhatIsStoppedSaysSo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		s := Store{Ring: &fakeRing{wait: time.Hour}, GOOS: "linux"}
		if _, err := s.Find(ctx, account(), nil, ""); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error is %v", err)
		}
		time.Sleep(2 * time.Hour)
	})
}

func TestATokenIsKeptInTheKeyringElseInAFile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		ring Ring
		want config.Origin
		why  string
	}{
		"a keyring": {newRing(), Keyring, ""}, "none": {nil, File, "no keyring"}, "a broken one": {&fakeRing{err: errors.New("dbus-launch\x1b[2J is missing")}, File, "dbus-launch"},
	} {
		s := Store{Ring: c.ring, Dir: filepath.Join(t.TempDir(), "new", "tokens"), GOOS: "linux"}
		where, why, err := s.Keep(t.Context(), account(), secret)
		if err != nil || where != c.want || (why == nil) != (c.why == "") || why != nil && !strings.Contains(why.Error(), c.why) {
			t.Errorf("%s: kept in %q, %v, %v", name, where, why, err)
		}
		if c.want == File {
			info, err := os.Stat(s.Path(account()))
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: the file is %v, %v", name, info, err)
			}
		}
		if got, err := s.Find(t.Context(), account(), nil, ""); err != nil || got.Secret.Reveal() != secret {
			t.Errorf("%s: found again it is %v, %v", name, got, err)
		}
	}
}

func TestATokenIsInOnePlaceOnly(t *testing.T) {
	t.Parallel()
	s := Store{Dir: t.TempDir(), GOOS: "linux"}
	if _, _, err := s.Keep(t.Context(), account(), "old-token"); err != nil {
		t.Fatal(err)
	}
	s.Ring = newRing()
	if where, _, err := s.Keep(t.Context(), account(), secret); where != Keyring || err != nil {
		t.Fatal(where, err)
	}
	if s.has(account()) {
		t.Error("the old token is still in its file")
	}
	if _, _, err := (&Store{Dir: s.Dir, GOOS: "linux"}).Keep(t.Context(), account(), secret); err != nil {
		t.Fatal(err)
	}
	from, err := s.Forget(t.Context(), account())
	if err != nil || !slices.Equal(from, []config.Origin{Keyring, File}) {
		t.Errorf("forgotten from %v, %v", from, err)
	}
	if from, err = s.Forget(t.Context(), account()); err != nil || len(from) != 0 {
		t.Errorf("the second time from %v, %v", from, err)
	}
	if left, _ := os.ReadDir(s.Dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	s.Ring = &fakeRing{err: errors.New("locked")}
	if _, err := s.Forget(t.Context(), account()); err == nil || !strings.Contains(err.Error(), "may still have the token") {
		t.Errorf("a keyring that does not open: %v", err)
	}
}

func TestATokenFileOthersMayReadIsRefused(t *testing.T) {
	t.Parallel()
	s := Store{Dir: t.TempDir(), GOOS: "linux"}
	if err := s.write(account(), secret); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []os.FileMode{0o644, 0o640, 0o604, 0o620} {
		if err := os.Chmod(s.Path(account()), mode); err != nil {
			t.Fatal(err)
		}
		_, err := s.Find(t.Context(), account(), nil, "")
		if err == nil || !strings.Contains(err.Error(), "chmod 600 "+s.Path(account())) || strings.Contains(err.Error(), secret) {
			t.Errorf("%v: error is %v", mode, err)
		}
	}
	s.GOOS = "windows" // has no such modes
	if _, err := s.Find(t.Context(), account(), nil, ""); err != nil {
		t.Error(err)
	}
}

func TestWithoutAPlaceNothingIsKeptAndItIsSaid(t *testing.T) {
	t.Parallel()
	s := Store{GOOS: "linux"}
	if _, _, err := s.Keep(t.Context(), account(), secret); err == nil || !strings.Contains(err.Error(), "IMPACTDASH_STATE_DIR") {
		t.Errorf("error is %v", err)
	}
	barred := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(barred, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.Dir = filepath.Join(barred, "tokens")
	if _, _, err := s.Keep(t.Context(), account(), secret); err == nil || !strings.Contains(err.Error(), "cannot be kept") {
		t.Errorf("error is %v", err)
	}
}

func TestTheCommandIsToldWhoseTokenIsMeantAndItsFirstLineCounts(t *testing.T) {
	t.Parallel()
	var command, env []string
	s := Store{Run: func(_ context.Context, c, e []string) ([]byte, []byte, error) {
		command, env = c, e
		return []byte("\n  " + secret + "  \r\nuser: me\n"), []byte("note"), nil
	}}
	got, err := s.Find(t.Context(), account(), []string{"pass", "show x"}, "")
	if err != nil || got.Secret.Reveal() != secret || got.From != Command {
		t.Errorf("found %v, %v", got, err)
	}
	if !slices.Equal(command, []string{"pass", "show x"}) || !slices.Contains(env, "IMPACTDASH_ACCOUNT_SID=IRabc") || !slices.Contains(env, "IMPACTDASH_PROFILE=Main") {
		t.Errorf("ran %q with %q", command, env)
	}
}

func TestACommandThatFailsIsToldWithoutTheToken(t *testing.T) {
	t.Parallel()
	ring := newRing()
	for name, c := range map[string]struct {
		run  Run
		says string
	}{
		"fails": {func(context.Context, []string, []string) ([]byte, []byte, error) {
			return []byte(secret), []byte("first\nno such entry: " + secret + "\x1b[31m\n"), errors.New("exit status 1")
		}, "failed: exit status 1: no such entry: ********"},
		"nothing":      {prints(" \n"), "printed nothing"},
		"many words":   {prints(secret + " and more\n"), "is no AuthToken"},
		"control":      {prints(secret + "\x00\n"), "is no AuthToken"},
		"endless":      {prints(strings.Repeat("x", maxToken+1)), "is no AuthToken"},
		"without runs": {nil, "cannot be run"},
	} {
		s := Store{Ring: ring, Dir: t.TempDir(), Run: c.run, GOOS: "linux"}
		_, err := s.Find(t.Context(), account(), []string{"x"}, "")
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.says) || e.Next == "" {
			t.Errorf("%s: error is %v", name, err)
			continue
		}
		if strings.Contains(err.Error(), secret) || strings.ContainsRune(err.Error(), '\x1b') {
			t.Errorf("%s: error is %q", name, err)
		}
	}
	if len(ring.asked) != 0 {
		t.Error("a command that fails let the keyring be asked")
	}
}

func TestACommandHasTenSeconds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := Store{Run: func(ctx context.Context, _, _ []string) ([]byte, []byte, error) {
			<-ctx.Done()
			return nil, nil, ctx.Err()
		}}
		begun := time.Now()
		if _, err := s.Find(t.Context(), account(), []string{"x"}, ""); err == nil || !strings.Contains(err.Error(), "within 10 s") || time.Since(begun) != 10*time.Second {
			t.Errorf("after %v: %v", time.Since(begun), err)
		}
	})
}

func TestNoTokenPrintsItself(t *testing.T) {
	t.Parallel()
	token := Token{Secret: secret, From: Keyring}
	for _, text := range []string{fmt.Sprint(token), fmt.Sprintf("%+v %#v %q", token, token, token)} {
		if strings.Contains(text, secret) {
			t.Errorf("%q", text)
		}
	}
}

func TestThereIsNoKeyringWithoutASessionBus(t *testing.T) {
	t.Parallel()
	none := func(string) string { return "" }
	if SystemRing("linux", none) != nil || SystemRing("plan9", none) != nil {
		t.Error("a keyring is expected where there can be none")
	}
	if SystemRing("linux", func(k string) string { return map[string]string{"XDG_RUNTIME_DIR": t.TempDir()}[k] }) != nil {
		t.Error("a directory without a bus counts as one")
	}
	for _, goos := range []string{"darwin", "windows"} {
		if SystemRing(goos, none) == nil {
			t.Errorf("%s has no keyring", goos)
		}
	}
	if SystemRing("linux", func(k string) string { return map[string]string{"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}[k] }) == nil {
		t.Error("a bus that is named is not asked")
	}
}

func TestNamesOfFilesStayInTheirDirectory(t *testing.T) {
	t.Parallel()
	s := Store{Dir: "/d"}
	for _, sid := range []string{"../../etc/x", "a/b", "..", "IR abc"} {
		if path := s.Path(Account{SID: sid}); filepath.Dir(path) != "/d" {
			t.Errorf("%q is kept in %q", sid, path)
		}
	}
	if s.Path(Account{}) != "" {
		t.Error("nobody has a file")
	}
}
