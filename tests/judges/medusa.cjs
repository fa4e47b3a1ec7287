// What Medusa understands of the rows of a product file: {products} by handle, or {refused} with its reason.
const { readFileSync } = require("node:fs");
const { CSVNormalizer } = require("@medusajs/utils");

function understood(rows) {
  try {
    const known = rows.map((row, index) => CSVNormalizer.preProcess(row, index + 1));
    return { products: new CSVNormalizer(known).proccess().toCreate };
  } catch (error) {
    if (error.type !== "invalid_data") throw error;
    return { refused: error.message };
  }
}

console.log(JSON.stringify(understood(JSON.parse(readFileSync(0, "utf-8")))));
