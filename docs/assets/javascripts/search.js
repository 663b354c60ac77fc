// @ts-check
// The search dialog. Pagefind is asked for on intent only: a page that is read costs nothing more.
(() => {
  "use strict";

  /**
   * What Pagefind answers, as far as it is used here.
   * @typedef {{title: string, url: string, excerpt: string, anchor?: {element: string},
   *   weighted_locations: {balanced_score: number, location: number}[]}} Section
   * @typedef {{url: string, excerpt: string, content: string, meta: Record<string, string>, sub_results: Section[]}} Hit
   * @typedef {Record<string, Record<string, number>>} Counts
   * @typedef {{id: string, score: number, data: () => Promise<Hit>}} Result
   * @typedef {{results: Result[], totalFilters: Counts}} Answer
   * @typedef {{search: (query: string, options: {filters: Record<string, string>}) => Promise<Answer>,
   *   filters: () => Promise<Counts>}} Index
   */

  // A page that explains (its headings and figures are in `topics`) comes before one that only
  // names the thing in its title; long pages are our best, so length costs little.
  const RANKING = { pageLength: 0.3, metaWeights: { title: 5, topics: 8, kind: 0 } };
  const PAGES_AT_ONCE = 8;
  const SECTIONS_A_PAGE = 3;
  const PAUSE = 120; // milliseconds after the last key
  const RECENT = "search.recent";
  const RECENT_AT_MOST = 5;
  // The index holds a number and its unit as one word: see `join_units` in search.py.
  const NUMBER_AND_UNIT = /(\d)\s*([KMGTP]i?B|[RW][CR]U|ms|vCPU)(?!\w)/gi;
  // What is asked in one way and written in another; both are looked for.
  const OTHERWISE = /** @type {const} */ ([
    [/\bGSIs?\b/gi, "global secondary index"],
    [/\bLSIs?\b/gi, "local secondary index"],
    [/\bTTL\b/gi, "time to live"],
    [/\bhot partitions?\b/gi, "hot key"],
  ]);
  // Pagefind wants every word of a query on the page; these carry no meaning.
  const FILLERS = "a an and are be can do does for how i in is it may of on or the to vs what when which why with";

  const found = document.getElementById("search");
  if (!(found instanceof HTMLDialogElement)) return;
  const dialog = found;
  const form = part("form", HTMLFormElement);
  const input = part("input", HTMLInputElement);
  const facets = part(".search-facets", HTMLElement);
  const status = part(".search-status", HTMLElement);
  const list = part(".search-results", HTMLElement);
  const more = part(".search-more", HTMLButtonElement);
  const recent = part(".search-recent", HTMLElement);
  const error = part(".search-error", HTMLElement);
  // resolved now: under instant navigation the page's address changes and the dialog stays
  const bundle = new URL(dialog.dataset.bundle ?? "pagefind/", location.href).href;

  /** @type {Promise<Index> | null} */
  let loading = null;
  /** @type {string[][]} */
  let sought = []; // the beginnings of the words, for each way to put the query
  /** @type {Record<string, string>} */
  let chosen = {};
  /** @type {Result[]} */
  let rest = [];
  let turn = 0; // answers to an earlier query are thrown away
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * @template {HTMLElement} T
   * @param {string} selector
   * @param {new () => T} kind
   * @returns {T}
   */
  function part(selector, kind) {
    const element = dialog.querySelector(selector);
    if (!(element instanceof kind)) throw new Error(`the search dialog has no ${selector}`);
    return element;
  }

  /**
   * @param {string} tag
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} children
   */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** Fetch Pagefind, once; a failure is forgotten, so that the next key tries again. */
  function load() {
    loading ??= import(`${bundle}pagefind.js`)
      .then(async (pagefind) => {
        const index = pagefind.createInstance({ noWorker: true, ranking: RANKING, excerptLength: 24 });
        await index.filters();
        return index;
      })
      .catch((reason) => {
        loading = null;
        throw reason;
      });
    return loading;
  }

  const warm = () => void load().catch(() => {});

  function open() {
    if (dialog.open || document.querySelector("dialog:modal")) return;
    dialog.showModal();
    input.select();
    warm();
    if (!input.value.trim()) showRecent();
  }

  /** @param {string} text */
  function terms(text) {
    const joined = text.trim().replace(NUMBER_AND_UNIT, "$1_$2");
    if (joined.startsWith('"')) return joined;
    const words = joined.split(/\s+/);
    const telling = words.filter((word) => !FILLERS.split(" ").includes(word.toLowerCase().replace(/\W/g, "")));
    return (telling.length ? telling : words).join(" ");
  }

  /** The query, and the same as a page may have written it. @param {Index} index @param {string} query */
  async function phrasings(index, query) {
    let other = query;
    for (const [asked, written] of OTHERWISE) other = other.replace(asked, written);
    // TransactWriteItems is transact_write_items in Python; OpenSearch is not open_search
    for (const name of query.match(/\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b/g) ?? []) {
      const call = name.replace(/([a-z])(?=[A-Z])/g, "$1_");
      const { results } = await index.search(`"${call}"`, { filters: {} });
      if (results.length) other = other.replace(name, call);
    }
    return other === query ? [query] : [query, other];
  }

  /** Each page once, with its better score. @param {Answer[]} answers */
  function merged(answers) {
    /** @type {Map<string, Result>} */
    const best = new Map();
    for (const result of answers.flatMap((answer) => answer.results)) {
      if (result.score > (best.get(result.id)?.score ?? -1)) best.set(result.id, result);
    }
    return [...best.values()].sort((a, b) => b.score - a.score);
  }

  async function run() {
    clearTimeout(timer);
    const mine = ++turn;
    const query = terms(input.value);
    if (!query) return showRecent();
    if (!list.childElementCount) say("Searching …");
    try {
      const index = await load();
      const queries = await phrasings(index, query);
      const answers = await Promise.all(queries.map((each) => index.search(each, { filters: chosen })));
      const results = merged(answers);
      const first = await Promise.all(results.slice(0, PAGES_AT_ONCE).map((each) => each.data()));
      if (mine !== turn) return;
      sought = queries.map((each) =>
        each.toLowerCase().split(/\W+/).filter(Boolean).map((word) => word.slice(0, 4))
      );
      const any = query.length < 3 || first.some(matches);
      show(any ? results : [], any ? first : []);
      showFacets(answers.map((answer) => answer.totalFilters));
    } catch {
      if (mine === turn) fail();
    }
  }

  /** Of a word that it does not know Pagefind takes the longest beginning that it does, "x" of
   * "xylophone" too: that is no match. @param {Hit} hit */
  function matches(hit) {
    return /<mark>[^<]{3}/.test(hit.excerpt);
  }

  /** @param {Result[]} results @param {Hit[]} first those of them that are shown now */
  function show(results, first) {
    rest = results.slice(first.length);
    list.replaceChildren(...first.map(page));
    reveal({ list: first.length > 0, more: rest.length > 0 });
    if (results.length) return say(`${results.length} ${results.length === 1 ? "page" : "pages"}`);
    const only = Object.values(chosen).join(", ");
    say(
      only
        ? `Nothing found among ${only}. Take the mark off to search every page.`
        : "Nothing found. Try fewer words, the full name instead of the acronym, or only the start of a word.",
    );
  }

  function fail() {
    rest = [];
    list.replaceChildren();
    facets.hidden = true;
    reveal({ error: true });
    say("");
  }

  /** Show these parts of the dialog and no others. @param {Record<string, boolean>} shown */
  function reveal(shown) {
    for (const [name, element] of Object.entries({ list, more, recent, error })) {
      element.hidden = !shown[name];
    }
  }

  /** @param {string} text */
  function say(text) {
    status.textContent = text;
  }

  /** One page with its best sections; a question is one hit, at its top: its answer stays folded.
   * @param {Hit} hit */
  function page(hit) {
    const kind = hit.meta.kind ?? "";
    const top = { title: hit.meta.title, url: hit.url, excerpt: hit.excerpt };
    const words = hit.content.toLowerCase().split(/\s+/);
    const sections = hit.sub_results
      .map((section) => ({ section, worth: worth(section, words) }))
      .sort((a, b) => b.worth - a.worth)
      .slice(0, SECTIONS_A_PAGE)
      .map(({ section }) => (atTop(section) ? { ...top, excerpt: section.excerpt } : section));
    const shown = kind === "Question" || !sections.length ? [top] : sections;
    const label = shown[0].url === hit.url ? kind : `${kind} · ${apart(hit.meta.title)}`;
    return make("li", {}, make("p", { class: "search-kind" }, label), ...shown.map(link));
  }

  /** How well a section answers: the best place of each word that was asked for counts, once, so
   * that a long table does not beat the paragraph that explains; words in a row count double.
   * @param {Section} section @param {string[]} words those of the whole page */
  function worth(section, words) {
    const worths = sought.map((terms) => {
      const best = terms.map((term) => {
        const places = section.weighted_locations.filter((place) => words[place.location]?.includes(term));
        return Math.sqrt(Math.max(0, ...places.map((place) => place.balanced_score)));
      });
      const sum = best.reduce((total, each) => total + each, 0);
      const row = section.weighted_locations.some(({ location }) =>
        terms.every((term, index) => words[location + index]?.includes(term))
      );
      const named = terms.some((term) => section.title.toLowerCase().includes(term)); // decides a draw
      return (sum * best.filter(Boolean).length * (row ? 2 : 1)) / terms.length + Number(named);
    });
    return Math.max(...worths);
  }

  /** @param {Section} section */
  function atTop(section) {
    return !section.anchor || section.anchor.element === "h1";
  }

  /** @param {Pick<Section, "title" | "url" | "excerpt">} section */
  function link(section) {
    return make(
      "a",
      { href: section.url, class: "search-hit" },
      make("b", {}, apart(section.title)),
      make("span", {}, ...marked(withoutTitle(section))),
    );
  }

  /** The excerpt without what it repeats of the heading above it.
   * @param {Pick<Section, "title" | "excerpt">} section */
  function withoutTitle({ title, excerpt }) {
    const bare = (/** @type {string | undefined} */ word) => word?.replace(/<\/?mark>|\.(?=<|$)/g, "");
    const [head, words] = [title.split(/\s+/), excerpt.split(/\s+/)];
    const start = head.findIndex((_, from) =>
      head.slice(from).every((word, index) => bare(words[index]) === bare(word))
    );
    const text = start < 0 ? excerpt : words.slice(head.length - start).join(" ");
    return /[.?!:]["”)]*(<\/mark>)?$/.test(text) ? text : `${text} …`;
  }

  /** A number and its unit as two words again. @param {string} text */
  function apart(text) {
    return text.replace(/(\d)_([A-Za-z])/g, "$1 $2");
  }

  /** Pagefind's excerpt as nodes: text and <mark>, nothing else. @param {string} excerpt */
  function marked(excerpt) {
    return excerpt.split(/<mark>(.*?)<\/mark>/).map((text, index) => {
      const plain = apart(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));
      return index % 2 ? make("mark", {}, plain) : plain;
    });
  }

  /** One chip for each value of a filter that would leave something. @param {Counts[]} counts */
  function showFacets(counts) {
    const filters = new Set(counts.flatMap((each) => Object.keys(each)));
    const chips = [...filters].flatMap((filter) => {
      const values = new Set(counts.flatMap((each) => Object.keys(each[filter] ?? {})));
      const shown = [...values].filter((value) =>
        chosen[filter] === value || counts.some((each) => each[filter]?.[value])
      );
      return shown.map((value) => {
        const pressed = String(chosen[filter] === value);
        return make("button", {
          type: "button",
          "aria-pressed": pressed,
          "data-filter": filter,
          "data-value": value,
        }, value);
      });
    });
    const focused = facets.contains(document.activeElement) && document.activeElement?.textContent;
    facets.replaceChildren(...chips);
    facets.hidden = chips.length < 2;
    chips.find((chip) => chip.textContent === focused)?.focus();
  }

  /** @returns {string[]} */
  function recentQueries() {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
      return Array.isArray(kept)
        ? kept.filter((each) => typeof each === "string").slice(0, RECENT_AT_MOST)
        : [];
    } catch {
      return []; // storage is off, or not ours
    }
  }

  /** @param {string[]} queries */
  function keep(queries) {
    try {
      localStorage.setItem(RECENT, JSON.stringify(queries.slice(0, RECENT_AT_MOST)));
    } catch {
      // storage is off or full: the search works without
    }
  }

  function remember() {
    const query = input.value.trim();
    if (query) keep([query, ...recentQueries().filter((each) => each !== query)]);
  }

  function showRecent() {
    turn++;
    list.replaceChildren();
    facets.hidden = true;
    const queries = recentQueries();
    recent.replaceChildren(
      make("p", { class: "search-kind" }, "Recent searches"),
      ...queries.map((query) => make("button", { type: "button", "data-query": query }, query)),
      make("button", { type: "button", "data-forget": "" }, "Forget these"),
    );
    reveal({ recent: queries.length > 0 });
    say("");
  }

  /** @returns {HTMLElement[]} */
  const hits = () => [...list.querySelectorAll("a")];

  /** The next hit, or the field above the first. @param {number} step */
  function move(step) {
    const all = [input, ...hits()];
    const here = all.findIndex((each) => each === document.activeElement);
    const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
    next.focus();
    if (next !== input) next.scrollIntoView({ block: "nearest" });
  }

  /** @param {EventTarget | null} target */
  function typing(target) {
    return target instanceof HTMLElement &&
      (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  }

  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey &&
      !event.shiftKey;
    if ((slash || control) && !dialog.open && !typing(event.target)) {
      event.preventDefault();
      open();
    }
  });

  for (const intent of ["pointerover", "focusin"]) {
    document.addEventListener(intent, (event) => {
      if (event.target instanceof Element && event.target.closest("[data-search-open]")) warm();
    });
  }

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-search-open]")) {
      event.preventDefault();
      open();
    }
  });

  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // a search field would only empty itself
      dialog.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (
      event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey &&
      event.target instanceof HTMLAnchorElement
    ) {
      input.focus(); // the key itself is then typed there
    }
  });

  dialog.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const button = target.closest("button");
    if (target === dialog || button?.hasAttribute("data-search-close")) dialog.close();
    else if (target.closest(".search-hit")) {
      remember();
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close(); // the hit may be on this page
    } else if (button?.dataset.value) {
      const { filter = "", value } = button.dataset;
      const { [filter]: was, ...others } = chosen;
      chosen = was === value ? others : { ...others, [filter]: value };
      void run();
    } else if (button?.dataset.query) {
      input.value = button.dataset.query;
      input.focus();
      void run();
    } else if (button?.hasAttribute("data-forget")) {
      keep([]);
      input.focus();
      showRecent();
    }
  });

  more.addEventListener("click", async () => {
    const mine = turn;
    const next = await Promise.all(rest.slice(0, PAGES_AT_ONCE).map((each) => each.data()));
    if (mine !== turn) return;
    rest = rest.slice(next.length);
    const items = next.map(page);
    list.append(...items);
    more.hidden = !rest.length;
    items[0]?.querySelector("a")?.focus();
  });

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await run();
    hits()[0]?.click();
  });

  for (const button of document.querySelectorAll("button[data-search-open]")) {
    button.removeAttribute("hidden");
  }
})();
