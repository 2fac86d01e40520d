"""The filing sheet: whom a mail is about, what will be written to which CRM, and filing it exactly once."""
