package partner

// The kinds of things an act can change, as Done.Kinds names them. Who shows
// things of a kind asks again when it changed.
const (
	KindTask     = "task"
	KindTodo     = "todo"
	KindLink     = "link"
	KindProperty = "property"
	KindLead     = "lead"
	KindProgram  = "program" // joined programs and their contracts
	KindCampaign = "campaign"
	KindInquiry  = "inquiry"
	KindFinance  = "finance"
	KindDesk     = "desk" // notes and waiting acts, kept on this machine
)
