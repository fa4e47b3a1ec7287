// What Adobe's validator finds in JSON-LD nodes by Google's rules and, where its file is given, by schema.org's vocabulary.
const { readFileSync } = require("node:fs");

async function found({ nodes, vocabulary }) {
  const { default: Validator } = await import(require.resolve("@adobe/structured-data-validator"));
  const validator = new Validator(vocabulary ? JSON.parse(readFileSync(vocabulary, "utf-8")) : undefined);
  const jsonld = {};
  for (const node of nodes) (jsonld[node["@type"]] ??= []).push(node);
  return validator.validate({ jsonld });
}

found(JSON.parse(readFileSync(0, "utf-8"))).then((issues) => console.log(JSON.stringify(issues)));
