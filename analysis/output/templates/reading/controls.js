// The choices: what they are, what each changes, the language and the light of the page, its keys and its address.

function drawWords() {
  document.documentElement.lang = state.language;
  document.documentElement.dir = state.language === "fa" ? "rtl" : "ltr";
  document.title = word("title");
  document.querySelectorAll("[data-word]").forEach((element) => (element.textContent = word(element.dataset.word)));
  document.querySelectorAll("[data-word-label]").forEach((element) => element.setAttribute("aria-label", word(element.dataset.wordLabel)));
  byId("find").placeholder = word("find");
  byId("language").textContent = word("other_language");
  byId("language").lang = state.language === "fa" ? "en" : "fa";
}

function drawChoices() {
  fill("themes", data.themes.map((theme, n) => [n, named(theme), `sample ${look(n)}`]), state.themes);
  fill("voices", data.counting.voices.map((voice) => [voice, called(voice), `dot voice-${voice}`]), state.voices);
  drawOfficials();
  byId("tiers").replaceChildren(...["all", "core"].map((tier) => choice("radio", "tier", tier, word(`tier_${tier}`), "", state.tier === tier, () => (state.tier = tier))));
  byId("by").replaceChildren(...data.by.map((by) => make("option", { value: by, selected: state.by === by }, data.words[state.language][`by_${by}`] || by)));
  byId("coder-field").hidden = !data.coders.length;
  byId("coder").replaceChildren(make("option", { value: "" }, word("coding_hidden")), ...data.coders.map((coder) => make("option", { value: coder.id, selected: state.coder === coder.id }, named(coder))));
  byId("article").replaceChildren(...data.articles.map((article, n) => make("option", { value: n }, [named(article.official), digits(article.date[state.language] || article.date.en), article.id].filter(Boolean).join(" · "))));
}

function drawOfficials() {
  const asked = byId("find").value.trim().toLowerCase();
  const shown = officials.filter((official) => `${official.fa} ${official.en}`.toLowerCase().includes(asked));
  fill("officials", shown.map((official) => [official.fa, named(official), ""]), state.officials);
}

/** A list of boxes that add to a set of the state and take from it. */
function fill(id, options, chosen) {
  byId(id).replaceChildren(...options.map(([value, name, look]) =>
    choice("checkbox", id, value, name, look, chosen.has(value), (on) => (on ? chosen.add(value) : chosen.delete(value)))));
}

function choice(type, name, value, text, look, on, change) {
  const input = make("input", { type, name, value });
  input.checked = on;
  input.addEventListener("change", () => { change(input.checked); drawFigures(); });
  return make("label", { class: "choice" }, input, make("span", { class: look, dir: "auto" }, text));
}

/** Everything that depends on the choices. */
function drawFigures() {
  drawCounts();
  drawLines();
  drawArticle();
}

function drawAll() {
  drawWords();
  drawChoices();
  drawFigures();
}

function chooseOfficials(names) {
  state.officials = new Set(names);
  drawOfficials();
  drawFigures();
}

/** Where the address points to: language, article and sentence, each of them optional. */
function readAddress() {
  const [language, id, sentence] = location.hash.slice(1).split("/").map(decodeURIComponent);
  const place = data.articles.findIndex((article) => article.id === id);
  if (language in data.words && language !== state.language) {
    state.language = language;
    drawAll();
  }
  if (place < 0) return;
  const found = data.articles[place].sentences.some((one) => one.n === Number(sentence));
  openArticle(place, found ? Number(sentence) : 0);
}

function switchLanguage() {
  state.language = state.language === "fa" ? "en" : "fa";
  drawAll();
}

function switchLight() {
  const dark = getComputedStyle(document.documentElement).getPropertyValue("--is-dark").trim() === "1";
  document.documentElement.dataset.light = dark ? "light" : "dark";
}

byId("language").addEventListener("click", switchLanguage);
byId("light").addEventListener("click", switchLight);
byId("print").addEventListener("click", () => window.print());
byId("find").addEventListener("input", drawOfficials);
byId("all").addEventListener("click", () => chooseOfficials(officials.map((official) => official.fa)));
byId("none").addEventListener("click", () => chooseOfficials([]));
byId("by").addEventListener("change", (event) => { state.by = event.target.value; state.lines = null; drawFigures(); });
byId("coder").addEventListener("change", (event) => { state.coder = event.target.value; if (state.lines?.kind === "outcome") state.lines = null; drawFigures(); });
byId("reset").addEventListener("click", () => { byId("find").value = ""; Object.assign(state, initialState()); drawAll(); });
byId("article").addEventListener("change", (event) => openArticle(Number(event.target.value)));
byId("previous").addEventListener("click", () => openArticle(state.article - 1));
byId("next").addEventListener("click", () => openArticle(state.article + 1));
byId("text").addEventListener("click", (event) => pressMark(event.target));
byId("text").addEventListener("keydown", (event) => { if ((event.key === "Enter" || event.key === " ") && pressMark(event.target)) event.preventDefault(); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !byId("card").hidden) { closeCard(); opener.focus(); } });
window.addEventListener("hashchange", readAddress);
window.addEventListener("resize", fitCounts);
document.fonts.ready.then(fitCounts);

function pressMark(element) {
  const found = element.closest("[data-matches]");
  if (found) openCard(found.dataset.matches.split(" ").map(Number), found);
  return Boolean(found);
}

if (matchMedia("(max-width: 60rem)").matches) document.querySelector("#choices details").open = false;
drawAll();
readAddress();
