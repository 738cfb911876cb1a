// Two fields of a photo that the form does not know: the point that every crop keeps, set on the photo itself, and the
// credit, which is a sentence or its parts.
const h = window.h;
const STEP = 0.01;
const LARGE_STEP = 0.1;
const WORDS = { left: [0.2, null], right: [0.8, null], top: [null, 0.2], upper: [null, 0.2], bottom: [null, 0.8], lower: [null, 0.8] };
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const HINT =
  "Click on the subject, or move the point with the arrow keys (with Shift in larger steps). Every crop keeps it.";
const CROPS = [
  ["at the top of the study", 16 / 9],
  ["in lists", 3 / 2],
];

const plain = (value) => value?.toJS?.() ?? value;
const rounded = (number) => Math.round(Math.min(1, Math.max(0, number)) * 100) / 100;

/** The point that a record names: in words, or as fractions from the left and from the top. */
export function readPoint(value) {
  if (typeof value === "string") {
    const point = { x: 0.5, y: 0.5 };
    for (const word of value.toLowerCase().split(/[\s,-]+/)) {
      const [x, y] = WORDS[word] ?? [null, null];
      point.x = x ?? point.x;
      point.y = y ?? point.y;
    }
    return point;
  }
  const read = (given) => (Number.isFinite(Number(given)) && given !== null && given !== "" ? rounded(Number(given)) : 0.5);
  return { x: read(value?.x ?? null), y: read(value?.y ?? null) };
}

/** The photo as the form shows it beside its file's name; empty until there is one. */
const findPhoto = () =>
  [...document.querySelectorAll("[data-key-path='photo.src'] img")].find((image) => image.src)?.src ?? "";

/** The part of a photo that a crop shows, in its own width and height: as large as it can be, with the point inside. */
export function cropAround(point, photoRatio, cropRatio) {
  const width = Math.min(1, cropRatio / photoRatio);
  const height = Math.min(1, photoRatio / cropRatio);
  const left = Math.min(1 - width, Math.max(0, point.x - width / 2));
  const top = Math.min(1 - height, Math.max(0, point.y - height / 2));
  return { left, top, width, height };
}

const percent = (fraction) => `${Math.round(fraction * 10000) / 100}%`;

export const focalControl = window.createClass({
  getInitialState: () => ({ source: "", ratio: 3 / 2 }),

  componentDidMount() {
    const find = () => {
      const source = findPhoto();
      if (source !== this.state.source) this.setState({ source });
    };
    find();
    this.observer = new MutationObserver(find);
    this.observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["src"] });
  },

  componentWillUnmount() {
    this.observer.disconnect();
  },

  set(x, y) {
    this.props.onChange({ x: rounded(x), y: rounded(y) });
  },

  onClick(event) {
    const box = event.currentTarget.getBoundingClientRect();
    // A key that presses the button has no place.
    if (event.detail) this.set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  },

  onKeyDown(event) {
    const [x, y] = KEYS[event.key] ?? [];
    if (x === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const point = readPoint(plain(this.props.value));
    const step = event.shiftKey ? LARGE_STEP : STEP;
    this.set(point.x + x * step, point.y + y * step);
  },

  render() {
    const { value, forID } = this.props;
    const { source, ratio } = this.state;
    const point = readPoint(plain(value));
    const words = `${Math.round(point.x * 100)} % from the left, ${Math.round(point.y * 100)} % from the top`;
    const onLoad = ({ target }) => this.setState({ ratio: target.naturalWidth / target.naturalHeight });
    return h("div", { className: "cf-focal" },
      h("p", { id: `${forID}-hint` }, HINT),
      h("button", {
        id: forID, type: "button", className: "cf-focal-photo", onClick: this.onClick, onKeyDown: this.onKeyDown,
        "aria-label": `Focal point: ${words}`, "aria-describedby": `${forID}-hint`,
      },
        source
          ? h("img", { src: source, alt: "", draggable: false, onLoad })
          : h("span", { className: "cf-focal-none" }, "Choose the file first, and it appears here."),
        h("span", { className: "cf-focal-point", style: { left: percent(point.x), top: percent(point.y) } })),
      h("output", { className: "cf-focal-words", htmlFor: forID, "aria-live": "polite" }, words),
      source && h("ul", { className: "cf-focal-crops" }, CROPS.map(([name, cropRatio]) =>
        h("li", { key: name }, cropped(source, cropAround(point, ratio, cropRatio), cropRatio), name))));
  },
});

function cropped(source, crop, cropRatio) {
  const style = {
    width: percent(1 / crop.width),
    left: percent(-crop.left / crop.width),
    top: percent(-crop.top / crop.height),
  };
  return h("span", { className: "cf-focal-crop", style: { aspectRatio: String(cropRatio) } },
    h("img", { src: source, alt: "", style }));
}

export const creditControl = (details) => ({ value, forID, onChange }) => {
  const given = plain(value);
  if (given === null || given === undefined || typeof given === "string") {
    return h("input", {
      id: forID, className: "cf-input", type: "text", value: given ?? "", placeholder: "Photo by … on …",
      onChange: ({ target }) => onChange(target.value),
    });
  }
  return h("div", { className: "cf-credit" }, details.map(({ name, label, hint }) => h("label", { key: name }, label,
    h("input", {
      id: `${forID}-${name}`, className: "cf-input", type: "text", value: given[name] ?? "", title: hint,
      onChange: ({ target }) => onChange({ ...given, [name]: target.value }),
    }))));
};
