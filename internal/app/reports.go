package app

import (
	"time"

	"zhaoyun/internal/job"
	"zhaoyun/internal/report"
	"zhaoyun/internal/store"
)

// wireReports makes the reports of sessions; rooms, files and jobs are there already.
func (a *App) wireReports() {
	a.reports = report.New(report.Deps{
		Store: store.NewReports(a.db), Sessions: sessions{a.events}, Blobs: a.blobs, Jobs: a.jobs, Audit: a.db, Now: a.now, Log: a.log,
	})
	a.jobs.Handle(report.Kind, a.reports.Work, job.Options{Limit: 30 * time.Minute})
	a.accounts.AddErasers(a.reports)
}
