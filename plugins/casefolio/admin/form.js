// Starts the form with what casefolio adds to it: how records are read and written, and the fields of a photo.
import CMS from "./vendor/sveltia-cms.js";
import { parse } from "./vendor/yaml.js";
import { creditControl, focalControl } from "./photo_fields.js";
import { readRecord, writeRecord } from "./record_text.js";

const config = parse(await (await fetch("config.yml")).text());
const fields = config.collections[0].fields;

// All collections have the same fields but for the text of the page, which the two formats keep elsewhere.
for (const collection of config.collections) {
  const isMarkdown = collection.extension === "md";
  CMS.registerCustomFormat(collection.format, collection.extension, {
    fromFile: (text) => readRecord(text, collection.fields, isMarkdown),
    toFile: (value) => writeRecord(value, collection.fields, isMarkdown),
  });
}

const photoFields = fields.find(({ name }) => name === "photo").fields;
const details = photoFields.find(({ name }) => name === "credit").casefolio_details;
CMS.registerFieldType("casefolio-focal", focalControl);
CMS.registerFieldType("casefolio-credit", creditControl(details));
CMS.init({ config: { ...config, load_config_file: false } });
