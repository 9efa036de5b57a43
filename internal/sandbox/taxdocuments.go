package sandbox

import "strconv"

// taxDocument is a form for the tax office that was sent in.
type taxDocument struct {
	id                 int64
	status, kind       string
	envelope           string
	submitted, updated uint32
	provider           string
}

func (t *taxDocument) key() string { return strconv.FormatInt(t.id, 10) }

// newTaxDocuments are the forms of the account, the latest last: a W9 that
// nobody has checked yet follows the one of the former address. A new account
// has sent none, and one without clicks has one that is in order.
func newTaxDocuments(d *data) []taxDocument {
	first := taxDocument{
		id: 180_000 + int64(mix(d.seed+streamTax)%9_000), status: "INACTIVE", kind: "W9", envelope: guid(d.seed + streamTax),
		submitted: d.moment(-500, 9, 42), updated: d.moment(-12, 8, 15), provider: "DOCUSIGN",
	}
	switch d.profile {
	case profileNew:
		return nil
	case profileEmpty:
		first.status, first.updated = "ACTIVE", d.moment(-497, 11, 0)
		return []taxDocument{first}
	}
	return []taxDocument{first, {
		id: first.id + 44_281, status: "NOT_VERIFIED", kind: "W9", envelope: guid(d.seed + streamTax + 1),
		submitted: d.moment(-12, 8, 15), updated: d.moment(-12, 8, 15), provider: "COMPLY_EXCHANGE",
	}}
}

// latestTaxDocument answers the form that was sent in last.
func latestTaxDocument(c *call) reply {
	if len(c.d.taxes) == 0 {
		return notFound()
	}
	return object("TaxDocument", func(o *out) { c.taxDocument(o, &c.d.taxes[len(c.d.taxes)-1]) })
}

// getTaxDocument retrieves one form.
func getTaxDocument(c *call) reply {
	for i := range c.d.taxes {
		if t := &c.d.taxes[i]; t.key() == c.params["id"] {
			return object("TaxDocument", func(o *out) { c.taxDocument(o, t) })
		}
	}
	return notFound()
}

// listTaxDocuments lists all forms, the latest first.
func listTaxDocuments(c *call) reply {
	all := c.d.taxes
	p, bad := c.paging(plainPages(), len(all))
	if bad != nil {
		return *bad
	}
	return list(p, "TaxDocuments", "TaxDocument", func(o *out, i int) { c.taxDocument(o, &all[len(all)-1-i]) })
}

// taxDocument writes a form. Its address has the plural that the path of a
// single one has not.
func (c *call) taxDocument(o *out, t *taxDocument) {
	o.str("Id", t.key())
	o.num("UserId", ownerNumber)
	o.str("Email", ownerEmail)
	o.str("Status", t.status)
	o.str("EnvelopeId", t.envelope)
	o.str("Type", t.kind)
	o.when("SubmitDate", t.submitted)
	o.when("UpdateDate", t.updated)
	o.str("Provider", t.provider)
	o.str("Uri", c.uri("TaxDocuments/"+t.key()))
}
