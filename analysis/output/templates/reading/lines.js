// The table of counts, and the concordance that stands behind each of its numbers.

const WIDTH = 60;
const STEP = 200;

function drawCounts() {
  const { groups, total } = tally();
  const themes = range(data.themes.length).filter((theme) => state.themes.has(theme));
  byId("table").replaceChildren(
    make("caption", { class: "unseen" }, word("counts")),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, word("group")), ...themes.map((theme) => make("th", { scope: "col" }, themeName(theme))))),
    make("tbody", {}, ...groups.map((sums) => countRow(sums, themes))),
    make("tfoot", {}, countRow(total, themes)),
  );
  fitCounts();
  const parts = data.counting.parts.map(called).join(comma());
  byId("rule").textContent = word("rule", { parts });
  drawCheck(themes);
}

const themeName = (theme) => make("span", { class: `sample ${look(theme)}` }, named(data.themes[theme]));

/** A group with what was counted in it, and its number for each theme. */
function countRow(sums, themes) {
  const facts = ["articles", "sentences", "words"].map((what) => make("bdi", { "data-fact": what }, some(what, sums[what])));
  const head = make("th", { scope: "row" }, make("bdi", { class: "name" }, sums.name ?? word("total")), make("small", {}, ...facts));
  return make("tr", {}, head, ...themes.map((theme) => make("td", {}, countButton(sums, theme))));
}

/** The table of counts as cards, one a group, where it would be wider than its place; its head and its sums say so. */
function fitCounts() {
  const table = byId("table");
  table.classList.remove("cards");
  table.tBodies[0].hidden = true; // names wrap, and hundreds of them need not be laid out twice
  const wide = table.scrollWidth > table.parentElement.clientWidth;
  table.tBodies[0].hidden = false;
  table.classList.toggle("cards", wide);
}

function countButton(sums, theme) {
  const count = sums.matches[theme];
  const label = `${sums.name || word("total")}${comma()}${named(data.themes[theme])}: ${number(count)}`;
  const rate = make("small", {}, number((1000 * count) / sums.words, 1));
  const show = () => showLines({ kind: "matches", theme, group: sums.key });
  return make("button", { type: "button", class: "count", "aria-label": label, "data-theme": theme, "data-group": sums.key ?? "", onclick: show }, make("span", { class: `of sample ${look(theme)}` }, named(data.themes[theme])), make("b", {}, number(count)), rate);
}

const OUTCOMES = ["hit", "false_positive", "false_negative"];

/** The hand coding beside the lexicon's: how often both, the lexicon alone, the coder alone found each theme. */
function drawCheck(themes) {
  const place = byId("check");
  place.hidden = !state.coder;
  if (!state.coder) return;
  const sums = data.themes.map(() => ({ hit: 0, false_positive: 0, false_negative: 0 }));
  for (const article of chosenArticles()) {
    for (const unit of checked(article)) unit.outcomes.forEach((outcome, theme) => outcome && (sums[theme][outcome] += 1));
  }
  const button = (theme, outcome) =>
    make("button", { type: "button", class: "count", "data-theme": theme, "data-outcome": outcome, "aria-label": `${named(data.themes[theme])}${comma()}${word(outcome)}: ${number(sums[theme][outcome])}`, onclick: () => showLines({ kind: "outcome", theme, outcome }) }, make("b", {}, number(sums[theme][outcome])));
  place.replaceChildren(
    make("h3", {}, word("check", { coder: named(data.coders.find((coder) => coder.id === state.coder)) })),
    make("table", {},
      make("thead", {}, make("tr", {}, ...["theme", ...OUTCOMES].map((key) => make("th", { scope: "col" }, word(key))))),
      make("tbody", {}, ...themes.map((theme) => make("tr", {},
        make("th", { scope: "row" }, themeName(theme)),
        ...OUTCOMES.map((outcome) => make("td", {}, button(theme, outcome)))))),
    ),
    make("p", { class: "quiet" }, word("check_rule")),
  );
}

function showLines(asked) {
  state.lines = asked;
  state.shown = STEP;
  drawLines();
  byId("lines-name").focus({ preventScroll: true });
  byId("concordance").scrollIntoView({ block: "nearest" });
}

/** The lines asked for, under the choices as they stand now. */
function linesOf(asked) {
  const rows = [];
  data.articles.forEach((article, place) => {
    if (!state.officials.has(article.official.fa)) return;
    if (asked.kind === "outcome") return rows.push(...outcomeLines(article, place, asked));
    if (asked.group !== null && groupOf(article) !== asked.group) return;
    const inside = counted(article);
    article.matches.forEach((match, n) => {
      const [sentence, , , entry] = match;
      if (data.entries[entry].theme === asked.theme && chosenEntry(entry) && inside.has(sentence)) rows.push(matchLine(article, place, n));
    });
  });
  return rows;
}

function matchLine(article, place, n) {
  const [number_, start, end] = article.matches[n];
  const sentence = article.sentences.find((one) => one.n === number_);
  return {
    article: place, sentence: number_, n,
    before: tail(article.text.slice(sentence.start, start)),
    match: oneLine(article.text.slice(start, end)),
    after: head(article.text.slice(end, sentence.end)),
  };
}

function outcomeLines(article, place, asked) {
  return checked(article)
    .filter((unit) => unit.outcomes[asked.theme] === asked.outcome)
    .map((unit) => ({ article: place, sentence: sentenceAt(article, unit.start).n, n: -1, before: "", match: oneLine(article.text.slice(unit.start, unit.end)), after: "" }));
}

const oneLine = (text) => text.trim().split(/\s+/).join(" ");

/** The end of what stands before a match, from a space on. */
function tail(text) {
  const line = oneLine(text);
  return line.length <= WIDTH ? line : `… ${line.slice(-WIDTH).replace(/^\S*\s/, "")}`;
}

/** The beginning of what stands after a match, up to a space. */
function head(text) {
  const line = oneLine(text);
  return line.length <= WIDTH ? line : `${line.slice(0, WIDTH).replace(/\s\S*$/, "")} …`;
}

/** Lines in the order asked for; what stands before is compared outward from the match. */
function sorted(rows) {
  const { column, down } = state.sort;
  if (column === "place") return down ? rows.toReversed() : rows;
  const compare = new Intl.Collator("fa").compare;
  const key = column === "before" ? (row) => row.before.split(" ").reverse().join(" ") : (row) => row[column];
  const keyed = rows.map((row) => [key(row), row]).sort((a, b) => compare(a[0], b[0]));
  const result = keyed.map(([, row]) => row);
  return down ? result.reverse() : result;
}

function drawLines() {
  const place = byId("lines");
  const title = byId("lines-title");
  if (!state.lines) {
    title.textContent = word("lines_empty");
    return place.replaceChildren();
  }
  const rows = sorted(linesOf(state.lines));
  const { theme, group: key, kind, outcome } = state.lines;
  const ofGroup = data.articles.find((article) => groupOf(article) === key);
  const what = kind === "outcome" ? word(outcome) : ofGroup ? groupName(ofGroup) : word("total");
  const facts = [named(data.themes[theme]), what, some(kind === "outcome" ? "sentences" : "matches", rows.length)];
  title.replaceChildren(...facts.flatMap((fact, n) => [n ? " · " : "", make("bdi", {}, fact)]));
  if (!rows.length) return place.replaceChildren(make("p", {}, word("lines_none")));
  const columns = kind === "outcome" ? ["place", "match"] : ["place", "before", "match", "after"];
  const left = rows.length - state.shown;
  place.replaceChildren(
    make("table", { class: `kwic ${kind}`, dir: "rtl" },
      make("thead", {}, make("tr", {}, ...columns.map(sortHead))),
      make("tbody", {}, ...rows.slice(0, state.shown).map((row) => lineRow(row, columns, theme)))),
  );
  if (left > 0) place.append(make("button", { type: "button", id: "more", onclick: () => { state.shown += STEP; drawLines(); } }, some("more", Math.min(left, STEP))));
}

function sortHead(column) {
  const here = state.sort.column === column;
  const press = () => {
    state.sort = { column, down: here && !state.sort.down };
    drawLines();
    byId("lines").querySelector(`[data-sort="${column}"]`).focus();
  };
  const arrow = make("span", { "aria-hidden": "true" }, here ? (state.sort.down ? " ▼" : " ▲") : "");
  const button = make("button", { type: "button", class: "sort", "data-sort": column, title: word("sort_by", { column: word(column) }), onclick: press }, word(column), arrow);
  return make("th", { scope: "col", class: column, lang: state.language, "aria-sort": here ? (state.sort.down ? "descending" : "ascending") : "none" }, button);
}

function lineRow(row, columns, theme) {
  const article = data.articles[row.article];
  const where = make("td", { class: "place", lang: state.language }, make("bdi", {}, titled(article)), ` ${number(row.sentence)}`);
  const jump = persian("button", row.match, { type: "button", class: `sample ${look(theme)}` });
  const cells = { place: where, before: persian("td", row.before, { class: "before" }), match: make("td", { class: "match" }, jump), after: persian("td", row.after, { class: "after" }) };
  return make("tr", { onclick: () => openArticle(row.article, row.sentence, row.n) }, ...columns.map((column) => cells[column]));
}
