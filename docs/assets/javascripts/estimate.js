// @ts-check
// Estimates that answer to the reader: `<live-estimate>` makes the table behind it editable.
// The formulas are data (see scripts/deepdive/formulas.py); the results equal CPython's to the last bit.
(() => {
  "use strict";

  /** @typedef {number | string | [string, ...any[]]} Formula */
  /** @typedef {[name: string, unit: string, low: number, high: number, value: number]} Argument */
  /** @typedef {[name: string, unit: string, formula: Formula]} Line */
  /** @typedef {{arguments: Argument[], lines: Line[], answer: string, chart: [string[], string] | null}} Data */
  /** @typedef {Record<string, number>} Known */

  const SHARE = "share_of_";
  const POINTS = 41;
  const [WIDTH, HEIGHT] = [360, 140];
  const TENS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

  /** As CPython: a tie goes to the even neighbour. @param {number} x */
  function round(x) {
    const size = Math.abs(x);
    const below = Math.floor(size);
    const rest = size - below;
    const up = rest > 0.5 || (rest === 0.5 && below % 2 === 1);
    return Math.sign(x) * (up ? below + 1 : below) + 0;
  }

  /** As CPython: the remainder has the sign of the divisor. @param {number} a @param {number} b */
  function mod(a, b) {
    const rest = a % divisor(b);
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
  }

  /** As CPython, which corrects a quotient that was rounded. @param {number} a @param {number} b */
  function floorDivide(a, b) {
    const rest = a % divisor(b);
    const quotient = (a - rest) / b - (rest !== 0 && rest < 0 !== b < 0 ? 1 : 0);
    const below = Math.floor(quotient);
    return quotient - below > 0.5 ? below + 1 : below;
  }

  /** @param {number} b */
  function divisor(b) {
    if (b === 0) throw new RangeError("division by zero");
    return b;
  }

  /** @type {Record<string, (...operands: number[]) => number>} */
  const OPERATORS = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / divisor(b),
    "//": floorDivide,
    "%": mod,
    neg: (a) => -a,
    ceil: Math.ceil,
    floor: Math.floor,
    round,
    sqrt: Math.sqrt,
    min: Math.min,
    max: Math.max,
    "<": (a, b) => Number(a < b),
    "<=": (a, b) => Number(a <= b),
    ">": (a, b) => Number(a > b),
    ">=": (a, b) => Number(a >= b),
    "==": (a, b) => Number(a === b),
  };

  /** @param {Formula} formula @param {Known} known @returns {number} */
  function value(formula, known) {
    if (typeof formula === "string") return known[formula];
    if (typeof formula === "number") return formula;
    const [operator, ...operands] = formula;
    if (operator === "if") return value(operands[value(operands[0], known) ? 1 : 2], known);
    return OPERATORS[operator](...operands.map((operand) => value(operand, known)));
  }

  /** The inputs and every line. Throws where CPython does. @param {Data} data @param {Known} inputs */
  function compute(data, inputs) {
    const known = { ...inputs };
    for (const [name, , formula] of data.lines) {
      known[name] = value(formula, known);
      if (!Number.isFinite(known[name])) throw new RangeError(`${name} is too large`);
    }
    return known;
  }

  /** A whole number with commas. @param {number} x */
  function grouped(x) {
    return BigInt(x).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  }

  /** @param {number} x not negative @param {number} places */
  function decimals(x, places) {
    const scaled = BigInt(round(x * TENS[places]));
    const ten = BigInt(TENS[places]);
    return `${grouped(Number(scaled / ten))}.${(scaled % ten).toString().padStart(places, "0")}`;
  }

  /** @param {number} x not negative */
  function digits(x) {
    if (x >= 1000 || x === Math.floor(x)) return grouped(round(x));
    if (x >= 1) return decimals(x, 2).replace(/\.00$/, "");
    let places = 3;
    while (places < 12 && x * TENS[places] < 100) places += 1;
    return decimals(x, places).replace(/\.?0+$/, "");
  }

  /** As scripts/deepdive/figures.py. @param {number} x @param {string} unit */
  function shown(x, unit) {
    const text = digits(Math.abs(x));
    const sign = x < 0 && /[1-9]/.test(text) ? "-" : "";
    if (unit.startsWith("USD")) return `${sign}$${text}${unit.slice(3)}`;
    return `${sign}${text}${unit.startsWith("%") ? "" : " "}${unit}`;
  }

  /** @param {string} name */
  const words = (name) => name.replaceAll("_", " ");

  /** The answer in one sentence, and what is used up first. @param {Data} data @param {Known} known */
  function answer(data, known) {
    const units = Object.fromEntries([...data.arguments, ...data.lines]);
    const said = data.answer.replace(/\{(\w+)\}/g, (_, name) => shown(known[name], units[name]));
    let first = "";
    for (const [name, unit] of data.lines) {
      const share = name.startsWith(SHARE) && unit === "%";
      if (share && (!first || known[name] > known[first])) first = name;
    }
    if (!first || known[first] <= 0) return said;
    const quota = words(first.slice(SHARE.length));
    const times = shown(100 / known[first], "times");
    if (known[first] > 100) return `${said} Already past the ${quota}: that holds ${times} this load.`;
    return `${said} First to be used up: the ${quota}, at ${times} this load.`;
  }

  /** The ends of a chart's axes and the points of its lines. @param {Data} data @param {Known} inputs */
  function chart(data, inputs) {
    const [names, against] = data.chart ?? [[], ""];
    const [, , low, most] = data.arguments.find(([name]) => name === against) ?? ["", "", 0, 0];
    const high = inputs[against] * 2 > low ? Math.min(most, inputs[against] * 2) : most;
    /** @type {Record<string, number[]>} */
    const values = Object.fromEntries(names.map((name) => [name, []]));
    for (let index = 0; index < POINTS; index += 1) {
      const known = compute(data, { ...inputs, [against]: low + ((high - low) * index) / (POINTS - 1) });
      for (const name of names) values[name].push(known[name]);
    }
    const top = Math.max(...names.map((name) => Math.max(...values[name])));
    const points = names.map((name) =>
      top > 0
        ? values[name]
            .map((y, x) => `${round((x * WIDTH) / (POINTS - 1))},${round(HEIGHT - (y / top) * HEIGHT)}`)
            .join(" ")
        : `0,${HEIGHT} ${WIDTH},${HEIGHT}`,
    );
    return { low, high, top, points, here: round(((inputs[against] - low) / (high - low || 1)) * WIDTH) };
  }

  Object.assign(globalThis, { deepDiveEstimate: { compute, shown, answer, chart, OPERATORS } });
  if (typeof customElements === "undefined" || customElements.get("live-estimate")) return;

  /**
   * @param {string} tag
   * @param {Record<string, string>} attributes
   * @param {string} [text]
   */
  function make(tag, attributes, text = "") {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  }

  const STEPS = 200;

  class LiveEstimate extends HTMLElement {
    /** @type {Data} */
    #data = { arguments: [], lines: [], answer: "", chart: null };
    /** @type {Known} */
    #inputs = {};
    /** How this one is called in the address (see scripts/deepdive/computed.py). */
    #key = "";
    /** @type {Record<string, {number: HTMLInputElement, slider: HTMLInputElement, note: HTMLElement}>} */
    #fields = {};
    /** @type {HTMLElement[]} */
    #cells = [];
    #voice = make("span", { class: "unseen", "aria-live": "polite" });
    #timer = 0;

    connectedCallback() {
      if (this.#key) return; // moved, not new
      const table = this.parentElement?.nextElementSibling?.querySelector("tbody");
      const script = this.querySelector("script");
      if (!table || !script) return;
      this.#data = JSON.parse(script.textContent ?? "");
      this.#key = this.getAttribute("key") ?? "";
      const rows = [...table.rows];
      this.#data.arguments.forEach((argument, index) => this.#field(argument, rows[index]));
      this.#cells = rows.slice(this.#data.arguments.length).map((row) => row.cells[2]);
      this.#buttons();
      this.#read();
    }

    /** @param {Argument} argument @param {HTMLTableRowElement} row */
    #field([name, unit, low, high, value], row) {
      const id = `${this.#key}-${name}`.replace(/\W+/g, "-");
      const number = /** @type {HTMLInputElement} */ (
        make("input", {
          type: "number",
          inputmode: "decimal",
          step: "any",
          min: String(low),
          max: String(high),
          "aria-label": `${words(name)}, ${unit}`,
          "aria-describedby": `${id}-note`,
        })
      );
      const slider = /** @type {HTMLInputElement} */ (
        make("input", {
          type: "range",
          min: "0",
          max: String(STEPS),
          "aria-label": `${words(name)}, slider`,
        })
      );
      const note = make("span", { class: "note", id: `${id}-note` });
      const unitText = make("span", { class: "unit" }, unit);
      number.addEventListener("input", () => this.#typed(name));
      slider.addEventListener("input", () => {
        number.value = String(this.#fromSlider(name, Number(slider.value)));
        this.#typed(name);
      });
      row.className = "field"; // name, slider, number
      row.cells[1].replaceChildren(slider);
      row.cells[2].replaceChildren(number, unitText, note);
      this.#fields[name] = { number, slider, note };
      this.#inputs[name] = value;
    }

    #buttons() {
      const box = make("div", { class: "buttons" });
      const reset = make("button", { type: "button" }, "Reset");
      const copy = make("button", { type: "button" }, "Copy link");
      reset.addEventListener("click", () => {
        for (const [name, , , , value] of this.#data.arguments) this.#inputs[name] = value;
        this.#fill();
        this.#show();
        this.#say("Reset to the assumptions of the page.");
      });
      copy.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(this.#link().href);
          this.#say("Link copied.");
          copy.textContent = "Copied";
        } catch {
          copy.textContent = "The address bar has the link"; // no permission, or no https
        }
        setTimeout(() => (copy.textContent = "Copy link"), 2500);
      });
      box.append(copy, reset, this.#voice);
      this.append(box);
    }

    /** What the address says, else the page's own assumptions. */
    #read() {
      const query = new URLSearchParams(location.search);
      for (const [name, , low, high] of this.#data.arguments) {
        const text = query.get(`${this.#key}.${name}`);
        const value = text === null || text.trim() === "" ? NaN : Number(text);
        if (value >= low && value <= high) this.#inputs[name] = value;
      }
      this.#fill();
      if (this.#data.arguments.some(([name, , , , value]) => this.#inputs[name] !== value)) this.#show();
    }

    #fill() {
      for (const [name] of this.#data.arguments) {
        this.#fields[name].number.value = String(this.#inputs[name]);
        this.#mark(name, "");
        this.#slide(name);
      }
    }

    /** @param {string} name */
    #typed(name) {
      const [, , low, high] = this.#argument(name);
      const { number } = this.#fields[name];
      const value = number.valueAsNumber;
      if (!(value >= low && value <= high)) {
        this.#mark(name, `from ${shown(low, "").trim()} to ${shown(high, "").trim()}`);
        return; // what stands below stays the result of the last good inputs
      }
      this.#mark(name, "");
      this.#inputs[name] = value;
      this.#slide(name);
      this.#show();
    }

    /** @param {string} name @param {string} text */
    #mark(name, text) {
      const { number, note } = this.#fields[name];
      number.toggleAttribute("aria-invalid", Boolean(text));
      if (text) number.setAttribute("aria-invalid", "true");
      note.textContent = text;
    }

    /** @param {string} name */
    #argument(name) {
      const found = this.#data.arguments.find(([each]) => each === name);
      if (!found) throw new Error(`no argument '${name}'`);
      return found;
    }

    /** Wide ranges go by ratio: the slider's middle is then the geometric mean. @param {string} name */
    #scale(name) {
      const [, , low, high] = this.#argument(name);
      const start = Math.max(low, high / 1e6);
      return { low, high, start, ratio: high > 100 && high / start >= 100 };
    }

    /** @param {string} name @param {number} step */
    #fromSlider(name, step) {
      const { low, high, start, ratio } = this.#scale(name);
      if (step === 0) return low;
      if (step === STEPS) return high;
      const part = step / STEPS;
      const exact = ratio ? start * (high / start) ** part : low + (high - low) * part;
      return Math.min(high, Math.max(low, Number(exact.toPrecision(2))));
    }

    /** @param {string} name */
    #slide(name) {
      const { low, high, start, ratio } = this.#scale(name);
      const value = this.#inputs[name];
      const part = ratio
        ? Math.log(Math.max(value, start) / start) / Math.log(high / start)
        : (value - low) / (high - low);
      this.#fields[name].slider.value = String(Math.round(part * STEPS));
      this.#fields[name].slider.setAttribute("aria-valuetext", shown(value, this.#argument(name)[1]));
    }

    #link() {
      const link = new URL(location.href);
      for (const [name, , , , value] of this.#data.arguments) {
        const key = `${this.#key}.${name}`;
        if (this.#inputs[name] === value) link.searchParams.delete(key);
        else link.searchParams.set(key, String(this.#inputs[name]));
      }
      return link;
    }

    #show() {
      /** @type {Known} */
      let known;
      try {
        known = compute(this.#data, this.#inputs);
      } catch (error) {
        this.#say(`These numbers do not work together: ${/** @type {Error} */ (error).message}.`);
        return;
      }
      this.#data.lines.forEach(([name, unit], index) => {
        const cell = this.#cells[index].querySelector("strong") ?? this.#cells[index];
        cell.textContent = shown(known[name], unit);
      });
      const said = this.querySelector(".answer");
      if (said) said.textContent = answer(this.#data, known);
      if (this.#data.chart) this.#draw();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        history.replaceState(history.state, "", this.#link());
        this.#say(said?.textContent ?? "");
      }, 400);
    }

    #draw() {
      const found = chart(this.#data, this.#inputs);
      const units = Object.fromEntries([...this.#data.arguments, ...this.#data.lines]);
      const [names, against] = this.#data.chart ?? [[], ""];
      const texts = {
        ".top": shown(found.top, units[names[0]]),
        ".low": shown(found.low, units[against]),
        ".high": shown(found.high, units[against]),
      };
      for (const [place, text] of Object.entries(texts)) {
        const element = this.querySelector(`.chart ${place}`);
        if (element) element.textContent = text;
      }
      found.points.forEach((points, index) => {
        this.querySelector(`.curve.c${index}`)?.setAttribute("points", points);
      });
      for (const end of ["x1", "x2"]) this.querySelector(".here")?.setAttribute(end, String(found.here));
    }

    /** @param {string} text */
    #say(text) {
      this.#voice.textContent = text;
    }
  }

  customElements.define("live-estimate", LiveEstimate);
})();
