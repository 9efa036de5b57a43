package ui

import (
	"context"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/panes/activity"
	"impactdash/ui/panes/brands"
	"impactdash/ui/panes/campaigns"
	"impactdash/ui/panes/finance"
	"impactdash/ui/panes/finder"
	"impactdash/ui/panes/leads"
	"impactdash/ui/panes/links"
	"impactdash/ui/panes/snapshot"
	"impactdash/ui/panes/social"
	"impactdash/ui/panes/tasks"
	"impactdash/ui/panes/todo"
)

// Sources is all the dashboard and its panes need from the rest of the
// program.
type Sources interface {
	Profile(context.Context) (partner.Profile, error)
	Budget() partner.Budget
	finance.Source
	snapshot.Source
	todo.Source
	tasks.Source
	links.Source
	leads.Source
	social.Source
	campaigns.Source
	brands.Source
	activity.Source
	finder.Source
}

// entry is one pane of the dashboard.
type entry struct {
	id    pane.ID
	area  area
	every time.Duration   // how often it is refreshed by itself
	costs []partner.Group // allowances a refresh draws on; the companion API counts nothing
	make  func(context.Context, Options) pane.Pane
	// after is how long after the start it loads for the first time, unless it
	// is opened before; 0: at the start.
	after time.Duration
	// screen is a pane that is no widget: it has no number and no place beside
	// others, and has the whole terminal while it has the focus.
	screen bool
}

// registry lists the panes in the order of their numbers: finance, snapshot,
// todo, tasks, links, leads, social, campaigns, brands. To Do and Tasks belong
// to the side, those after them to the bottom.
func registry() []entry {
	return []entry{
		{id: finance.ID, area: areaTop, every: 30 * time.Minute, costs: []partner.Group{partner.GroupDetail, partner.GroupGeneral}, make: func(ctx context.Context, o Options) pane.Pane {
			return finance.New(ctx, o.Sources)
		}},
		{id: snapshot.ID, area: areaMain, every: 30 * time.Minute, costs: []partner.Group{partner.GroupAggregate}, make: func(ctx context.Context, o Options) pane.Pane {
			return snapshot.New(ctx, o.Sources, o.Range)
		}},
		{id: todo.ID, area: areaSide, every: 15 * time.Minute, costs: []partner.Group{partner.GroupDetail, partner.GroupGeneral}, make: func(ctx context.Context, o Options) pane.Pane {
			return todo.New(ctx, o.Sources)
		}},
		{id: tasks.ID, area: areaSide, every: 10 * time.Minute, costs: []partner.Group{partner.GroupGeneral}, make: func(ctx context.Context, o Options) pane.Pane {
			return tasks.New(ctx, o.Sources)
		}},
		{id: links.ID, area: areaBottom, every: 30 * time.Minute, costs: []partner.Group{partner.GroupGeneral}, make: func(ctx context.Context, o Options) pane.Pane {
			return links.New(ctx, o.Sources)
		}},
		{id: leads.ID, area: areaBottom, every: 30 * time.Minute, make: func(ctx context.Context, o Options) pane.Pane {
			return leads.New(ctx, o.Sources)
		}},
		{id: social.ID, area: areaBottom, every: 30 * time.Minute, costs: []partner.Group{partner.GroupGeneral}, make: func(ctx context.Context, o Options) pane.Pane {
			return social.New(ctx, o.Sources)
		}},
		{id: campaigns.ID, area: areaBottom, every: 30 * time.Minute, make: func(ctx context.Context, o Options) pane.Pane {
			return campaigns.New(ctx, o.Sources)
		}},
		{id: brands.ID, area: areaBottom, every: 30 * time.Minute, make: func(ctx context.Context, o Options) pane.Pane {
			return brands.New(ctx, o.Sources)
		}},
		{id: activity.ID, screen: true, after: 10 * time.Second, every: 5 * time.Minute, costs: []partner.Group{partner.GroupDetail, partner.GroupGeneral}, make: func(ctx context.Context, o Options) pane.Pane {
			return activity.New(ctx, o.Sources)
		}},
		{id: finder.ID, screen: true, every: time.Hour, make: func(ctx context.Context, o Options) pane.Pane {
			return finder.New(ctx, o.Sources)
		}},
	}
}
