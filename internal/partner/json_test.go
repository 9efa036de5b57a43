package partner

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// answers are the values that are kept, by the name of their type.
func answers() map[string]any {
	all := map[string]any{}
	for _, v := range []any{
		&Answer[Today]{}, &Answer[Pending]{}, &Answer[Balance]{}, &Answer[Snapshot]{}, &Answer[Personas]{},
		&Answer[CreatorMetrics]{}, &Answer[[]DayFigures]{}, &Answer[TodoList]{}, &Answer[TaskList]{}, &Answer[[]Task]{},
		&Answer[LinkList]{}, &Answer[[]Link]{}, &Answer[ProgramList]{}, &Answer[[]Program]{}, &Answer[LeadList]{},
		&Answer[PropertyList]{}, &Answer[[]Property]{}, &Answer[CampaignList]{}, &Answer[Campaign]{}, &Answer[BrandList]{},
		&Answer[InstantBrand]{}, &Answer[InquiryList]{}, &Answer[[]Inquiry]{}, &Answer[[]Deal]{}, &Answer[[]PromoCode]{},
		&Answer[Activity]{}, &Answer[Found]{}, &Answer[Timeline]{}, &Answer[Profile]{},
		&Answer[Movers]{}, &Answer[ActionList]{}, &Answer[Invoice]{}, &Answer[InvoiceList]{}, &Answer[ContractList]{},
		&Batch{}, &Budget{}, &Event{}, &Action{}, &ActionUpdate{}, &Invoice{}, &Contract{},
	} {
		all[strings.ReplaceAll(reflect.TypeOf(v).Elem().String(), "impactdash/internal/", "")] = v
	}
	return all
}

func TestAnswersSurviveJSON(t *testing.T) {
	t.Parallel()
	for name, v := range answers() {
		for _, mode := range []string{"full", "empty", "absent"} {
			t.Run(name+"/"+mode, func(t *testing.T) {
				t.Parallel()
				before := reflect.New(reflect.TypeOf(v).Elem())
				if f := (&filler{t: t, empty: mode == "empty"}); mode != "absent" {
					f.fill(before.Elem())
				}
				text, err := json.Marshal(before.Interface())
				if err != nil {
					t.Fatal(err)
				}
				after := reflect.New(before.Type().Elem())
				if err := json.Unmarshal(text, after.Interface()); err != nil {
					t.Fatalf("%v, of %s", err, text)
				}
				for _, d := range differ(name, before.Elem(), after.Elem()) {
					t.Error(d)
				}
				if again, err := json.Marshal(after.Interface()); err != nil || len(again) == 0 {
					t.Errorf("what came back cannot be kept: %v", err)
				}
			})
		}
	}
}

func TestEveryAnswerOfTheServiceIsAmongThem(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../service/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("the service is not there: %v", err)
	}
	kept := answers()
	found := map[string]bool{}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`partner\.(Answer\[(?:\[\])?partner\.\w+\])`).FindAllSubmatch(text, -1) {
			found["partner."+string(m[1])] = true
		}
	}
	if len(found) < 12 {
		t.Fatalf("only these answers were found: %v", slices.Sorted(maps.Keys(found)))
	}
	for name := range found {
		if kept[name] == nil {
			t.Errorf("%s is not tested", name)
		}
	}
}

// uncoded lists the fields of a type that encoding/json would lose without a
// word.
func uncoded(t reflect.Type, seen map[reflect.Type]bool) (all []string) {
	if seen[t] {
		return nil
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Struct:
		own := t.Implements(reflect.TypeFor[json.Marshaler]()) && reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]())
		for f := range t.Fields() {
			if !own && (!f.IsExported() || f.Type.Kind() == reflect.Interface) {
				all = append(all, t.Name()+"."+f.Name)
			}
			if f.IsExported() && f.Type != reflect.TypeFor[*time.Location]() {
				all = append(all, uncoded(f.Type, seen)...)
			}
		}
	case reflect.Map:
		all = append(uncoded(t.Key(), seen), uncoded(t.Elem(), seen)...)
	case reflect.Pointer, reflect.Slice, reflect.Array:
		all = uncoded(t.Elem(), seen)
	}
	return all
}

func TestNoTypeOfAnAnswerHidesAField(t *testing.T) {
	t.Parallel()
	type bad struct {
		Days   []map[string]struct{ hidden int }
		Reason error
		Sum    Totals
		At     time.Time
	}
	if got := uncoded(reflect.TypeFor[Opt[bad]](), map[reflect.Type]bool{}); !slices.Equal(got, []string{".hidden", "bad.Reason"}) {
		t.Errorf("the guard finds %v", got)
	}
	for name, v := range answers() {
		for _, field := range uncoded(reflect.TypeOf(v), map[reflect.Type]bool{}) {
			t.Errorf("%s: %s would be lost; its type needs a form in json.go", name, field)
		}
	}
}

// again is v after a journey through JSON.
func again[T any](t *testing.T, v T) T {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var back T
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatalf("%v, of %s", err, text)
	}
	return back
}

func TestFailuresKeepTheirKindAndWords(t *testing.T) {
	t.Parallel()
	whole := &Error{
		Op: "load actions", Kind: RateLimited, Field: "f", Status: 429, Endpoint: "Actions", Code: "c", Detail: "d",
		RetryAfter: 90 * time.Second, Fields: []FieldError{{Field: "a", Code: "b", Detail: "c"}}, Err: errors.New("cause"),
	}
	for _, c := range []struct {
		name string
		err  error
		want *Error
	}{
		{"whole", whole, whole},
		{"wrapped", fmt.Errorf("in front: %w", whole), whole},
		{"joined", errors.Join(errors.New("other"), whole), whole},
		{"bare", &Error{}, &Error{}},
		{"canceled", context.Canceled, &Error{Op: "load data", Kind: Canceled, Err: errors.New("context canceled")}},
		{"out of time", fmt.Errorf("x: %w", context.DeadlineExceeded), &Error{Op: "load data", Kind: Unavailable, Err: errors.New("x: context deadline exceeded")}},
		{"unforeseen", errors.New("boom"), &Error{Op: "load data", Kind: Internal, Err: errors.New("boom")}},
	} {
		note := again(t, Note{What: "due days", Err: c.err})
		failed := again(t, Failed{ID: "1", Name: "n", Err: c.err})
		if note.What != "due days" || failed.ID != "1" || failed.Name != "n" {
			t.Errorf("%s: the part is %q, the thing %q %q", c.name, note.What, failed.ID, failed.Name)
		}
		for _, got := range []error{note.Err, failed.Err} {
			if !reflect.DeepEqual(got, error(c.want)) {
				t.Errorf("%s: %#v came back, want %#v", c.name, got, c.want)
			}
			if KindOf(got) != KindOf(c.err) {
				t.Errorf("%s: the kind was %v and is %v", c.name, KindOf(c.err), KindOf(got))
			}
		}
	}
	for k := range Kind(len(kindNames)) {
		if got := again(t, Note{Err: &Error{Kind: k}}); KindOf(got.Err) != k {
			t.Errorf("kind %q came back as %q", k, KindOf(got.Err))
		}
	}
	if got := again(t, Note{What: "w"}); got.Err != nil {
		t.Errorf("no failure came back as %v", got.Err)
	}
	var n Note
	if err := json.Unmarshal([]byte(`{"Err":{"Op":"o","Kind":"from the future"}}`), &n); err != nil || KindOf(n.Err) != Internal {
		t.Errorf("an unknown kind is %v, %v", KindOf(n.Err), err)
	}
}

func TestZonesComeBackOrFail(t *testing.T) {
	t.Parallel()
	load := func(name string) *time.Location {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return zone
	}
	july := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for _, zone := range []*time.Location{
		time.UTC, load("Europe/Paris"), load("Etc/GMT+12"), load("EET"),
		time.FixedZone("(GMT -07:00) Atlantis", -7*3600), time.FixedZone("EET", 7200), time.FixedZone("", 3600), time.FixedZone("UTC", 60),
	} {
		p := again(t, Period{From: Date{2026, 7, 1}, To: Date{2026, 7, 2}, Zone: zone})
		v := again(t, Profile{ID: "1", Zone: zone, ZoneNote: "why"})
		if p.Days() != 2 || v.ID != "1" || v.ZoneNote != "why" {
			t.Fatalf("%v brought %v and %+v", zone, p, v)
		}
		for _, got := range []*time.Location{p.Zone, v.Zone} {
			for _, at := range []time.Time{july, july.AddDate(0, 6, 0), july.AddDate(-100, 0, 0)} {
				if want := at.In(zone).Format(time.RFC3339); got.String() != zone.String() || at.In(got).Format(time.RFC3339) != want {
					t.Errorf("%q came back as %q: %s instead of %s", zone, got, at.In(got).Format(time.RFC3339), want)
				}
			}
		}
	}
	if v := again(t, Profile{}); v.Zone != nil {
		t.Errorf("no zone came back as %v", v.Zone)
	}
	for _, text := range []string{`{"Zone":{"Name":"Nowhere/Atlantis"}}`, `{"Zone":{"Name":""}}`, `{"Zone":"UTC"}`, `{"Zone":{"Name":"../etc/passwd"}}`} {
		var p Period
		var v Profile
		if err := json.Unmarshal([]byte(text), &p); err == nil {
			t.Errorf("%s was read as a period in %v", text, p.Zone)
		}
		if err := json.Unmarshal([]byte(text), &v); err == nil {
			t.Errorf("%s was read as a profile in %v", text, v.Zone)
		}
	}
}

func TestDamagedTextIsNoAnswer(t *testing.T) {
	t.Parallel()
	for text, v := range map[string]any{
		`[{"Amount":"1","Currency":""}]`:                                    &Totals{},
		`[{"Amount":"1","Currency":"USD"},{"Amount":"2","Currency":"USD"}]`: &Totals{},
		`{}`:                    &Totals{},
		`[1,2]`:                 &Opt[int]{},
		`1`:                     &Opt[int]{},
		`["x"]`:                 &Opt[int64]{},
		`{"Amount":"1.2.3"}`:    &Money{},
		`{"Clicks":7}`:          &Figures{},
		`{"Day":{},"Clicks":7}`: &SnapshotDay{},
		`{"Err":"text"}`:        &Note{},
		`{"Err":7}`:             &Failed{},
		`{"Value":{"Zone":7}}`:  &Answer[Profile]{},
	} {
		if err := json.Unmarshal([]byte(text), v); err == nil {
			t.Errorf("%s was read as %+v", text, v)
		}
	}
}

func TestWhatIsAbsentOverwritesWhatWasThere(t *testing.T) {
	t.Parallel()
	o, s, f, n := Some(7), Totals{}, Figures{Clicks: Some(int64(3)), sum: &tally{}}, Note{Err: &Error{}}
	s.Add(money("1", "USD"))
	for text, v := range map[string]any{"null": &o, "[]": &s, "{}": &f, `{"What":"w"}`: &n} {
		if err := json.Unmarshal([]byte(text), v); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	if o.OK || s.Len() != 0 || f.Clicks.OK || f.sum != nil || n.Err != nil {
		t.Errorf("left over: %v %v %v %v", o, s, f, n)
	}
}

func TestASumOfACreatorsDaysStillKnowsWhatIsMissing(t *testing.T) {
	t.Parallel()
	today := Date{2026, 8, 3}
	days := []SnapshotDay{
		{Day: today.Add(-2), Figures: Figures{Clicks: Some(int64(10)), Actions: Some(int64(1)), Posts: Some(int64(2))}},
		{Day: today.Add(-1), Figures: Figures{Clicks: Some(int64(30))}},
	}
	sum := CreatorTotal(days, today)
	back := again(t, sum)
	for _, m := range CreatorPersona.Metrics() {
		if back.Value(m) != sum.Value(m) || back.Missing(m) != sum.Missing(m) || back.AtLeast(m) != sum.AtLeast(m) {
			t.Errorf("%s was %v without %d and is %v without %d", m, sum.Value(m), sum.Missing(m), back.Value(m), back.Missing(m))
		}
	}
	if !back.AtLeast(Posts) || !back.Value(Conversion).OK {
		t.Error("the sum has nothing to lose")
	}
}
