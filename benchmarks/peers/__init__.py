"""The search engines that Pullquote is measured beside, one a file, each set up as its own documentation advises."""
