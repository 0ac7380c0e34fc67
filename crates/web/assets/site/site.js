// The site's own module.
