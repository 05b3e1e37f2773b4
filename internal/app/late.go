package app

import "time"

// escalateEvery is how often it is asked which questions are late: they have days.
const escalateEvery = 10 * time.Minute
