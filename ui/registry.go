package ui

import (
	"context"
	"time"

	"impactdash/internal/partner"
	"impactdash/ui/pane"
	"impactdash/ui/panes/brands"
	"impactdash/ui/panes/campaigns"
	"impactdash/ui/panes/finance"
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
}

// entry is one pane of the dashboard.
type entry struct {
	id    pane.ID
	area  area
	every time.Duration // how often it is refreshed by itself
	make  func(context.Context, Options) pane.Pane
}

// registry lists the panes in the order of their numbers: finance, snapshot,
// todo, tasks, links, leads, social, campaigns, brands. To Do and Tasks belong
// to the side, those after them to the bottom.
func registry() []entry {
	return []entry{
		{finance.ID, areaTop, 30 * time.Minute, func(ctx context.Context, o Options) pane.Pane {
			return finance.New(ctx, o.Sources)
		}},
		{snapshot.ID, areaMain, 30 * time.Minute, func(ctx context.Context, o Options) pane.Pane {
			return snapshot.New(ctx, o.Sources, o.Range)
		}},
		{todo.ID, areaSide, 15 * time.Minute, func(ctx context.Context, o Options) pane.Pane {
			return todo.New(ctx, o.Sources)
		}},
		{tasks.ID, areaSide, 10 * time.Minute, func(ctx context.Context, o Options) pane.Pane {
			return tasks.New(ctx, o.Sources)
		}},
		{links.ID, areaBottom, 30 * time.Minute, func(ctx context.Context, o Options) pane.Pane {
			return links.New(ctx, o.Sources)
		}},
		{leads.ID, areaBottom, 30 * time.Minute, func(ctx context.Context, o Options) pane.Pane {
			return leads.New(ctx, o.Sources)
		}},
		{social.ID, areaBottom, 30 * time.Minute, func(ctx context.Context, o Options) pane.Pane {
			return social.New(ctx, o.Sources)
		}},
		{campaigns.ID, areaBottom, 30 * time.Minute, func(ctx context.Context, o Options) pane.Pane {
			return campaigns.New(ctx, o.Sources)
		}},
		{brands.ID, areaBottom, 30 * time.Minute, func(ctx context.Context, o Options) pane.Pane {
			return brands.New(ctx, o.Sources)
		}},
	}
}
