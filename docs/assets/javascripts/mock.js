// @ts-check
// A mock interview: `<mock-start>` opens a random question, `<mock-timer>` counts its minutes down.
(() => {
  "use strict";

  const MINUTE = 60_000;
  const SAID = [5 * MINUTE, MINUTE]; // said aloud when no more than this is left

  /** @param {number} time milliseconds, below zero when the time is over */
  function clock(time) {
    const seconds = Math.ceil(Math.abs(time) / 1000);
    const rest = String(seconds % 60).padStart(2, "0");
    return `${time < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${rest}`;
  }

  /**
   * @param {string} tag
   * @param {Record<string, string>} attributes
   * @param {string} text
   */
  function make(tag, attributes, text) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  }

  class MockTimer extends HTMLElement {
    /** Time left when the clock last stood still. */
    #left = 0;
    /** When the clock was started, or null while it stands still. @type {number | null} */
    #since = null;
    /** Time left when it was last shown. */
    #before = 0;
    #tick = 0;
    #face = make("span", { class: "clock", role: "timer" }, "");
    #run = make("button", { type: "button" }, "Start");
    #reset = make("button", { type: "button", hidden: "" }, "Reset");
    #phase = make("span", { class: "phase" }, "");
    #voice = make("span", { class: "unseen", "aria-live": "polite" }, "");

    connectedCallback() {
      this.#left = this.#whole();
      this.replaceChildren(this.#face, this.#run, this.#reset, this.#phase, this.#voice);
      this.#run.onclick = () => (this.#since === null ? this.#start() : this.#pause());
      this.#reset.onclick = () => this.#again();
      this.#show();
      if (new URLSearchParams(location.search).has("mock")) this.#start();
    }

    disconnectedCallback() {
      clearInterval(this.#tick);
    }

    #whole() {
      return Number(this.getAttribute("minutes")) * MINUTE;
    }

    #now() {
      return this.#since === null ? this.#left : this.#left - (performance.now() - this.#since);
    }

    /** The part of the interview that should go on now, if it has parts, and when it should end. */
    #part() {
      const parts = [...(this.getAttribute("phases") ?? "").matchAll(/([^,]+?) (\d+)(?:,\s*|$)/g)];
      let ends = this.#whole();
      for (const [, name, minutes] of parts) {
        ends -= Number(minutes) * MINUTE;
        if (this.#now() > ends) return `${name}, until ${clock(Math.max(0, ends))}`;
      }
      return "";
    }

    #start() {
      this.#since = performance.now();
      this.#tick = setInterval(() => this.#show(), 250);
      this.#say(`${clock(this.#left)} left, the clock runs`);
      this.#show();
    }

    #pause() {
      this.#left = this.#now();
      this.#since = null;
      clearInterval(this.#tick);
      this.#say(`Paused at ${clock(this.#left)}`);
      this.#show();
    }

    #again() {
      clearInterval(this.#tick);
      this.#since = null;
      this.#left = this.#whole();
      this.#say("");
      this.#show();
      this.#run.focus();
    }

    /** @param {string} text */
    #say(text) {
      this.#voice.textContent = text;
    }

    #show() {
      const now = this.#now();
      const before = this.#before;
      this.#before = now;
      this.#face.textContent = clock(now);
      this.#run.textContent = this.#since === null ? (now === this.#whole() ? "Start" : "Resume") : "Pause";
      this.#reset.hidden = now === this.#whole();
      this.toggleAttribute("data-running", this.#since !== null);
      this.toggleAttribute("data-over", now <= 0);
      const part = this.#part();
      if (part !== this.#phase.textContent) {
        this.#phase.textContent = part;
        if (this.#since !== null) this.#say(`Now: ${part}`);
      }
      if (this.#since === null) return;
      for (const mark of SAID) {
        if (before > mark && now <= mark) this.#say(`${mark / MINUTE} ${mark === MINUTE ? "minute" : "minutes"} left`);
      }
      if (before > 0 && now <= 0) this.#say("Time is up");
    }
  }

  class MockStart extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", (event) => {
        const link = event.target instanceof Element ? event.target.closest("a") : null;
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        pick(link.href).then(
          (question) => location.assign(question),
          () => location.assign(link.href), // the list itself, when it cannot be read
        );
      });
    }
  }

  /** The address of one question of the list at that address, with the clock asked for. @param {string} list */
  async function pick(list) {
    const answer = await fetch(list);
    if (!answer.ok) throw new Error(`the list of questions answered ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const links = [...page.querySelectorAll("article td:first-child a[href]")];
    const chosen = links[Math.floor(Math.random() * links.length)];
    if (!chosen) throw new Error("the list of questions is empty");
    const question = new URL(chosen.getAttribute("href") ?? "", answer.url);
    question.searchParams.set("mock", "");
    return question.href;
  }

  customElements.define("mock-timer", MockTimer);
  customElements.define("mock-start", MockStart);
})();
