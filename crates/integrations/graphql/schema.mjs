// Shopify's Admin API as npm @shopify/dev-mcp has it: the schema, the access each part of it asks for,
// and what a query costs. Used by conform.mjs and by the fake Admin API of the tests.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import {
  buildClientSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  Kind,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** The version whose payloads the fixtures have. */
export const VERSION = "2026-10";

/** Most points one query may ask for. https://shopify.dev/docs/api/usage/limits */
export const MOST = 1000;

/** What the introspection does not say and the reference does. */
const UNSTATED = [["QueryRoot.deliveryProfiles", "`read_shipping` access scope."]];

/**
 * The real schema, and by `Type` or `Type.field` the sentence on the access it asks for.
 *
 * @param {string} version
 * @returns {{ schema: import("graphql").GraphQLSchema, access: Map<string, string> }}
 */
export function load(version = VERSION) {
  // The package exports no file: its neighbour shows where npm put it.
  const installed = dirname(dirname(fileURLToPath(import.meta.resolve("graphql"))));
  const data = join(installed, "@shopify", "dev-mcp", "dist", "data");
  const packed = readFileSync(join(data, `admin_${version}.json.gz`));
  const answer = JSON.parse(gunzipSync(packed).toString("utf8"));
  const introspection = answer.data ?? answer;
  const access = new Map(UNSTATED);
  for (const type of introspection.__schema.types) {
    if (type.requiredAccess) access.set(type.name, type.requiredAccess);
    for (const field of type.fields ?? []) {
      if (field.requiredAccess) access.set(`${type.name}.${field.name}`, field.requiredAccess);
    }
  }
  return { schema: buildClientSchema(introspection, { assumeValid: true }), access };
}

/**
 * Whether `granted` holds one of the scopes that `sentence` lists. Writing includes reading.
 *
 * @param {string} sentence
 * @param {Set<string>} granted
 */
function allows(sentence, granted) {
  const names = [...sentence.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  const holds = (/** @type {string} */ name) =>
    granted.has(name) || (name.startsWith("read_") && granted.has(name.replace("read_", "write_")));
  return names.length === 0 || names.some((name) => holds(name) || holds(`read_${name}`));
}

/**
 * What `document` selects without a scope for it, as `Type.field: sentence`.
 *
 * @param {import("graphql").GraphQLSchema} schema
 * @param {Map<string, string>} access
 * @param {import("graphql").DocumentNode} document
 * @param {Set<string>} granted
 */
export function denied(schema, access, document, granted) {
  const missing = new Set();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field() {
        const field = info.getFieldDef();
        const parent = info.getParentType();
        if (!field || !parent) return;
        const named = getNamedType(field.type).name;
        for (const name of [`${parent.name}.${field.name}`, named]) {
          const sentence = access.get(name);
          if (sentence && !allows(sentence, granted)) missing.add(`${name}: ${sentence}`);
        }
      },
    }),
  );
  return [...missing];
}

/**
 * Points of one operation, by the documented rules: leaf 0, object 1, connection 2 and its page,
 * union the dearest of its members, mutation 10. With `data`, what the answer holds is counted
 * instead of what was asked for.
 *
 * @param {import("graphql").GraphQLSchema} schema
 * @param {import("graphql").DocumentNode} document
 * @param {{ operationName?: string, variables?: Record<string, unknown>, data?: any }} request
 */
export function cost(schema, document, { operationName, variables = {}, data } = {}) {
  const fragments = new Map();
  let operation;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) {
      if (!operationName || definition.name?.value === operationName) operation ??= definition;
    }
  }
  if (!operation) return 0;
  if (operation.operation === "mutation") return 10 * operation.selectionSet.selections.length;
  const counted = data !== undefined;

  /** @returns {number} points of `selections` on `type`, for one object */
  const selected = (type, selections, object) => {
    let points = 0;
    const members = new Map();
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        points += field(type, selection, object?.[selection.alias?.value ?? selection.name.value]);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const on = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      const inside = selected(on, fragment.selectionSet.selections, object);
      if (isAbstractType(type)) members.set(on.name, (members.get(on.name) ?? 0) + inside);
      else points += inside;
    }
    return points + Math.max(0, ...members.values());
  };

  /** @returns {number} */
  const field = (parent, node, value) => {
    const name = node.name.value;
    const definition = parent.getFields?.()[name];
    if (!definition) return 0;
    const type = getNamedType(definition.type);
    if (isLeafType(type) || type.name === "PageInfo" || (counted && value == null)) return 0;
    const inner = node.selectionSet?.selections ?? [];
    const given = new Map(node.arguments.map((one) => [one.name.value, valueFromASTUntyped(one.value, variables)]));
    const asked = Number(given.get("first") ?? given.get("last") ?? 1);
    if (type.name.endsWith("Connection")) {
      let page = 2;
      for (const part of inner) {
        if (part.kind !== Kind.FIELD || part.name.value === "pageInfo") continue;
        const of = getNamedType(type.getFields()[part.name.value].type);
        const list = counted ? (value[part.name.value] ?? []) : Array(asked).fill(undefined);
        for (const one of list) {
          const edge = part.name.value === "edges" ? 0 : 1;
          page += edge + selected(of, part.selectionSet?.selections ?? [], one);
        }
      }
      return page;
    }
    if (isListType(getNullableType(definition.type))) {
      const list = counted ? value : Array(asked).fill(undefined);
      return list.reduce((sum, one) => sum + 1 + selected(type, inner, one), 0);
    }
    return 1 + selected(type, inner, value);
  };

  const root = schema.getQueryType();
  return selected(root, operation.selectionSet.selections, data);
}
