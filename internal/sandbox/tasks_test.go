package sandbox

import (
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// detail is a value of the nested details of a task.
func detail(v map[string]any, name string) any { return v["Details"].(map[string]any)[name] }

const taskForm = "2006-01-02T15:04:05.000-0700"

func TestTasksAreOfEveryKind(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	tasks := b.list("Tasks", "Tasks")
	if len(tasks) != 14 {
		t.Errorf("%d tasks, want 14", len(tasks))
	}
	seen := map[any]int{}
	for _, v := range tasks {
		for _, name := range []string{"State", "Type", "Urgent", "SubtypeName", "ResolutionName"} {
			seen[detail(v, name)]++
		}
		if v["DueDate"] == nil {
			seen["no due date"]++
		} else {
			due, err := time.Parse(taskForm, text(t, v, "DueDate"))
			if err != nil || !strings.HasSuffix(text(t, v, "DueDate"), "+0000") {
				t.Errorf("due %v: %v", v["DueDate"], err)
			}
			switch left := due.Sub(testDay()); {
			case left < 0:
				seen["overdue"]++
			case left < 48*time.Hour:
				seen["within 48 h"]++
			default:
				seen["later"]++
			}
		}
		if who, some := v["AssigneeUser"].(map[string]any); some {
			seen[who["EmailAddress"]]++
		} else {
			seen["anybody"]++
		}
		seen["comments"] += len(v["Comments"].([]any))
		seen["files"] += len(v["Attachments"].([]any))
		if v["TotalComments"] != float64(len(v["Comments"].([]any))) {
			t.Errorf("%v comments, %v", v["TotalComments"], v["Comments"])
		}
	}
	for _, want := range []any{
		taskNew, taskInProgress, taskDuplicate, taskInvalid, taskBlocked, taskCompleted, taskApproved,
		"COMPLIANCE", "TECHNICAL", "GENERAL", "CREATIVE", "FINANCE", "CONTRACTS", "ANALYTICS", "MONITORING",
		"Search", "Promo", "Social", "Content", "Fixed", nil, true, false, "no due date", "overdue", "within 48 h", "later",
		ownerEmail, "jonah@meadowlark.example", "anybody", "comments", "files",
	} {
		if seen[want] == 0 {
			t.Errorf("no task has %v", want)
		}
	}
	first := b.list("Campaigns", "Campaigns")[0]
	if by := tasks[0]["CreatedBy"].(map[string]any)["EmailAddress"].(string); !strings.HasSuffix(by, "@fernwick.example") || first["CampaignUrl"] != "https://www.fernwick.example" {
		t.Errorf("the newest task is by %s, the brand is %v", by, first["CampaignUrl"])
	}
}

func TestTaskFilters(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	for query, want := range map[string]int{
		"":                                  14,
		"Type=COMPLIANCE":                   4,
		"Type=COMPLIANCE,FINANCE":           5,
		"Type=COMPLIANCE&SubtypeName=Promo": 1,
		"Type=COMPLIANCE&SubtypeName=Promo,%20Social":                                  2,
		"DateCreatedAfter=2026-11-17T00:00:00Z":                                        5,
		"DateCreatedBefore=2026-11-17T00:00:00Z":                                       9,
		"DateLastUpdatedAfter=2026-11-20T00:00:00Z":                                    5,
		"DateLastUpdatedBefore=2026-10-31T00:00:00-07:00":                              1,
		"DateCreatedAfter=2026-10-01T00:00:00Z&Type=GENERAL":                           1,
		"SubtypeName=Promo":                                                            -1, // without a type
		"Type=COMPLIANCE&SubtypeName=Nonsense":                                         -1,
		"Type=FINANCE&SubtypeName=Promo":                                               -1,
		"Type=SOMETHING":                                                               -1,
		"DateCreatedAfter=yesterday":                                                   -1,
		"DateCreatedAfter=2026-11-17T00:00:00Z&DateCreatedBefore=2026-11-16T00:00:00Z": -1,
	} {
		if want < 0 {
			if w := b.get("Tasks?" + query); w.Code != 400 || !strings.Contains(w.Body.String(), `"Errors":[{"Field":"`) {
				t.Errorf("%s: %d %s", query, w.Code, w.Body)
			}
		} else if got := len(b.list("Tasks?"+query, "Tasks")); got != want {
			t.Errorf("%s: %d tasks, want %d", query, got, want)
		}
	}
	for _, path := range []string{"Tasks/1", "Tasks/x", "Tasks?IrVersion=15"} {
		if w := b.get(path); w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestTasksInXML(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	r := b.request(http.MethodGet, "Tasks?Type=CREATIVE")
	r.Header.Set("Accept", "application/xml")
	var body struct {
		Tasks []struct {
			ID          string `xml:"Id"`
			Summary     string `xml:"Details>Summary"`
			Description string `xml:"Details>Description"`
			Subtype     string `xml:"Details>SubtypeName"`
			Comments    []struct {
				Comment string
				File    []string `xml:"Attachments>Attachment>Filename"`
			} `xml:"Comments>Comment"`
		} `xml:"Tasks>Task"`
	}
	if err := xml.Unmarshal(b.do(r).Body.Bytes(), &body); err != nil {
		t.Fatal(err)
	}
	if n := len(body.Tasks); n != 3 || body.Tasks[0].Subtype != "" || !strings.Contains(body.Tasks[0].Description, "🐕") {
		t.Fatalf("%d tasks, %+v", n, body.Tasks)
	}
	if said := body.Tasks[1].Comments; len(said) != 2 || said[1].File[0] != "winter-320x100.zip" {
		t.Errorf("%+v", said)
	}
}

func TestTasksCanBeChanged(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	id := text(t, b.list("Tasks?Type=CONTRACTS", "Tasks")[0], "Id")
	before := b.findTask(id, b.seconds())
	b.clock.advance(time.Hour)
	after, err := b.changeTask(id, b.seconds(), colleague(), func(k *task) error {
		k.assign(colleague())
		k.comment(colleague(), "I read them.")
		k.complete()
		return nil
	})
	if err != nil || after.state != taskApproved || before.state != taskNew || len(before.comments) != 0 || before.needsApproval {
		t.Fatalf("%v: before %+v, after %+v", err, before, after)
	}
	shown := b.object("Tasks/" + id)
	said := shown["Comments"].([]any)[0].(map[string]any)
	if detail(shown, "State") != taskApproved || said["Comment"] != "I read them." || said["Commenter"] != "Jonah Ferrante" ||
		shown["LastUpdatedBy"].(map[string]any)["Username"] != "Jonah Ferrante" || shown["DateLastUpdated"] != "2026-11-23T00:00:00.000+0000" {
		t.Errorf("%v", shown)
	}
	refusal := errors.New("not yours")
	if _, err := b.changeTask(id, b.seconds(), owner(), func(k *task) error { k.archive(); return refusal }); !errors.Is(err, refusal) || b.findTask(id, b.seconds()).archived {
		t.Errorf("a refused change: %v", err)
	}
	if _, err := b.changeTask("1", b.seconds(), owner(), func(*task) error { return nil }); !errors.Is(err, errNoRecord) {
		t.Errorf("an unknown task: %v", err)
	}
	if _, err := b.changeTask(id, b.seconds(), owner(), func(k *task) error { return k.setState("DONE") }); !errors.Is(err, errTaskState) {
		t.Errorf("an unknown state: %v", err)
	}
	for _, archived := range []bool{true, false} {
		if _, err := b.changeTask(id, b.seconds(), owner(), func(k *task) error {
			if archived {
				k.archive()
			} else {
				k.bringBack()
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		listed := slices.ContainsFunc(b.list("Tasks", "Tasks"), func(v map[string]any) bool { return v["Id"] == id })
		if listed == archived || (b.get("Tasks/"+id).Code == 404) != archived || b.findTask(id, b.seconds()) == nil {
			t.Errorf("archived %t: listed %t", archived, listed)
		}
	}
}

func TestSomeBrandsApprove(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	id := text(t, b.list("Tasks?Type=FINANCE", "Tasks")[0], "Id")
	after, err := b.changeTask(id, b.seconds(), owner(), func(k *task) error { k.complete(); return nil })
	if err != nil || !after.needsApproval || after.state != taskCompleted {
		t.Errorf("%v %+v", err, after)
	}
}

func TestTaskChangesDoNotLoseEachOther(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	id := text(t, b.list("Tasks?Type=GENERAL", "Tasks")[0], "Id")
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			_, err := b.changeTask(id, b.seconds(), owner(), func(k *task) error {
				k.comment(owner(), fmt.Sprint(i))
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			b.get("Tasks/" + id)
		})
	}
	wait.Wait()
	ids := map[int64]bool{}
	for _, said := range b.findTask(id, b.seconds()).comments {
		ids[said.id] = true
	}
	if len(ids) != 8 {
		t.Errorf("%d comments with ids of their own, want 8", len(ids))
	}
}
