package service

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"impactdash/internal/api"
	"impactdash/internal/companion"
	"impactdash/internal/partner"
)

// wire counts what reaches the two services.
type wire struct{ all, writes atomic.Int32 }

func (w *wire) through(h http.Handler) http.RoundTripper {
	return direct{http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.all.Add(1)
		if r.Method != http.MethodGet {
			w.writes.Add(1)
		}
		h.ServeHTTP(out, r)
	})}
}

// rewire gives a kit counted lines to both services, for a profile that may be
// read-only. The journal stays as it is.
func (k *kit) rewire(t *testing.T, readOnly bool) *wire {
	t.Helper()
	w := new(wire)
	client, err := api.New(api.Options{
		BaseURL: "https://canned.example", AccountSID: cannedSID, AuthToken: cannedToken, Now: fixed(noon),
		Transport: w.through(k.api), Sleep: noSleep, ReadOnly: readOnly,
	})
	if err != nil {
		t.Fatal(err)
	}
	friend, err := companion.New(companion.Options{
		BaseURL: "https://ally.example", AccountSID: cannedSID, AuthToken: cannedToken, Now: fixed(noon),
		Transport: w.through(k.ally), Sleep: noSleep, ReadOnly: readOnly,
	})
	if err != nil {
		t.Fatal(err)
	}
	k.client, k.companion = client, friend
	return w
}

// acts are all that change the account, each called so that nothing but the
// sending can fail.
func acts(k *kit) map[string]func(context.Context) error {
	failed := func(b partner.Batch, err error) error {
		if err == nil && len(b.Failed) > 0 {
			err = b.Failed[0].Err
		}
		return err
	}
	todo := partner.Todo{Kind: partner.TodoInvitation, Object: "S-1"}
	return map[string]func(context.Context) error{
		"create link": func(ctx context.Context) error {
			_, err := k.CreateLink(ctx, partner.LinkRequest{ProgramID: "7"})
			return err
		},
		"save property": func(ctx context.Context) error {
			_, err := k.SaveProperty(ctx, partner.PropertyInput{Name: "Site", Type: partner.PropertyWebsite, URL: "https://site.example"})
			return err
		},
		"remove property": func(ctx context.Context) error { return failed(k.RemoveProperties(ctx, []string{"1"})) },
		"connect": func(ctx context.Context) error {
			_, err := k.Connect(ctx, "INSTAGRAM", "1", "press-0001")
			return err
		},
		"apply": func(ctx context.Context) error {
			_, err := k.Apply(ctx, partner.Application{CampaignID: "c1", Motivation: "We fit.", TermsID: "t1", Key: "press-0002"})
			return err
		},
		"answer invitation": func(ctx context.Context) error {
			_, err := k.DecideCampaign(ctx, "c1", true, "press-0003")
			return err
		},
		"join": func(ctx context.Context) error {
			return failed(k.Join(ctx, partner.JoinRequest{Brands: []partner.JoinBrand{{ID: "9", TermsID: "t1"}}, Key: "press-0004"}))
		},
		"decide": func(ctx context.Context) error {
			_, err := k.Decide(ctx, partner.Decision{Todo: todo, Accept: true, Key: "press-0005"})
			return err
		},
		"move task": func(ctx context.Context) error {
			return failed(k.MoveTasks(ctx, partner.TaskMove{IDs: []string{"7"}, Act: partner.TaskStart, Key: "press-0006"}))
		},
		"comment": func(ctx context.Context) error {
			_, err := k.CommentTask(ctx, partner.TaskRemark{ID: "7", Text: "Soon.", Key: "press-0007"})
			return err
		},
	}
}

func TestWithAReadOnlyProfileNothingIsSent(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.known["7"] = partner.Program{ID: "7", Name: "Northpeak", Active: true}
	w := k.rewire(t, true)
	for name, act := range acts(k) {
		err := act(t.Context())
		wantKind(t, err, partner.Withheld)
		if err == nil || !strings.Contains(err.Error(), "read_only") {
			t.Errorf("%s: %v does not say how to change it", name, err)
		}
	}
	if n := w.writes.Load(); n > 0 {
		t.Errorf("%d writes were sent", n)
	}
	wantText(t, "what waits", k.waits(t), "")
}

func TestOfflineByChoiceNothingIsSent(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.known["7"] = partner.Program{ID: "7", Name: "Northpeak", Active: true}
	w := k.rewire(t, false)
	for name, act := range acts(k) {
		err := act(partner.OnlyKept(t.Context()))
		wantKind(t, err, partner.Withheld)
		if err == nil || !strings.Contains(err.Error(), "--offline") {
			t.Errorf("%s: %v does not say how to change it", name, err)
		}
	}
	if n := w.all.Load(); n > 0 {
		t.Errorf("%d requests were sent", n)
	}
	wantText(t, "what waits", k.waits(t), "")
}

func TestAReadOnlyProfileQueuesNothingEvenWhenTimeIsUp(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.rewire(t, true)
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	_, err := k.CommentTask(ctx, partner.TaskRemark{ID: "7", Text: "Soon.", Key: "press-0007"})
	wantKind(t, err, partner.Withheld)
	wantText(t, "what waits", k.waits(t), "")
}

func TestWhatIsKeptHereGoesOnWhenReadOnly(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.serve(2)
	k.down(503)
	if _, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "other/1"))); err != nil {
		t.Fatal(err)
	}
	k.down(0)
	k.said()
	w := k.rewire(t, true)
	if d, err := k.flush(t); err != nil || d.Text != "" {
		t.Errorf("flush: %+v, %v", d, err)
	}
	wantText(t, "what waits", k.waits(t), "snooze other/1")

	b, err := k.SnoozeTodos(t.Context(), snoozing(k.todo(t, "other/2")))
	if err != nil || b.Waits {
		t.Errorf("snooze: %+v, %v", b, err)
	}
	wantText(t, "the toast", b.Text, "Snoozed Served 2 until Aug 29")
	if _, err := k.WakeTodos(t.Context(), []partner.Todo{k.todo(t, "other/1")}); err != nil {
		t.Error(err)
	}
	wantText(t, "what waits of what was woken", k.waits(t), "")
	if _, err := k.WriteNote(t.Context(), partner.Memo{Key: "other/1", Text: "Ask Kim."}); err != nil {
		t.Error(err)
	}
	if err := k.SaveDraft(t.Context(), partner.Draft{Form: "link", Values: map[string]string{"a": "b"}}); err != nil {
		t.Error(err)
	}
	if n := w.writes.Load(); n > 0 {
		t.Errorf("%d writes were sent", n)
	}
}

func TestASnoozeOfAnOfflineSessionWaits(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.serve(1)
	todo := k.todo(t, "other/1")
	k.said()
	b, err := k.SnoozeTodos(partner.OnlyKept(t.Context()), snoozing(todo))
	if err != nil || !b.Waits || k.said() != "" {
		t.Errorf("%+v, %v", b, err)
	}
	wantText(t, "what waits", k.waits(t), "snooze other/1")
}
