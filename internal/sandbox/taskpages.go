package sandbox

import (
	"slices"
	"strings"
)

// subtypes are the names that narrow a type, with their ids. Only compliance
// work is known to have any.
func subtypes(kind string) map[string]string {
	if kind != "COMPLIANCE" {
		return nil
	}
	return map[string]string{"Search": "272", "Promo": "273", "Social": "274", "Content": "275"}
}

// listTasks lists the tasks that are not archived, newest first. Partners have
// the resource since version 16.
func listTasks(c *call) reply {
	if c.version < 16 {
		return notFound()
	}
	fits, bad := c.taskFilter()
	if bad != nil {
		return *bad
	}
	found := slices.DeleteFunc(c.s.allTasks(c.now), func(t *task) bool { return t.archived || !fits(t) })
	p, bad := c.paging(plainPages(), len(found))
	if bad != nil {
		return *bad
	}
	return list(p, "Tasks", "Task", func(o *out, i int) { c.task(o, found[i]) })
}

// taskFilter reads the filters. There is none for the state or the due date.
func (c *call) taskFilter() (func(*task) bool, *reply) {
	kinds, names := commaList(c.query.Get("Type")), commaList(c.query.Get("SubtypeName"))
	for _, kind := range kinds {
		if bad := known("Type", kind, "COMPLIANCE", "TECHNICAL", "GENERAL", "CREATIVE", "FINANCE", "CONTRACTS", "ANALYTICS", "MONITORING"); bad != nil {
			return nil, bad
		}
	}
	if names != nil && kinds == nil {
		bad := invalid("SubtypeName", "Type must be specified when SubtypeName is specified.")
		return nil, &bad
	}
	for _, name := range names {
		if !slices.ContainsFunc(kinds, func(kind string) bool { return subtypes(kind)[name] != "" }) {
			bad := invalid("SubtypeName", "Unknown subtype.")
			return nil, &bad
		}
	}
	created, bad := c.openSpan("DateCreatedAfter", "DateCreatedBefore")
	if bad != nil {
		return nil, bad
	}
	updated, bad := c.openSpan("DateLastUpdatedAfter", "DateLastUpdatedBefore")
	if bad != nil {
		return nil, bad
	}
	return func(t *task) bool {
		return (kinds == nil || slices.Contains(kinds, t.kind)) && (names == nil || slices.Contains(names, t.subtype)) &&
			created.has(t.created) && updated.has(t.updated)
	}, nil
}

// commaList splits a parameter that holds several values; nil is none.
func commaList(text string) []string {
	var list []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// getTask retrieves one task that is not archived.
func getTask(c *call) reply {
	t := c.s.findTask(c.params["id"], c.now)
	if c.version < 16 || t == nil || t.archived {
		return notFound()
	}
	return object("Task", func(o *out) { c.task(o, t) })
}

// task writes a task. The brand is known by who made it: there is no field for
// the program.
func (c *call) task(o *out, t *task) {
	o.str("Id", t.key())
	o.object("Reference", func() {
		o.number("PartnerId", partnerNumber)
		o.str("PartnerValue1", t.tags[0])
		o.str("PartnerValue2", t.tags[1])
		o.str("PartnerValue3", t.tags[2])
	})
	o.object("Details", func() {
		resolution := ""
		if t.resolution != "" {
			resolution = "31"
		}
		o.str("Summary", t.summary)
		o.str("Description", t.text)
		o.flag("Urgent", t.urgent)
		o.str("State", t.state)
		o.str("Type", t.kind)
		o.nullable("SubtypeId", subtypes(t.kind)[t.subtype])
		o.nullable("SubtypeName", t.subtype)
		o.nullable("ResolutionId", resolution)
		o.nullable("ResolutionName", t.resolution)
	})
	attachments(o, t.files)
	if t.due != 0 {
		o.moment("DueDate", t.due)
	}
	if t.assignee != (person{}) {
		o.person("AssigneeUser", t.assignee)
	}
	o.str("AssigneeAccount", accountName)
	o.number("TotalActions", 0)
	o.array("Actions", "Action", 0, nil)
	o.number("TotalComments", int64(len(t.comments)))
	o.array("Comments", "Comment", len(t.comments), func(i int) {
		said := t.comments[i]
		o.number("Id", said.id)
		o.str("Comment", said.text)
		o.str("Commenter", said.by)
		attachments(o, said.files)
	})
	o.moment("DateCreated", t.created)
	o.moment("DateLastUpdated", t.updated)
	o.person("CreatedBy", t.author)
	o.person("LastUpdatedBy", t.editor)
}

// person writes somebody by display name and address.
func (o *out) person(name string, p person) {
	o.object(name, func() {
		o.str("Username", p.name)
		o.str("EmailAddress", p.email)
	})
}

func attachments(o *out, files []attachment) {
	o.array("Attachments", "Attachment", len(files), func(i int) {
		o.str("Id", files[i].id)
		o.str("Filename", files[i].name)
		o.str("Location", "https://files.meadowlark.example/"+files[i].id)
	})
}
