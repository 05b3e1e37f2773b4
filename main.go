// Zhaoyun hosts online investment-matchmaking events.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"zhaoyun/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := app.Main(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
