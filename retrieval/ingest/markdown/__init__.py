"""What do readers of a Markdown page see? Its rendered text, in the dialects of the common generators, as blocks."""
