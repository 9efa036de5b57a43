package sandbox

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

func TestSeededProperties(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	seen := map[any]int{}
	list := b.list("MediaProperties", "MediaProperties")
	for _, v := range list {
		for _, name := range []string{"Type", "SocialPlatform", "MobilePlatform", "Followers", "OwnershipVerified"} {
			seen[v[name]]++
		}
	}
	for _, want := range []string{"WEBSITE", "MOBILE", "SOCIAL", "INSTAGRAM", "YOUTUBE", "TIKTOK", "X/TWITTER", "IOS", "TEN_THOUSAND_PLUS", "true", "false"} {
		if seen[want] == 0 {
			t.Errorf("no property has %s", want)
		}
	}
	if len(list) != 7 {
		t.Errorf("%d properties, want 7", len(list))
	}
}

func TestAPropertyIsMadeChangedAndRemoved(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	status, body := b.send(http.MethodPost, "MediaProperties", multipartForm, url.Values{
		"Name": {"Wren & co — ünïcode"}, "Type": {"SOCIAL"}, "Url": {"https://www.twitch.tv/wren"}, "SocialPlatform": {"TWITCH"},
		"Followers": {"MILLION_PLUS"}, "RevenueModel": {"PAY_PER_SALE", "PAY_PER_CLICK"}, "Handle": {"wren"},
	})
	_, uri, _ := strings.Cut(body, `"Uri":"`)
	path := b.below(strings.TrimSuffix(uri, `"}`))
	if status != 201 || !strings.HasPrefix(body, `{"Status":"OK","Uri":"`) {
		t.Fatalf("%d %s", status, body)
	}
	v := b.object(path)
	if v["Name"] != "Wren & co — ünïcode" || v["OwnershipVerified"] != "false" || v["SocialPlatform"] != "TWITCH" || len(v["RevenueModel"].([]any)) != 2 {
		t.Errorf("%v", v)
	}
	if status, body = b.send(http.MethodPut, path, multipartForm, url.Values{"RevenueModel": {"PAY_PER_LEAD"}, "Handle": {""}}); status != 200 || !strings.Contains(body, `"Status":"OK"`) {
		t.Errorf("update: %d %s", status, body)
	}
	v = b.object(path)
	if models := v["RevenueModel"].([]any); len(models) != 1 || models[0] != "PAY_PER_LEAD" || v["Handle"] != "" || v["Name"] != "Wren & co — ünïcode" {
		t.Errorf("after the update: %v", v)
	}
	if w := b.do(b.request(http.MethodDelete, path)); w.Code != 200 || w.Body.String() != `{"Status":"DELETED"}` {
		t.Errorf("delete: %d %s", w.Code, w.Body)
	}
	for _, method := range []string{http.MethodGet, http.MethodDelete} {
		if w := b.do(b.request(method, path)); w.Code != 404 {
			t.Errorf("%s after delete: %d", method, w.Code)
		}
	}
	if status, _ := b.send(http.MethodPut, path, multipartForm, url.Values{"Name": {"x"}}); status != 404 {
		t.Errorf("PUT after delete: %d", status)
	}
	_, again := b.send(http.MethodPost, "MediaProperties", multipartForm, url.Values{"Name": {"x"}, "Type": {"WEBSITE"}, "Url": {"http://x.example"}})
	if strings.Contains(again, path) {
		t.Errorf("the id of a removed property came back: %s", again)
	}
	if n := b.Count(http.MethodPost, "MediaProperties"); n != 2 {
		t.Errorf("%d POSTs counted", n)
	}
}

func TestPropertyRules(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	good := func(change ...string) url.Values {
		v := url.Values{"Name": {"A"}, "Type": {"WEBSITE"}, "Url": {"https://a.example"}}
		for i := 0; i < len(change); i += 2 {
			v.Set(change[i], change[i+1])
		}
		return v
	}
	path := "MediaProperties/" + text(t, b.list("MediaProperties", "MediaProperties")[0], "Id")
	for name, tt := range map[string]struct {
		method, path, kind string
		fields             url.Values
		field              string // named in the answer
	}{
		"no name":              {"POST", "MediaProperties", multipartForm, good("Name", " "), "Name"},
		"no type":              {"POST", "MediaProperties", multipartForm, good("Type", ""), "Type"},
		"no url":               {"POST", "MediaProperties", multipartForm, good("Url", ""), "Url"},
		"unknown type":         {"POST", "MediaProperties", multipartForm, good("Type", "BLOG"), "Type"},
		"unknown platform":     {"POST", "MediaProperties", multipartForm, good("SocialPlatform", "MYSPACE"), "SocialPlatform"},
		"unknown size":         {"POST", "MediaProperties", multipartForm, good("Followers", "12000"), "Followers"},
		"unknown model":        {"POST", "MediaProperties", multipartForm, good("RevenueModel", "PAY_PER_VIEW"), "RevenueModel"},
		"rating of six":        {"POST", "MediaProperties", multipartForm, good("AppStoreRating", "6"), "AppStoreRating"},
		"visitors in words":    {"POST", "MediaProperties", multipartForm, good("MonthlyUniqueVisitors", "many"), "MonthlyUniqueVisitors"},
		"long name":            {"POST", "MediaProperties", multipartForm, good("Name", strings.Repeat("å", 256)), "Name"},
		"no scheme":            {"POST", "MediaProperties", multipartForm, good("Url", "www.a.example"), "Url"},
		"script":               {"POST", "MediaProperties", multipartForm, good("Url", "javascript:alert(1)"), "Url"},
		"name taken away":      {"PUT", path, multipartForm, url.Values{"Name": {""}}, "Name"},
		"another type":         {"PUT", path, multipartForm, url.Values{"Type": {"SOCIAL"}}, "Type"},
		"unknown model later":  {"PUT", path, multipartForm, url.Values{"RevenueModel": {"FREE"}}, "RevenueModel"},
		"not multipart":        {"POST", "MediaProperties", urlForm, good(), ""},
		"not multipart either": {"PUT", path, urlForm, good(), ""},
	} {
		status, body := b.send(tt.method, tt.path, tt.kind, tt.fields)
		if status != 400 || tt.field != "" && !strings.Contains(body, `{"Field":"`+tt.field+`"`) || !strings.Contains(body, `"Status":"ERROR"`) {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	if _, body := b.send("POST", "MediaProperties", multipartForm, nil); strings.Count(body, `"Field"`) != 3 {
		t.Errorf("all missing fields are named at once: %s", body)
	}
	if n := len(b.list("MediaProperties", "MediaProperties")); n != 7 {
		t.Errorf("%d properties after refusals", n)
	}
}

func TestPropertiesMadeAtOnceAreAllKept(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			status, _ := b.send("POST", "MediaProperties", multipartForm, url.Values{"Name": {"x"}, "Type": {"WEBSITE"}, "Url": {"https://x.example"}})
			if status != 201 {
				t.Errorf("%d", status)
			}
			b.get("MediaProperties")
		})
	}
	wait.Wait()
	ids := map[string]bool{}
	for _, v := range b.list("MediaProperties", "MediaProperties") {
		ids[text(t, v, "Id")] = true
	}
	if len(ids) != 15 {
		t.Errorf("%d ids, want 15", len(ids))
	}
}
