// Package report makes the report of a session (活动小结) from the log of its room:
// figures, attendance by minute beside what was on stage, questions with their
// answers, polls, and the files to hand on. It reads the log in pages and holds a
// line for each person and minute, never the log.
package report
