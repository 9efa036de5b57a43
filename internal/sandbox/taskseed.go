package sandbox

import (
	"slices"
	"strconv"
	"strings"
)

// assigned says whose a generated task is.
type assigned uint8

const (
	toOwner assigned = iota
	toColleague
	toAnybody
)

// taskRow is a task of the generated account. Days are counted from today, hours
// are those of the account's zone.
type taskRow struct {
	brand         int
	kind, subtype string
	state         string
	resolution    string
	summary, text string
	urgent        bool
	assigned      assigned
	created       int // day
	updated       int // day, of the last change
	due, dueHour  int // dueHour 0 = no due date
	files         []string
	comments      []commentRow
	approval      bool
	archived      bool
	tags          [3]string
}

// commentRow is what the brand or, ours, the owner of the account wrote.
type commentRow struct {
	ours bool
	text string
	file string
}

// longBrief is a description that no list shows in full.
const longBrief = "For the printed gift guide and its page on the web we need six photographs.\r\n\r\n" +
	"1. Portrait format, 1200 × 1500 pixels or larger, no logo and no text in the picture.\r\n" +
	"2. At least two of them on a plain, light background; the others may show a table, a bathroom or a garden.\r\n" +
	"3. Neither the bottle nor the soap may be cropped. The label has to be readable: « Fleur d’oranger », « Figue verte ».\r\n" +
	"4. People are welcome, if they have agreed in writing; we keep their consent for as long as the pictures are used.\r\n\r\n" +
	"We choose three. The pictures that are chosen are paid in addition to the commission, as agreed in the special terms of the contract; " +
	"the other ones remain yours and may be used wherever you like. If the samples have not reached you, say so here and not by mail: " +
	"the warehouse reads this page twice a day.\r\n\r\nMerci beaucoup et à bientôt!"

// taskRows are the tasks of the default account.
func taskRows() []taskRow {
	return []taskRow{
		{
			brand: 8, kind: "CREATIVE", state: taskNew, urgent: true, assigned: toAnybody, approval: true, created: -1, updated: -1, due: 0, dueHour: 18,
			summary: "Show the new logo everywhere",
			text:    "🐕 For the app there is a 縦書き版.\r\nOld:\tpebblecart-2021.svg\r\nNew:\tpebblecart-2026.svg\r\nThe old one may not be shown after tonight.",
			files:   []string{"pebblecart-2026.svg"},
		},
		{
			brand: 0, kind: "COMPLIANCE", subtype: "Promo", state: taskNew, urgent: true, created: -1, updated: -1, due: -1, dueHour: 17,
			summary: "Remove the expired code LINEN25 from the bedding guide",
			text:    "<p>The code <b>LINEN25</b> ended on Friday &amp; must not be shown any more.</p><ul><li>the guide</li><li>its comments</li></ul>",
			tags:    [3]string{"vip", "north-america", "home"},
		},
		{
			brand: 1, kind: "CREATIVE", state: taskInProgress, created: -6, updated: -2, due: 1, dueHour: 17,
			summary: "Swap the autumn banner for the winter one",
			text:    "The new sizes are attached. Please keep the old tracking link, only the picture changes.",
			files:   []string{"winter-970x250.zip", "winter-300x600.zip"},
			comments: []commentRow{
				{true, "Desktop is done. Is there a 320×100 for phones?", ""},
				{false, "There is now, see attached.", "winter-320x100.zip"},
			},
			tags: [3]string{"content", "", ""},
		},
		{
			brand: 5, kind: "COMPLIANCE", subtype: "Social", state: taskNew, urgent: true, assigned: toAnybody, created: -2, updated: -2, due: 1, dueHour: 9,
			summary: "Mark two stories as advertising",
			text:    "Two stories of last week carry our link but neither #ad nor the platform's own label.",
			files:   []string{"stories.png"},
		},
		{
			brand: 6, kind: "FINANCE", state: taskBlocked, approval: true, created: -16, updated: -4, due: -6, dueHour: 12,
			summary:  "Confirm the account for the October bonus",
			text:     "Our finance team needs the last four digits of the account that the bonus goes to.",
			comments: []commentRow{{true, "Blocked: our bank changes the account number this month.", ""}},
		},
		{
			brand: 7, kind: "CONTRACTS", state: taskNew, created: -3, updated: -3, due: 10, dueHour: 23,
			summary: "Read the new terms before the contract ends",
			text:    "The current contract ends in two weeks. The next one has a shorter referral window: 14 instead of 30 days.",
			files:   []string{"terms-next.pdf"},
		},
		{
			brand: 10, kind: "TECHNICAL", state: taskInProgress, assigned: toColleague, created: -9, updated: -5, due: 5, dueHour: 10,
			summary:  "Deeplinks auf die neue Shop-Adresse umstellen",
			text:     "Die alten Adressen mit /shop/ werden abgeschaltet. Bitte prüfen: „Leuchten“, „Für draußen“, „Ersatzteile“.",
			comments: []commentRow{{false, "Die Weiterleitung läuft noch bis Monatsende.", ""}},
		},
		{
			brand: 17, kind: "CREATIVE", state: taskNew, assigned: toAnybody, created: -7, updated: -7,
			summary: "Six photographs for the gift guide, portrait format, without logo, with readable labels", text: longBrief,
		},
		{
			brand: 14, kind: "GENERAL", state: taskNew, assigned: toAnybody, created: -4, updated: -4, due: 20, dueHour: 12,
			summary: "Tell us which sizes to send", text: "",
		},
		{
			brand: 18, kind: "ANALYTICS", state: taskInProgress, created: -25, updated: -11,
			summary: "Tag newsletter links with a shared ID",
			text:    "Use sharedId=nl-<issue>, e.g. sharedId=nl-48, so that both of us see the same numbers.",
		},
		{
			brand: 12, kind: "MONITORING", state: taskDuplicate, resolution: "Duplicate", created: -30, updated: -12, due: -12, dueHour: 12,
			summary: "A page about us answers 404", text: "https://www.meadowlark.example/swim-2024",
		},
		{
			brand: 15, kind: "TECHNICAL", state: taskInvalid, assigned: toColleague, resolution: "Not reproducible", created: -40, updated: -38,
			summary:  "Your link to the 200-night trial leads to the home page",
			comments: []commentRow{{true, "It leads to the trial from here, in three browsers.", "trial.mp4"}},
		},
		{
			brand: 2, kind: "COMPLIANCE", subtype: "Content", state: taskCompleted, approval: true, created: -14, updated: -1, due: 3, dueHour: 12,
			summary:  "Correct the burn time in the candle review",
			text:     "It says 60 hours, the jar says 45.",
			comments: []commentRow{{true, "Corrected in the text and in the table.", ""}},
		},
		{
			brand: 16, kind: "COMPLIANCE", subtype: "Search", state: taskApproved, resolution: "Fixed", created: -45, updated: -21, due: -20, dueHour: 12,
			summary: "Stop bidding on our name", text: "Search advertising on brand terms is excluded by section 4 of the terms.",
			files:    []string{"search-results.png"},
			comments: []commentRow{{true, "The campaign is paused.", "campaign.png"}},
			tags:     [3]string{"paid-search", "", ""},
		},
		{
			brand: 9, kind: "GENERAL", state: taskApproved, archived: true, resolution: "Done", created: -80, updated: -60, due: -70, dueHour: 12,
			summary: "Send the address for the headphones", text: "Two pairs are waiting in the warehouse.",
		},
	}
}

// newTasks makes the tasks of an account, oldest first. Brands only assign work
// to partners who have joined them.
func newTasks(d *data) []*task {
	if d.profile == profileEmpty {
		return nil
	}
	rows := taskRows()
	slices.SortStableFunc(rows, func(a, b taskRow) int { return a.created - b.created })
	var list []*task
	id := int64(3_900_000 + mix(d.seed+streamTasks)%50_000)
	for i, row := range rows {
		id += 41 + int64(mix(d.seed+streamTasks+uint64(i))%900)
		p, created := &d.programs[row.brand], d.moment(row.created, 9+i%3, 7*i%60)
		if !p.joined(created) {
			continue
		}
		t := row.task(d, p, id, created)
		t.plan(d, d.today, taskMoves(row.brand))
		list = append(list, t)
	}
	return append(list, d.comingTasks(id)...)
}

// contact is who writes for the brand.
func (p *program) contact() person {
	return person{p.signatory(), strings.ToLower(strings.ReplaceAll(p.signatory(), " ", ".")) + "@" + p.domain + ".example"}
}

func (row *taskRow) task(d *data, p *program, id int64, created uint32) *task {
	brand := p.contact()
	t := &task{
		id: id, program: row.brand, summary: row.summary, text: row.text, urgent: row.urgent,
		kind: row.kind, subtype: row.subtype, created: created, author: brand,
		needsApproval: row.approval, tags: row.tags,
		progress: progress{state: row.state, resolution: row.resolution, updated: created, editor: brand, archived: row.archived},
	}
	if row.updated != row.created {
		t.updated, t.editor = d.moment(row.updated, 14, int(id%60)), owner()
	}
	if row.dueHour > 0 {
		t.due = d.moment(row.due, row.dueHour, 0)
	}
	t.assign(row.assigned.person())
	for i, name := range row.files {
		t.files = append(t.files, taskFile(id, i, name))
	}
	for i, said := range row.comments {
		by := brand
		if said.ours {
			by = owner()
		}
		t.comment(by, said.text)
		if said.file != "" {
			t.comments[i].files = []attachment{taskFile(id, 10+i, said.file)}
		}
	}
	return t
}

// taskFile is file number n of a task.
func taskFile(id int64, n int, name string) attachment {
	return attachment{"task_" + strconv.FormatInt(id, 10) + "_" + guid(uint64(id)*100+uint64(n)), name}
}
