# Lines of text as HTML.
{ print html($0) }
