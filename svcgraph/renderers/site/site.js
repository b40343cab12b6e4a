// The site's only script: the dark, the search, and choosing in the picture. Nothing is fetched.
"use strict";

(function () {
  const root = document.documentElement;
  root.classList.add("js");

  // --- light and dark -----------------------------------------------------------------------------------------------
  const KEY = "svcgraph-theme";
  const theme = document.getElementById("theme");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  function remembered() {
    try { return localStorage.getItem(KEY); } catch (denied) { return null; } // a browser may keep nothing for files
  }
  function remember(value) {
    try { localStorage.setItem(KEY, value); } catch (denied) { root.dataset.theme = value; }
  }
  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
  }
  function show() {
    theme.setAttribute("aria-pressed", String(isDark()));
  }
  const kept = remembered();
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  theme.addEventListener("click", function () {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember(root.dataset.theme);
    show();
  });
  prefersDark.addEventListener("change", show);
  show();

  // --- search -------------------------------------------------------------------------------------------------------
  const MOST = 100;

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss").replace(/[\u2019\u02bc]/g, "'");
  }
  function search() {
    const field = document.getElementById("find");
    const status = document.getElementById("found");
    const list = document.getElementById("hits");
    const index = svcgraphSearch.map(function (one) {
      return { entry: one, name: plain(one[1]), all: plain(one.slice(0, 4).join(" ")) };
    });

    function find() {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      list.replaceChildren();
      if (!words.length) { status.textContent = ""; return; }
      const hits = index.filter(function (one) { return words.every(function (word) { return one.all.includes(word); }); });
      const named = function (one) { return words.every(function (word) { return one.name.includes(word); }) ? 0 : 1; };
      hits.sort(function (a, b) { return named(a) - named(b); });
      const said = !hits.length ? "none" : hits.length > MOST ? "most" : "many";
      status.textContent = status.dataset[said].replace("#", hits.length);
      hits.slice(0, MOST).forEach(function (hit) { list.append(item(hit.entry)); });
    }
    function item(entry) {
      const made = document.createElement("li"), kind = document.createElement("span");
      const link = document.createElement("a"), more = document.createElement("span");
      kind.className = "kind";
      kind.textContent = entry[0];
      link.href = entry[4];
      link.textContent = entry[1];
      more.className = "more";
      more.textContent = entry[2];
      made.append(kind, link, more);
      return made;
    }
    field.value = new URLSearchParams(location.search).get("q") || "";
    field.form.addEventListener("submit", function (event) { event.preventDefault(); find(); });
    field.addEventListener("input", find);
    field.focus();
    find();
  }
  if (document.getElementById("find") && typeof svcgraphSearch !== "undefined") search();

  // --- the picture --------------------------------------------------------------------------------------------------
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function explore(place) {
    const svg = place.querySelector("svg.svcgraph");
    const panel = place.querySelector(".chosen");
    const edges = Array.from(svg.querySelectorAll("g.edge")), nodes = Array.from(svg.querySelectorAll("g.node"));
    const labels = Array.from(svg.querySelectorAll("g.label"));
    const things = nodes.concat(edges);
    const told = Array.from(document.querySelectorAll("tr[data-arrows]"));
    let chosen = null;

    things.forEach(function (thing, at) {
      const title = thing.querySelector("title");
      thing.setAttribute("role", "button");
      thing.setAttribute("tabindex", at ? "-1" : "0");
      thing.setAttribute("aria-pressed", "false");
      thing.setAttribute("aria-label", title ? title.textContent : "");
      thing.addEventListener("click", function () { choose(thing); });
      thing.addEventListener("keydown", function (event) { pressed(event, thing); });
    });

    function pressed(event, thing) {
      if (event.key === "Enter" || event.key === " ") choose(thing);
      else if (event.key === "Escape") choose(null);
      else if (event.key === "Home") go(0, 1);
      else if (event.key === "End") go(things.length - 1, -1);
      else if (STEPS[event.key]) go(things.indexOf(thing) + STEPS[event.key], STEPS[event.key]);
      else return;
      event.preventDefault();
    }
    function go(at, step) {
      const count = things.length;
      for (let tried = 0; tried < count; tried += 1, at += step) {
        const thing = things[((at % count) + count) % count];
        if (!thing.classList.contains("left-out")) { focusOn(thing); return; }
      }
    }
    function focusOn(thing) {
      things.forEach(function (other) { other.setAttribute("tabindex", other === thing ? "0" : "-1"); });
      thing.focus();
    }
    function nameOf(edge) { return edge.id.replace(/^edge-/, ""); }
    function belongs(edge, thing) {
      const name = thing.id.replace(/^node-/, "");
      return edge === thing || edge.dataset.source === name || edge.dataset.target === name;
    }
    function choose(thing) {
      chosen = thing === chosen ? null : thing;
      const near = new Set(chosen ? [chosen] : things);
      edges.filter(function (edge) { return chosen && belongs(edge, chosen); }).forEach(function (edge) {
        near.add(edge);
        near.add(svg.getElementById("node-" + edge.dataset.source));
        near.add(svg.getElementById("node-" + edge.dataset.target));
      });
      things.forEach(function (one) {
        one.classList.toggle("dim", !near.has(one));
        one.setAttribute("aria-pressed", String(one === chosen));
      });
      labels.forEach(function (label) {
        label.classList.toggle("dim", !near.has(svg.getElementById("edge-" + label.dataset.edge)));
      });
      tell();
    }
    function tell() {
      panel.replaceChildren();
      if (!chosen) { panel.append(element("p", place.dataset.nothing)); return; }
      const title = element("h2", "");
      panel.append(title);
      const names = edges.filter(function (edge) { return belongs(edge, chosen); }).map(nameOf);
      const rows = told.filter(function (row) {
        return row.dataset.arrows.split(" ").some(function (name) { return names.includes(name); });
      });
      title.append(named(chosen.getAttribute("aria-label"), rows));
      if (rows.length) panel.append(copied(rows));
    }
    // the name, as the link that some row has for it
    function named(name, rows) {
      const links = rows.flatMap(function (row) { return Array.from(row.querySelectorAll("a")); });
      const found = links.find(function (link) { return link.textContent === name; });
      return found ? found.cloneNode(true) : name;
    }
    function copied(rows) {
      const table = document.createElement("table"), body = document.createElement("tbody");
      table.append(element("caption", place.dataset.caption));
      table.append(rows[0].closest("table").tHead.cloneNode(true), body);
      rows.forEach(function (row) {
        const copy = row.cloneNode(true);
        copy.removeAttribute("id");
        body.append(copy);
      });
      return table;
    }
    function element(name, text) {
      const made = document.createElement(name);
      made.textContent = text;
      return made;
    }

    // states that the reader leaves out
    place.querySelectorAll(".filters input").forEach(function (box) {
      box.addEventListener("change", function () {
        edges.concat(labels).forEach(function (one) {
          if (one.classList.contains(box.value)) one.classList.toggle("left-out", !box.checked);
        });
        told.forEach(function (row) { if (row.dataset.state === box.value) row.hidden = !box.checked; });
      });
    });
    place.querySelector(".filters").addEventListener("submit", function (event) { event.preventDefault(); });

    // larger, smaller, drag
    const whole = svg.getAttribute("viewBox").split(" ").map(Number);
    let box = whole.slice();
    function look(next) {
      box = next;
      svg.setAttribute("viewBox", box.join(" "));
    }
    function zoom(by, x, y) {
      const wide = Math.min(whole[2], box[2] / by), high = Math.min(whole[3], box[3] / by);
      const left = box[0] + (box[2] - wide) * x, top = box[1] + (box[3] - high) * y;
      look([within(left, whole[2] - wide), within(top, whole[3] - high), wide, high]);
    }
    function within(value, most) { return Math.max(0, Math.min(value, most)); }
    const ways = {
      in: function () { zoom(1.4, 0.5, 0.5); },
      out: function () { zoom(1 / 1.4, 0.5, 0.5); },
      all: function () { look(whole.slice()); }
    };
    place.querySelectorAll("[data-zoom]").forEach(function (button) {
      button.addEventListener("click", ways[button.dataset.zoom]);
    });
    svg.addEventListener("wheel", function (event) {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const area = svg.getBoundingClientRect();
      zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, (event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height);
    }, { passive: false });
    let from = null;
    svg.addEventListener("pointerdown", function (event) { from = { x: event.clientX, y: event.clientY, box: box.slice() }; });
    svg.addEventListener("pointermove", function (event) {
      if (!from || !event.buttons || box[2] >= whole[2]) return;
      const scale = box[2] / svg.getBoundingClientRect().width;
      const left = from.box[0] - (event.clientX - from.x) * scale, top = from.box[1] - (event.clientY - from.y) * scale;
      look([within(left, whole[2] - box[2]), within(top, whole[3] - box[3]), box[2], box[3]]);
    });

    // a link from elsewhere names the line that tells of an arrow: choose the arrow
    function linked() {
      const row = location.hash && document.getElementById(location.hash.slice(1));
      const names = row && row.dataset.arrows ? row.dataset.arrows.split(" ") : [];
      const found = edges.find(function (edge) { return names.includes(nameOf(edge)); });
      if (found && found !== chosen) { choose(found); focusOn(found); }
    }
    addEventListener("hashchange", linked);
    linked();
  }
  document.querySelectorAll(".explore").forEach(explore);
})();
