// Package core holds what every domain package speaks: errors, actors, time,
// identifiers, pages and transactions. It imports nothing of the project.
package core
