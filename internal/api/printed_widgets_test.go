package api

import (
	"context"

	"impactdash/internal/partner"
)

// printedWidgets are the resources behind tasks, links, accounts, inquiries and
// to-dos.
func printedWidgets() map[string]exchange {
	coyote := partner.Person{Name: "Wile E. Coyote", Email: "wilecoyote@example.com"}
	card := partner.Attachment{
		ID: "task_1223456_988957a0-e0ed-4f16-984b-f5a9259e6be7", Name: "acme_reward_card_details.pdf",
		URL: "https://cdn.example.com/task_123456_988957a0-e0ed-4f16-984b-f5a9259e6be7.pdf",
	}
	instagram := partner.Property{
		ID: "4622773", Name: "Hazel Nutt's Instagram", Type: partner.PropertySocial, URL: "https://www.instagram.com/hazelnuttofficial",
		Description: "Hazel Nutt's official Instagram account covering lifestyle and wellness.", Platform: "INSTAGRAM",
		Handle: "@hazelnuttofficial", Followers: "TEN_THOUSAND_PLUS", Tags: "lifestyle,wellness,beauty", Revenue: []string{"PAY_PER_SALE"}, Verified: true,
	}
	return map[string]exchange{
		"task": {
			"task", func(ctx context.Context, c *Client) (any, error) { return c.GetTask(ctx, "3562529") },
			partner.Task{
				ID: "3562529", Summary: "Acme Rewards Card Update", Urgent: true, State: partner.TaskInProgress, Type: partner.TaskCompliance, Subtype: "Content",
				Description: "The Acme Rewards Card APR has changed, please update your ads to reflect this new value.",
				Due:         instant("2021-08-31T04:00:00Z"), Created: instant("2021-08-18T16:47:21Z"), Updated: instant("2021-08-18T22:45:42Z"),
				CreatedBy: coyote, UpdatedBy: coyote, Assignee: coyote, Account: "Acme Partners", Labels: []string{"vip", "north-america", "tennis"},
				Attachments: []partner.Attachment{card}, Total: 1,
				Comments: []partner.Comment{{
					ID: "98765", Author: "Wile E. Coyote", Attachments: []partner.Attachment{card},
					Text: "I've updated our home page with the latest ads, see attached screenshot.",
				}},
			},
		},
		"tasks": {"tasks-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListTasks(ctx, TaskQuery{}))
			return []any{len(all), all[0].Subtype, all[0].Resolution, all[0].Labels, all[1].Total, all[2].State, all[2].Overdue(testNow)}, err
		}, []any{4, "Promo", "", []string(nil), 1, "BLOCKED", true}},
		"property": {
			"mediaproperty", func(ctx context.Context, c *Client) (any, error) { return c.GetProperty(ctx, "4622773") }, instagram,
		},
		"properties": {"mediaproperties-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListProperties(ctx))
			return []any{len(all), all[0], all[2].Verified, all[3].Visitors, all[4].Platform, all[4].Installs}, err
		}, []any{5, instagram, false, "42000", "IOS", "THOUSAND_PLUS"}},
		"property added": {"mediaproperty-create", func(ctx context.Context, c *Client) (any, error) {
			return c.CreateProperty(ctx, partner.PropertyInput{Name: "x", Type: partner.PropertySocial, URL: "https://x.example"})
		}, "4622773"},
		"property changed": {"mediaproperty-update", func(ctx context.Context, c *Client) (any, error) {
			return nil, c.UpdateProperty(ctx, partner.PropertyInput{ID: "4622773", Name: "x"})
		}, nil},
		"property removed": {"mediaproperty-delete", func(ctx context.Context, c *Client) (any, error) {
			return nil, c.DeleteProperty(ctx, "4622773")
		}, nil},
		"link": {"trackinglink-create", func(ctx context.Context, c *Client) (any, error) {
			return c.CreateLink(ctx, partner.LinkRequest{ProgramID: "101010"})
		}, "https://example.sjv.io/c/123456/98765/101010"},
		"deep link": {"trackinglink-create-deeplink", func(ctx context.Context, c *Client) (any, error) {
			return c.CreateLink(ctx, partner.LinkRequest{ProgramID: "31045", Landing: "https://www.northpeak.example/p/trail-42"})
		}, "https://northpeako.sjv.io/c/1924609/1422018/31045?u=https%3A%2F%2Fwww.northpeak.example%2Fp%2Ftrail-42&subId1=yt-trail-shoes&sharedId=aug"},
		"vanity link": {"trackinglink-create-vanity", func(ctx context.Context, c *Client) (any, error) {
			return c.CreateLink(ctx, partner.LinkRequest{ProgramID: "31045", Vanity: true, Path: "TrailShoes"})
		}, "https://northpeako.sjv.io/TrailShoes"},
		"inquiry": {
			"action-inquiry", func(ctx context.Context, c *Client) (any, error) { return c.GetInquiry(ctx, "15652378") },
			partner.Inquiry{
				ID: "15652378", ProgramID: "10306", Program: "Wayne Enterprises", OrderID: "TEST-ORDER-001", Type: partner.InquiryUntracked,
				Status: partner.InquiryUnresolved, Transaction: instant("2025-05-01T17:00:00Z"), Amount: partner.Some(dec("49.99")),
				Created: instant("2026-05-25T18:35:38Z"), ActionID: "8882.4335",
				Comments: []partner.InquiryComment{{User: "Carrie Oakey", Text: "Please approve!", At: instant("2026-05-25T18:35:38Z")}},
			},
		},
		"inquiries": {"action-inquiries-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListInquiries(ctx, InquiryQuery{}))
			return []any{len(all), all[0].Own, all[0].Deadline, all[1].Final, all[1].Resolved, all[2].RejectReason, all[3].Status}, err
		}, []any{
			4, "CB-2378", instant("2026-09-17T07:00:00Z"), partner.Some(dec("21")), instant("2026-08-09T17:00:00Z"),
			"Did not meet terms and conditions set by merchant", "INCOMPLETE",
		}},
		"inquiry made": {"action-inquiry-create", func(ctx context.Context, c *Client) (any, error) {
			return c.CreateInquiry(ctx, anInquiry())
		}, "ActionInquiries/15652378"},
		"promo codes": {"promocodes-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListPromoCodes(ctx, PromoCodeQuery{}))
			last := all[len(all)-1]
			return []any{all[0], all[2].State, all[2].End, last.Pattern, last.Code, last.Start}, err
		}, []any{partner.PromoCode{
			ID: "8111554", Code: "HAZEL10OFF", State: partner.OfferActive, ProgramID: "21282", Program: "Acme's Creator Program",
			Brand: "Acme Corporation", DealID: "92812", Deal: "Summer Promotion", Start: instant("2026-01-01T08:00:00Z"), End: instant("2026-02-01T07:59:59Z"),
		}, "FUTUREDATE", partner.PromoCode{}.End, true, "^SUN[0-9]+$", partner.PromoCode{}.Start}},
		"promo codes that end soon": {"promocodes-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListPromoCodes(ctx, PromoCodeQuery{EndsFrom: testNow, EndsTo: testNow.AddDate(0, 0, 7)}))
			return []any{len(all), all[0].ID}, err
		}, []any{1, "8220117"}},
		"deals": {"deals-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListDeals(ctx, "31045", DealQuery{}))
			return take(all, err, 0)
		}, sample{4, partner.Deal{
			ID: "118301", ProgramID: "31045", Name: "Late summer sale", Description: "20% off everything", State: partner.OfferActive, Type: "GENERAL_SALE",
			Scope: "ENTIRE_STORE", Code: "LATE20", Start: instant("2026-08-10T07:00:00Z"), End: instant("2026-08-29T06:59:59Z"), Updated: instant("2026-08-01T16:00:00Z"),
		}}},
		"tax document": {
			"taxdocument", func(ctx context.Context, c *Client) (any, error) { return c.LatestTaxDocument(ctx) },
			partner.TaxDocument{
				ID: "224289", Type: "W9", Status: partner.TaxNew, Submitted: instant("2024-02-23T12:32:47Z"), Updated: instant("2024-02-23T12:32:47Z"),
			},
		},
		"users": {"users-list", func(ctx context.Context, c *Client) (any, error) {
			all, err := gather(c.ListUsers(ctx))
			return take(all, err, 0)
		}, sample{2, partner.User{
			ID: "I-1139074", Name: "Hazel Nutt", Username: "hnutt", State: partner.UserActive,
			Roles: []string{"Creative Management"}, Permissions: []string{"MANAGE_DIRECTORY_INFO"},
		}}},
	}
}

func anInquiry() InquiryInput {
	return InquiryInput{
		ProgramID: "10306", OrderID: "A&B 7", Type: partner.InquiryUntracked, Transaction: instant("2026-08-18T18:35:38Z"), Amount: dec("49.99"),
		Own: "CB-1", Expected: partner.Some(dec("4")), Deadline: instant("2026-09-17T07:00:00Z"), Customer: "c1", Link: "https://x.example/y", Notes: "ü",
	}
}
