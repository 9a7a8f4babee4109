// Shows messages in headless Chromium, the program that its first argument names, which no address of the network can be
// reached from. Reads one JSON object a line and answers each with one:
//   {"message": as it goes to Discord, "command": {"kind", "name"} or null, "width": in CSS pixels, "picture": a file or null}
//   {"text": all that can be read, "texts": each text display's, "elements": what is in those, "fits": nothing runs over the side}
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { html } from "./message.mjs";

const ORIGIN = "http://view.invalid";
const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Run in the page: puts the message there, waits until it is drawn, and reads it. */
const show = async (message) => {
  const messages = document.querySelector("discord-messages");
  messages.innerHTML = message;
  await Promise.all(Array.from(messages.querySelectorAll("*"), (element) => element.updateComplete));
  await document.fonts.ready;
  const texts = [...messages.querySelectorAll(".text")];
  const inside = texts.flatMap((text) => [...text.querySelectorAll("*")]);
  return {
    text: messages.innerText,
    texts: texts.map((text) => text.innerText),
    elements: [...new Set(inside.map((element) => element.className || element.localName))].sort(),
    fits: document.documentElement.scrollWidth <= innerWidth,
  };
};

const browser = await chromium.launch({ executablePath: process.argv[2] });
const page = await browser.newPage({ deviceScaleFactor: 2, offline: true });
page.on("pageerror", (error) => { throw error; });
await page.route("**", (route) => {
  const { origin, pathname } = new URL(route.request().url());
  return origin === ORIGIN ? route.fulfill({ path: HERE + pathname.slice(1) }) : route.abort();
});
await page.goto(`${ORIGIN}/page.html`, { waitUntil: "load" });

for await (const line of createInterface({ input: process.stdin })) {
  const { message, command, width, picture } = JSON.parse(line);
  await page.setViewportSize({ width, height: 600 });
  const seen = await page.evaluate(show, html(message, command));
  if (picture) await page.locator("discord-messages").screenshot({ path: picture });
  console.log(JSON.stringify(seen));
}
await browser.close();
