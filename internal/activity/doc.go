// Package activity says what changed between two looks at an account: it
// compares one thing before and after and names the events between, and it
// explains Total Pending by them. It asks nobody and keeps nothing.
//
// # What is asked, and when
//
// The service tells no changes, so they are found by asking again. What the
// questions are and what they cost is Plan; in words:
//
//   - Every 5 minutes the updates of actions by update date, and the actions by
//     update date, both since the last look and the two hours before it: what
//     appears late at the service is not missed, and an update is known again
//     by its id.
//   - At the same time the actions by locking date in the same span. A change
//     from pending to approved is no update, so the first two miss it. The
//     updates of those that have locked since, by locking date, say when they
//     are due.
//   - Where something should have happened in the last two days and has not
//     been seen, the actions by the locking dates of just those: a payout that
//     was due reaches the balance without any update. Those that have waited
//     longer are looked at every 15 minutes.
//   - Every 15 minutes the contracts of each status, the tasks and the
//     inquiries, which are few and read whole, and the invoices since the
//     oldest that has a line to be paid.
//   - The first time, every 6 hours and after more than that, all actions of
//     the horizon by event date, 366 days, and all its invoices: what no other
//     question tells, such as money that is another without an update, or an
//     action that is listed no more.
//
// That is at most 74 requests an hour of the 500 for performance detail, and 67
// of the 1,000 for everything else, at an account like that of the sandbox, and
// less than 50 of each in the busiest hours of its month. Where it is looked at
// once in a while, each time costs a sweep: some 10 and 20.
//
// A source that may not be read is noted, and asked for again with the next
// sweep.
//
// # What cannot be told
//
//   - What came and went between two looks and left neither an update nor a
//     date.
//   - Changes of actions older than the horizon.
//   - Before the first look, anything of which the service keeps no date.
package activity
