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
//   - Every 15 minutes the contracts of each status, the tasks, the inquiries
//     and the invoices of the horizon. They are few, and are read whole.
//   - The first time, every 6 hours and after more than that, all actions of
//     the horizon by event date, 366 days: what no other question tells, such
//     as money that is another without an update, or an action that is listed
//     no more.
//
// At the default account that is about 70 requests an hour of the 500 for
// performance detail, and about 60 of the 1,000 for everything else. An account
// that is looked at once in a while costs a sweep each time, a dozen of
// each.
//
// # What cannot be told
//
//   - What came and went between two looks and left neither an update nor a
//     date.
//   - Changes of actions older than the horizon.
//   - Before the first look, anything of which the service keeps no date.
package activity
