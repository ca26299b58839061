// @ts-check
/**
 * One statement of SQLite with its arguments packed: what crosses between Wasm and JavaScript one by one
 * costs more than what SQLite does with it.
 */

/** Kinds of arguments, as `sql/storage.rs` has them; every other one is NULL. */
const NUMBER = 1;
const TEXT = 2;

/**
 * @param {SqlStorage} sql
 * @param {string} statement
 * @param {string} texts all texts of the arguments as one
 * @param {Float64Array} shape of each argument its kind and its value: a number, or a text's length
 */
export function exec(sql, statement, texts, shape) {
  const values = [];
  let start = 0;
  for (let at = 0; at < shape.length; at += 2) {
    const value = shape[at + 1];
    if (shape[at] === TEXT) values.push(texts.slice(start, (start += value)));
    else values.push(shape[at] === NUMBER ? value : null);
  }
  return sql.exec(statement, ...values);
}
