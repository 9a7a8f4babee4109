"""The search engines that Pullquote is compared with, one a file, each set up as its own documentation advises."""
