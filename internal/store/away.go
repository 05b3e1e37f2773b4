package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// awayClasses are the classes of PostgreSQL's errors that pass by themselves:
// connection exceptions, a transaction given up for another, insufficient resources,
// an operator's intervention, and a server that has become a standby.
var awayClasses = []string{"08", "40", "53", "57", "25006"}

// SQLite's result codes for a lock that was not given in time, and for a disk that
// does not take or give what it is asked for.
const (
	sqliteBusy  = 5
	sqliteIOErr = 10
	sqliteFull  = 13
)

// Away reports whether an error says that the database cannot be reached or used
// at the moment, rather than that something is wrong with what was asked. What
// was being written may have been written or not.
func Away(err error) bool {
	if pg := (*pgconn.PgError)(nil); errors.As(err, &pg) {
		return slices.ContainsFunc(awayClasses, func(class string) bool { return strings.HasPrefix(pg.Code, class) })
	}
	if lite := (*sqlite.Error)(nil); errors.As(err, &lite) {
		code := lite.Code() & 0xff // without what extends it
		return code == sqliteBusy || code == sqliteIOErr || code == sqliteFull
	}
	for _, gone := range []error{
		driver.ErrBadConn, sql.ErrConnDone, sql.ErrTxDone, pgconn.ErrConnClosed, io.ErrUnexpectedEOF, context.DeadlineExceeded,
	} {
		if errors.Is(err, gone) {
			return true
		}
	}
	var network *net.OpError
	return errors.As(err, &network) || pgconn.SafeToRetry(err)
}
