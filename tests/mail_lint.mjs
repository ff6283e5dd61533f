// Reads {"clients": [...], "html": "..."} from standard input and prints as JSON what caniemail says that clients do
// not do at all: {title: [client, ...]}. What they do in part, or nobody tried, is left out.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

// caniemail 2.0.2 throws a RangeError where its data say nothing of a feature in a client. “u” is its own word for that.
const data = createRequire(import.meta.url)("caniemail/caniemail.json");
const known = new Set();
for (const { stats } of data.data)
  for (const [family, platforms] of Object.entries(stats))
    for (const platform of Object.keys(platforms)) known.add(`${family}.${platform}`);
for (const { stats } of data.data)
  for (const client of known) {
    const [family, platform] = client.split(".");
    stats[family] ??= {};
    stats[family][platform] ??= { "0": "u" };
  }

const { caniemail } = await import("caniemail");
const { clients, html } = JSON.parse(readFileSync(0, "utf8"));
const nobody = clients.filter((client) => !known.has(client));
if (nobody.length) throw new RangeError(`caniemail knows no ${nobody.join(", ")}`);
const { issues } = caniemail({ clients, html });
const found = {};
for (const [client, all] of issues.errors)
  for (const { title } of all) (found[title] ??= new Set()).add(client);
process.stdout.write(JSON.stringify(found, (_key, one) => (one instanceof Set ? [...one].sort() : one)));
