package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
)

// step is a request to the companion API with the status it has to get. {x} is
// replaced by an example. A misfit request is meant to break the document.
type step struct {
	method, path, body string
	status             int
	misfit             bool
}

func steps() []step {
	const get, post = http.MethodGet, http.MethodPost
	planwell := `{"program_id":"{planwell}","values":{"first_name":"Ada","last_name":"Byrne","email":"ada@kilbride.example","company":"Kilbride","team_size":"12","plan":"team","consent":"true"}}`
	return []step{
		{get, "/status", "", 200, false},
		{get, "/tasks", "", 200, false},
		{post, "/tasks/{task}/acts", `{"act":"start","comment":"On it."}`, 200, false},
		{post, "/tasks/{task}/acts", `{"act":"start"}`, 409, false},
		{post, "/tasks/{task}/acts", `{"act":"sing"}`, 422, false},
		{post, "/tasks/{foreign}/acts", `{"act":"complete"}`, 403, false},
		{post, "/tasks/1/acts", `{"act":"complete"}`, 404, false},
		{post, "/tasks/{task}/comments", `{"text":"Nearly there."}`, 201, false},
		{post, "/tasks/{task}/comments", `{"text":" "}`, 422, false},
		{get, "/properties", "", 200, false},
		{post, "/properties/connect", `{"platform":"INSTAGRAM"}`, 201, false},
		{post, "/properties/connect", `{"platform":"MYSPACE"}`, 422, false},
		{get, "/lead-forms", "", 200, false},
		{get, "/leads", "", 200, false},
		{post, "/leads", planwell, 201, false},
		{post, "/leads", planwell, 409, false},
		{post, "/leads", `{"program_id":"{planwell}","values":{}}`, 422, false},
		{post, "/leads", `{"program_id":7,"values":{}}`, 400, true},
		{get, "/todos", "", 200, false},
		{post, "/todos/{todo}/dismiss", `{"until":"2026-11-29T15:00:00-08:00"}`, 200, false},
		{post, "/todos/{todo}/wake", "", 200, false},
		{post, "/todos/{todo}/dismiss", `{"until":"2020-11-29T15:00:00-08:00"}`, 422, false},
		{post, "/contracts/{pending}/decision", `{"accept":true}`, 200, false},
		{post, "/contracts/{pending}/decision", `{"accept":false,"reason":"Too late."}`, 409, false},
		{post, "/contracts/S-1/decision", `{"accept":true}`, 404, false},
		{get, "/balance", "", 200, false},
		{get, "/campaigns", "", 200, false},
		{get, "/campaigns/{eligible}", "", 200, false},
		{get, "/campaigns/K-1", "", 404, false},
		{post, "/campaigns/{eligible}/apply", `{"motivation":"We burn candles daily.","terms_id":"{eligible}-v2"}`, 200, false},
		{post, "/campaigns/{invited}/decision", `{"accept":true}`, 200, false},
		{post, "/campaigns/{invited}/decision", `{"accept":"yes"}`, 400, true},
		{get, "/brands", "", 200, false},
		{get, "/brands/{brand}/terms", "", 200, false},
		{post, "/brands/join", `{"brands":[{"id":"{brand}","terms_id":"{terms}"},{"id":"4","terms_id":"x","answers":{}}]}`, 200, false},
		{post, "/brands/join", `{"brands":[]}`, 422, false},
		{get, "/creator/metrics?from=2026-10-01&to=2026-11-30", "", 200, false},
		{get, "/creator/metrics?from=2026-10-01&to=soon", "", 400, true},
	}
}

// companionExamples are ids for the placeholders of steps.
func (b *bench) companionExamples() *strings.Replacer {
	brand := b.items("/brands")[0]
	campaigns := b.items("/campaigns")
	tasks := b.items("/tasks")
	return strings.NewReplacer(
		"{task}", text(b.t, pick(b.t, b.startable(tasks), "foreign", false), "task_id"),
		"{foreign}", text(b.t, pick(b.t, tasks, "foreign", true), "task_id"),
		"{planwell}", text(b.t, b.items("/lead-forms")[0], "program_id"),
		"{todo}", text(b.t, b.items("/todos")[1], "id"),
		"{pending}", text(b.t, pick(b.t, b.items("/todos"), "kind", "invitation"), "object"),
		"{eligible}", text(b.t, pick(b.t, campaigns, "status", "eligible"), "id"),
		"{invited}", text(b.t, pick(b.t, campaigns, "status", "invited"), "id"),
		"{brand}", text(b.t, brand, "id"), "{terms}", text(b.t, brand, "terms_id"),
	)
}

// startable are the tasks that can be started.
func (b *bench) startable(tasks []map[string]any) []map[string]any {
	var list []map[string]any
	for _, t := range tasks {
		for _, a := range t["acts"].([]any) {
			if a == actStart {
				list = append(list, t)
			}
		}
	}
	return list
}

// companionDocument is the document that the sandbox has to fit.
func companionDocument(t *testing.T) (libopenapi.Document, validator.Validator) {
	t.Helper()
	content, err := os.ReadFile("../companion/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	document, err := libopenapi.NewDocument(content)
	if err != nil {
		t.Fatal(err)
	}
	v, errs := validator.NewValidator(document, config.WithFormatAssertions(), config.WithStrictMode(),
		// Names of a brand's own fields are not in the document.
		config.WithStrictIgnorePaths("$.body.values.*", "$.body.items[*].values.*", "$.body.brands[*].answers.*"),
		config.WithStrictIgnoredHeadersExtra("X-Ratelimit-Limit-Hour", "X-Ratelimit-Remaining-Hour", "Ratelimit-Reset", "Www-Authenticate"))
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	if ok, problems := v.ValidateDocument(); !ok {
		for _, p := range problems {
			t.Errorf("the document: %s: %s", p.Message, p.Reason)
		}
	}
	return document, v
}

func TestTheCompanionFitsItsDocument(t *testing.T) {
	t.Parallel()
	_, v := companionDocument(t)
	b := newBench(t, nil)
	names := b.companionExamples()
	for _, s := range steps() {
		path, body := names.Replace(s.path), names.Replace(s.body)
		answer := b.do(b.ask(s.method, path, body)).Result()
		content, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		if answer.StatusCode != s.status {
			t.Errorf("%s %s %s: %s, want %d: %s", s.method, s.path, s.body, answer.Status, s.status, content)
		}
		fits, problems := v.ValidateHttpRequest(b.ask(s.method, path, body))
		if fits == s.misfit {
			t.Errorf("the request %s %s %s fits: %v", s.method, s.path, s.body, fits)
			for _, p := range problems {
				t.Errorf("  %s: %s %v", p.Message, p.Reason, p.SchemaValidationErrors)
			}
		}
		answer.Body = io.NopCloser(strings.NewReader(string(content)))
		if _, problems := v.ValidateHttpResponse(b.ask(s.method, path, body), answer); len(problems) > 0 {
			for _, p := range problems {
				t.Errorf("the answer to %s %s: %s: %s %v", s.method, s.path, p.Message, p.Reason, p.SchemaValidationErrors)
			}
		}
	}
}

// TestTheCompanionServesWhatItsDocumentHas compares the operations, and keeps
// the list of steps complete.
func TestTheCompanionServesWhatItsDocumentHas(t *testing.T) {
	t.Parallel()
	document, _ := companionDocument(t)
	model, err := document.BuildV3Model()
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for path, item := range model.Model.Paths.PathItems.FromOldest() {
		for method := range item.GetOperations().FromOldest() {
			documented[strings.ToUpper(method)+" "+placeholders(path)] = true
		}
	}
	for _, rt := range companionTable() {
		name := rt.method + " " + placeholders("/"+rt.pattern)
		if !documented[name] {
			t.Errorf("%s is not in the document", name)
		}
		delete(documented, name)
		checked := false
		for _, s := range steps() {
			path, _, _ := strings.Cut(s.path, "?")
			_, fits := rt.match(segments(path))
			checked = checked || fits && rt.method == s.method && s.status < 300
		}
		if !checked {
			t.Errorf("no step for %s", name)
		}
	}
	for name := range documented {
		t.Errorf("%s is in the document and not served", name)
	}
}

// placeholders makes the placeholders of a path alike.
func placeholders(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, "{") {
			parts[i] = "{}"
		}
	}
	return strings.Join(parts, "/")
}

func TestTheCompanionRefusesInItsOwnForm(t *testing.T) {
	t.Parallel()
	_, v := companionDocument(t)
	stranger := func(r *http.Request) { r.SetBasicAuth("IRnobody", "nothing") }
	for _, tt := range []struct {
		name, fault string
		spoil       func(*http.Request)
		path, code  string
		status      int
	}{
		{"bad credentials", "", stranger, "/todos", "unauthorized", 401},
		{"out of scope", "companion=403", nil, "/todos", "forbidden", 403},
		{"one scope only", "Companion leads=403", nil, "/leads", "forbidden", 403},
		{"unknown id", "", nil, "/campaigns/none", "not_found", 404},
		{"limited", "companion=429", nil, "/todos", "rate_limited", 429},
		{"failing", "companion=500", nil, "/todos", "failed", 500},
		{"busy", "companion=503", nil, "/todos", "unavailable", 503},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, nil)
			if tt.fault != "" {
				f, err := ParseFault(tt.fault)
				if err != nil {
					t.Fatal(err)
				}
				b.SetFaults(f)
			}
			r := b.ask(http.MethodGet, tt.path, "")
			if tt.spoil != nil {
				tt.spoil(r)
			}
			w := b.do(r)
			var p struct{ Code, Message string }
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != tt.status || p.Code != tt.code || p.Message == "" {
				t.Errorf("%d %s (%v), want %d %s", w.Code, w.Body, err, tt.status, tt.code)
			}
			if fits, problems := v.ValidateHttpResponse(r, w.Result()); !fits {
				t.Errorf("%+v", problems[0])
			}
			if (tt.status == 429) != (w.Header().Get("Retry-After") != "") {
				t.Errorf("headers %v", w.Header())
			}
		})
	}
	b := newBench(t, nil)
	for _, path := range []string{"/nothing", "/tasks"} {
		w := b.do(b.ask(http.MethodDelete, path, ""))
		if want := map[string]int{"/nothing": 404, "/tasks": 405}[path]; w.Code != want || !strings.Contains(w.Body.String(), `"code":`) {
			t.Errorf("DELETE %s: %d %s", path, w.Code, w.Body)
		}
	}
	if f, err := ParseFault("companion=garbage"); err != nil {
		t.Error(err)
	} else if b.SetFaults(f); !strings.Contains(b.do(b.ask(http.MethodGet, "/todos", "")).Body.String(), "99999999999999999999") {
		t.Error("garbage leaves the answer as it is")
	}
}
