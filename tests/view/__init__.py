"""A second opinion on what readers see: messages shown in headless Chromium, by a Markdown parser that is not ours."""
