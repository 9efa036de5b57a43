package uitest

import (
	"reflect"
	"time"

	"impactdash/internal/partner"
)

// poison puts texts that mean no good into every text of the widgets, and
// repeats their rows until each of those texts was in each place.
func (s *Source) poison() {
	for n := range Names() {
		if n == 0 {
			continue
		}
		grow(&s.TaskList.Value.Tasks, Tasks().Tasks)
		grow(&s.ProgramList.Value.Programs, Programs().Programs)
		grow(&s.LinkList.Value.Links, Links().Links)
		grow(&s.PropertyList.Value.Properties, Properties().Properties)
		grow(&s.LeadList.Value.Leads, Leads().Leads)
		grow(&s.TodoList.Value.Todos, Todos().Todos)
		grow(&s.InquiryList.Value.Inquiries, Inquiries().Inquiries)
		grow(&s.CampaignList.Value.Campaigns, Campaigns().Campaigns)
		grow(&s.BrandList.Value.Brands, Brands().Brands)
	}
	s.History.poison()
	texts := Names()
	for _, v := range []any{
		&s.TaskList.Value, &s.ProgramList.Value, &s.LinkList.Value, &s.PropertyList.Value, &s.LeadList.Value,
		&s.TodoList.Value, &s.InquiryList.Value, &s.CampaignList.Value, &s.BrandList.Value,
		&s.Changes.Value, &s.Hits.Value, &s.Life.Value,
	} {
		spoil(reflect.ValueOf(v).Elem(), texts, new(int))
	}
}

func grow[T any](list *[]T, more []T) { *list = append(*list, more...) }

// spoil replaces every text below v by one of texts, money and instants left as they are. n
// counts the texts so far. Each row of a list begins with another one, so that
// every text comes into every place of a row, however many places it has.
func spoil(v reflect.Value, texts []string, n *int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(texts[*n%len(texts)])
		*n++
	case reflect.Struct:
		switch v.Interface().(type) {
		case time.Time, partner.Money, partner.Date:
			return
		}
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				spoil(f, texts, n)
			}
		}
	case reflect.Slice, reflect.Array:
		first := *n
		for i := range v.Len() {
			*n = first + i
			spoil(v.Index(i), texts, n)
		}
	}
}
