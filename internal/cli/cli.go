// Package cli is the command line: it reads arguments and environment, starts
// the dashboard, the sandbox or a command without a screen, and turns the
// outcome into an exit code.
package cli

import (
	"context"
	cryptorand "crypto/rand"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"impactdash/internal/credential"
	"impactdash/internal/desktop"
	"impactdash/internal/partner"
	"impactdash/ui/format"
)

// System is the only way to the outside: streams, environment, clock and
// chance. Tests make their own.
type System struct {
	In       io.Reader
	Out, Err io.Writer
	InTTY    bool
	OutTTY   bool
	ErrTTY   bool
	Width    int // cells of the terminal that Out is; 0: not known
	Getenv   func(string) string
	Environ  []string
	GOOS     string
	Now      func() time.Time
	Chance   func() float64 // 0 ≤ x < 1
	Key      func() string  // 16 or more visible ASCII characters nobody else has
	Suspend  bool           // a shell with job control started this process

	Open func(ctx context.Context, url string) error  // shows a page in the browser; nil without one
	Clip func(ctx context.Context, text string) error // fills the desktop's clipboard; nil without one

	ReadFile func(path string) ([]byte, error) // reads a file the user names; nil: there are none

	Ring     credential.Ring                           // keyring of the system; nil without one
	Output   credential.Run                            // runs a program of the user's with env as its whole environment; nil: none can be run
	Secret   func(ctx context.Context) (string, error) // reads a line from the terminal without showing it; nil without a terminal
	Complete time.Duration                             // the most a completion may take; 0: what nobody feels

	Talk func() (Talk, error)                      // begins a conversation with the terminal; nil: none is possible
	Tmux func(ctx context.Context) (string, error) // the options of the tmux around this process; nil: it is not asked
}

// OS is the system the process runs on.
func OS() System {
	desk := desktop.System{GOOS: runtime.GOOS, Getenv: os.Getenv}
	return System{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTTY:  term.IsTerminal(os.Stdin.Fd()),
		OutTTY: term.IsTerminal(os.Stdout.Fd()),
		ErrTTY: term.IsTerminal(os.Stderr.Fd()),
		Width:  terminalWidth(),
		Getenv: os.Getenv, Environ: os.Environ(), GOOS: runtime.GOOS,
		Now: wallClock, Chance: rand.Float64, Key: cryptorand.Text, Suspend: canSuspend(),
		Open: desk.Opener(), Clip: desk.Clipboard(), ReadFile: readFile,
		Ring: credential.SystemRing(runtime.GOOS, os.Getenv), Output: desktop.Output, Secret: readSecret,
		Talk: func() (Talk, error) { return openTalk(os.Stdin, os.Stdout) }, Tmux: tmuxOptions,
	}
}

// terminalWidth is how wide the terminal of stdout is, 0 where it is none.
func terminalWidth() int {
	width, _, err := term.GetSize(os.Stdout.Fd())
	if err != nil {
		return 0
	}
	return width
}

// maxFile bounds a file that the user names, in bytes.
const maxFile = 16 << 20

// readFile reads a file of the user, whose name may begin with "~/".
func readFile(path string) ([]byte, error) {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, err
		}
		path = filepath.Join(home, rest)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("%s is larger than %d MiB", path, maxFile>>20)
	}
	return data, err
}

// wallClock is the time without the reading that stands still while a machine
// sleeps: ages must count the night as well.
func wallClock() time.Time { return time.Now().Round(0) }

// Main runs one command line and returns its exit code. A mistake of the
// program's own has the code that is documented for it.
func Main(ctx context.Context, args []string, sys System) (code int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(sys.Err, "%s\n%s\nimpactdash: %v\n", format.Safe(fmt.Sprint(r)), debug.Stack(), errPanicked)
			code = exitPanic
		}
	}()
	root := newRoot(sys)
	root.SetArgs(args)
	root.SetIn(sys.In)
	root.SetOut(sys.Out)
	root.SetErr(sys.Err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	code = exitCode(ctx, err)
	if code != exitInterrupted && code != exitPipe && !errors.Is(err, errReported) {
		fmt.Fprintln(sys.Err, "impactdash:", message(err))
	}
	return code
}

// usageError is a command line that makes no sense.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

// errReported marks a failure whose words are on stderr already.
var errReported = errors.New("reported")

// The exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitNothing     = 3 // something was named that does not exist
	exitCredentials = 4
	exitService     = 5 // rate limit or service down
	exitPanic       = 70
	exitInterrupted = 130
	exitPipe        = 141 // nobody reads the output any more, as of a program that SIGPIPE ends
)

// exitCode maps a failure to the code that is documented for its kind.
func exitCode(ctx context.Context, err error) int {
	var usage usageError
	var missing nothing
	var e *partner.Error
	var unsigned *credential.Error
	switch {
	case closedPipe(err):
		return exitPipe
	case errors.As(err, &missing):
		return exitNothing
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &unsigned):
		return exitCredentials
	case errors.Is(err, errPanicked):
		return exitPanic
	case errors.As(err, &e):
		return kindCode(e.Kind)
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	return exitFailed
}

func kindCode(k partner.Kind) int {
	switch k {
	case partner.Invalid:
		return exitUsage
	case partner.NotFound:
		return exitNothing
	case partner.Unauthorized, partner.Forbidden:
		return exitCredentials
	case partner.RateLimited, partner.Unavailable:
		return exitService
	case partner.Canceled:
		return exitInterrupted
	}
	return exitFailed
}

// closedPipe reports whether whoever read the output has enough of it, as head
// does. On most systems a signal ends the process before it gets here. What
// breaks off on the way to the service is another thing.
func closedPipe(err error) bool {
	const windows = syscall.Errno(232) // ERROR_NO_DATA stands for EPIPE there
	var e *partner.Error
	return !errors.As(err, &e) && (errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) || errors.Is(err, windows))
}

// message is an error as a user should read it.
func message(err error) string {
	var e *partner.Error
	var offline unkept
	var next advised
	switch {
	case errors.As(err, &e) && errors.As(err, &offline):
		return format.Safe(e.Detail) + ". " + offline.next
	case e != nil && errors.As(err, &next):
		return advice(e, next.next)
	case e != nil:
		return sentence(e)
	}
	return err.Error()
}

// newRoot builds the tree of commands. Run alone it is the dashboard.
func newRoot(sys System) *cobra.Command {
	root := &cobra.Command{
		Use:   "impactdash",
		Short: "impact.com's partner Home page in a terminal",
		Long: "impactdash shows what an impact.com partner account earns, is owed and drives,\n" +
			"in a terminal. Without a command it opens the dashboard for the account that\n" +
			"signed in with impactdash auth login, or that of IMPACTDASH_ACCOUNT_SID and\n" +
			"IMPACTDASH_AUTH_TOKEN. Try it without an account:\n\n" +
			"    impactdash demo",
		Args:          noArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		// Checked here, before cobra does, to make it wrong usage.
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return soundFlags(cmd) },
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runDashboard(cmd.Context(), sys, cmd.Flags())
		},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())}
	})
	addSettings(root)
	root.AddCommand(newDemo(sys), newSandbox(sys), newFinance(sys), newSnapshot(sys), newActivity(sys), newAuth(sys), newConfig(sys), newSchema(sys), newVersion(sys))
	root.AddCommand(nouns(sys)...)
	addActs(root, sys)
	root.AddCommand(newDoctor(sys), newCompletion(sys), newMan(sys))
	root.AddCommand(newTopics()...)
	root.CompletionOptions.DisableDefaultCmd = true
	root.Version = versionText()
	root.SetVersionTemplate(thisBuild().String() + "\n")
	arrange(root)
	strictHelp(root)
	completeFlags(sys, root)
	completeIDs(sys, root)
	return root
}

// nouns are the commands that list the things of the account.
func nouns(sys System) []*cobra.Command {
	return []*cobra.Command{
		newTodo(sys), newTasks(sys), newLinks(sys), newLeads(sys), newSocial(sys), newCampaigns(sys), newBrands(sys), newInquiries(sys),
		newActions(sys), newInvoices(sys), newContracts(sys),
	}
}

// noArgs refuses arguments with the exit code of wrong usage.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("%q is not a command of %s; see %s --help", args[0], cmd.CommandPath(), cmd.CommandPath())}
	}
	return nil
}
