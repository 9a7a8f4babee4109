// How does a message look? Its JSON, as it goes over the wire to Discord, becomes HTML: <discord-…> are the elements of
// @skyra/discord-components-core, everything else is a box of our own, dressed in page.css.
// https://discord.com/developers/docs/components/reference
import { html as markdown } from "./markdown.mjs";

const EPHEMERAL = 1 << 6;
const COMPONENTS_V2 = 1 << 15; // attachments are then seen only where a component shows them
const BUTTONS = { 1: "primary", 2: "secondary", 3: "success", 4: "destructive", 5: "secondary", 6: "primary" };

const safe = (text) => String(text ?? "").replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
const flag = (name, isSet) => (isSet ? ` ${name}` : "");
const all = (components) => components.map(component).join("");
const box = (kind, inside, attributes = "") => `<div class="${kind}"${attributes}>${inside}</div>`;
const fileName = (url) => decodeURIComponent(url.split(/[?#]/)[0].split("/").at(-1));

const row = ({ components }) => `<discord-action-row>${all(components)}</discord-action-row>`;

const button = ({ style, label, url, emoji, disabled }) =>
  `<discord-button type="${BUTTONS[style]}"${url ? ` url="${safe(url)}"` : ""}${flag("disabled", disabled)}>` +
  `<span>${[emoji?.name, label].filter(Boolean).map(safe).join(" ")}</span></discord-button>`;

const select = ({ options = [], placeholder = "Make a selection", disabled }) => {
  const chosen = options.filter((option) => option.default).map((option) => option.label).join(", ");
  return box(`select${flag("disabled", disabled)}`, safe(chosen || placeholder));
};

const section = ({ components, accessory }) => {
  const beside = accessory.type === 2 ? row({ components: [accessory] }) : component(accessory);
  return box("section", box("texts", all(components)) + box("accessory", beside));
};

const picture = ({ media, description, spoiler }, kind = "thumbnail") =>
  box(`${kind}${flag("spoiler", spoiler)}`, /^data:/.test(media.url)
    ? `<img src="${safe(media.url)}" alt="${safe(description)}">`
    : safe(description ?? fileName(media.url)));

const file = ({ file: { url }, name }) => box("file", safe(name ?? fileName(url)));

const attachment = ({ filename }) => box("file", safe(filename));

const separator = ({ divider = true, spacing = 1 }) =>
  box(`separator spacing-${spacing}`, divider ? "<hr>" : "");

const accent = (colour) => ` style="border-left-color: #${colour.toString(16).padStart(6, "0")}"`;

const container = ({ components, accent_color: colour, spoiler }) =>
  box(`container${flag("accented", colour != null)}${flag("spoiler", spoiler)}`, all(components),
    colour == null ? "" : accent(colour));

const COMPONENTS = {
  1: row,
  2: button,
  3: select,
  5: select, // of users, roles, both, channels: Discord fills in their options
  6: select,
  7: select,
  8: select,
  9: section,
  10: ({ content }) => box("text", markdown(content)),
  11: picture,
  12: ({ items }) => box("gallery", items.map((item) => picture(item, "item")).join("")),
  13: file,
  14: separator,
  17: container,
};

const component = (json) => {
  const draw = COMPONENTS[json.type];
  if (!draw) throw new Error(`no picture of a component of type ${json.type} (hint: add it to message.mjs)`);
  return draw(json);
};

const COMMANDS = { slash: "slash_command", message: "message_command" };

const asked = ({ kind, name }) =>
  `<discord-command slot="reply" type="${COMMANDS[kind]}" author="You" command="${safe(name)}"></discord-command>`;

/** The HTML of a message of the bot, with the command that brought it above, if any. */
export const html = (message, command) =>
  `<discord-message profile="bot" author="Pullquote" bot timestamp=""${flag("ephemeral", message.flags & EPHEMERAL)}>` +
  (command ? asked(command) : "") +
  (message.content ? box("text", markdown(message.content)) : "") +
  all(message.components ?? []) +
  (message.flags & COMPONENTS_V2 ? [] : (message.attachments ?? [])).map(attachment).join("") +
  "</discord-message>";
