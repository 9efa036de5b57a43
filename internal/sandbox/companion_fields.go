package sandbox

import (
	"fmt"
	"math/big"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"
)

// question is a field of a form that a brand has made.
type question struct {
	Name      string   `json:"name"`
	Label     string   `json:"label"`
	Help      string   `json:"help"`
	Kind      string   `json:"kind"`
	Required  bool     `json:"required"`
	Choices   []choice `json:"choices"`
	MaxLength int      `json:"max_length"`
	Min       string   `json:"min"`
	Max       string   `json:"max"`
	Currency  string   `json:"currency"`
}

type choice struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// The kinds of questions.
const (
	askText    = "text"
	askLong    = "long_text"
	askEmail   = "email"
	askPhone   = "phone"
	askURL     = "url"
	askNumber  = "number"
	askDecimal = "decimal"
	askDate    = "date"
	askChoice  = "choice"
	askYes     = "boolean"
)

// longestAnswer bounds answers to questions without a limit of their own.
const longestAnswer = 4_000

// survey is what a brand wants to know from whoever joins; 0 asks nothing.
func survey(number int) []question {
	switch number {
	case 1:
		return []question{
			{Name: "channel", Label: "Where will you show our lamps?", Kind: askChoice, Required: true, Choices: []choice{
				{"instagram", "Instagram"}, {"youtube", "YouTube"}, {"blog", "Blog or newsletter"},
			}},
			{Name: "idea", Label: "Your idea in a sentence or two", Kind: askLong, Required: true, MaxLength: 500},
			{Name: "sample", Label: "I would like a sample", Help: "Samples go out in the first week of the month.", Kind: askChoice, Choices: []choice{{"yes", "Yes"}, {"no", "No"}}},
		}
	case 2:
		return []question{
			{Name: "audience", Label: "How many readers run a business of their own?", Help: "A guess is fine.", Kind: askNumber, Required: true, Min: "0", Max: "10000000"},
			{Name: "site", Label: "Page where you would write about us", Kind: askURL},
			{Name: "disclosure", Label: "I mark paid content as advertising", Kind: askYes, Required: true},
		}
	}
	return []question{}
}

// tidy gives every question its empty list of choices.
func tidy(questions []question) []question {
	for i := range questions {
		if questions[i].Choices == nil {
			questions[i].Choices = []choice{}
		}
	}
	return questions
}

// checkAnswers compares answers with questions, in the order of the questions.
func checkAnswers(questions []question, answers map[string]string) []fieldProblem {
	var problems []fieldProblem
	for i := range questions {
		q := &questions[i]
		if code, message := q.check(strings.TrimSpace(answers[q.Name])); code != "" {
			problems = append(problems, fieldProblem{q.Name, code, message})
		}
	}
	var strangers []string
	for name := range answers {
		if !slices.ContainsFunc(questions, func(q question) bool { return q.Name == name }) {
			strangers = append(strangers, name)
		}
	}
	slices.Sort(strangers)
	for _, name := range strangers {
		problems = append(problems, fieldProblem{name, "unknown_field", "The form has no such field."})
	}
	return problems
}

// check says what is wrong with an answer; an empty code is nothing.
func (q *question) check(answer string) (code, message string) {
	switch {
	case q.Kind == askYes && q.Required && answer != "true":
		return "required", q.Label + ": has to be agreed to."
	case answer == "" && q.Required:
		return "required", q.Label + ": has to be filled in."
	case answer == "":
		return "", ""
	}
	most := q.MaxLength
	if most == 0 {
		most = longestAnswer
	}
	if len([]rune(answer)) > most {
		return "too_long", fmt.Sprintf("%s: longer than %d characters.", q.Label, most)
	}
	if want := q.want(answer); want != "" {
		code = "invalid"
		if q.Kind == askChoice {
			code = "unknown_choice"
		}
		return code, q.Label + ": " + want + "."
	}
	if q.outOfRange(answer) {
		return "out_of_range", q.Label + ": " + q.rangeWords() + "."
	}
	return "", ""
}

// want is what should have been typed, "" when the answer is of its kind.
func (q *question) want(answer string) string {
	valid, want := true, ""
	switch q.Kind {
	case askEmail:
		address, err := mail.ParseAddress(answer)
		valid, want = err == nil && address.Address == answer && strings.Contains(answer[strings.LastIndexByte(answer, '@')+1:], "."), "enter an e-mail address"
	case askPhone:
		digits := strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' {
				return c
			}
			return -1
		}, answer)
		valid, want = strings.Trim(answer, "+0123456789 ()-./") == "" && len(digits) >= 6, "enter a phone number"
	case askURL:
		u, err := url.Parse(answer)
		valid, want = err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "", "enter an address that begins with https://"
	case askNumber:
		valid, want = digitsOnly(strings.TrimPrefix(answer, "-")), "enter a whole number"
	case askDecimal:
		valid, want = isDecimal(answer), "enter a number like 12.30"
	case askDate:
		_, err := time.Parse(time.DateOnly, answer)
		valid, want = err == nil, "enter a date like 2026-05-31"
	case askChoice:
		valid = slices.ContainsFunc(q.Choices, func(c choice) bool { return c.Value == answer })
		want = "choose one of the list"
	case askYes:
		valid, want = answer == "true" || answer == "false", "say true or false"
	}
	if valid {
		return ""
	}
	return want
}

// outOfRange compares a number or a day with the limits.
func (q *question) outOfRange(answer string) bool {
	if q.Kind == askDate {
		return q.Min != "" && answer < q.Min || q.Max != "" && answer > q.Max
	}
	if q.Kind != askNumber && q.Kind != askDecimal {
		return false
	}
	n, ok := new(big.Rat).SetString(answer)
	if !ok {
		return true
	}
	low, hasLow := new(big.Rat).SetString(q.Min)
	high, hasHigh := new(big.Rat).SetString(q.Max)
	return hasLow && n.Cmp(low) < 0 || hasHigh && n.Cmp(high) > 0
}

func (q *question) rangeWords() string {
	switch {
	case q.Min == "":
		return "at most " + q.Max
	case q.Max == "":
		return "at least " + q.Min
	}
	return "from " + q.Min + " to " + q.Max
}

// isDecimal says whether a text is a decimal without an exponent.
func isDecimal(text string) bool {
	units, part, pointed := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	return digitsOnly(units) && (!pointed || digitsOnly(part)) && len(text) <= 30
}

func digitsOnly(text string) bool {
	return text != "" && len(text) <= 18 && strings.Trim(text, "0123456789") == ""
}
