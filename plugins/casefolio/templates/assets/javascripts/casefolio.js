/* casefolio: filters lists in place, copies what is there to be copied, and lets Material's search wait until somebody
searches.

Every page works without this. The words on the page are the page's own, in its language. */
(() => {
  "use strict";

  /* Material fetches the whole search index with every page; with a thousand studies that is most of the page. */
  const SEARCH = "[data-md-component=search], [for=__search]";
  const held = [];
  let isSearching = /[?&][qh]=/.test(location.search);
  const request = XMLHttpRequest.prototype;
  const { open, send } = request;
  const indexes = new WeakSet();
  request.open = function (method, url, ...rest) {
    if (/\/search\/search_index\.json$/.test(url)) indexes.add(this);
    return open.call(this, method, url, ...rest);
  };
  request.send = function (...body) {
    if (isSearching || !indexes.has(this)) return send.apply(this, body);
    held.push(() => send.apply(this, body));
  };
  const letSearch = (event) => {
    if (!event.target.closest || !event.target.closest(SEARCH)) return;
    isSearching = true;
    held.splice(0).forEach((start) => start());
  };
  for (const name of ["focusin", "pointerover", "click"]) document.addEventListener(name, letSearch);

  /* As people type it: without accents and capitals. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  /* An item is found by its terms and by its words; terms are words as well. */
  const describe = (terms = "", text = "") => ({
    terms: new Set(terms.split(" ")),
    text: fold(`${text} ${terms.replace(/\S+\//g, "").replaceAll("-", " ")}`),
  });
  const FACETS = { sectors: "sector", services: "service", themes: "theme", places: "place" };
  /* How many items are shown at once. */
  const STEP = 48;

  /* What is chosen stands in the address, so that it can be shared and survives back and forward:
  ?sector=health&theme=trust&words=birds */
  const readChoice = (known) => {
    const query = new URLSearchParams(location.search);
    const terms = Object.entries(FACETS).flatMap(([taxonomy, name]) =>
      query.getAll(name).map((slug) => `${taxonomy}/${slug}`)
    );
    return { terms: new Set(terms.filter((term) => known.has(term))), words: query.get("words") || "" };
  };
  const writeChoice = ({ terms, words }, isStep) => {
    const url = new URL(location.href);
    Object.values(FACETS).concat("words").forEach((name) => url.searchParams.delete(name));
    for (const term of terms) {
      const [taxonomy, slug] = term.split("/");
      url.searchParams.append(FACETS[taxonomy], slug);
    }
    if (words.trim()) url.searchParams.set("words", words.trim());
    url.hash = "";
    if (url.href === location.href) return;
    history[isStep ? "pushState" : "replaceState"](history.state, "", url);
  };

  const makeButton = (kind, text, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = kind;
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  };

  class Browser {
    constructor(root) {
      this.root = root;
      this.list = root.querySelector(".cf-list");
      this.found = root.querySelector(".cf-found");
      this.chosen = root.querySelector(".cf-chosen");
      this.nothing = root.querySelector(".cf-nothing");
      this.pager = root.querySelector(".cf-pager");
      this.toggle = root.querySelector(".cf-toggle");
      this.input = root.querySelector(".cf-search input");
      this.facets = [...root.querySelectorAll(".cf-facet")];
      this.whole = [...this.list.children];
      this.foundAtRest = this.found.textContent;
      this.found.tabIndex = -1;
      this.buttons = new Map();
      this.shown = STEP;
      root.querySelectorAll(".cf-facet a").forEach((link) => this.replaceLink(link));
      this.more = makeButton("cf-more", "", () => {
        const next = this.shown;
        this.shown += STEP;
        this.show();
        const link = this.list.children[next] && this.list.children[next].querySelector("a");
        if (link) link.focus();
      });
      this.more.hidden = true;
      this.list.after(this.more);
      this.listen();
      this.choice = readChoice(this.buttons);
      if (this.hasChoice) this.apply();
    }

    get hasChoice() {
      return this.choice.terms.size > 0 || this.choice.words.trim() !== "";
    }

    /* A link to a term's page, whose address ends with the term, becomes a choice. */
    replaceLink(link) {
      const parts = decodeURI(link.getAttribute("href").replace(/\/$|\.html$/, "")).split("/");
      const term = parts.slice(-2).join("/");
      const button = makeButton("", "", () => this.choose(term));
      button.append(...link.childNodes);
      button.setAttribute("aria-pressed", "false");
      link.replaceWith(button);
      this.buttons.set(term, button);
    }

    listen() {
      this.input.addEventListener("input", () => {
        const isStep = !this.isTyping;
        this.isTyping = true;
        this.choice.words = this.input.value;
        writeChoice(this.choice, isStep);
        this.apply();
      });
      this.toggle.addEventListener("click", () => {
        const isOpen = this.toggle.getAttribute("aria-expanded") === "true";
        this.toggle.setAttribute("aria-expanded", String(!isOpen));
      });
      /* One of the lists of terms at a time, and none once attention is elsewhere. */
      for (const facet of this.facets) {
        facet.addEventListener("toggle", () => {
          if (facet.open) this.facets.forEach((other) => (other.open = other === facet));
        });
        facet.addEventListener("keydown", (event) => {
          if (event.key !== "Escape" || !facet.open) return;
          facet.open = false;
          facet.querySelector("summary").focus();
        });
      }
      for (const name of ["pointerenter", "focusin"]) {
        this.root.querySelector(".cf-filter").addEventListener(name, () => this.load().catch(() => {}), { once: true });
      }
    }

    closeFacets(target) {
      this.facets.filter((facet) => facet.open && !facet.contains(target)).forEach((facet) => (facet.open = false));
    }

    choose(term) {
      const { terms } = this.choice;
      if (!terms.delete(term)) terms.add(term);
      this.isTyping = false;
      writeChoice(this.choice, true);
      this.apply();
    }

    clear() {
      this.choice = { terms: new Set(), words: "" };
      this.isTyping = false;
      writeChoice(this.choice, true);
      this.apply();
    }

    readAddress() {
      this.isTyping = false;
      this.choice = readChoice(this.buttons);
      this.apply();
    }

    /* All items of the list: those of this page, or of the file that has those of all its pages. */
    load() {
      if (!this.loading) {
        const { source } = this.root.dataset;
        this.loading = source
          ? fetch(source).then((response) => response.json()).then(({ items }) => items.map((html) => this.read(html)))
          : Promise.resolve(this.whole.map((element) => ({
              element, ...describe(element.dataset.terms, element.textContent),
            })));
        this.loading.catch(() => (this.loading = null));
      }
      return this.loading;
    }

    read(html) {
      const [, terms = ""] = html.match(/^<li[^>]* data-terms="([^"]*)"/) || [];
      return { html, ...describe(terms, html.replace(/<[^>]*>/g, " ")) };
    }

    make(item) {
      if (!item.element) {
        const template = document.createElement("template");
        const { root = "" } = this.root.dataset;
        template.innerHTML = item.html.replace(/ (href|src|srcset)="([^"]*)"/g, (_, name, value) =>
          ` ${name}="${value.replace(/(^|, )\.\.\//g, `$1${root}`)}"`
        );
        item.element = template.content.firstElementChild;
      }
      return item.element;
    }

    apply() {
      const wanted = this.choice;
      this.shown = STEP;
      this.load().then(
        (items) => {
          if (wanted === this.choice) this.filter(items);
        },
        /* Offline, say: the links to the other pages are still there. */
        () => {}
      );
    }

    filter(items) {
      const { terms, words } = this.choice;
      const wanted = fold(words).split(/\s+/).filter(Boolean);
      const taxonomies = new Map();
      for (const term of terms) {
        const [taxonomy] = term.split("/");
        taxonomies.set(taxonomy, [...(taxonomies.get(taxonomy) || []), term]);
      }
      /* Of one taxonomy any term will do; all taxonomies that have a choice must agree. */
      const agrees = (item, without) =>
        [...taxonomies].every(([name, chosen]) => name === without || chosen.some((term) => item.terms.has(term)));
      const worded = items.filter((item) => wanted.every((word) => item.text.includes(word)));
      this.matches = worded.filter((item) => agrees(item));
      /* A count says how many there would be with this term. */
      const counts = new Map();
      for (const name of Object.keys(FACETS)) {
        for (const item of worded) {
          if (!agrees(item, name)) continue;
          for (const term of item.terms) {
            if (term.startsWith(`${name}/`)) counts.set(term, (counts.get(term) || 0) + 1);
          }
        }
      }
      for (const [term, button] of this.buttons) {
        button.setAttribute("aria-pressed", String(terms.has(term)));
        button.querySelector(".cf-count").textContent = counts.get(term) || 0;
        button.classList.toggle("cf-none", !counts.get(term));
      }
      if (this.input.value.trim() !== words.trim()) this.input.value = words;
      this.tellChosen();
      this.show();
    }

    show() {
      const data = this.root.dataset;
      const isFiltered = this.hasChoice;
      const shown = this.matches.slice(0, this.shown);
      this.root.classList.toggle("cf-filtered", isFiltered);
      this.list.replaceChildren(...(isFiltered ? shown.map((item) => this.make(item)) : this.whole));
      this.list.hidden = isFiltered && shown.length === 0;
      this.nothing.hidden = !this.list.hidden;
      const rest = isFiltered ? this.matches.length - shown.length : 0;
      this.more.hidden = rest <= 0;
      this.more.textContent = data.more.replace("{}", Math.min(rest, STEP));
      if (this.pager) this.pager.hidden = isFiltered;
      const found = isFiltered ? data.found.replace("{}", this.matches.length) : this.foundAtRest;
      if (this.found.textContent !== found) this.found.textContent = found;
    }

    /* Each choice can be taken back where it is told. */
    tellChosen() {
      const { terms, words } = this.choice;
      const hadFocus = this.chosen.contains(document.activeElement);
      const { remove, clear } = this.root.dataset;
      const choices = [...terms].map((term) => [
        this.buttons.get(term).firstElementChild.textContent, () => this.choose(term),
      ]);
      if (words.trim()) {
        choices.push([`“${words.trim()}”`, () => {
          this.choice.words = "";
          writeChoice(this.choice, true);
          this.apply();
        }]);
      }
      const buttons = choices.map(([text, act]) => {
        const button = makeButton("cf-choice", text, act);
        button.setAttribute("aria-label", remove.replace("{}", text));
        return button;
      });
      if (buttons.length) buttons.push(makeButton("cf-clear", clear, () => this.clear()));
      this.chosen.replaceChildren(
        ...buttons.map((button) => {
          const item = document.createElement("li");
          item.append(button);
          return item;
        })
      );
      const count = this.toggle.querySelector(".cf-count");
      count.textContent = choices.length || "";
      if (hadFocus) (buttons[0] || this.found).focus({ preventScroll: true });
    }
  }

  /* A button beside each text that is there to be copied. */
  const addCopyButtons = () => {
    for (const field of document.querySelectorAll("details.cf-share label > textarea")) {
      const label = field.parentElement;
      const { copy, copied } = field.closest("details").dataset;
      if (label.nextElementSibling && label.nextElementSibling.matches(".cf-copy")) continue;
      const row = document.createElement("p");
      row.className = "cf-copy";
      const button = makeButton("", copy, async () => {
        field.select();
        try {
          await navigator.clipboard.writeText(field.value);
        } catch {
          /* Browsers keep the clipboard for secure addresses; what is selected they copy all the same. */
          if (!document.execCommand("copy")) return;
        }
        answer.textContent = copied;
        setTimeout(() => (answer.textContent = ""), 3000);
      });
      /* What the button did is read out, too. */
      const answer = document.createElement("span");
      answer.setAttribute("role", "status");
      button.setAttribute("aria-label", `${copy}: ${label.querySelector("span").textContent}`);
      row.append(button, answer);
      label.after(row);
    }
  };

  let browsers = [];
  const start = () => {
    addCopyButtons();
    browsers = [...document.querySelectorAll(".cf-browser[data-found]")].map(
      (root) => root.casefolio || (root.casefolio = new Browser(root))
    );
  };
  addEventListener("popstate", () => browsers.forEach((browser) => browser.readAddress()));
  document.addEventListener("click", (event) => browsers.forEach((browser) => browser.closeFacets(event.target)));
  document.addEventListener("DOMContentLoaded", () => {
    /* With Material's instant navigation a page comes without being loaded. */
    if (window.document$) window.document$.subscribe(start);
    else start();
  });
})();
