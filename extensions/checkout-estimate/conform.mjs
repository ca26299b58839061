// Holds the function's query, schema and fixtures to Shopify's real schema and limits.
//
//   node extensions/checkout-estimate/conform.mjs           check: exits 1 with what differs
//   node extensions/checkout-estimate/conform.mjs --write   write schema.graphql anew
//
// The real schema is npm @shopify/dev-mcp's introspection result, which drops @oneOf and deprecated inputs. The trimmed one
// holds what the query selects and what the function answers; Shopify's CLI and editors read it.
import { deepStrictEqual } from "node:assert";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import {
  buildClientSchema,
  buildSchema,
  coerceInputValue,
  executeSync,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";

const VERSION = "2026-10";
const TARGET = "cartDeliveryOptionsTransformRun";
/** https://shopify.dev/docs/api/functions/latest#limitations */
const LIMITS = { bytes: 3000, cost: 30, input: 128_000, output: 20_000, metafield: 10_000 };

const here = dirname(fileURLToPath(import.meta.url));
const queryFile = join(here, "src", "run.graphql");
const trimmedFile = join(here, "schema.graphql");
const fixtures = join(here, "fixtures");
const problems = [];

function realSchema() {
  // The package exports no file: its neighbour shows where npm put it.
  const installed = dirname(dirname(fileURLToPath(import.meta.resolve("graphql"))));
  const data = join(installed, "@shopify", "dev-mcp", "dist", "data");
  const packed = readFileSync(join(data, `functions_delivery_customization_${VERSION}.json.gz`));
  const answer = JSON.parse(gunzipSync(packed).toString("utf8"));
  // Incomplete as it is, the schema would not pass as valid itself.
  return buildClientSchema(answer.data ?? answer, { assumeValid: true });
}

/** The part of `schema` that `document` uses and the function's answer, as SDL. */
function trim(schema, document) {
  /** Type name → names of the fields kept; scalars, inputs and unions have none. */
  const kept = new Map([["MutationRoot", new Set([TARGET])]]);
  const keep = (type) => {
    const named = getNamedType(type);
    if (isSpecifiedScalarType(named) || kept.has(named.name)) return;
    kept.set(named.name, new Set());
    if (isInputObjectType(named)) for (const field of Object.values(named.getFields())) keep(field.type);
    if (isUnionType(named)) for (const member of named.getTypes()) keep(member);
  };
  const target = schema.getMutationType().getFields()[TARGET];
  for (const type of [target.type, ...target.args.map((arg) => arg.type)]) keep(type);
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field() {
        const [parent, field] = [info.getParentType(), info.getFieldDef()];
        keep(parent);
        kept.get(parent.name).add(field.name);
        for (const type of [field.type, ...field.args.map((arg) => arg.type)]) keep(type);
      },
    }),
  );
  const blocks = [
    `# Trimmed from Shopify's delivery customization API ${VERSION} by conform.mjs: do not edit.\n`,
    "directive @scaleLimits(rate: Float!) on FIELD_DEFINITION\n\ndirective @oneOf on INPUT_OBJECT\n",
    "schema {\n  query: Input\n  mutation: MutationRoot\n}\n",
  ];
  for (const name of [...kept.keys()].sort()) {
    const type = schema.getType(name);
    if (isScalarType(type)) blocks.push(`scalar ${name}\n`);
    else if (isLeafType(type)) blocks.push(`enum ${name} {\n${type.getValues().map((it) => `  ${it.name}\n`).join("")}}\n`);
    else if (isUnionType(type)) blocks.push(`union ${name} = ${type.getTypes().join(" | ")}\n`);
    else if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).map((field) => `  ${field.name}: ${field.type}\n`);
      blocks.push(`input ${name}${name === "Operation" ? " @oneOf" : ""} {\n${fields.join("")}}\n`);
    } else {
      // A member of a union that the query does not look into still needs a field.
      const names = kept.get(name).size > 0 ? [...kept.get(name)] : ["title"];
      const fields = names.sort().map((field) => {
        const definition = type.getFields()[field];
        const args = definition.args.map((arg) => `${arg.name}: ${arg.type}`).join(", ");
        const scaled = name === "CartDeliveryGroup" && field === "cartLines" ? " @scaleLimits(rate: 0.005)" : "";
        return `  ${field}${args && `(${args})`}: ${definition.type}${scaled}\n`;
      });
      blocks.push(`type ${name} {\n${fields.join("")}}\n`);
    }
  }
  return blocks.join("\n");
}

/** What Shopify counts: 3 for a metafield, 1 for another leaf. https://shopify.dev/docs/api/functions/latest#input-query-limitations */
function cost(schema, document) {
  let sum = 0;
  const info = new TypeInfo(schema);
  const count = {
    Field(node) {
      if (node.name.value === "metafield") sum += 3;
      else if (isLeafType(getNamedType(info.getType()))) sum += 1;
    },
  };
  visit(document, visitWithTypeInfo(info, count));
  return sum;
}

const schema = realSchema();
const source = readFileSync(queryFile, "utf8");
const query = parse(source);
problems.push(...validate(schema, query).map((error) => error.message));
if (Buffer.byteLength(source) > LIMITS.bytes) problems.push(`the query has ${Buffer.byteLength(source)} bytes`);
if (problems.length === 0 && cost(schema, query) > LIMITS.cost) problems.push(`the query costs ${cost(schema, query)}`);

const info = new TypeInfo(schema);
visit(
  query,
  visitWithTypeInfo(info, {
    Field() {
      // Deprecated fields go away with a later version: use none.
      if (info.getFieldDef()?.deprecationReason) problems.push(`${info.getParentType()}.${info.getFieldDef().name} is deprecated`);
    },
    SelectionSet(node) {
      const keys = node.selections.map((it) => (it.alias ?? it.name)?.value ?? "");
      if (keys.join() !== [...keys].sort().join()) problems.push(`not in the order in which they are read: ${keys.join(", ")}`);
    },
  }),
);

if (problems.length === 0) {
  const trimmed = trim(schema, query);
  problems.push(...validate(buildSchema(trimmed), query).map((error) => `trimmed schema: ${error.message}`));
  if (process.argv.includes("--write")) writeFileSync(trimmedFile, trimmed);
  else if (readFileSync(trimmedFile, "utf8") !== trimmed) {
    problems.push("schema.graphql differs from what the real schema says: run conform.mjs --write");
  }
}

// An input conforms if the real schema, executing the query on it, gives it back unchanged; an output if it is an operation
// result of that schema, with one kind of operation each.
const variables = query.definitions[0].variableDefinitions.map((it) => it.variable.name.value);
for (const file of problems.length === 0 ? readdirSync(fixtures) : []) {
  const { payload } = JSON.parse(readFileSync(join(fixtures, file), "utf8"));
  const size = (value) => Buffer.byteLength(JSON.stringify(value));
  const metafield = payload.input.by.field?.json;
  const missing = metafield ? variables.filter((name) => metafield[name] === undefined) : [];
  if (missing.length > 0) problems.push(`${file}: the metafield lacks ${missing.join(", ")}`);
  if (metafield && size(metafield) > LIMITS.metafield) problems.push(`${file}: the metafield has ${size(metafield)} bytes`);
  if (size(payload.input) > LIMITS.input || size(payload.output) > LIMITS.output) problems.push(`${file}: too large`);
  // Without a metafield Shopify does not run the function; what it would be given has the shape for these.
  const none = Object.fromEntries(variables.map((name) => [name, name === "staleAt" || name.startsWith("cutoff") ? "" : false]));
  const executed = executeSync({
    schema,
    document: query,
    rootValue: payload.input,
    variableValues: metafield ?? none,
    // The fixture has the query's names, not the schema's.
    fieldResolver: (parent, _args, _context, info) => parent[info.path.key],
    // A custom product has nothing that is asked for.
    typeResolver: (value) => ("field" in value ? "ProductVariant" : "CustomProduct"),
  });
  for (const error of executed.errors ?? []) problems.push(`${file}: ${error.message}`);
  try {
    const told = JSON.parse(JSON.stringify(executed.data));
    deepStrictEqual(told, payload.input);
  } catch (error) {
    problems.push(`${file}: ${error.message}`);
  }
  coerceInputValue(payload.output, schema.getType("CartDeliveryOptionsTransformRunResult"), (path, _value, error) =>
    problems.push(`${file}: ${path.join(".")}: ${error.message}`),
  );
  for (const operation of payload.output.operations) {
    if (Object.keys(operation).length !== 1) problems.push(`${file}: an operation of more than one kind`);
  }
}

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
const bytes = Buffer.byteLength(source);
console.log(
  `Delivery customization API ${VERSION}: query of ${bytes} bytes and cost ${cost(schema, query)}, ${readdirSync(fixtures).length} fixtures conform`,
);
