//! The extension's TypeScript types are those of the contract. `GOLDEN=write` renews the file.

use std::fmt::Write as _;

use contract::block::{BlockView, KEY, NAMESPACE};
use schemars::schema_for;
use serde_json::{Map, Value};

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../extensions/order-status/src/contract.ts"
);

#[test]
fn the_extensions_types_are_the_contracts() {
    let schema = serde_json::to_value(schema_for!(BlockView)).expect("a schema is plain data");
    let text = file(&schema);
    if std::env::var_os("GOLDEN").is_some() {
        std::fs::write(FILE, &text).expect("the file is writable");
    }
    let kept = std::fs::read_to_string(FILE).expect("the file is committed");
    assert!(
        kept == text,
        "{FILE} is not the contract's: GOLDEN=write renews it"
    );
}

/// A change of a field is a change of the file.
#[test]
fn a_field_of_another_type_is_another_file() {
    let mut schema = serde_json::to_value(schema_for!(BlockView)).expect("a schema is plain data");
    let before = file(&schema);
    schema["$defs"]["BlockStep"]["properties"]["label"]["type"] = "integer".into();
    assert_ne!(file(&schema), before);
}

fn file(schema: &Value) -> String {
    let mut text = format!(
        "// Made from crates/contract/src/block.rs by its test typescript.rs (GOLDEN=write): not to be edited.\n\n\
         export const CONTRACT = {};\nexport const NAMESPACE = '{NAMESPACE}';\nexport const KEY = '{KEY}';\n",
        contract::VERSION
    );
    let named = schema["$defs"].as_object().expect("types have names");
    declare("BlockView", schema, &mut text);
    for (name, schema) in named {
        declare(name, schema, &mut text);
    }
    text
}

fn declare(name: &str, schema: &Value, text: &mut String) {
    let about = about(schema);
    match schema["properties"].as_object() {
        Some(fields) => {
            let _ = writeln!(text, "\n{about}export interface {name} {{");
            members(fields, &schema["required"], "  ", text);
            text.push_str("}\n");
        }
        None => {
            let _ = writeln!(text, "\n{about}export type {name} = {};", type_of(schema));
        }
    }
}

fn members(fields: &Map<String, Value>, required: &Value, indent: &str, text: &mut String) {
    for (name, schema) in fields {
        let needed = required
            .as_array()
            .is_some_and(|all| all.iter().any(|it| it == name));
        let about = about(schema);
        let optional = if needed { "" } else { "?" };
        if !about.is_empty() {
            let _ = write!(text, "{indent}{about}");
        }
        let _ = writeln!(text, "{indent}{name}{optional}: {};", type_of(schema));
    }
}

fn about(schema: &Value) -> String {
    match schema["description"].as_str() {
        Some(text) => format!(
            "/** {} */\n",
            text.replace('\n', " ")
                .replace("[`", "`")
                .replace("`]", "`")
        ),
        None => String::new(),
    }
}

/// The TypeScript of a JSON schema, of the kinds the contract has. What serde leaves out is `undefined`, never `null`.
fn type_of(schema: &Value) -> String {
    if let Some(to) = schema["$ref"].as_str() {
        return to.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(value) = schema.get("const") {
        return value.to_string().replace('"', "'");
    }
    for choice in ["anyOf", "oneOf"] {
        if let Some(of) = schema[choice].as_array() {
            let all: Vec<String> = of
                .iter()
                .filter(|schema| schema["type"] != "null")
                .map(type_of)
                .collect();
            return all.join(" | ");
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        let all: Vec<String> = values
            .iter()
            .map(|it| it.to_string().replace('"', "'"))
            .collect();
        return all.join(" | ");
    }
    let kind = match &schema["type"] {
        // Optional.
        Value::Array(kinds) => kinds
            .iter()
            .find(|kind| *kind != "null")
            .and_then(Value::as_str),
        kind => kind.as_str(),
    };
    match kind.expect("a schema has a type") {
        "string" => "string".to_owned(),
        "boolean" => "boolean".to_owned(),
        "integer" | "number" => "number".to_owned(),
        "array" => {
            let of = type_of(&schema["items"]);
            if of.contains('|') {
                format!("({of})[]")
            } else {
                format!("{of}[]")
            }
        }
        "object" => match schema["properties"].as_object() {
            Some(fields) => {
                let mut text = String::from("{ ");
                for (name, schema) in fields {
                    let _ = write!(text, "{name}: {}; ", type_of(schema));
                }
                text + "}"
            }
            None => format!(
                "Record<string, {}>",
                type_of(&schema["additionalProperties"])
            ),
        },
        other => unreachable!("no TypeScript for {other}"),
    }
}
