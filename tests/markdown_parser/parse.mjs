// Reads one JSON string a line, Discord Markdown, and answers each with one JSON object a line:
// {"text": what a reader sees, "kinds": the kinds of node that discord-markdown-parser found}.
// Unicode emoji ("twemoji") count as text: they are the source's own characters, drawn as pictures.
import { createInterface } from "node:readline";
import markdown from "discord-markdown-parser";

const text = (node) => {
  if (typeof node === "string") return node;
  if (Array.isArray(node)) return node.map(text).join("");
  return text(node.content ?? node.name ?? `<${node.type}>`);
};

const kinds = (node) => {
  if (Array.isArray(node)) return node.flatMap(kinds);
  if (typeof node !== "object" || node === null) return [];
  return [node.type === "twemoji" ? "text" : node.type, ...kinds(node.content)];
};

for await (const line of createInterface({ input: process.stdin })) {
  const nodes = markdown.parse(JSON.parse(line), "extended");
  console.log(JSON.stringify({ text: text(nodes), kinds: [...new Set(kinds(nodes))].sort() }));
}
