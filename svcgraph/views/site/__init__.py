"""The site: what each of its pages shows, in the reader's language; neutral, `renderers.site` is the ink."""
