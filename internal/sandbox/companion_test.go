package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestAKeyDoesThingsOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	task := text(t, pick(t, b.startable(b.items("/tasks")), "foreign", false), "task_id")
	path, body := "/tasks/"+task+"/comments", `{"text":"Once."}`
	first := b.do(b.ask("POST", path, body, "comment-0001"))
	again := b.do(b.ask("POST", path, body, "comment-0001"))
	if first.Code != 201 || again.Code != 201 || first.Body.String() != again.Body.String() {
		t.Errorf("%d %s, then %d %s", first.Code, first.Body, again.Code, again.Body)
	}
	if first.Header().Get("Idempotency-Replayed") != "" || again.Header().Get("Idempotency-Replayed") != "true" {
		t.Errorf("replayed: %q, %q", first.Header().Get("Idempotency-Replayed"), again.Header().Get("Idempotency-Replayed"))
	}
	for _, other := range []struct{ path, body string }{{path, `{"text":"Twice."}`}, {"/tasks/" + task + "/acts", body}} {
		if v := b.companion(409, "POST", other.path, other.body, "comment-0001"); v["code"] != "key_reused" {
			t.Errorf("%v", v)
		}
	}
	if v := b.companion(201, "POST", path, body, "comment-0002"); v["total"].(float64) != decoded(t, first.Body.Bytes())["total"].(float64)+1 {
		t.Errorf("%v after %s", v, first.Body)
	}
	if n := b.Count("POST", CompanionPrefix+path); n != 4 {
		t.Errorf("%d requests are counted, want 4", n)
	}
}

func decoded(t testing.TB, content []byte) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(content, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestKeysAreCheckedBeforeAnythingIsDone(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	for key, code := range map[string]string{
		"": "key_missing", "short": "key_invalid", strings.Repeat("x", 129): "key_invalid", "with a blank": "key_invalid", "schlüssel": "key_invalid",
	} {
		if v := b.companion(400, "POST", "/contracts/S-1/decision", `{"accept":true}`, key); v["code"] != code {
			t.Errorf("key %q: %v, want %s", key, v, code)
		}
	}
}

func TestARefusedWriteLeavesItsKeyFree(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	task := text(t, b.items("/tasks")[0], "task_id")
	b.companion(422, "POST", "/tasks/"+task+"/comments", `{"text":""}`, "draft-0001")
	b.companion(201, "POST", "/tasks/"+task+"/comments", `{"text":"Corrected."}`, "draft-0001")
}

func TestTheSameKeyAtTheSameTimeCreatesOne(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	form := b.items("/lead-forms")[0]
	before := len(b.items("/leads"))
	body := leadOf(text(t, form, "program_id"), "email", "one@kilbride.example")
	requests := make([]*http.Request, 8)
	for i := range requests {
		requests[i] = b.ask("POST", "/leads", body, "lead-key-0001")
	}
	answers := make([]string, len(requests))
	var wait sync.WaitGroup
	for i := range requests {
		wait.Go(func() { answers[i] = b.do(requests[i]).Body.String() })
	}
	wait.Wait()
	if len(slices.Compact(answers)) != 1 || len(b.items("/leads")) != before+1 {
		t.Errorf("%d leads more: %v", len(b.items("/leads"))-before, answers)
	}
}

func TestALostAnswerCanBeAskedForAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	program := text(t, b.items("/lead-forms")[0], "program_id")
	before := len(b.items("/leads"))
	f, err := ParseFault("companion=lost")
	if err != nil {
		t.Fatal(err)
	}
	b.SetFaults(f)
	func() {
		defer func() { _ = recover() }() // the connection ends
		b.do(b.ask("POST", "/leads", leadOf(program, "email", "lost@kilbride.example"), "lead-key-0002"))
	}()
	b.SetFaults()
	b.companion(201, "POST", "/leads", leadOf(program, "email", "lost@kilbride.example"), "lead-key-0002")
	if n := len(b.items("/leads")); n != before+1 {
		t.Errorf("%d leads, want %d", n, before+1)
	}
}

func TestUnreadableBodiesAreRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	for body, code := range map[string]string{
		"{":                            "bad_json",
		`{"act":"start"} {}`:           "bad_json",
		`[]`:                           "bad_json",
		`{"act":7}`:                    "bad_json",
		`{"act":"start","colour":"x"}`: "unknown_member",
		`{"act":"` + strings.Repeat("x", maxCompanionBody) + `"}`: "too_large",
	} {
		if v := b.companion(400, "POST", "/tasks/1/acts", body); v["code"] != code {
			t.Errorf("%.40s: %v, want %s", body, v, code)
		}
	}
}

func TestTasksMoveByTheRules(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	b.object("Tasks") // the data is there
	id := func(wanted func(*task) bool) string {
		for _, k := range b.allTasks(b.seconds()) {
			if !k.archived && wanted(k) {
				return k.key()
			}
		}
		t.Fatal("there is no such task")
		return ""
	}
	state := func(id string) any {
		return b.object("Tasks/" + id)["Status"]
	}
	anyone := id(func(k *task) bool { return k.state == taskNew && k.assignee == person{} && !k.needsApproval })
	v := b.companion(200, "POST", "/tasks/"+anyone+"/acts", `{"act":"start"}`)
	if who, _ := v["assignee"].(map[string]any); v["state"] != taskInProgress || who["name"] != ownerName {
		t.Errorf("starting a task of anyone: %v", v)
	}
	if v := b.companion(200, "POST", "/tasks/"+anyone+"/acts", `{"act":"complete","comment":"Done."}`); v["state"] != taskApproved {
		t.Errorf("completing where nobody approves: %v", v)
	}
	last := b.findTask(anyone, b.seconds()).comments
	if len(last) == 0 || last[len(last)-1].text != "Done." || last[len(last)-1].by != ownerName {
		t.Errorf("comments %v", last)
	}
	strict := id(func(k *task) bool { return k.needsApproval && !k.foreign() && k.state == taskNew })
	if v := b.companion(200, "POST", "/tasks/"+strict+"/acts", `{"act":"complete"}`); v["state"] != taskCompleted {
		t.Errorf("completing where the brand approves: %v", v)
	}
	b.refused(409, "not_approved", "", "/tasks/"+strict+"/acts", `{"act":"archive"}`)
	b.refused(409, "wrong_state", "", "/tasks/"+strict+"/acts", `{"act":"block"}`)
	foreign := id((*task).foreign)
	b.refused(403, "not_yours", "", "/tasks/"+foreign+"/acts", `{"act":"complete"}`)
	b.companion(201, "POST", "/tasks/"+foreign+"/comments", `{"text":"I can help."}`)
	if v := b.companion(200, "POST", "/tasks/"+anyone+"/acts", `{"act":"archive"}`); v["archived"] != true {
		t.Errorf("archiving: %v", v)
	}
	for _, listed := range b.list("Tasks", "Tasks") {
		if listed["Id"] == anyone {
			t.Errorf("the archived task is listed as %v", state(anyone))
		}
	}
	b.refused(404, "not_found", "", "/tasks/"+anyone+"/acts", `{"act":"start"}`)
	b.refused(404, "not_found", "", "/tasks/"+anyone+"/comments", `{"text":"?"}`)
}

func TestTasksAreThoseOfThePartnerAPI(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	var known, told []string
	for _, k := range b.list("Tasks", "Tasks") {
		known = append(known, text(t, k, "Id"))
	}
	for _, k := range b.items("/tasks") {
		told = append(told, text(t, k, "task_id"))
		if b.get("Campaigns/"+text(t, k, "program_id")).Code != 200 {
			t.Errorf("task %v is of a program that is not joined", k)
		}
	}
	slices.Sort(known)
	slices.Sort(told)
	if !slices.Equal(known, told) {
		t.Errorf("%v, want %v", told, known)
	}
}

func TestOpeningThePageConnectsTheProfile(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	open := func(v map[string]any) int {
		path := strings.TrimPrefix(text(t, v, "url"), "http://example.com")
		r := b.request("GET", path)
		r.Header.Del("Authorization")
		return b.do(r).Code
	}
	health := map[string]string{}
	for _, p := range b.items("/properties") {
		health[text(t, p, "property_id")] = text(t, p, "health")
	}
	for _, p := range b.list("MediaProperties", "MediaProperties") {
		id, platform := text(t, p, "Id"), text(t, p, "SocialPlatform")
		if health[id] != healthExpired && health[id] != healthError {
			continue
		}
		v := b.companion(201, "POST", "/properties/connect", fmt.Sprintf(`{"platform":%q,"property_id":%q}`, platform, id))
		if code := open(v); code != 200 {
			t.Errorf("%s: %d", platform, code)
		}
		if code := open(v); code != 410 {
			t.Errorf("%s works twice: %d", platform, code)
		}
		if now := pick(t, b.items("/properties"), "property_id", id); now["health"] != healthConnected {
			t.Errorf("%v", now)
		}
		delete(health, id)
	}
	for id, h := range health {
		if h == healthExpired || h == healthError {
			t.Errorf("%s is %s and in no list", id, h)
		}
	}
	before := len(b.items("/properties"))
	late := b.companion(201, "POST", "/properties/connect", `{"platform":"TWITCH"}`)
	b.clock.advance(signInTime * time.Second)
	if code := open(late); code != 410 {
		t.Errorf("an expired page answers %d", code)
	}
	if code := open(b.companion(201, "POST", "/properties/connect", `{"platform":"TWITCH"}`)); code != 200 || len(b.items("/properties")) != before+1 {
		t.Errorf("a new profile: %d, %d of them, want %d", code, len(b.items("/properties")), before+1)
	}
	if w := b.do(b.request("GET", connectPath+"guess")); w.Code != 404 {
		t.Errorf("a guess answers %d", w.Code)
	}
	b.refused(422, "wrong_platform", "property_id", "/properties/connect", `{"platform":"TWITCH","property_id":"`+b.properties.all()[2].key()+`"}`)
	b.refused(422, "unknown", "property_id", "/properties/connect", `{"platform":"TWITCH","property_id":"1"}`)
}
