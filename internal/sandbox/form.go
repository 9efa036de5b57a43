package sandbox

import (
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of what a request may bring.
const (
	longestText = 255      // characters of a string
	largestBody = 10 << 20 // bytes, with a picture in it
)

// form is what a request that writes has sent.
type form struct {
	values url.Values
	files  map[string]bool // names of the parts that are files
}

// form reads the body in the one type that the operation documents: kind is
// multipart/form-data or application/x-www-form-urlencoded.
func (c *call) form(kind string) (form, *reply) {
	c.r.Body = http.MaxBytesReader(nil, c.r.Body, largestBody)
	if sent, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type")); err != nil || sent != kind {
		bad := fail(http.StatusBadRequest, "The body must be "+kind+".")
		return form{}, &bad
	}
	f := form{files: map[string]bool{}}
	var err error
	if kind == multipartForm {
		if err = c.r.ParseMultipartForm(largestBody); err == nil {
			f.values = c.r.MultipartForm.Value
			for name := range c.r.MultipartForm.File {
				f.files[name] = true
			}
		}
	} else if err = c.r.ParseForm(); err == nil {
		f.values = c.r.PostForm
	}
	if err != nil {
		bad := fail(http.StatusBadRequest, "The body could not be read.")
		return form{}, &bad
	}
	for name, values := range f.values {
		for _, v := range values {
			if utf8.RuneCountInString(v) > longestText {
				bad := invalid(name, "Cannot be longer than "+strconv.Itoa(longestText)+" characters.")
				return form{}, &bad
			}
		}
	}
	return f, nil
}

// The types of bodies.
const (
	multipartForm = "multipart/form-data"
	urlForm       = "application/x-www-form-urlencoded"
)

// has says whether a field was sent, perhaps empty.
func (f form) has(name string) bool { return len(f.values[name]) > 0 }

// get is the first value of a field without blanks around it.
func (f form) get(name string) string { return strings.TrimSpace(f.values.Get(name)) }

// missing lists the required fields that have no value, all in one answer.
func (f form) missing(names ...string) *reply {
	var fields []fieldError
	for _, name := range names {
		if f.get(name) == "" {
			fields = append(fields, fieldError{name, name + " is required."})
		}
	}
	if fields == nil {
		return nil
	}
	bad := fail(http.StatusBadRequest, "Validation Errors", fields...)
	return &bad
}

// when reads an optional instant in the form YYYY-MM-DDTHH:mm:ss and an offset;
// 0 is none.
func (f form) when(name string) (uint32, *reply) {
	text := f.get(name)
	if text == "" {
		return 0, nil
	}
	at, err := time.Parse("2006-01-02T15:04:05Z07:00", text)
	if err != nil || strings.ContainsAny(text, ".,") {
		bad := invalid(name, "Not a valid date. Use the format YYYY-MM-DDTHH:mm:ssZ.")
		return 0, &bad
	}
	return clampSeconds(at), nil
}

// number checks an optional whole number.
func (f form) number(name string, least, most int64) *reply {
	text := f.get(name)
	if text == "" {
		return nil
	}
	if n, err := strconv.ParseInt(text, 10, 64); err != nil || n < least || n > most {
		bad := invalid(name, "Must be a whole number from "+whole(least)+" to "+whole(most)+".")
		return &bad
	}
	return nil
}

// cents reads an optional amount of at most two places.
func (f form) cents(name string, most int64) (int64, *reply) {
	text := f.get(name)
	if text == "" {
		return 0, nil
	}
	n, valid := parseCents(text)
	if !valid || n > most {
		bad := invalid(name, "Must be an amount from 0 to "+formatCents(most)+" with at most 2 decimal places.")
		return 0, &bad
	}
	return n, nil
}

// parseCents reads a decimal without sign, exponent or commas.
func parseCents(text string) (cents int64, valid bool) {
	units, part, dotted := strings.Cut(text, ".")
	if units == "" || len(units) > 14 || len(part) > 2 || dotted && part == "" {
		return 0, false
	}
	for _, digit := range units + (part + "00")[:2] {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		cents = cents*10 + int64(digit-'0')
	}
	return cents, true
}

// accepted is the answer to a write: it names the object and does not show it.
func (c *call) accepted(status int, path string) reply {
	return reply{status: status, body: func(o *out) {
		o.root("", func() {
			o.str("Status", "OK")
			o.str("Uri", c.uri(path))
		})
	}}
}
