package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// archive answers like Actions over rows at given instants.
type archive struct {
	rows      []time.Time
	inclusive bool // the end of a query belongs to it
	size      int  // rows a page; 0: one page
	refuse    int  // more rows than this in a query are answered 400; 0: never
	counted   int  // @numpages is told, and larger than this never served; 0: not told
	mu        sync.Mutex
	queries   []url.Values
}

func (a *archive) seen() []url.Values {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]url.Values(nil), a.queries...)
}

func (a *archive) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	a.mu.Lock()
	a.queries = append(a.queries, q)
	a.mu.Unlock()
	from, to := a.ends(q)
	if to.Sub(from) > 45*24*time.Hour {
		status(400, "application/json", `{"Status":"ERROR","Message":"dates too far apart"}`)(w, r)
		return
	}
	var found []int
	for i, at := range a.rows {
		if !at.Before(from) && (at.Before(to) || a.inclusive && at.Equal(to)) {
			found = append(found, i)
		}
	}
	if a.refuse > 0 && len(found) > a.refuse {
		status(400, "application/json", `{"Status":"ERROR","Message":"more than 10 pages; change PageSize or the dates"}`)(w, r)
		return
	}
	a.write(w, r, found)
}

func (a *archive) ends(q url.Values) (from, to time.Time) {
	for _, pair := range pairs {
		if q.Has(pair[0]) {
			from, _ = time.Parse(queryTime, q.Get(pair[0]))
			to, _ = time.Parse(queryTime, q.Get(pair[1]))
		}
	}
	return from, to
}

func (a *archive) write(w http.ResponseWriter, r *http.Request, found []int) {
	size, page := a.size, 1
	if size == 0 {
		size = len(found) + 1
	}
	if n, err := strconv.Atoi(r.URL.Query().Get("Page")); err == nil {
		page = n
	}
	body := map[string]any{"@page": strconv.Itoa(page)}
	if a.counted > 0 {
		body["@numpages"] = strconv.Itoa((len(found) + size - 1) / size)
	}
	begin, end := min((page-1)*size, len(found)), min(page*size, len(found))
	if end < len(found) && a.counted == 0 {
		q := r.URL.Query()
		q.Set("Page", strconv.Itoa(page+1))
		body["@nextpageuri"] = "/" + r.URL.Path + "?" + q.Encode() // the old form with two slashes
	}
	rows := []map[string]string{}
	for _, i := range found[begin:end] {
		at := a.rows[i].Format(time.RFC3339Nano)
		rows = append(rows, map[string]string{
			"Id": "1.2." + strconv.Itoa(i), "Payout": "1", "Currency": "USD", "EventDate": at, "LockingDate": at,
			"UpdateDate": at, "ActionDate": at,
		})
	}
	body["Actions"], body["ActionUpdates"] = rows, rows
	_ = json.NewEncoder(w).Encode(body)
}

// history is a row every step of [from, to).
func history(from, to time.Time, step time.Duration) []time.Time {
	var all []time.Time
	for at := from; at.Before(to); at = at.Add(step) {
		all = append(all, at)
	}
	return all
}

// windowOf numbers the 44-day windows of the year before testNow.
func (a *archive) windowOf(r *http.Request) int {
	from, _ := a.ends(r.URL.Query())
	return int(from.Sub(testNow.AddDate(-1, 0, 0)) / windowLength)
}
