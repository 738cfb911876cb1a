// Reads a record for the form, and writes what was changed in the form into the text that was read: every other line,
// comments and quote marks included, stays as it is to the byte.
import { isMap, isScalar, isSeq, parseDocument, stringify } from "./vendor/yaml.js";

const SOURCE = "casefolio_source";
const FRONT_MATTER = /^(\uFEFF?\s*---[ \t]*\n)([\s\S]*?)(^---[ \t]*(?:\n|$))([\s\S]*)$/m;
const YES = /^(?:true|yes|on|y|t|1)$/i;
const NO = /^(?:false|no|off|n|f|0)$/i;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** The values of a record, all of them texts but for yes or no and numbers, with its text in a hidden field. */
export function readRecord(text, fields, isMarkdown) {
  const { yaml, body } = split(toLines(text), isMarkdown);
  const data = readAll(parse(yaml).toJS() ?? {}, fields);
  // As JSON, since the form takes white space from both ends of a text.
  return { ...data, ...(isMarkdown ? { body: body.trim() } : {}), [SOURCE]: JSON.stringify(text) };
}

/** The text of a record with the values of the form. */
export function writeRecord(value, fields, isMarkdown) {
  const source = value[SOURCE] ? JSON.parse(value[SOURCE]) : "";
  const text = toLines(source);
  const { before, yaml, after, body } = split(text, isMarkdown);
  const now = Object.fromEntries(Object.entries(value).filter(([key]) => key !== SOURCE && !(isMarkdown && key === "body")));
  const written = patch(yaml, now, fields);
  let result = before + written + after;
  if (isMarkdown) {
    const newBody = (value.body ?? "").trim();
    result += newBody === body.trim() ? body : `\n${newBody}\n`;
  }
  return source.includes("\r\n") ? result.replaceAll("\n", "\r\n") : result;
}

const toLines = (text) => text.replaceAll("\r\n", "\n");

function split(text, isMarkdown) {
  if (!isMarkdown) return { before: "", yaml: text, after: "", body: "" };
  const match = FRONT_MATTER.exec(text);
  if (!match) return { before: "---\n", yaml: "", after: "---\n", body: text };
  const [, before, yaml, after, body] = match;
  return { before, yaml, after: after.endsWith("\n") ? after : `${after}\n`, body };
}

// Every value is a text, as casefolio reads them.
const parse = (yaml) => parseDocument(yaml, { schema: "failsafe", keepSourceTokens: true });

/** A record that does not say where it stands is published; the form would begin it as a draft. */
const readAll = (map, fields) => ({ status: "published", ...readFields(map, fields) });

function readFields(map, fields) {
  const known = new Map(fields.map((field) => [field.name, field]));
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, readValue(value, known.get(key))]));
}

function readValue(value, field) {
  if (value === null || value === undefined || field === undefined) return value;
  switch (field.widget) {
    case "boolean":
      return YES.test(value) ? true : NO.test(value) ? false : value;
    case "number":
      return NUMBER.test(value) ? Number(value) : value;
    case "object":
      return readGroup(value, field);
    case "list":
      if (!field.fields) return value;
      return Array.isArray(value) ? value.map((item) => readGroup(item, field)) : value;
    default:
      return value;
  }
}

/** A group that is written as one text has that text in its first field. */
function readGroup(value, field) {
  if (typeof value === "string") return { [field.fields[0].name]: value };
  return Array.isArray(value) ? value : readFields(value, field.fields);
}

/** Whether a field holds nothing that would be written. */
function isEmpty(value) {
  if (value === null || value === undefined || value === "" || value === false) return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

function isSame(one, other) {
  if (isEmpty(one) && isEmpty(other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return typeof one === "object" || typeof other === "object" ? false : sameText(one, other);
  }
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  if (Array.isArray(one)) return one.length === other.length && one.every((item, i) => isSame(item, other[i]));
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => isSame(one[key], other[key]));
}

// The form takes white space from both ends of a text, and ends lines in its own way.
const sameText = (one, other) => String(one).replaceAll("\r\n", "\n").trim() === String(other).replaceAll("\r\n", "\n").trim();

/** Only what is not empty, in the order of the form. */
function filled(value, field) {
  if (Array.isArray(value)) return value.filter((item) => !isEmpty(item)).map((item) => filled(item, field));
  if (typeof value !== "object" || value === null) return value;
  const order = (field?.fields ?? []).map(({ name }) => name);
  const keys = Object.keys(value).filter((key) => !isEmpty(value[key]));
  keys.sort((one, other) => rank(order, one) - rank(order, other));
  const known = new Map((field?.fields ?? []).map((part) => [part.name, part]));
  return Object.fromEntries(keys.map((key) => [key, filled(value[key], known.get(key))]));
}

/** The same; where it was one text and still is no more, it is one text. */
function filledLike(node, value, field) {
  const whole = filled(value, field);
  const [first] = field?.fields ?? [];
  const isText = isScalar(node) && first && Object.keys(whole).join() === first.name;
  return isText ? whole[first.name] : whole;
}

const rank = (order, key) => (order.includes(key) ? order.indexOf(key) : order.length);

// Texts that any reader takes for something else get quote marks; a lone letter, such as the `y` of a point, does not.
const customTags = (tags) => tags.map((tag) => (tag.test?.test("y") ? { ...tag, test: /^(?:true|yes|on)$/i } : tag));
const STYLE = { schema: "yaml-1.1", customTags, lineWidth: 0, minContentWidth: 0 };
const DAY = /^(\s*(?:- )*\w+: )["'](\d{4}-\d{2}-\d{2}(?:T[0-9:+-]+Z?)?)["']$/gm;

/** `key: value` as lines without the last line end. */
function render(key, value, style = {}) {
  // Dates need no quote marks where a date is expected, and texts that look like one have no field of their own.
  return stringify({ [key]: value }, { ...STYLE, ...style }).trimEnd().replace(DAY, "$1$2");
}

const indented = (text, width) => text.replaceAll(/\n(?=[^\n])/g, `\n${" ".repeat(width)}`);

function patch(yaml, now, fields) {
  const document = parse(yaml);
  const root = document.contents;
  if (document.errors.length) throw new Error("The fields of this record can’t be read; casefolio check says why.");
  if (!isMap(root)) {
    const rendered = Object.entries(filled(now, { fields })).map(([key, value]) => `${render(key, value)}\n`);
    return yaml + rendered.join("");
  }
  const edits = [];
  patchMap({ text: yaml, edits }, root, readAll(root.toJS(document), fields), now, fields);
  edits.sort((one, other) => other.start - one.start || other.order - one.order);
  return edits.reduce((text, { start, end, words }) => text.slice(0, start) + words + text.slice(end), yaml);
}

const edit = (at, start, end, words) => at.edits.push({ start, end, words, order: at.edits.length });

const columnOf = (text, offset) => offset - (text.lastIndexOf("\n", offset - 1) + 1);

function lineEnd(text, offset) {
  // A block of several lines ends behind the end of its last line.
  const inside = text[offset - 1] === "\n" ? offset - 1 : offset;
  const end = text.indexOf("\n", inside);
  return end < 0 ? text.length : end;
}

const lastOffset = (pair) => pair.value?.range?.[1] ?? pair.key.range[1];

function patchMap(at, node, was, now, fields) {
  const { text } = at;
  const pairs = new Map(node.items.map((pair) => [pair.key.value, pair]));
  const known = new Map(fields.map((field) => [field.name, field]));
  const keys = [...fields.map(({ name }) => name), ...Object.keys(now)].filter((key, i, all) => all.indexOf(key) === i);
  const width = columnOf(text, node.items[0].key.range[0]);
  let previous = null;
  for (const key of keys) {
    const pair = pairs.get(key);
    if (key in now && !isSame(was[key], now[key])) {
      if (!pair) {
        const words = indented(render(key, filled(now[key], known.get(key))), width);
        if (previous) edit(at, lineEnd(text, lastOffset(previous)), lineEnd(text, lastOffset(previous)), `\n${" ".repeat(width)}${words}`);
        else edit(at, node.items[0].key.range[0], node.items[0].key.range[0], `${words}\n${" ".repeat(width)}`);
      } else if (isEmpty(now[key]) && now[key] !== false) {
        removePair(at, node, pair);
      } else {
        patchValue(at, pair, was[key], now[key], known.get(key), width);
      }
    }
    if (pair) previous = pair;
  }
}

function removePair(at, node, pair) {
  const { text } = at;
  const start = text.lastIndexOf("\n", pair.key.range[0] - 1) + 1;
  const next = node.items[node.items.indexOf(pair) + 1];
  if (text.slice(start, pair.key.range[0]).trim() && next) {
    // `- name: …` is the first line of an item, whose hyphen stays.
    edit(at, pair.key.range[0], next.key.range[0], "");
  } else {
    const end = lineEnd(text, lastOffset(pair));
    edit(at, start, Math.min(end + 1, text.length), "");
  }
}

function patchValue(at, pair, was, now, field, width) {
  const node = pair.value;
  if (isMap(node) && !node.flow && !Array.isArray(now) && typeof now === "object" && field?.fields) {
    patchMap(at, node, was, now, field.fields);
  } else if (isMap(node) && !node.flow && typeof now === "object" && !Array.isArray(now)) {
    patchMap(at, node, was, now, Object.keys(now).map((name) => ({ name })));
  } else if (isSeq(node) && !node.flow && node.items.length && Array.isArray(now) && now.length) {
    patchList(at, node, was, now, field);
  } else {
    replaceValue(at, pair, filledLike(node, now, field), width);
  }
}

function replaceValue(at, pair, value, width) {
  const { text } = at;
  const { key, value: node } = pair;
  const style = {};
  if (isScalar(node) && /^QUOTE_/.test(node.type ?? "")) style.defaultStringType = node.type;
  const isFlow = node?.flow && (!Array.isArray(value) || value.every((item) => typeof item !== "object"));
  const rendered = isFlow
    ? `${key.value}: ${stringify(value, { ...STYLE, collectionStyle: "flow", flowCollectionPadding: text[node.range[0] + 1] === " " }).trim()}`
    : render(key.value, value, { ...style, defaultKeyType: "PLAIN" });
  const words = indented(rendered, width).slice(key.value.length + 1);
  const isBare = !node?.range || node.range[0] === node.range[1];
  const start = text.indexOf(":", key.range[1]) + 1;
  const end = isBare ? start : node.range[1];
  const isBlock = text[end - 1] === "\n" && !isBare;
  edit(at, start, end, isBlock ? `${words}\n` : words);
}

/** Items that stay keep their lines, wherever they stand now. */
function patchList(at, node, was, now, field) {
  const { text } = at;
  const kept = now.filter((item) => !isEmpty(item));
  if (kept.length === was.length) {
    kept.forEach((item, i) => {
      if (!isSame(was[i], item)) patchItem(at, node.items[i], was[i], item, field);
    });
    return;
  }
  const starts = node.items.map((item) => text.lastIndexOf("-", item.range[0] - 1));
  const width = columnOf(text, starts[0]);
  const end = lineEnd(text, node.items.at(-1).range[1]);
  const lines = node.items.map((_, i) => text.slice(starts[i], i + 1 < starts.length ? text.lastIndexOf("\n", starts[i + 1]) : end));
  const left = new Set(lines.keys());
  const written = kept.map((item) => {
    const same = [...left].find((i) => isSame(was[i], item));
    left.delete(same);
    return same === undefined ? indented(renderItem(filled(item, field)), width) : lines[same];
  });
  edit(at, starts[0], end, written.join(`\n${" ".repeat(width)}`));
}

function patchItem(at, node, was, now, field) {
  if (isMap(node) && !node.flow && field?.fields) {
    patchMap(at, node, was, now, field.fields);
    return;
  }
  const start = at.text.lastIndexOf("-", node.range[0] - 1);
  const isBlock = at.text[node.range[1] - 1] === "\n";
  const words = indented(renderItem(filledLike(node, now, field)), columnOf(at.text, start));
  edit(at, start, node.range[1], isBlock ? `${words}\n` : words);
}

const renderItem = (item) => stringify([item], STYLE).trimEnd().replace(DAY, "$1$2");
