package sandbox

import (
	"io"
	"net/http"
	"strconv"
)

// reply is an answer before its format is known.
type reply struct {
	status    int
	header    http.Header
	body      func(*out)      // structured body, in JSON or XML; nil for files
	stream    func(io.Writer) // or a file …
	raw       []byte          // … or ready bytes
	kind      string          // content type of stream or raw
	companion bool            // already in the form of the companion API
}

// ok is a structured 200.
func ok(body func(*out)) reply { return reply{status: http.StatusOK, body: body} }

// object is a single resource; elem names it in XML.
func object(elem string, fields func(*out)) reply {
	return ok(func(o *out) { o.root(elem, func() { fields(o) }) })
}

// fieldError names the parameter that was wrong.
type fieldError struct{ field, message string }

// fail is the error envelope of the API.
func fail(status int, message string, fields ...fieldError) reply {
	return reply{status: status, body: func(o *out) {
		o.root("", func() {
			o.str("Status", "ERROR")
			o.str("Message", message)
			if len(fields) > 0 {
				o.array("Errors", "Error", len(fields), func(i int) {
					o.str("Field", fields[i].field)
					o.str("Message", fields[i].message)
				})
			}
		})
	}}
}

// invalid is a 400 about one parameter.
func invalid(field, message string) reply {
	return fail(http.StatusBadRequest, "Validation Errors", fieldError{field, message})
}

func notFound() reply { return fail(http.StatusNotFound, "The requested resource was not found.") }

// refusal is the short form that the gateway in front of the API uses for 401
// and 403; in XML it is the ordinary envelope.
func refusal(status int, title string) reply {
	return reply{status: status, body: func(o *out) {
		o.root("", func() {
			if o.xml {
				o.str("Status", "ERROR")
				o.str("Message", title)
				return
			}
			o.number("status", int64(status))
			o.str("title", title)
		})
	}}
}

func unauthorized() reply {
	r := refusal(http.StatusUnauthorized, "Unauthorized")
	r.header = http.Header{"Www-Authenticate": {`Basic realm="impact"`}}
	return r
}

func denied() reply { return refusal(http.StatusForbidden, "Access Denied") }

// tooMany is a 429; wait is in seconds.
func tooMany(wait int, hint bool) reply {
	r := fail(http.StatusTooManyRequests, "Too Many Requests")
	if hint {
		r.header = http.Header{"Retry-After": {strconv.Itoa(wait)}}
	}
	return r
}

// file is a download with a name to save it under.
func file(kind, name string, content func(io.Writer)) reply {
	return reply{
		status: http.StatusOK, stream: content, kind: kind,
		header: http.Header{"Content-Disposition": {`attachment; filename="` + name + `"`}},
	}
}
