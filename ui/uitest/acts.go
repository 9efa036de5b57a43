package uitest

import (
	"context"

	"impactdash/internal/partner"
)

// Write is an act the source was asked to carry out.
type Write struct {
	What string // name of the method
	Arg  any
}

// Widgets are the answers for the panes beside Finance and Snapshot, and the
// outcome of their acts.
type Widgets struct {
	TaskList     Result[partner.TaskList]
	ProgramList  Result[partner.ProgramList]
	LinkList     Result[partner.LinkList]
	PropertyList Result[partner.PropertyList]
	LeadList     Result[partner.LeadList]
	TodoList     Result[partner.TodoList]
	InquiryList  Result[partner.InquiryList]
	CampaignList Result[partner.CampaignList]
	BrandList    Result[partner.BrandList]
	History

	Refuse error // every act fails with it; nil lets acts succeed
	Drafts map[string]partner.Draft
	Rows   []partner.InquiryRow // what InquiriesFromFile reads

	writes []Write
	keys   int
}

func newWidgets() Widgets {
	at := Now()
	return Widgets{
		TaskList:     Result[partner.TaskList]{Value: Tasks(), AsOf: at},
		ProgramList:  Result[partner.ProgramList]{Value: Programs(), AsOf: at},
		LinkList:     Result[partner.LinkList]{Value: Links(), AsOf: at},
		PropertyList: Result[partner.PropertyList]{Value: Properties(), AsOf: at},
		LeadList:     Result[partner.LeadList]{Value: Leads(), AsOf: at},
		TodoList:     Result[partner.TodoList]{Value: Todos(), AsOf: at},
		InquiryList:  Result[partner.InquiryList]{Value: Inquiries(), AsOf: at},
		CampaignList: Result[partner.CampaignList]{Value: Campaigns(), AsOf: at},
		BrandList:    Result[partner.BrandList]{Value: Brands(), AsOf: at},
		Drafts:       map[string]partner.Draft{},
		History:      newHistory(),
	}
}

// fail makes every question of the widgets fail.
func (w *Widgets) fail(err error) {
	w.TaskList.Err, w.ProgramList.Err, w.LinkList.Err, w.PropertyList.Err, w.LeadList.Err = err, err, err, err, err
	w.TodoList.Err, w.InquiryList.Err, w.CampaignList.Err, w.BrandList.Err = err, err, err, err
	w.History.fail(err)
}

// empty leaves the widgets of an account in which nothing has happened, but
// which reaches everything.
func (w *Widgets) empty() {
	w.TaskList.Value = partner.TaskList{Reach: With()}
	w.ProgramList.Value = partner.ProgramList{}
	w.LinkList.Value = partner.LinkList{}
	w.PropertyList.Value = partner.PropertyList{Reach: With()}
	w.LeadList.Value = partner.LeadList{LeadForms: partner.LeadForms{Reach: With()}}
	w.TodoList.Value = partner.TodoList{Reach: With()}
	w.InquiryList.Value = partner.InquiryList{Enabled: true}
	w.CampaignList.Value = partner.CampaignList{Reach: With()}
	w.BrandList.Value = partner.BrandList{Reach: With(), Marketplace: true}
	w.History.empty()
}

// Alone takes the companion API away, as for most accounts: lists that it
// alone answers are empty.
func (s *Source) Alone() {
	s.TaskList.Value.Reach, s.PropertyList.Value.Reach, s.TodoList.Value.Reach = Without(), Without(), Without()
	s.LeadList.Value = partner.LeadList{LeadForms: partner.LeadForms{Reach: Without()}}
	s.CampaignList.Value = partner.CampaignList{Reach: Without()}
	s.BrandList.Value = partner.BrandList{Reach: Without()}
	s.Roles.Value = partner.Personas{All: []partner.Persona{partner.AffiliatePersona}}
}

// Writes lists the acts so far, drafts left out.
func (s *Source) Writes() []Write {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Write(nil), s.writes...)
}

// act records an act and says whether it succeeds.
func (s *Source) act(what string, arg any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	s.writes = append(s.writes, Write{what, arg})
	return s.Refuse
}

// batch is the outcome of an act on things that all succeed or all fail.
func (s *Source) batch(what string, arg any, ids []string, kinds ...string) (partner.Batch, error) {
	if err := s.act(what, arg); err != nil {
		return partner.Batch{}, err
	}
	return partner.Batch{Done: partner.Done{Text: what, Kinds: kinds}, OK: ids}, nil
}

func (s *Source) done(what string, arg any, kinds ...string) (partner.Done, error) {
	if err := s.act(what, arg); err != nil {
		return partner.Done{}, err
	}
	return partner.Done{Text: what, Kinds: kinds}, nil
}

// ask counts a question and answers it.
func ask[T any](s *Source, r Result[T]) (partner.Answer[T], error) {
	s.count()
	return r.answer()
}

// NewKey makes keys that differ.
func (s *Source) NewKey() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys++
	return sprint("key-%d", s.keys)
}

// Tasks implements tasks.Source.
func (s *Source) Tasks(ctx context.Context) (partner.Answer[partner.TaskList], error) {
	s = s.at(ctx)
	return ask(s, s.TaskList)
}

// MoveTasks implements tasks.Source.
func (s *Source) MoveTasks(_ context.Context, m partner.TaskMove) (partner.Batch, error) {
	return s.batch("MoveTasks", m, m.IDs, "task")
}

// CommentTask implements tasks.Source.
func (s *Source) CommentTask(_ context.Context, r partner.TaskRemark) (partner.Done, error) {
	if s.Postpone {
		d, err := s.done("CommentTask", r, "desk")
		d.Waits = err == nil
		return d, err
	}
	return s.done("CommentTask", r, "task")
}

// LinkPrograms implements links.Source.
func (s *Source) LinkPrograms(ctx context.Context) (partner.Answer[partner.ProgramList], error) {
	s = s.at(ctx)
	return ask(s, s.ProgramList)
}

// Links implements links.Source.
func (s *Source) Links(ctx context.Context) (partner.Answer[partner.LinkList], error) {
	s = s.at(ctx)
	return ask(s, s.LinkList)
}

// CreateLink implements links.Source.
func (s *Source) CreateLink(_ context.Context, r partner.LinkRequest) (partner.Link, error) {
	if err := s.act("CreateLink", r); err != nil {
		return partner.Link{}, err
	}
	return partner.Link{ID: "new", URL: "https://go.example.com/c/1/2/" + r.ProgramID, ProgramID: r.ProgramID, Landing: r.Landing, Made: Now(), Here: true}, nil
}

// ForgetLinks implements links.Source.
func (s *Source) ForgetLinks(_ context.Context, ids []string) (partner.Done, error) {
	return s.done("ForgetLinks", ids, "link")
}

// Properties implements social.Source.
func (s *Source) Properties(ctx context.Context) (partner.Answer[partner.PropertyList], error) {
	s = s.at(ctx)
	return ask(s, s.PropertyList)
}

// SaveProperty implements social.Source.
func (s *Source) SaveProperty(_ context.Context, in partner.PropertyInput) (partner.Done, error) {
	return s.done("SaveProperty", in, "property")
}

// RemoveProperties implements social.Source.
func (s *Source) RemoveProperties(_ context.Context, ids []string) (partner.Batch, error) {
	return s.batch("RemoveProperties", ids, ids, "property")
}

// Connect implements social.Source.
func (s *Source) Connect(_ context.Context, platform, propertyID, key string) (partner.Connection, error) {
	if err := s.act("Connect", []string{platform, propertyID, key}); err != nil {
		return partner.Connection{}, err
	}
	return partner.Connection{Platform: platform, URL: "https://connect.example.com/" + platform}, nil
}

// Leads implements leads.Source.
func (s *Source) Leads(ctx context.Context) (partner.Answer[partner.LeadList], error) {
	s = s.at(ctx)
	return ask(s, s.LeadList)
}

// SubmitLead implements leads.Source.
func (s *Source) SubmitLead(_ context.Context, in partner.LeadInput) (partner.Lead, error) {
	if err := s.act("SubmitLead", in); err != nil {
		return partner.Lead{}, err
	}
	return partner.Lead{ID: "new", ProgramID: in.ProgramID, Status: partner.LeadSubmitted, Submitted: Now(), Values: in.Values}, nil
}

// Draft implements the sources of panes with forms.
func (s *Source) Draft(_ context.Context, form string) (partner.Draft, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	return s.Drafts[form], nil
}

// SaveDraft implements the sources of panes with forms.
func (s *Source) SaveDraft(_ context.Context, d partner.Draft) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	if len(d.Values) == 0 {
		delete(s.Drafts, d.Form)
		return nil
	}
	s.Drafts[d.Form] = d
	return nil
}
