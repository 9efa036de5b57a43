package sandbox

import (
	"io"
	"strconv"
	"strings"
)

// listInvoices lists invoices, newest first, by creation.
func listInvoices(c *call) reply {
	from, _, bad := c.instant("StartDate")
	if bad != nil {
		return *bad
	}
	to, hasEnd, bad := c.instant("EndDate")
	if bad != nil {
		return *bad
	}
	all := c.d.invoices()
	var found []*invoice
	for i := len(all) - 1; i >= 0; i-- {
		at := int64(all[i].created)
		if all[i].created <= c.now && at >= from.Unix() && (!hasEnd || at <= to.Unix()) {
			found = append(found, &all[i])
		}
	}
	p, bad := c.paging(plainPages(), len(found))
	if bad != nil {
		return *bad
	}
	return list(p, "Invoices", "Invoice", func(o *out, i int) { c.invoice(o, found[i], false) })
}

// findInvoice finds the invoice that the path names.
func (c *call) findInvoice() *invoice {
	all := c.d.invoices()
	for i := range all {
		if all[i].id() == c.params["id"] && all[i].created <= c.now {
			return &all[i]
		}
	}
	return nil
}

// getInvoice retrieves one invoice.
func getInvoice(c *call) reply {
	v := c.findInvoice()
	if v == nil {
		return notFound()
	}
	return object("Invoice", func(o *out) { c.invoice(o, v, true) })
}

// invoice writes an invoice; there is no tax on it. single says that it is
// retrieved by itself.
func (c *call) invoice(o *out, v *invoice, single bool) {
	p := &c.d.programs[v.program]
	o.str("Id", v.id())
	o.when("CreatedDate", v.created)
	account := o.num
	if single { // the two examples differ
		account = o.number
	}
	account("RecipientId", p.advertiser)
	o.str("RecipientName", p.company)
	o.str("Currency", p.currency.String())
	o.money("TotalAmount", v.total())
	o.money("TotalVatAmount", 0)
	o.array("LineItems", "LineItem", len(v.lines), func(i int) {
		l := v.lines[i]
		o.num("CampaignId", p.id)
		o.str("CampaignName", p.name)
		o.str("Description", l.kind)
		o.str("EventMonthYear", l.monthYear())
		o.num("Actions", l.actions)
		o.money("NetItemAmount", l.cents)
		o.money("VatItemAmount", 0)
		o.money("TotalItemAmount", l.cents)
		o.str("Status", l.status(c.now))
		o.when("DueDate", l.due)
		o.when("PaidDate", l.paidBy(c.now))
	})
	o.array("DetailedLineItems", "DetailedLineItem", len(v.lines), func(i int) {
		l := v.lines[i]
		earned, other := l.cents, int64(0)
		if l.kind == lineBonus {
			earned, other = other, earned
		}
		account("AccountId", p.advertiser)
		o.str("Name", p.company)
		o.num("ProgramId", p.id)
		o.str("ProgramName", p.name)
		o.str("EventMonthYear", l.monthYear())
		o.money("ActionAmount", earned)
		o.money("OtherAmount", other)
		o.money("TotalAmount", l.cents)
	})
	o.str("PDF", c.uri("Invoices/"+v.id()+"/Download"))
	o.str("Uri", c.uri("Invoices/"+v.id()))
}

// downloadInvoice sends the invoice as a PDF of one page.
func downloadInvoice(c *call) reply {
	v := c.findInvoice()
	if v == nil {
		return notFound()
	}
	p := &c.d.programs[v.program]
	lines := []string{"Invoice " + v.id(), accountName + " to " + p.company, c.time(v.created).Format(dayForm)}
	for _, l := range v.lines {
		lines = append(lines, l.kind+" "+l.monthYear()+"  "+formatCents(l.cents)+" "+p.currency.String())
	}
	lines = append(lines, "Total "+formatCents(v.total())+" "+p.currency.String())
	return file("application/pdf", v.id()+".pdf", func(w io.Writer) { _, _ = io.WriteString(w, pdf(lines)) })
}

// pdf is the smallest document with lines of text on a page.
func pdf(lines []string) string {
	escape := strings.NewReplacer("\\", "\\\\", "(", "\\(", ")", "\\)")
	var text strings.Builder
	text.WriteString("BT /F1 12 Tf 72 760 Td 18 TL\n")
	for _, l := range lines {
		text.WriteString("(" + escape.Replace(l) + ") Tj T*\n")
	}
	text.WriteString("ET")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		"<< /Length " + strconv.Itoa(text.Len()) + " >>\nstream\n" + text.String() + "\nendstream",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	doc := "%PDF-1.4\n"
	index := "0000000000 65535 f \n"
	for i, object := range objects {
		at := strconv.Itoa(len(doc))
		index += strings.Repeat("0", 10-len(at)) + at + " 00000 n \n"
		doc += strconv.Itoa(i+1) + " 0 obj\n" + object + "\nendobj\n"
	}
	size := strconv.Itoa(len(objects) + 1)
	return doc + "xref\n0 " + size + "\n" + index + "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" +
		strconv.Itoa(len(doc)) + "\n%%EOF\n"
}
