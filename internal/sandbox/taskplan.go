package sandbox

// taskMove is something that happens to a task by itself: the brand, or a
// colleague of the account's holder, does it.
type taskMove struct {
	day        int // counted from the creation of the task, or from today for one that exists
	hour       int
	state      string // "" = stays
	resolution string
	to         assigned // of given
	given      bool     // it is handed to somebody
	ours       bool     // done by the colleague, else by the brand
	said       string
}

// taskMoves is what happens after today to a task that exists, by its brand: each
// of them is about another one.
func taskMoves(brand int) []taskMove {
	switch brand {
	case 2: // waits for the brand
		return []taskMove{{day: 2, hour: 11, state: taskApproved, resolution: "Fixed", said: "Thank you, that is it."}}
	case 10:
		return []taskMove{
			{day: 3, hour: 15, state: taskCompleted, ours: true, said: "Alle drei Seiten sind umgestellt."},
			{day: 6, hour: 10, state: taskApproved, resolution: "Done"},
		}
	case 17:
		return []taskMove{
			{day: 4, hour: 9, to: toColleague, given: true, ours: true},
			{day: 5, hour: 10, state: taskInProgress, ours: true},
			{day: 19, hour: 16, state: taskCompleted, ours: true, said: "Six pictures, all of them portrait."},
			{day: 23, hour: 13, state: taskApproved, resolution: "Done"},
		}
	case 12:
		return []taskMove{{day: 9, hour: 12, state: taskNew, said: "The page answers 404 again, from two countries."}}
	}
	return nil
}

// comingTask is a task that arrives after today.
type comingTask struct {
	day, due      int // due counted from day, 0 = none
	brand         int // gives no work while it has no contract
	kind, subtype string
	summary, text string
	urgent        bool
	assigned      assigned
	approval      bool
	moves         []taskMove
}

// usualMoves is the life of a task that a colleague does.
func usualMoves(start, finish, approve int) []taskMove {
	return []taskMove{
		{day: start, hour: 10, state: taskInProgress, ours: true},
		{day: finish, hour: 16, state: taskCompleted, ours: true, said: "Done, please have a look."},
		{day: approve, hour: 11, state: taskApproved, resolution: "Done"},
	}
}

// comingRows are the tasks of the 120 days after today. Those without moves wait
// for the account's holder.
func comingRows() []comingTask {
	hand := func(day int, to assigned, then ...taskMove) []taskMove {
		return append([]taskMove{{day: day, hour: 9, to: to, given: true, ours: true}}, then...)
	}
	return []comingTask{
		{day: 3, due: 6, brand: 3, kind: "CREATIVE", assigned: toColleague, approval: true, moves: usualMoves(1, 4, 6), summary: "Use the spring picture of the teapot", text: "It is in the asset library since this morning."},
		{day: 9, due: 5, brand: 13, kind: "COMPLIANCE", subtype: "Content", summary: "Correct the guarantee in the spade review", text: "The guarantee is for 25 years, not for life."},
		{day: 17, due: 12, brand: 19, kind: "TECHNICAL", assigned: toAnybody, moves: hand(2, toColleague, usualMoves(4, 9, 11)...), summary: "Change the course links to the new domain", text: "The old domain redirects until the end of the month."},
		{day: 24, due: 8, brand: 20, kind: "GENERAL", assigned: toAnybody, moves: hand(3, toOwner), summary: "Say which kettlebells you want to test"},
		{day: 31, due: 4, brand: 24, kind: "COMPLIANCE", subtype: "Promo", urgent: true, assigned: toColleague, moves: usualMoves(0, 1, 2), summary: "Take down the bulb offer of last week", text: "It is sold out & customers complain."},
		{day: 38, brand: 25, kind: "ANALYTICS", summary: "Send the newsletter's open rate of last quarter"},
		{
			day: 46, due: 7, brand: 27, kind: "TECHNICAL", assigned: toColleague, summary: "The charger table shows last year's prices",
			moves: []taskMove{
				{day: 2, hour: 14, state: taskBlocked, ours: true, said: "The feed we got is last year's too."},
				{day: 9, hour: 12, state: taskInProgress, said: "The feed is right now."},
				{day: 12, hour: 17, state: taskCompleted, ours: true},
				{day: 15, hour: 9, state: taskApproved, resolution: "Fixed"},
			},
		},
		{day: 53, due: 10, brand: 12, kind: "CONTRACTS", assigned: toOwner, moves: hand(5, toColleague, usualMoves(6, 8, 13)...), summary: "Read the new return policy"},
		{day: 61, due: 3, brand: 5, kind: "COMPLIANCE", subtype: "Social", urgent: true, assigned: toAnybody, summary: "Mark the reel of Sunday as advertising"},
		{day: 69, due: 14, brand: 29, kind: "FINANCE", summary: "Confirm the invoice address for the new year"},
		{
			day: 76, due: 9, brand: 23, kind: "MONITORING", assigned: toColleague, summary: "Two links lead to a page that is gone",
			moves: []taskMove{{day: 1, hour: 15, state: taskDuplicate, resolution: "Duplicate", ours: true, said: "These are the links of the task before."}},
		},
		{day: 84, due: 11, brand: 14, kind: "CREATIVE", assigned: toColleague, approval: true, moves: usualMoves(2, 8, 12), summary: "Show the rain jackets before the holidays"},
		{day: 93, due: 6, brand: 17, kind: "GENERAL", assigned: toAnybody, moves: hand(1, toOwner), summary: "Choisir les savons pour le coffret", text: "Deux, trois au plus."},
		{day: 101, due: 5, brand: 10, kind: "COMPLIANCE", subtype: "Search", assigned: toColleague, moves: usualMoves(1, 3, 7), summary: "Keine Anzeigen auf den Markennamen"},
		{day: 109, due: 7, brand: 3, kind: "CREATIVE", summary: "Replace the picture of the tin"},
	}
}

// comingTasks makes the tasks that arrive after today, oldest first, with ids
// after the last one given.
func (d *data) comingTasks(id int64) []*task {
	var list []*task
	for i, row := range comingRows() {
		drawn := mix(d.seed + streamComing + 100 + uint64(i))
		id += 41 + int64(drawn%900)
		day := row.day + int(drawn>>10%3)
		created := d.moment(day, 9+int(drawn>>20%8), int(drawn>>30%60))
		p := &d.programs[row.brand]
		if p.terms(created) == nil {
			continue
		}
		t := &task{
			id: id, program: row.brand, summary: row.summary, text: row.text, urgent: row.urgent, kind: row.kind, subtype: row.subtype,
			created: created, author: p.contact(), needsApproval: row.approval,
			progress: progress{state: taskNew, updated: created, editor: p.contact(), assignee: row.assigned.person()},
		}
		if row.due > 0 {
			t.due = d.moment(day+row.due, 9+int(drawn>>40%9), 0)
		}
		t.plan(d, d.today+day, row.moves)
		list = append(list, t)
	}
	return list
}

// person is whose a task is; nobody for anybody.
func (a assigned) person() person {
	switch a {
	case toOwner:
		return owner()
	case toColleague:
		return colleague()
	}
	return person{}
}

// plan writes down what will become of the task, whose moves are counted from a day.
func (t *task) plan(d *data, day int, moves []taskMove) {
	v := *t
	for i, m := range moves {
		v.editor = d.programs[t.program].contact()
		if m.ours {
			v.editor = colleague()
		}
		v.updated = d.start(day+m.day) + uint32(m.hour*3600) + uint32(mix(uint64(t.id)+uint64(i))%3_000)
		v.updated = max(v.updated, t.created+1_800+uint32(i)*60)
		if m.state != "" {
			v.state, v.resolution = m.state, m.resolution
		}
		if m.given {
			v.assign(m.to.person())
		}
		if m.said != "" {
			v.comment(v.editor, m.said)
		}
		t.later = append(t.later, v.progress)
	}
}
