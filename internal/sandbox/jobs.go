package sandbox

import (
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// job is a deferred report. It makes progress when it is looked at: the service
// takes seconds, tests have none.
type job struct {
	id      string
	report  string
	query   url.Values
	key     string // what makes a request the same one
	created uint32
	looked  int // times its state was read
	version int
}

// jobBook keeps the jobs of a server. The zero value is ready.
type jobBook struct {
	mu   sync.Mutex
	list []*job
}

// Looks at a job until it runs, and until it is done.
const (
	looksToRun  = 1
	looksToDone = 2
	keepDays    = 90 // results are kept that long
)

// exportReport queues a report; the same request gets the job that exists.
func exportReport(c *call) reply {
	if _, _, bad := c.report(); bad != nil {
		return *bad
	}
	switch c.query.Get("ResultFormat") {
	case "", "CSV", "JSON", "XML":
	default:
		return invalid("ResultFormat", "Unknown format. Known are CSV, JSON and XML.")
	}
	j := c.s.jobs.queue(c)
	return object("", func(o *out) {
		o.str("Status", "QUEUED")
		o.str("QueuedUri", c.uri("Jobs/"+j.id))
		o.str("ResultUri", c.uri("Jobs/"+j.id+"/Download"))
		o.str("ReplayUri", c.uri("Jobs/"+j.id+"/Replay"))
	})
}

// queue finds or adds the job of a request.
func (b *jobBook) queue(c *call) job {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := c.params["id"] + "?" + c.query.Encode()
	for _, j := range b.list {
		if j.key == key {
			return *j
		}
	}
	j := &job{
		id:     guid(c.s.o.Seed + uint64(len(b.list))),
		report: c.params["id"], query: c.query, key: key, created: c.now, version: c.version,
	}
	b.list = append(b.list, j)
	return *j
}

// guid is a UUID made of a number.
func guid(n uint64) string {
	h := mix(n)
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", uint32(h>>32), uint16(h>>16), h&0xfff, mix(h)&0xfff, mix(h)>>16)
}

// look returns a copy of a job and counts the look when it is one.
func (b *jobBook) look(id string, count bool) (job, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, j := range b.list {
		if j.id == id {
			seen := *j
			if count {
				j.looked++
			}
			return seen, true
		}
	}
	return job{}, false
}

func (j job) done() bool { return j.looked >= looksToDone }

func (j job) status() (status, message string, percent int64) {
	switch {
	case j.done():
		return "COMPLETED", "Job processing completed successfully.", 100
	case j.looked >= looksToRun:
		return "RUNNING", "Job is running.", 40
	}
	return "QUEUED", "Job is queued.", 0
}

// listJobs lists jobs, newest first, by the days they were created on.
func listJobs(c *call) reply {
	var from, to time.Time
	for _, bound := range []struct {
		name string
		into *time.Time
	}{{"CreatedAfter", &from}, {"CreatedBefore", &to}} {
		if c.query.Get(bound.name) != "" {
			day, bad := c.day(bound.name)
			if bad != nil {
				return *bad
			}
			*bound.into = day
		}
	}
	var found []job
	c.s.jobs.mu.Lock()
	for i := len(c.s.jobs.list) - 1; i >= 0; i-- {
		j := *c.s.jobs.list[i]
		day := c.d.date(c.d.dayOf(j.created))
		if !day.Before(from) && (to.IsZero() || !day.After(to)) {
			found = append(found, j)
		}
	}
	c.s.jobs.mu.Unlock()
	p, bad := c.paging(plainPages(), len(found))
	if bad != nil {
		return *bad
	}
	return list(p, "Jobs", "Job", func(o *out, i int) { c.job(o, found[i]) })
}

// getJob tells the state of a job, which moves on by that.
func getJob(c *call) reply {
	j, found := c.s.jobs.look(c.params["id"], true)
	if !found {
		return notFound()
	}
	return object("Job", func(o *out) { c.job(o, j) })
}

// downloadJob sends the result, or 202 and the job while there is none.
func downloadJob(c *call) reply {
	j, found := c.s.jobs.look(c.params["id"], true)
	if !found || j.created+keepDays*secondsOfDay < c.now {
		return notFound()
	}
	if !j.done() {
		r := object("Job", func(o *out) { c.job(o, j) })
		r.status = http.StatusAccepted
		return r
	}
	then, r, t, bad := c.result(j)
	if bad != nil {
		return *bad
	}
	name := r.id + "." + strings.ToLower(then.format())
	switch then.format() {
	case "JSON", "XML":
		xml := then.format() == "XML"
		return file("application/octet-stream", name, func(w io.Writer) { r.write(w, c.s.loc, t, xml) })
	}
	return file("application/octet-stream", name, func(w io.Writer) { r.csv(w, t) })
}

func (c *call) format() string {
	if f := c.query.Get("ResultFormat"); f != "" {
		return f
	}
	return "CSV"
}

// result runs the report as it was when the job was made.
func (c *call) result(j job) (*call, report, table, *reply) {
	then := &call{
		s: c.s, d: c.d, r: c.r, now: j.created, query: j.query, version: j.version,
		params: map[string]string{"id": j.report},
	}
	r, when, bad := then.report()
	if bad != nil {
		return nil, r, table{}, bad
	}
	return then, r, r.run(then, when), nil
}

func (r *report) write(w io.Writer, loc *time.Location, t table, xml bool) {
	o := &out{w: w, loc: loc, xml: xml}
	o.root("", func() {
		o.array("Records", "Record", t.rows, func(i int) { r.record(o, t.row(i)) })
	})
}

func (r *report) csv(w io.Writer, t table) {
	lines := csv.NewWriter(w)
	head := make([]string, len(r.columns))
	for i, c := range r.columns {
		head[i] = c.name
	}
	_ = lines.Write(head) // an error sticks: Flush below ends the matter
	for i := range t.rows {
		_ = lines.Write(t.row(i))
	}
	lines.Flush()
}

// replayJob runs a job again, on the data of now.
func replayJob(c *call) reply {
	c.s.jobs.mu.Lock()
	defer c.s.jobs.mu.Unlock()
	for _, j := range c.s.jobs.list {
		if j.id == c.params["id"] {
			j.created, j.looked = c.now, 0
			seen := *j
			return object("Job", func(o *out) { c.job(o, seen) })
		}
	}
	return notFound()
}

func (c *call) job(o *out, j job) {
	status, message, percent := j.status()
	var started, completed uint32
	rows := 0
	if percent > 0 {
		started = j.created
		if _, _, t, bad := c.result(j); bad == nil {
			rows = t.rows * int(percent) / 100
		}
	}
	if j.done() {
		completed = j.created
	}
	o.str("Id", j.id)
	o.str("Type", "ApiReport")
	o.str("ProgramId", j.query.Get("SUBAID"))
	o.str("CreatedBy", c.s.o.AccountSID)
	o.when("CreatedDate", j.created)
	o.when("StartedDate", started)
	o.when("CompletedDate", completed)
	for _, name := range []string{"AbandonedDate", "CancelledDate", "FailedDate"} {
		o.str(name, "")
	}
	o.when("LastProgressUpdateDate", completed)
	o.str("Status", status)
	o.str("StatusMessage", message)
	o.number("RecordsProcessed", int64(rows))
	o.number("PercentageComplete", percent)
	o.flag("Replayable", true)
	o.str("ResultUri", c.uri("Jobs/"+j.id+"/Download"))
}
