package sandbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
)

// maxCompanionBody bounds the body of a write.
const maxCompanionBody = 64 << 10

// keyHeader carries the idempotency key of a write.
const keyHeader = "Idempotency-Key"

// answered is a write that was carried out under a key.
type answered struct {
	request [sha256.Size]byte
	answer  reply
}

// act is the handler of an operation that changes something. Writes are carried
// out one after the other; the same one under the same key only once. A refusal
// leaves the key free.
func act[B, T any](status int, do func(*call, *companionState, B) (T, *problem)) func(*call) reply {
	return func(c *call) reply {
		key, bad := idempotencyKey(c.r)
		if bad != nil {
			return bad.reply()
		}
		content, bad := companionBody(c.r)
		if bad != nil {
			return bad.reply()
		}
		request := sha256.Sum256([]byte(c.r.Method + " " + c.r.URL.Path + "\n" + string(content)))
		st := &c.s.companion
		st.mu.Lock()
		defer st.mu.Unlock()
		st.prepare(c)
		if first, known := st.answers[key]; known {
			if first.request != request {
				return refuse(http.StatusConflict, "key_reused", "", "This idempotency key belongs to another request.").reply()
			}
			again := first.answer
			again.header = http.Header{"Idempotency-Replayed": {"true"}}
			return again
		}
		var body B
		if bad := decodeBody(content, &body); bad != nil {
			return bad.reply()
		}
		v, bad := do(c, st, body)
		if bad != nil {
			return bad.reply()
		}
		answer := companionReply(status, v)
		st.answers[key] = answered{request, answer}
		return answer
	}
}

// idempotencyKey is the key of a write.
func idempotencyKey(r *http.Request) (string, *problem) {
	key := r.Header.Get(keyHeader)
	if key == "" {
		return "", refuse(http.StatusBadRequest, "key_missing", "", "A write needs the header Idempotency-Key.")
	}
	visible := strings.IndexFunc(key, func(c rune) bool { return c <= ' ' || c > '~' }) < 0
	if len(key) < 8 || len(key) > 128 || !visible {
		return "", refuse(http.StatusBadRequest, "key_invalid", "", "An idempotency key is 8 to 128 visible ASCII characters.")
	}
	return key, nil
}

// companionBody reads the body; none at all is an empty object.
func companionBody(r *http.Request) ([]byte, *problem) {
	content, err := io.ReadAll(io.LimitReader(r.Body, maxCompanionBody+1))
	switch {
	case err != nil:
		return nil, refuse(http.StatusBadRequest, "bad_json", "", "The body ended too early.")
	case len(content) > maxCompanionBody:
		return nil, refuse(http.StatusBadRequest, "too_large", "", "The body is larger than 64 KiB.")
	}
	if content = bytes.TrimSpace(content); len(content) == 0 {
		content = []byte("{}")
	}
	return content, nil
}

// decodeBody reads one JSON object and nothing after it.
func decodeBody(content []byte, into any) *problem {
	reader := json.NewDecoder(bytes.NewReader(content))
	reader.DisallowUnknownFields()
	err := reader.Decode(into)
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		return refuse(http.StatusBadRequest, "bad_json", kind.Field, "Want another type of value than "+kind.Value+".")
	case err != nil && strings.HasPrefix(err.Error(), "json: unknown field "):
		name := strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`)
		return refuse(http.StatusBadRequest, "unknown_member", name, "This operation does not know that member.")
	case err != nil:
		return refuse(http.StatusBadRequest, "bad_json", "", "The body is not the JSON object of this operation.")
	}
	if _, err := reader.Token(); !errors.Is(err, io.EOF) {
		return refuse(http.StatusBadRequest, "bad_json", "", "There is more than one value in the body.")
	}
	return nil
}

// tooLong checks a text against a number of characters.
func tooLong(field, text string, most int) []fieldProblem {
	if n := len([]rune(text)); n > most {
		return []fieldProblem{{field, "too_long", "Longer than " + whole(int64(most)) + " characters."}}
	}
	return nil
}

// missing checks that a text is there.
func missing(field, text, message string) []fieldProblem {
	if strings.TrimSpace(text) == "" {
		return []fieldProblem{{field, "required", message}}
	}
	return nil
}
