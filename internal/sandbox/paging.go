package sandbox

import (
	"net/url"
	"strconv"
	"strings"
)

// pageRule says which page sizes a resource accepts.
type pageRule struct {
	standard, least, most int
	fixed                 bool // PageSize is ignored
	refuse                bool // 400 outside least…most, instead of cutting to it
	tenPages              bool // 400 when there are more than ten pages
}

// plainPages is the rule of the resources without one of their own.
func plainPages() pageRule { return pageRule{standard: 100, least: 1, most: 1000} }

// page is the part of a list that was asked for.
type page struct {
	number, size, total, pages int
	from, to                   int // [from, to) of the list
	uri                        string
}

// paging reads Page and PageSize and lays them over a list of total records. A
// page beyond the last is empty.
func (c *call) paging(rule pageRule, total int) (page, *reply) {
	p := page{number: 1, size: rule.standard, total: total, uri: c.listURI()}
	if bad := c.positive("Page", &p.number); bad != nil {
		return p, bad
	}
	if !rule.fixed {
		if bad := c.positive("PageSize", &p.size); bad != nil {
			return p, bad
		}
		if rule.refuse && (p.size < rule.least || p.size > rule.most) {
			bad := invalid("PageSize", "PageSize must be between "+strconv.Itoa(rule.least)+" and "+strconv.Itoa(rule.most)+".")
			return p, &bad
		}
		p.size = min(p.size, rule.most)
	}
	if rule.tenPages && total > 10*p.size {
		bad := fail(400, "The query matches more than 10 pages of records. Increase PageSize or narrow the dates.")
		return p, &bad
	}
	p.pages = max(1, (total+p.size-1)/p.size)
	p.from = min((min(p.number, p.pages+1)-1)*p.size, total)
	p.to = min(p.from+p.size, total)
	return p, nil
}

// positive reads a parameter that has to be a whole number from 1.
func (c *call) positive(name string, into *int) *reply {
	text := c.query.Get(name)
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		bad := invalid(name, "Not a positive number.")
		return &bad
	}
	*into = n
	return nil
}

// listURI is the address of the list without Page; all other parameters keep
// their order and spelling, except that a second Page is dropped too.
func (c *call) listURI() string {
	var kept []string
	for part := range strings.SplitSeq(c.r.URL.RawQuery, "&") {
		name, _, _ := strings.Cut(part, "=")
		if plain, err := url.QueryUnescape(name); part != "" && (err != nil || plain != "Page") {
			kept = append(kept, part)
		}
	}
	if len(kept) == 0 {
		return c.r.URL.EscapedPath()
	}
	return c.r.URL.EscapedPath() + "?" + strings.Join(kept, "&")
}

// at is the address of a page; "" when there is no such page.
func (p page) at(number int) string {
	if number < 1 || number > p.pages {
		return ""
	}
	if strings.Contains(p.uri, "?") {
		return p.uri + "&Page=" + strconv.Itoa(number)
	}
	return p.uri + "?Page=" + strconv.Itoa(number)
}

// envelope lists the paging values in the order of the wire.
func (p page) envelope() [11][2]string {
	n := strconv.Itoa
	return [11][2]string{
		{"page", n(p.number)},
		{"numpages", n(p.pages)},
		{"pagesize", n(p.size)},
		{"total", n(p.total)},
		{"start", n(p.from)},
		{"end", n(max(p.to-1, 0))}, // zero-based, inclusive
		{"uri", p.uri},
		{"firstpageuri", p.at(1)},
		{"previouspageuri", p.at(p.number - 1)},
		{"nextpageuri", p.at(p.number + 1)},
		{"lastpageuri", p.at(p.pages)},
	}
}

// list is a page of a resource: name of the array, name of one element in XML,
// and the fields of record i of the whole list.
func list(p page, name, item string, fields func(o *out, i int)) reply {
	return ok(func(o *out) {
		record := func(i int) { fields(o, p.from+i) }
		if !o.xml {
			o.root("", func() {
				spoil := o.spoil
				o.spoil = false // nonsense belongs into the records
				for _, pair := range p.envelope() {
					o.str("@"+pair[0], pair[1])
				}
				o.spoil = spoil
				o.array(name, item, p.to-p.from, record)
			})
			return
		}
		o.root("", func() {
			o.raw("<" + name)
			for _, pair := range p.envelope() {
				o.raw(" " + pair[0] + `="`)
				o.text(pair[1])
				o.raw(`"`)
			}
			o.raw(">")
			o.items(item, p.to-p.from, record)
			o.endTag(name)
		})
	})
}
