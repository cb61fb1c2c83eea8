/* Sends a chosen file before its form, in parts: after a cut, and after the page was loaded anew, it goes on from where
   the server is. It speaks tus 1.0.0 (core, creation, termination; https://tus.io) with council/people/sending_pages.py.
   The form then names the file; where any of this cannot be done, the form sends its files by itself as ever. Pictures
   are made small first (picture.js).
   Made for Chromium 78 and what is like it: no ?. and no ?? here. */
(function () {
  "use strict";

  const PART = 64 * 1024, LEAST = 16 * 1024, MOST = 256 * 1024; // bytes sent at once
  const PATIENCE = 40000, FIRST_PAUSE = 1000, LONGEST_PAUSE = 30000, QUICK = 2000, LIFE = 24 * 60 * 60 * 1000;

  // ── what this browser keeps of a file under way ──

  const base = new Promise(function (resolve, reject) {
    const asked = indexedDB.open("council-sendings", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("sendings", { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  }).catch(() => null);

  async function kept(mode, ask) {
    const opened = await base;
    return new Promise(function (resolve) {
      try {
        const asked = ask(opened.transaction("sendings", mode).objectStore("sendings"));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => resolve([]);
      } catch (trouble) { // a browser that keeps nothing: then a reload costs what was not sent yet
        resolve([]);
      }
    });
  }
  const keep = (record) => kept("readwrite", (all) => all.put(record));
  const forget = (record) => kept("readwrite", (all) => all.delete(record.key));

  // ── one file, from the first byte to the last ──

  let made = Promise.resolve(), line = made; // one after the other: for the memory of a phone, and for a thin net

  async function ask(method, address, headers, body) {
    const patience = new AbortController(), timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      return await fetch(address, {
        method, body, signal: patience.signal, cache: "no-store",
        headers: Object.assign({ "Tus-Resumable": "1.0.0" }, headers),
      });
    } finally {
      clearTimeout(timer);
    }
  }
  const in64 = (words) => btoa(unescape(encodeURIComponent(words)));

  class Sending {
    constructor(field, record) {
      this.field = field;
      this.record = record; // as it is kept: key, form, field, at, name, kind, size, blob, thumb, id, sent
      this.came = 0;
      this.known = this.whole = this.off = this.stuck = false;
      this.wake = () => {};
      this.li = document.importNode(field.box.querySelector("template").content, true).firstElementChild;
      this.li.querySelector("button").addEventListener("click", () => this.takeOff());
    }

    say(key, words) {
      const number = this.field.sendings.indexOf(this) + 1, percent = Math.floor((100 * this.came) / (this.record.size || 1));
      const said = words || this.field.box.dataset[key].replace("{n}", number).replace("{percent}", percent);
      this.said = words ? this.said : key;
      const place = this.li.querySelector(".sent__line"), thumb = this.li.querySelector("img");
      if (place.textContent !== said) place.textContent = said;
      this.li.dataset.how = key;
      this.li.querySelector(".sent__name").textContent = this.record.thumb ? "" : this.record.name;
      thumb.hidden = !this.record.thumb;
      if (this.record.thumb) thumb.src = this.record.thumb;
    }

    async make(file) {
      const found = await window.smallPicture(file);
      Object.assign(this.record, found, { kind: found.blob.type, size: found.blob.size });
      if (this.off) return;
      await keep(this.record);
      this.say("waits");
    }

    async run() {
      for (let pause = FIRST_PAUSE, size = PART; !this.off && !this.whole && !this.stuck; ) {
        const began = Date.now();
        let answer = null;
        try {
          answer = await this.step(size);
          if (answer.ok) {
            size = Date.now() - began < QUICK ? Math.min(2 * size, MOST) : size;
            pause = FIRST_PAUSE;
            continue;
          }
        } catch (trouble) { /* no answer: the net is gone */ }
        this.known = false;
        await this.trouble(answer);
        if (this.off || this.stuck || this.whole) break;
        size = Math.max(LEAST, size / 2);
        await this.rest(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
      this.field.settle();
    }

    /* The next thing that the server and this page have to tell each other. */
    async step(size) {
      const record = this.record, box = this.field.box;
      if (!record.id) {
        const told = "filename " + in64(record.name) + ",filetype " + in64(record.kind);
        const answer = await ask("POST", box.dataset.sends, { "Upload-Length": record.size, "Upload-Metadata": told });
        if (answer.ok) {
          record.id = answer.headers.get("Location").split("/").pop();
          if (!this.off) await keep(record);
          this.at(0);
        }
        return answer;
      }
      const address = box.dataset.sends + "/" + record.id;
      if (!this.known) {
        const answer = await ask("HEAD", address);
        if (answer.ok) this.at(Number(answer.headers.get("Upload-Offset")));
        return answer;
      }
      const headers = { "Upload-Offset": this.came, "Content-Type": "application/offset+octet-stream" };
      const answer = await ask("PATCH", address, headers, record.blob.slice(this.came, this.came + size));
      if (answer.ok) this.at(Number(answer.headers.get("Upload-Offset")));
      return answer;
    }

    at(offset) {
      this.came = offset;
      this.known = true;
      this.li.hidden = false;
      this.whole = offset >= this.record.size;
      this.say(this.whole ? "whole" : "goes");
      if (this.whole) keep(Object.assign({}, this.record, { blob: null }));
    }

    async trouble(answer) {
      const status = answer ? answer.status : 0;
      if (status === 404 && this.record.id) { // used by its form, swept away, or another's on this phone
        this.record.id = "";
        if (!this.record.blob || this.record.sent) this.takeOff();
      } else if (status === 401) {
        this.say("cut", await answer.text());
      } else if (status === 413 && !this.record.id) {
        this.stuck = true;
        this.say("stuck", await answer.text());
      } else if (status >= 400 && status < 500 && [408, 409, 429].indexOf(status) < 0 && this.record.blob) {
        this.field.plain(this);
      } else if (status !== 409) {
        this.say("cut");
      }
    }

    rest(pause) {
      return new Promise((done) => {
        this.wake = done;
        setTimeout(done, pause);
        window.addEventListener("online", done, { once: true });
      });
    }

    takeOff() {
      const address = this.field.box.dataset.sends + "/" + this.record.id;
      if (this.record.id) ask("DELETE", address).catch(() => {}); // else it is swept away
      forget(this.record);
      this.field.leave(this);
    }
  }

  // ── a field of files, and its form ──

  let newest = 0; // so that what is kept lies in the order in which it was chosen

  class Field {
    constructor(box) {
      this.box = box;
      this.input = box.parentNode.querySelector("input[type=file]");
      this.form = this.input.form;
      this.needed = this.input.required;
      this.sendings = [];
      this.off = false;
      box.hidden = false;
      this.input.addEventListener("change", () => this.choose());
      const told = Array.from(this.form.querySelectorAll("input[type=hidden]")).filter((each) => each.name !== "event");
      const hidden = told.map((each) => each.name + "=" + each.value);
      this.key = [box.dataset.who, this.form.getAttribute("action"), ...hidden].join(" ");
    }

    choose() {
      if (this.off) return;
      const files = Array.from(this.input.files), most = Number(this.box.dataset.most);
      this.input.value = "";
      if (most === 1 && files.length) this.sendings.slice().forEach((each) => each.takeOff());
      const room = most - this.sendings.length;
      for (const file of files.slice(0, room)) {
        newest = Math.max(Date.now(), newest + 1);
        this.take({
          key: newest + Math.random(), form: this.key, field: this.input.name, at: newest, name: file.name, size: file.size,
        }, file);
      }
      this.say(files.length > room ? "over" : "");
    }

    take(record, file) {
      const sending = new Sending(this, record);
      this.sendings.push(sending);
      this.box.querySelector("ul").append(sending.li);
      sending.li.hidden = Boolean(record.sent); // its form went off with it: most likely it is used
      sending.say("waits");
      this.show();
      if (file) made = made.then(() => sending.make(file));
      line = Promise.all([line, made]).then(() => sending.run());
    }

    leave(sending) {
      const had = sending.li.contains(document.activeElement);
      sending.off = true;
      sending.wake();
      sending.li.remove();
      this.sendings = this.sendings.filter((each) => each !== sending);
      this.sendings.forEach((each) => each.said && each.say(each.said));
      this.show();
      if (had) this.input.focus();
      this.say("");
      this.settle();
    }

    show() {
      this.input.required = this.needed && !this.sendings.length;
      this.input.classList.toggle("has-sent", this.sendings.length > 0);
    }

    /* Sending in parts does not work here: the file goes with its form. */
    plain(sending) {
      const files = new DataTransfer(), blob = sending.record.blob;
      Array.from(this.input.files).forEach((each) => files.items.add(each));
      files.items.add(new File([blob], sending.record.name, { type: sending.record.kind }));
      this.off = true;
      forget(sending.record);
      this.leave(sending);
      this.input.files = files.files;
    }

    say(key) {
      this.box.querySelector(".sent__said").textContent = key ? this.box.dataset[key] : "";
    }

    settle() {
      this.form.dispatchEvent(new Event("sendings"));
    }
  }

  function watch(form, fields) {
    let button = null, waits = false;
    const all = () => [].concat(...fields.map((field) => field.sendings));
    const first = (of) => fields.find((field) => field.sendings.some(of));

    form.addEventListener("click", (event) => {
      const pressed = event.target.closest("button");
      if (pressed && pressed.type === "submit") button = pressed;
    });
    form.addEventListener("submit", (event) => {
      if (button && button.hasAttribute("formaction")) return; // kept as a draft
      const stuck = first((each) => each.stuck), left = first((each) => !each.whole);
      fields.forEach((field) => field.say(""));
      form.querySelectorAll("input[data-sent]").forEach((each) => each.remove());
      waits = Boolean(left && !stuck);
      if (stuck) stuck.say("stuck");
      else if (left) left.say("later");
      if (stuck || left) return event.preventDefault();
      for (const each of all()) {
        const named = document.createElement("input");
        Object.assign(named, { type: "hidden", name: each.field.input.name, value: "sent:" + each.record.id });
        named.dataset.sent = "";
        form.append(named);
        keep(Object.assign({}, each.record, { blob: null, sent: true }));
      }
    });
    form.addEventListener("sendings", () => {
      if (!waits || first((each) => !each.whole)) return;
      waits = false;
      (button || form.querySelector("button:not([formaction])")).click();
    });
  }

  async function start() {
    const fields = Array.from(document.querySelectorAll("[data-sends]"), (box) => new Field(box));
    for (const form of new Set(fields.map((field) => field.form))) {
      watch(form, fields.filter((field) => field.form === form));
    }
    for (const record of await kept("readonly", (all) => all.getAll())) {
      const field = fields.find((each) => each.key === record.form && each.input.name === record.field);
      if (Date.now() - record.at > LIFE) forget(record);
      else if (field) field.take(record, null);
    }
  }

  if (window.indexedDB && window.fetch && window.AbortController && window.smallPicture) start();
})();
