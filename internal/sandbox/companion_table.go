package sandbox

import "net/http"

// companionTable lists what is served below CompanionPrefix.
func companionTable() []route {
	row := func(method, pattern, scope string, handle func(*call) reply) route {
		return route{method, pattern, "companion", "Companion " + scope, groupOther, handle}
	}
	const done, made = http.StatusOK, http.StatusCreated
	return []route{
		row("GET", "status", "status", companionStatus),

		row("GET", "tasks", "tasks", look(listTaskExtras)),
		row("POST", "tasks/{id}/acts", "tasks", act(done, actOnTask)),
		row("POST", "tasks/{id}/comments", "tasks", act(made, commentOnTask)),
		row("GET", "properties", "properties", look(listPropertyExtras)),
		row("POST", "properties/connect", "properties", act(made, connectProperty)),

		row("GET", "lead-forms", "lead forms", look(listLeadForms)),
		row("GET", "leads", "leads", look(listLeads)),
		row("POST", "leads", "leads", act(made, submitLead)),

		row("GET", "todos", "todos", look(listTodos)),
		row("POST", "todos/{id}/dismiss", "todos", act(done, dismissTodo)),
		row("POST", "todos/{id}/wake", "todos", act(done, wakeTodo)),
		row("POST", "contracts/{id}/decision", "decisions", act(done, decideContract)),

		row("GET", "balance", "balance", look(companionBalance)),

		row("GET", "campaigns", "campaigns", look(listCreatorCampaigns)),
		row("GET", "campaigns/{id}", "campaigns", look(getCreatorCampaign)),
		row("POST", "campaigns/{id}/apply", "campaigns", act(done, applyToCampaign)),
		row("POST", "campaigns/{id}/decision", "campaigns", act(done, decideCampaign)),

		row("GET", "brands", "brands", look(companionBrands)),
		row("GET", "brands/{id}/terms", "brands", look(brandTerms)),
		row("POST", "brands/join", "brands", act(done, joinBrands)),

		row("GET", "creator/metrics", "creator", look(creatorMetrics)),
	}
}
