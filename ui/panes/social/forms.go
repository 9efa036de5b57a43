package social

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"impactdash/internal/partner"
	"impactdash/ui/dialog"
)

// Names of the fields.
const (
	fieldType     = "type"
	fieldPlatform = "platform"
	fieldName     = "name"
	fieldURL      = "url"
	fieldHandle   = "handle"
	fieldSize     = "size"
	fieldAbout    = "description"
	fieldTags     = "tags"
)

// options are the form for a property.
func (p *Pane) options(now partner.Property, draft partner.Draft) dialog.FormOptions {
	o := dialog.FormOptions{
		To: ID, Ask: formOf(p.of), Title: "Add an account, a site or an app", Submit: "Add", Stay: true, Draft: draft.Values, Fields: fields(now),
		Intro:   []string{"impact.com verifies it before it counts."},
		Changed: p.changed,
	}
	if p.of != "" {
		o.Title, o.Submit = "Edit "+clean(cmp.Or(now.Name, now.Handle, now.ID)), "Save"
		o.Intro = []string{"A field that is left empty keeps what is there."}
	}
	if len(draft.Values) > 0 {
		o.Intro = append(o.Intro, "What you typed before is back.")
	}
	return o
}

// fields are those of a new property, which may be of any kind, or of one that
// is changed, whose kind stays.
func fields(now partner.Property) []dialog.FormField {
	isNew := now.ID == ""
	platforms, size, sizeLabel, sizeHelp := slices.Concat(partner.SocialPlatforms(), mobilePlatforms()), now.Followers, "Followers", "Of an app: how often it was installed."
	switch {
	case isNew:
	case now.Type == partner.PropertyMobile:
		platforms, size, sizeLabel, sizeHelp = mobilePlatforms(), now.Installs, "Installs", ""
	case now.Type == partner.PropertySocial:
		platforms, sizeHelp = partner.SocialPlatforms(), ""
	}
	all := []dialog.FormField{
		{Name: fieldType, Label: "Kind", Kind: dialog.FieldChoice, Required: true, Value: string(now.Type), Choices: []dialog.Choice{
			{Value: string(partner.PropertySocial), Label: "Social account"}, {Value: string(partner.PropertyWebsite), Label: "Web site"}, {Value: string(partner.PropertyMobile), Label: "App"},
		}},
		{Name: fieldName, Label: "Name", Required: true, Value: now.Name, Help: "What brands see."},
		{Name: fieldURL, Label: "Address", Kind: dialog.FieldURL, Required: true, Value: now.URL, Help: "The page of the profile, of the site, or of the app in its store."},
		{Name: fieldPlatform, Label: "Platform", Kind: dialog.FieldChoice, Choices: choices(platforms, now.Platform, platformWords), Value: now.Platform, Placeholder: "of social accounts and apps"},
		{Name: fieldHandle, Label: "Handle", Value: now.Handle, Help: "Of a social account, such as @name."},
		{Name: fieldSize, Label: sizeLabel, Kind: dialog.FieldChoice, Choices: choices(partner.SizeClasses(), size, sizeWords), Value: size, Help: sizeHelp},
		{Name: fieldAbout, Label: "Description", Kind: dialog.FieldLines, Value: now.Description},
		{Name: fieldTags, Label: "Tags", Value: now.Tags, Help: "Words with commas between them."},
	}
	return slices.DeleteFunc(all, func(f dialog.FormField) bool {
		switch f.Name {
		case fieldType:
			return !isNew
		case fieldPlatform, fieldSize:
			return !isNew && now.Type != partner.PropertySocial && now.Type != partner.PropertyMobile
		case fieldHandle:
			return !isNew && now.Type != partner.PropertySocial
		}
		return false
	})
}

// choices are the documented values in words, and the one there is, should it
// be another.
func choices(values []string, now string, words func(string) string) []dialog.Choice {
	if now != "" && !slices.Contains(values, now) {
		values = append(slices.Clone(values), now)
	}
	out := make([]dialog.Choice, len(values))
	for i, v := range values {
		out[i] = dialog.Choice{Value: v, Label: words(v)}
	}
	return out
}

// check says what is wrong with values that are right one by one.
func (p *Pane) check(values map[string]string) map[string]string {
	wrong := map[string]string{}
	in := p.input(values)
	if in.Type == partner.PropertySocial && in.Platform == "" || in.Type == partner.PropertyMobile && in.Platform == "" {
		wrong[fieldPlatform] = "Choose the platform."
	}
	platforms := partner.SocialPlatforms()
	if in.Type == partner.PropertyMobile {
		platforms = mobilePlatforms()
	}
	if p.of == "" && in.Platform != "" && !slices.Contains(platforms, in.Platform) {
		wrong[fieldPlatform] = platformWords(in.Platform) + " is for the other kind."
	}
	if r, ok := p.at(in.URL); ok && r.ID != p.of {
		wrong[fieldURL] = "This address is in the list already, as " + r.inSentence() + "."
	}
	return wrong
}

// input is what is sent for values. A web site has neither platform nor
// followers.
func (p *Pane) input(values map[string]string) partner.PropertyInput {
	in := partner.PropertyInput{
		ID: p.of, Type: partner.PropertyType(values[fieldType]), Name: values[fieldName], URL: values[fieldURL], Description: values[fieldAbout], Tags: values[fieldTags],
	}
	if r, ok := p.find(p.of); ok && p.of != "" {
		in.Type = r.Type
	}
	switch in.Type {
	case partner.PropertySocial:
		in.Platform, in.Handle, in.Followers = values[fieldPlatform], values[fieldHandle], values[fieldSize]
	case partner.PropertyMobile:
		in.Platform, in.Installs = values[fieldPlatform], values[fieldSize]
	}
	return in
}

// blame says which fields a refusal is about, and the rest in general.
func blame(err error) (fields map[string]string, general string) {
	if partner.KindOf(err) == partner.Uncertain {
		return nil, "It is not known whether this was saved. The list is read again: an address that is in it now was."
	}
	fields = map[string]string{}
	var e *partner.Error
	if errors.As(err, &e) && (e.Kind == partner.Invalid || e.Kind == partner.Conflict) {
		all := e.Fields
		if len(all) == 0 && e.Field != "" {
			all = []partner.FieldError{{Field: e.Field, Detail: e.Detail}}
		}
		for _, f := range all {
			if f.Field != "" {
				fields[cmp.Or(fieldNamed(f.Field), f.Field)] = cmp.Or(sentence(f.Detail), "The service does not take this.")
			}
		}
	}
	if len(fields) > 0 {
		return fields, ""
	}
	return nil, refusal(err)
}

// fieldNamed is the field of the form for one of the service, empty for none.
func fieldNamed(name string) string {
	switch strings.ToLower(name) {
	case "name":
		return fieldName
	case "type":
		return fieldType
	case "url":
		return fieldURL
	case "description":
		return fieldAbout
	case "tags":
		return fieldTags
	case "handle":
		return fieldHandle
	case "socialplatform", "mobileplatform", "platform":
		return fieldPlatform
	case "followers", "installs":
		return fieldSize
	}
	return ""
}
