// What is not accessible on the page shown: names of controls, contrast, landmarks, labels, tables. An empty list is good.
() => {
  const found = [];
  const told = (what, element) => found.push(what + ": " + element.outerHTML.slice(0, 120));
  const shown = (element) => element.checkVisibility({ checkVisibilityCSS: true });
  const nameOf = (element) => {
    const by = element.getAttribute("aria-labelledby");
    const said = by ? by.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ") : "";
    const labels = element.labels ? Array.from(element.labels, (label) => label.textContent).join(" ") : "";
    return (element.getAttribute("aria-label") || said || labels || element.textContent || "").trim();
  };
  document.querySelectorAll("a, button, input, [role=button], [role=region], [role=search], nav, figure, section").forEach((element) => {
    if (shown(element) && !nameOf(element)) told("no name", element);
  });
  for (const [selector, count] of [["body > header", 1], ["main", 1], ["body > footer", 1], ["h1", 1], ["html[lang]", 1]]) {
    const there = document.querySelectorAll(selector).length;
    if (there !== count) found.push(`${there} times ${selector}`);
  }
  const navs = Array.from(document.querySelectorAll("nav"), (nav) => nav.getAttribute("aria-label"));
  if (new Set(navs).size !== navs.length) found.push("two navigations of one name");
  document.querySelectorAll("table").forEach((table) => {
    if (!table.caption || !table.caption.textContent.trim()) told("no caption", table);
    if (!table.querySelector("thead th[scope=col]")) told("no heads", table);
  });
  document.querySelectorAll("svg").forEach((svg) => {
    if (svg.getAttribute("aria-hidden") !== "true" && !nameOf(svg)) told("picture without a name", svg);
  });
  document.querySelectorAll("[role=img] [tabindex], [aria-hidden=true] a, [aria-hidden=true] button").forEach((one) => told("hidden control", one));
  document.querySelectorAll("*").forEach((element) => {
    const style = getComputedStyle(element);
    const scrolls = element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(style.overflowX);
    if (scrolls && element !== document.scrollingElement && element.tabIndex < 0 && !element.querySelector("[tabindex='0']")) {
      told("scrolls, but not by keyboard", element);
    }
  });

  // contrast of text in HTML with the ground behind it (WCAG 2: 4.5, large letters 3)
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const [red, green, blue] = numbers(colour).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      const alpha = numbers(colour)[3];
      if (alpha === undefined || alpha > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("svg, script, noscript") || !shown(element)) continue;
    const style = getComputedStyle(element), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const pair = [light(style.color), light(ground(element))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < (large ? 3 : 4.5)) told(`contrast ${ratio.toFixed(2)}`, element);
  }
  return found;
}
