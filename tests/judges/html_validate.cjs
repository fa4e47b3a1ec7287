// What html-validate finds in these files, each as "file:line rule: message".
const { readFileSync } = require("node:fs");
const { HtmlValidate } = require("html-validate");

const judge = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  // A page's title is the product's, and that is as long as its marketplace allows.
  rules: { "long-title": "off" },
});

async function found(files) {
  const report = await judge.validateMultipleFiles(files);
  return report.results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => `${filePath}:${line} ${ruleId}: ${message}`),
  );
}

found(JSON.parse(readFileSync(0, "utf-8"))).then((lines) => console.log(JSON.stringify(lines)));
