// Command impactdash is impact.com's partner Home page in a terminal.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones must be known on machines that have no zone files

	"impactdash/internal/cli"
)

func main() {
	// A lost line (SIGHUP) must end the program in order, not kill it.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := cli.Main(ctx, os.Args[1:], cli.OS())
	stop()
	os.Exit(code)
}
