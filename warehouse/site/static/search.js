// The search of the site, in the reader's own browser: roots of words as pipelines/search/roots.py makes them, an index in
// script files (a page opened from a folder may load no other), facets, and the whole search in the address.
// Nothing that a portal wrote becomes markup: all is put in place as text.
"use strict";
window.CATASTRO = (() => {
  const kept = {}, waiting = {};
  const body = () => document.body.dataset;

  /* ---- files of the index ---- */
  const take = (kind, name, value) => { kept[kind + name] = value; };
  const load = (kind, name, file) => {
    const key = kind + name;
    if (key in kept) return Promise.resolve(kept[key]);
    return waiting[key] ||= new Promise(done => {
      const script = document.createElement("script");
      script.src = body().root + "search/" + file;
      const end = () => { script.remove(); done(kept[key] ?? (kept[key] = null)); };
      script.onload = end; script.onerror = end;
      document.head.append(script);
    });
  };
  const shardName = root => {
    const start = root.startsWith("~") ? "0" + root.slice(1, 2) : root.slice(0, 2);
    return [...start].map(c => /[0-9a-z]/.test(c) ? c : "_").join("");
  };
  const shard = root => { const name = shardName(root); return load("i", name, `i/${name}.js`).then(held => held || {}); };

  /* ---- words ---- */
  const bare = text => text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").replace(/’/g, "'");
  const words = text => bare(text).match(/[\p{L}\p{N}]+/gu) || [];
  const root = word => {
    let cut = word.slice(0, 40);
    if (/^\d+$/.test(cut)) return cut;
    const last = s => s.endsWith("z") ? s.slice(0, -1) + "c" : s;
    if (cut.length < 4) return last(cut);
    for (const [ending, instead] of [["aux", "al"], ["oes", "o"], ["ao", "o"], ["ais", "al"]])
      if (cut.endsWith(ending) && cut.length > ending.length + 2) return cut.slice(0, -ending.length) + instead;
    if (cut.endsWith("s") && cut.at(-2) !== "s") cut = cut.slice(0, -1);
    if (/[aeiouy]$/.test(cut) && cut.length > 3) cut = cut.slice(0, -1);
    if (/[aeiou]$/.test(cut) && cut.length > 3) cut = cut.slice(0, -1);
    if (cut.endsWith("en") && cut.length > 5) cut = cut.slice(0, -2);
    return last(cut);
  };
  const STOP = new Set(("de la el los las un una y o en del al para por con sin que a su the of and or for in to on with le les des du et pour dans " +
    "da do das dos em e der die das und fur von im di il").split(" "));

  /* ---- a query: groups of roots, each with what it counts; a call fits where it has something of a group ---- */
  const BETTER = { exact: 1, prefix: 0.55, concept: 0.8, misprint: 0.5 };
  const near = (a, b) => {           // one letter more, less, other, or two turned round
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0;
    while (i < a.length && i < b.length && a[i] === b[i]) i++;
    const x = a.slice(i), y = b.slice(i);
    if (x.length === y.length) return x.slice(1) === y.slice(1) || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
    return x.length > y.length ? x.slice(1) === y : x === y.slice(1);
  };
  const prefixed = (typed, held) => {
    const start = typed.endsWith("s") ? typed.slice(0, -1) : typed;
    return start.length < 4 ? [] : Object.keys(held).filter(known => known.startsWith(start));
  };
  async function group(typed, concepts) {
    const said = root(typed), found = new Map();
    const add = (name, held, worth) => { if (held[name] && !(found.get(name)?.worth >= worth)) found.set(name, { worth, list: held[name] }); };
    const held = await shard(said);
    add(said, held, BETTER.exact);
    for (const name of prefixed(typed, held)) add(name, held, BETTER.prefix * Math.min(1, typed.length / name.length + 0.25));
    for (const concept of concepts) add("~" + concept, await shard("~" + concept), BETTER.concept);
    if (!found.size && said.length > 3) {
      const all = ((await load("roots", "", "roots.js")) || "").split(" ");
      const alike = all.filter(known => near(known, said)).slice(0, 12);
      for (const name of alike) add(name, await shard(name), BETTER.misprint);
      const phrases = (await load("concepts", "", "concepts.js")) || {};
      for (const name of [...alike, ...Object.keys(phrases).filter(k => !k.includes(" ") && near(k, said))])
        for (const concept of phrases[name] || []) add("~" + concept, await shard("~" + concept), BETTER.misprint);
    }
    return found;
  }
  const unpack = text => {           // base 36 steps, each ended by a capital: the level
    const out = []; let place = 0, step = 0;
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c >= 65 && c <= 90) { place += step; out.push(place, c - 64); step = 0; }
      else step = step * 36 + (c < 58 ? c - 48 : c - 87);
    }
    return out;
  };
  async function groups(query) {
    const typed = words(query).filter(w => w.length > 1 && !STOP.has(w));
    const all = typed.length ? typed : words(query).filter(w => w.length > 1);
    if (!all.length) return [];
    const phrases = (await load("concepts", "", "concepts.js")) || {}, roots = all.map(root), out = [];
    const plain = words(query).filter(w => w.length > 1).map(root);
    const concepts = new Map();       // of each word, the concepts of the longest phrase that holds it
    for (let i = 0; i < plain.length; i++)
      for (let size = Math.min(5, plain.length - i); size > 0; size--) {
        const named = phrases[plain.slice(i, i + size).join(" ")];
        if (named) { for (let k = i; k < i + size; k++) if (!concepts.has(plain[k])) concepts.set(plain[k], named); break; }
      }
    for (const [n, word] of all.entries()) out.push(group(word, concepts.get(roots[n]) || []));
    return Promise.all(out);
  }
  function rank(found, count) {
    const score = new Float64Array(count), fits = new Uint8Array(count), best = new Float64Array(count);
    for (const one of found) {
      best.fill(0);
      for (const { worth, list } of one.values()) {
        const posted = typeof list === "string" ? unpack(list) : list;
        const rare = Math.log(1 + count / (posted.length / 2 + 0.5));
        for (let i = 0; i < posted.length; i += 2) {
          const worthHere = worth * rare * posted[i + 1];
          if (worthHere > best[posted[i]]) best[posted[i]] = worthHere;
        }
      }
      for (let n = 0; n < count; n++) if (best[n]) { score[n] += best[n]; fits[n]++; }
    }
    const all = found.length, enough = all < 3 ? all : Math.ceil(all * 0.6), ranked = [];
    const level = fits.some(n => n >= enough) ? enough : Math.max(1, Math.max(...fits));
    for (let n = 0; n < count; n++) if (fits[n] >= level && fits[n]) ranked.push([n, score[n] * (fits[n] / all) ** 2]);
    return { ranked, whole: level >= enough };
  }

  /* ---- facets ---- */
  const OPEN = ["open", "closing_soon", "undated"];
  const KINDS = ["regional_government", "municipality", "university", "ngo", "sme", "individual"];
  const monthOf = n => n ? new Date((n + 10957) * 86400000).toISOString().slice(0, 7) : "";
  function tests(calls, now) {
    const held = {};
    const at = (list, value) => list.indexOf(value);
    if (now.abiertas) { const open = OPEN.map(s => at(calls.statuses, s)); held.abiertas = n => open.includes(calls.status[n]); }
    if (now.quien) { const k = KINDS.indexOf(now.quien); held.quien = n => calls.who[n][k] > 0; }
    if (now.para) {
      const people = calls.inhabitants[now.para] || 0, k = KINDS.indexOf("municipality");
      held.para = n => {
        const bounds = calls.people[n] || [0, 0];
        return calls.who[n][k] > 0 && (!people || (bounds[0] <= people && (!bounds[1] || people <= bounds[1])));
      };
    }
    if (now.prioridad) { const p = at(calls.priorities, now.prioridad); held.prioridad = n => calls.priority[n].includes(p); }
    if (now.mes) { const { mes } = coded(calls), m = mes.values.indexOf(now.mes); held.mes = n => mes.column[n] === m; }
    if (now.monto) held.monto = n => calls.amount[n] >= +now.monto;
    for (const [name, column, list] of [["tipo", "type", "types"], ["financiador", "funder", "funders"], ["pais", "country", "countries"], ["idioma", "language", "languages"]])
      if (now[name]) { const v = at(calls[list], now[name]); held[name] = n => calls[column][n] === v; }
    if (now.fuente) { const s = at(calls.sources, now.fuente); held.fuente = n => calls.source[n].includes(s); }
    return held;
  }
  const sorted = (calls, ranked, order) => {
    const far = 1e9, closes = n => calls.closes[n] || far;
    const by = { fit: (a, b) => b[1] - a[1] || closes(a[0]) - closes(b[0]), closing: (a, b) => closes(a[0]) - closes(b[0]) || b[1] - a[1],
      amount: (a, b) => calls.amount[b[0]] - calls.amount[a[0]] || b[1] - a[1], newest: (a, b) => calls.seen[b[0]] - calls.seen[a[0]] || b[1] - a[1] };
    return ranked.sort((a, b) => (by[order] || by.fit)(a, b) || a[0] - b[0]);
  };
  async function search(now) {
    const calls = await load("calls", "", "calls.js"), found = await groups(now.q || "");
    const start = performance.now();
    const typed = found.length > 0;
    const { ranked, whole } = typed ? rank(found, calls.count) : { ranked: Array.from({ length: calls.count }, (_, n) => [n, 0]), whole: true };
    const held = tests(calls, now), names = Object.keys(held), all = names.map(name => held[name]);
    const codes = coded(calls), lists = Object.entries(codes);
    for (const [, list] of lists) list.counts.fill(0);
    const left = [];
    for (const entry of ranked) {     // a call counts in a list where it passes all facets but that list's own
      let failed = 0, which = "";
      for (let i = 0; i < all.length; i++) if (!all[i](entry[0])) { if (++failed > 1) break; which = names[i]; }
      if (failed > 1) continue;
      if (!failed) { left.push(entry); for (const [, list] of lists) list.count(entry[0]); }
      else if (codes[which]) codes[which].count(entry[0]);
    }
    sorted(calls, left, now.orden || "fit");
    const counts = Object.fromEntries(lists.map(([name, { counts, values }]) => [name, Object.fromEntries(values.map((v, i) => [v, counts[i]]).filter(([, n]) => n))]));
    return { calls, places: left.map(([n]) => n), whole, counts, milliseconds: performance.now() - start };
  }
  function coded(calls) {             // each list as numbers, made once
    if (calls.coded) return calls.coded;
    const months = calls.closes.map(monthOf), known = [...new Set(months)].sort(), at = new Map(known.map((m, i) => [m, i]));
    const one = (column, values) => { const counts = new Uint32Array(values.length); return { values, counts, column, count: n => { counts[column[n]]++; } }; };
    const many = (column, values) => { const counts = new Uint32Array(values.length); return { values, counts, count: n => { for (const v of column[n]) counts[v]++; } }; };
    return calls.coded = {
      prioridad: many(calls.priority, calls.priorities), tipo: one(calls.type, calls.types), mes: one(months.map(m => at.get(m)), known),
      financiador: one(calls.funder, calls.funders), pais: one(calls.country, calls.countries), idioma: one(calls.language, calls.languages),
      fuente: many(calls.source, calls.sources), quien: many(calls.who.map(w => KINDS.map((_, k) => k).filter(k => w[k] > 0)), KINDS),
    };
  }
  const LISTS = ["prioridad", "tipo", "mes", "financiador", "pais", "idioma", "fuente", "quien"];

  /* ---- the page ---- */
  const FIELDS = ["q", "quien", "para", "prioridad", "tipo", "mes", "monto", "financiador", "pais", "idioma", "fuente", "orden"];
  const SHOWN = 20, CHUNK = 64;
  let said = {}, shown = SHOWN, turn = 0, calm = 0;
  const $ = id => document.getElementById(id);
  const read = () => {
    const now = Object.fromEntries(FIELDS.map(f => [f, $(f).value.trim()]));
    now.abiertas = $("abiertas").checked;
    return now;
  };
  const asked = () => {
    const address = new URLSearchParams(location.hash.length > 1 ? location.hash.slice(1) : location.search);
    return { ...Object.fromEntries(FIELDS.map(f => [f, address.get(f) || ""])), abiertas: address.get("abiertas") !== "no" };
  };
  const told = now => {
    const address = new URLSearchParams();
    for (const f of FIELDS) if (now[f] && !(f === "orden" && now[f] === "fit")) address.set(f, now[f]);
    if (!now.abiertas) address.set("abiertas", "no");
    return address.toString();
  };
  const element = (name, words, kind) => {
    const one = document.createElement(name);
    if (words) one.textContent = words;
    if (kind) one.className = kind;
    return one;
  };
  function fill(name, counts, now) {
    const list = $(name), names = said.names[name] || {}, chosen = now[name];
    if (name === "quien") { for (const o of list.options) if (o.value) o.textContent = `${names[o.value] || o.value} (${counts[o.value] || 0})`; return; }
    const values = Object.keys(counts).filter(Boolean);
    if (chosen && !values.includes(chosen)) values.push(chosen);
    const label = v => name === "mes" ? monthName(v) : names[v] || v;
    values.sort(name === "mes" ? undefined : (a, b) => label(a).localeCompare(label(b), said.language));
    list.replaceChildren(list.options[0], ...values.map(v => {
      const o = element("option", `${label(v)} (${counts[v] || 0})`);
      o.value = v;
      return o;
    }));
    list.value = chosen;
  }
  const monthName = v => new Intl.DateTimeFormat(said.language, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(v + "-15T00:00:00Z"));
  async function line(calls, n) {
    const chunk = await load("t", `${said.language}-${Math.floor(n / CHUNK)}`, `t/${said.language}-${Math.floor(n / CHUNK)}.js`);
    const [file, title, language, funder, closing, sum] = chunk[n % CHUNK];
    const item = element("li", "", "card"), head = element("h3"), link = element("a", title);
    link.href = body().up + "c/" + file + ".html";
    if (language && language !== said.language) link.lang = language;
    head.append(link);
    const status = calls.statuses[calls.status[n]], meta = element("p", "", "meta");
    meta.append(element("span", said.names.status[status] || status, "badge " + status));
    const type = calls.types[calls.type[n]];
    if (type) meta.append(" ", element("span", said.names.tipo[type] || type));
    if (funder) meta.append(" ", element("span", funder));
    const facts = element("p", "", "facts"), when = element("span", "", "when");
    when.append(element("span", said.closes, "label"), " " + closing);
    if (calls.closes[n] && window.CATASTRO_LEFT) window.CATASTRO_LEFT(new Date((calls.closes[n] + 10957) * 86400000).toISOString().slice(0, 10), when);
    facts.append(when);
    if (sum) { const much = element("span", "", "sum"); much.append(element("span", said.amount, "label"), " " + sum); facts.append(" ", much); }
    const fits = calls.priority[n].slice(0, 3).map(p => said.names.prioridad[calls.priorities[p]]).filter(Boolean);
    if (fits.length) facts.append(" ", element("span", fits.join(" · "), "fits"));
    item.append(head, meta, facts);
    return item;
  }
  async function show(now, keep) {
    const mine = ++turn;
    const { calls, places, whole, counts, milliseconds } = await search(now);
    if (mine !== turn) return;
    if (!keep) shown = SHOWN;
    for (const name of LISTS) fill(name, counts[name], now);
    const lines = await Promise.all(places.slice(0, shown).map(n => line(calls, n)));
    if (mine !== turn) return;
    $("found").replaceChildren(...lines);
    const count = places.length;
    $("told").textContent = (count === 1 ? said.one : count ? said.many.replace("[n]", count.toLocaleString(said.language)) : said.none) + (whole || !count ? "" : " " + said.part);
    $("more").hidden = count <= shown;
    $("share").hidden = false;
    document.body.dataset.searched = String(milliseconds);
  }
  function put(now) { for (const f of FIELDS) { const list = $(f);
    if (list.options && now[f] && ![...list.options].some(o => o.value === now[f])) { const o = element("option", now[f]); o.value = now[f]; list.append(o); }
    list.value = now[f] || (f === "orden" ? "fit" : ""); } $("abiertas").checked = now.abiertas; }
  function say(now) { const address = told(now); if (location.hash.slice(1) !== address) location.replace("#" + address); }
  function change(late) { clearTimeout(calm); calm = setTimeout(() => { const now = read(); say(now); show(now); }, late); }
  function begin() {
    said = JSON.parse($("words").dataset.words);
    const wide = matchMedia("(min-width: 52.01rem)");
    $("filters").open = wide.matches;
    wide.addEventListener("change", () => { $("filters").open = wide.matches; });
    put(asked());
    $("q").addEventListener("input", () => change(180));
    $("facets").addEventListener("change", () => change(0));
    $("facets").addEventListener("reset", () => change(0));
    $("search").addEventListener("submit", event => { event.preventDefault(); change(0); });
    $("more").addEventListener("click", async () => {
      const first = shown; shown += SHOWN; await show(read(), true);
      $("found").children[first]?.querySelector("a").focus();
    });
    $("share").addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(location.href); $("told").textContent = said.copied; }
      catch { $("told").textContent = said.address + " " + location.href; }
    });
    addEventListener("hashchange", () => { const now = asked(); if (told(now) !== told(read())) { put(now); show(now); } });
    const now = read(); say(now); show(now);
  }
  if (typeof document !== "undefined" && document.addEventListener) document.addEventListener("DOMContentLoaded", begin);
  return { take, root, words, near, unpack, search, rank };
})();
