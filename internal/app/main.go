// Package app wires the house together and holds its commands. Nothing else
// imports more than one implementation of a port.
package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"

	"zhaoyun/api"
	"zhaoyun/internal/bench"
	"zhaoyun/internal/config"
)

// cli is the command line.
type cli struct {
	config.Config `embed:""`

	Serve       serveCmd       `cmd:"" default:"withargs" help:"Serve the platform. With nothing configured everything runs in this process, in ./data."`
	Demo        demoCmd        `cmd:"" help:"Load the demonstration district and print its sign-ins; repeat it to bring its times up to date."`
	Migrate     migrateCmd     `cmd:"" help:"Bring the database up to date and say what was done."`
	Verify      verifyCmd      `cmd:"" help:"Verify a signed agreement or an evidence package, offline; exits 0 when all holds, 1 otherwise."`
	OpenAPI     openAPICmd     `cmd:"" name:"openapi" help:"Print the OpenAPI 3.1 document of the REST interface."`
	User        userCmd        `cmd:"" help:"Add people from the command line, the first administrator above all."`
	AsyncAPI    asyncAPICmd    `cmd:"" name:"asyncapi" help:"Print the AsyncAPI 3 document of the room protocol."`
	Media       mediaCmd       `cmd:"" help:"Serve picture and sound alone, as the LiveKit server of several servers; see ZHAOYUN_LIVEKIT_URL."`
	Bench       benchCmd       `cmd:"" help:"Measure on this machine what the room engine costs; loopback only."`
	Soak        soakCmd        `cmd:"" help:"Keep a room of thousands under load for minutes, print memory and goroutines, fail when they grow; loopback only."`
	BenchServer benchServerCmd `cmd:"" name:"bench-server" hidden:""`
	Version     versionCmd     `cmd:"" help:"Print the version."`
}

// env is what commands run in.
type env struct {
	ctx    context.Context
	cfg    config.Config
	log    *slog.Logger
	stdout io.Writer
}

// Main runs the command in args and returns the exit code.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c cli
	exited := -1
	parser, err := kong.New(&c, kong.Name("zhaoyun"), kong.Description("Online investment-matchmaking events."),
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { exited = code }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Vars{"bench_rows": strings.Join(bench.Groups(), ", ")})
	if err != nil {
		_, _ = fmt.Fprintln(stderr, err)
		return 1
	}
	k, err := parser.Parse(args)
	if exited >= 0 { // --help
		return exited
	}
	if err == nil {
		err = c.Validate()
	}
	if err == nil {
		err = k.Run(&env{ctx: ctx, cfg: c.Config, log: logger(c.Config, stderr), stdout: stdout})
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "zhaoyun:", err)
		return 1
	}
	return 0
}

func logger(c config.Config, w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.LogLevel)) // kong has checked it
	opts := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, opts))
	}
	return slog.New(slog.NewTextHandler(w, opts))
}

type serveCmd struct{}

// Run serves until the context ends.
func (serveCmd) Run(e *env) error {
	a, err := Open(e.ctx, e.cfg, e.log)
	if err != nil {
		return err
	}
	defer a.Close()
	return a.Serve(e.ctx)
}

type migrateCmd struct{}

// Run migrates the database.
func (migrateCmd) Run(e *env) error {
	db, err := openStore(e.ctx, e.cfg)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	applied, err := db.Migrate(e.ctx)
	for _, name := range applied {
		_, _ = fmt.Fprintln(e.stdout, "applied", name)
	}
	if err == nil && len(applied) == 0 {
		_, _ = fmt.Fprintln(e.stdout, "nothing to do")
	}
	return err
}

type openAPICmd struct{}

// Run prints the OpenAPI document.
func (openAPICmd) Run(e *env) error {
	doc, err := api.New(api.Deps{}).OpenAPI()
	if err != nil {
		return err
	}
	_, err = e.stdout.Write(doc)
	return err
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(e *env) error {
	_, err := fmt.Fprintln(e.stdout, version())
	return err
}

// version is the module version or, in a checkout, the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, dirty := "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				dirty = "+changes"
			}
		}
	}
	if revision == "" {
		return info.Main.Version
	}
	return revision[:min(12, len(revision))] + dirty
}
