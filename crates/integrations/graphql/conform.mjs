// Holds the Admin API operations and the trimmed schema to Shopify's real schema.
//
//   node crates/integrations/graphql/conform.mjs           check: exits 1 with what differs
//   node crates/integrations/graphql/conform.mjs --write   write admin.schema.graphql anew
//
// The real schema is npm @shopify/dev-mcp's introspection result. The trimmed one holds just what the
// operations select, because graphql_client reads a schema at every build and the real one has 5 MB.
// The answers in fixtures/admin are executed against the real schema, the topics in webhook.rs looked up.
// No operation may cost more than one query may, nor select what the scopes of shopify.app.toml do not grant.
import { deepStrictEqual } from "node:assert";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  buildSchema,
  executeSync,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { cost, denied, load, MOST, VERSION } from "./schema.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const operationsFile = join(here, "operations.graphql");
const trimmedFile = join(here, "admin.schema.graphql");

/** The part of `schema` that `document` uses, as SDL. */
function trim(schema, document) {
  /** Type name → field name → names of the arguments used. */
  const fields = new Map();
  const others = new Map();
  const keep = (type) => {
    const named = getNamedType(type);
    if (isSpecifiedScalarType(named) || others.has(named.name)) return;
    if (isScalarType(named) || isEnumType(named) || isUnionType(named)) others.set(named.name, named);
    if (isInputObjectType(named)) {
      others.set(named.name, named);
      for (const field of Object.values(named.getFields())) keep(field.type);
    }
  };
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        if (node.name.value === "__typename") return;
        const parent = info.getParentType();
        const field = info.getFieldDef();
        const used = fields.get(parent.name) ?? new Map();
        fields.set(parent.name, used);
        const args = used.get(field.name) ?? new Set();
        used.set(field.name, args);
        for (const arg of node.arguments ?? []) args.add(arg.name.value);
        for (const arg of field.args) if (args.has(arg.name)) keep(arg.type);
        keep(field.type);
      },
    }),
  );

  const blocks = ["# Trimmed from Shopify's Admin API " + VERSION + " by conform.mjs: do not edit.\n"];
  for (const name of [...fields.keys()].sort()) {
    const type = schema.getType(name);
    const lines = [...fields.get(name)].sort().map(([field, args]) => {
      const definition = type.getFields()[field];
      const list = definition.args
        .filter((arg) => args.has(arg.name))
        .map((arg) => `${arg.name}: ${arg.type}`);
      return `  ${field}${list.length ? `(${list.join(", ")})` : ""}: ${definition.type}\n`;
    });
    blocks.push(`type ${name} {\n${lines.join("")}}\n`);
  }
  for (const name of [...others.keys()].sort()) {
    const type = others.get(name);
    if (isScalarType(type)) blocks.push(`scalar ${name}\n`);
    if (isUnionType(type)) {
      const members = type.getTypes().map((member) => member.name).filter((member) => fields.has(member));
      blocks.push(`union ${name} = ${members.join(" | ")}\n`);
    }
    if (isEnumType(type)) {
      const values = type.getValues().map((value) => `  ${value.name}\n`);
      blocks.push(`enum ${name} {\n${values.join("")}}\n`);
    }
    if (isInputObjectType(type)) {
      const list = Object.values(type.getFields()).map((field) => `  ${field.name}: ${field.type}\n`);
      blocks.push(`input ${name} {\n${list.join("")}}\n`);
    }
  }
  const roots = [
    ["query", schema.getQueryType()],
    ["mutation", schema.getMutationType()],
  ].filter(([, type]) => type && fields.has(type.name));
  const root = roots.map(([kind, type]) => `  ${kind}: ${type.name}\n`).join("");
  blocks.push(`schema {\n${root}}\n`);
  return blocks.join("\n");
}

const { schema: real, access } = load();
const document = parse(readFileSync(operationsFile, "utf8"));
const problems = validate(real, document).map((error) => error.message);

// Deprecated fields go away with a later version: use none.
const info = new TypeInfo(real);
visit(
  document,
  visitWithTypeInfo(info, {
    Field() {
      const field = info.getFieldDef();
      if (field?.deprecationReason) problems.push(`${info.getParentType()}.${field.name} is deprecated`);
    },
  }),
);

if (problems.length === 0) {
  const trimmed = trim(real, document);
  problems.push(...validate(buildSchema(trimmed), document).map((error) => `trimmed schema: ${error.message}`));
  if (process.argv.includes("--write")) {
    writeFileSync(trimmedFile, trimmed);
  } else if (readFileSync(trimmedFile, "utf8") !== trimmed) {
    problems.push("admin.schema.graphql differs from what the real schema says: run conform.mjs --write");
  }
}

const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
const app = readFileSync(join(here, "..", "..", "..", "shopify.app.toml"), "utf8");
const [, scopes] = app.match(/^scopes = "([^"]*)"/m);
if (problems.length === 0) {
  problems.push(...denied(real, access, document, new Set(scopes.split(","))).map((what) => `no scope: ${what}`));
  for (const { name } of operations) {
    const points = cost(real, document, { operationName: name.value });
    if (points > MOST) problems.push(`${name.value} costs ${points} points, ${MOST} is the most`);
  }
}

// An answer conforms if the real schema, executing the operation on it, gives it back unchanged.
const answers = join(here, "..", "fixtures", "admin");
const gid = "gid://shopify/Order/1";
const own = { namespace: "$app", key: "checkout-estimate" };
const variables = {
  SetMetafields: { metafields: [] },
  CreateDeliveryCustomization: { ...own, input: {} },
  UpdateDeliveryCustomization: { id: gid, input: {} },
  DeliveryCustomizations: own,
  SetFulfillmentDeadline: { fulfillmentOrders: [gid], deadline: "2026-03-02T22:00:00Z" },
  DeliveryZones: { profile: gid, group: gid },
  OrderHandling: { id: gid, namespace: "$app", key: "handling" },
};
const answered = new Set();
for (const file of problems.length === 0 ? readdirSync(answers) : []) {
  const [operationName] = file.split(".");
  answered.add(operationName);
  const answer = JSON.parse(readFileSync(join(answers, file), "utf8"));
  const executed = executeSync({
    schema: real,
    document,
    rootValue: answer.data,
    operationName,
    variableValues: variables[operationName] ?? { id: gid },
  });
  for (const error of executed.errors ?? []) problems.push(`${file}: ${error.message}`);
  try {
    deepStrictEqual(JSON.parse(JSON.stringify(executed.data)), answer.data);
  } catch (error) {
    problems.push(`${file}: ${error.message}`);
  }
}

for (const { name } of problems.length === 0 ? operations : []) {
  if (!answered.has(name.value)) problems.push(`no answer to ${name.value} in fixtures/admin`);
}

// Compliance topics are not in the enum: they are subscribed to by the app's configuration alone.
const known = new Set(real.getType("WebhookSubscriptionTopic").getValues().map((value) => value.name));
const compliance = new Set(["customers/data_request", "customers/redact", "shop/redact"]);
const adapters = readFileSync(join(here, "..", "src", "shopify", "webhook.rs"), "utf8");
const [, list] = adapters.match(/pub const TOPICS[^=]*= \[([^\]]*)\]/);
const topics = [...list.matchAll(/"([^"]+)"/g)].map(([, topic]) => topic);
for (const topic of topics) {
  const name = topic.replace("/", "_").toUpperCase();
  if (!known.has(name) && !compliance.has(topic)) problems.push(`no such topic: ${topic}`);
}

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(
  `Admin API ${VERSION}: ${document.definitions.length} definitions and ${topics.length} webhook topics conform`,
);
