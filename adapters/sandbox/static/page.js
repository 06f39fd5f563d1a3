// The little that HTML and htmx do not do by themselves: focus, scrolling, keys in lists, light and dark.
"use strict";
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const one = (selector, inside = document) => inside.querySelector(selector);

  // Light and dark.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // The choice lasts as long as this page.
    }
  });

  // Lists stay at their end while one is there.
  const atEnd = new WeakSet();
  const near = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const toEnd = (list) => {
    list.scrollTop = list.scrollHeight;
    atEnd.add(list);
  };
  document.addEventListener("scroll", (event) => {
    const list = event.target;
    if (!(list instanceof Element) || !list.matches(".feed")) return;
    near(list) ? atEnd.add(list) : atEnd.delete(list);
  }, true);
  const follow = () => all(".feed").forEach((list) => atEnd.has(list) && toEnd(list));

  // A form takes the focus while it is open and gives it back.
  let before = null;
  const openForm = () => {
    const dialog = one("#form > dialog");
    if (!dialog) {
      // Where they were may be gone by now; then they are back at their words.
      if (before) (before.isConnected && before !== document.body ? before : one("#words"))?.focus();
      before = null;
      return;
    }
    if (dialog.matches(":modal")) return;
    before ??= document.activeElement;
    dialog.close();
    dialog.showModal();
    (one("[aria-invalid=true], .wrong input", dialog) ?? one(".field input:not([type=hidden]), .field textarea, .field select", dialog))?.focus();
  };
  document.addEventListener("cancel", (event) => {
    if (!event.target.matches?.("#form > dialog")) return;
    event.preventDefault();
    one("[data-shuts]", event.target).click();
  }, true);

  // Words grow with what is typed; Enter sends, with Shift it begins a line.
  const grow = (area) => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, 220)}px`;
  };
  document.addEventListener("input", (event) => event.target.matches(".composer textarea") && grow(event.target));
  document.addEventListener("keydown", (event) => {
    const area = event.target;
    if (!area.matches?.(".composer textarea") || event.isComposing) return;
    const listing = one(".palette .listing", area.form);
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (area.value.trim()) area.form.requestSubmit();
    } else if (listing && (event.key === "ArrowUp" || event.key === "Tab") && !event.shiftKey) {
      event.preventDefault();
      (event.key === "Tab" ? one("button, input, select", listing) : all(":scope > button", listing).at(-1))?.focus();
    } else if (listing && event.key === "Escape") {
      shutPalette(area.form);
    }
  });

  // A message's address goes to the clipboard, to be pasted into a command; where there is none, the link is followed.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-copies]");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    navigator.clipboard.writeText(link.href);
    link.closest("details").open = false;
  });

  // The list of commands: arrows move, Escape goes back to the words.
  const shutPalette = (form) => {
    one(".palette", form).replaceChildren();
    one("textarea", form).focus();
  };
  document.addEventListener("click", (event) => {
    const shut = event.target.closest("[data-shuts-palette]");
    if (shut) shutPalette(shut.form);
  });
  document.addEventListener("keydown", (event) => {
    const listing = event.target.closest?.(".palette .listing");
    if (!listing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      shutPalette(listing.closest("form"));
    } else if (event.target.matches("button") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
      const next = event.target[step];
      next?.matches("button") ? next.focus() : one("textarea", listing.closest("form")).focus();
    }
  });

  // Searching a long list: what is picked is sent, what is only typed is sent as it is.
  const pick = (search, option) => {
    one("[data-picked]", search).value = option.dataset.value;
    const input = one("[role=combobox]", search);
    input.value = option.textContent.trim();
    shutList(search);
    input.focus();
  };
  const shutList = (search) => {
    one("[role=listbox]", search).replaceChildren();
    one("[role=combobox]", search).setAttribute("aria-expanded", "false");
    one("[role=combobox]", search).removeAttribute("aria-activedescendant");
  };
  const mark = (search, option) => {
    all("[role=option]", search).forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    one("[role=combobox]", search).setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("input", (event) => {
    const search = event.target.closest?.("[data-search]");
    if (search) one("[data-picked]", search).value = "";
  });
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.("[data-search] [role=option]");
    if (!option) return;
    event.preventDefault();
    pick(option.closest("[data-search]"), option);
  });
  document.addEventListener("focusout", (event) => {
    const search = event.target.closest?.("[data-search]");
    if (search && !search.contains(event.relatedTarget)) shutList(search);
  });
  document.addEventListener("keydown", (event) => {
    const search = event.target.closest?.("[data-search]");
    if (!search) return;
    const options = all("[role=option]", search);
    const here = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" && options.length) {
      event.preventDefault();
      mark(search, options[(here + 1) % options.length]);
    } else if (event.key === "ArrowUp" && options.length) {
      event.preventDefault();
      mark(search, options[(here - 1 + options.length) % options.length]);
    } else if (event.key === "Enter" && here >= 0) {
      event.preventDefault();
      pick(search, options[here]);
    } else if (event.key === "Escape" && options.length) {
      event.preventDefault();
      event.stopPropagation();
      shutList(search);
    }
  });

  // One menu at a time, and none once something else is touched.
  document.addEventListener("click", (event) => {
    all("details.drop[open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details[open]");
    if (!menu) return;
    menu.open = false;
    one("summary", menu).focus();
  });

  // What came of a request.
  const trouble = (words) => {
    const line = one("#trouble");
    if (line) line.textContent = words ? line.dataset[words] : "";
  };
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.request.method !== "POST") return;
    if (ctx.response.status >= 400) {
      trouble("words");
      return;
    }
    trouble("");
    const form = ctx.sourceElement;
    all("details.drop[open]").forEach((menu) => (menu.open = false));
    if (form.matches("[data-clears]")) {
      form.reset();
      one(".palette", form).replaceChildren();
      all("textarea", form).forEach(grow);
      atEnd.add(one(".feed", form.parentElement));
    }
  });
  document.addEventListener("htmx:error", (event) => event.detail.ctx?.request?.method === "POST" && trouble("words"));
  document.addEventListener("htmx:sse:error", () => trouble("waiting"));
  document.addEventListener("gone", (event) => location.assign(event.target.dataset.start));
  document.addEventListener("htmx:sse:after:connection", () => trouble(""));
  document.addEventListener("htmx:after:swap", (event) => {
    // A list that comes after its words were sent has nothing to offer any more.
    all(".listing:not(.params)").forEach((late) => one("textarea", late.closest("form")).value || late.remove());
    follow();
    openForm();
    all("[data-search]").forEach((search) =>
      one("[role=combobox]", search).setAttribute("aria-expanded", String(Boolean(one("[role=option]", search)))),
    );
    const params = one("#palette [data-params]");
    if (params && !params.contains(document.activeElement) && !params.dataset.met) {
      params.dataset.met = "yes";
      one("select, input:not([type=hidden]), .button", params)?.focus();
    }
  });

  all(".feed").filter((list) => !one(".home-page", list)).forEach(toEnd);
  openForm();
})();
