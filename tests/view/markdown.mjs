// How does Discord's Markdown look? Read by @odiffey/discord-markdown, which is not ours, and written as the elements of
// @skyra/discord-components-core wherever those do not add white space of their own, as <discord-bold> does.
import { markdownEngine, rules } from "@odiffey/discord-markdown";

// Discord's client asks whether what was read before ends with a newline; the package asks it of the last group of that
// capture, and so misses what follows a block quote.
const atLineStart = (rule) => ({
  ...rule,
  match: (source, state, before) => (/^$|\n$/.test(before) ? rule.match(source, { ...state, prevCapture: null }) : null),
});

const written = (rule, tag, attributes = () => "") => ({
  ...rule,
  html: (node, output, state) => `<${tag}${attributes(node)}><span>${output(node.content, state)}</span></${tag}>`,
});

const ours = {
  ...rules,
  blockQuote: written(rules.blockQuote, "discord-quote"),
  footnote: written(atLineStart(rules.footnote), "discord-subscript"),
  heading: written(atLineStart(rules.heading), "discord-header", (node) => ` level="${node.level}"`),
  spoiler: written(rules.spoiler, "discord-spoiler"),
};

const discord = { user: "@user", channel: "#channel", role: "@role", everyone: "@everyone", here: "@here" };
const state = {
  inline: true,
  escapeHTML: true,
  discordCallback: {
    ...Object.fromEntries(Object.entries(discord).map(([kind, shown]) => [kind, () => shown])),
    slash: (node) => `/${markdownEngine.sanitizeText(node.name)}`,
    timestamp: (node) => new Date(node.timestamp * 1000).toISOString(),
  },
};

const parse = markdownEngine.parserFor(ours);
const output = markdownEngine.outputFor(ours, "html");

/** The HTML of `source`, a text of a message. */
export const html = (source) => output(parse(source, { ...state }), { ...state });
