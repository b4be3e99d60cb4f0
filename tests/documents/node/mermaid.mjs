// Every Mermaid block below a folder goes through Mermaid's own parser: node mermaid.mjs FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";

// Mermaid cleans labels with DOMPurify, which needs a page to work on.
const { window } = new JSDOM("");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");

const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".md")).sort();
let diagrams = 0;
let wrong = 0;
for (const name of files) {
  const text = readFileSync(join(folder, name), "utf-8");
  for (const [, source] of text.matchAll(/^```mermaid\n(.*?)^```$/gms)) {
    diagrams += 1;
    try {
      await mermaid.parse(source);
    } catch (error) {
      wrong += 1;
      console.error(`${name}: ${error.message}\n${source}`);
    }
  }
}
console.log(`${files.length} documents, ${diagrams} diagrams, ${wrong} wrong`);
process.exit(wrong || !diagrams ? 1 : 0);
