package sandbox

import (
	"net/http"
)

// cutWriter lets a number of bytes through and then breaks the connection.
type cutWriter struct {
	w    http.ResponseWriter
	left int
}

func (c *cutWriter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b[:min(len(b), c.left)])
	if c.left -= n; c.left > 0 || err != nil {
		return n, err
	}
	// What was written must reach the client before the connection breaks.
	_ = http.NewResponseController(c.w).Flush()
	panic(http.ErrAbortHandler)
}

// drop ends the connection without a byte.
func drop(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = conn.Close()
		return
	}
	panic(http.ErrAbortHandler) // HTTP/2 has nothing to hijack
}

// nonsense is what a spoiled value gets in front of it: nothing for most, so
// that a body looks right until somebody reads the numbers.
func nonsense(count int, xml bool) string {
	switch count % 9 {
	case 0:
		return "n/a"
	case 3:
		return "-1e999."
	case 5:
		if xml {
			return "&#x85;"
		}
		return `\u001b[31m\u202e`
	case 7:
		return "99999999999999999999"
	}
	return ""
}
