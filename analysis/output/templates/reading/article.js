// One article as it stood on its page: parts, voices, repeats, and every theme where it was found.

function drawArticle() {
  const article = data.articles[state.article];
  byId("article").value = state.article;
  byId("article-name").textContent = [named(article.official), named(article.city)].join(comma());
  const date = article.date[state.language] || article.date.en;
  byId("article-facts").replaceChildren(make("bdi", {}, [article.outlet, digits(date)].filter(Boolean).join(" · ")), " · ", make("bdi", { dir: "ltr" }, article.id));
  const instead = countedFor(article);
  const units = checked(article);
  byId("text").replaceChildren(...article.sentences.map((sentence) => sentenceItem(article, sentence, instead, units)));
  byId("previous").disabled = state.article === 0;
  byId("next").disabled = state.article === data.articles.length - 1;
  closeCard();
}

function sentenceItem(article, sentence, instead, units) {
  const counts = instead.get(firstSaid(article, sentence)) === sentence;
  const classes = ["sentence", `part-${sentence.part}`, `voice-${sentence.voice}`];
  if (!counts) classes.push("aside");
  const link = make("a", { class: "n", href: `#${state.language}/${encodeURIComponent(article.id)}/${sentence.n}` }, number(sentence.n));
  const tags = make("span", { class: "tags", lang: state.language }, link, make("span", { class: "voice" }, called(sentence.voice)));
  if (sentence.part !== "body") tags.append(make("span", { class: "part" }, called(sentence.part)));
  if (sentence.repeats) tags.append(make("span", { class: "repeat" }, word("repeat_of", { n: number(sentence.repeats) })));
  if (!counts) tags.append(make("span", { title: reason(article, sentence.n)[1] }, word("counts_no")));
  const text = persian("p", "");
  text.append(...marked(article, sentence));
  const item = make("li", { class: classes.join(" "), id: `s${sentence.n}`, tabindex: "-1" }, tags, text);
  if (state.coder) item.append(...outcomeBadges(article, sentence, units));
  return item;
}

/** The coder's verdicts on this sentence, beside the lexicon's. */
function outcomeBadges(article, sentence, units) {
  const words = { hit: "coder_too", false_positive: "said_only_here", false_negative: "missed" };
  const signs = { hit: "✓", false_positive: "＋", false_negative: "−" };
  const badges = [];
  for (const unit of units) {
    if (sentenceAt(article, unit.start) !== sentence) continue;
    unit.outcomes.forEach((outcome, theme) => {
      if (!outcome || !state.themes.has(theme)) return;
      badges.push(make("span", { class: `badge ${outcome}`, lang: state.language }, `${signs[outcome]} ${named(data.themes[theme])}: ${word(words[outcome])}`));
    });
  }
  return badges.length ? [make("div", { class: "badges" }, ...badges)] : [];
}

/** The text of a sentence cut where a match begins or ends; each piece stands inside one span for each of its themes. */
function marked(article, sentence) {
  const inside = article.matches.map((match, n) => [...match, n]).filter((match) => match[0] === sentence.n && chosenMatch(match));
  const cuts = [...new Set([sentence.start, sentence.end, ...inside.flatMap(([, start, end]) => [start, end])])].sort((a, b) => a - b);
  return range(cuts.length - 1).map((place) => {
    const [start, end] = [cuts[place], cuts[place + 1]];
    const here = inside.filter((match) => match[1] <= start && match[2] >= end);
    return here.length ? mark(article.text.slice(start, end), here, start) : article.text.slice(start, end);
  });
}

function mark(text, matches, start) {
  const whole = matches.map((match) => match[4]).join(" ");
  const names = matches.map((match) => named(data.themes[data.entries[match[3]].theme]));
  let inner = text;
  matches.forEach((match, depth) => {
    const outermost = depth === matches.length - 1;
    const first = matches.some((one) => one[1] === start);
    const attributes = { class: `mark ${look(data.entries[match[3]].theme)} depth${Math.min(depth, 2)}` };
    if (outermost) Object.assign(attributes, { "data-matches": whole, role: "button", tabindex: first ? "0" : "-1", "aria-description": names.join(", ") });
    inner = make("span", attributes, inner);
  });
  return inner;
}

/** Open an article at a sentence, and at one of its matches with its card. */
function openArticle(article, sentence, match = -1) {
  state.article = article;
  drawArticle();
  history.replaceState(null, "", `#${state.language}/${encodeURIComponent(data.articles[article].id)}${sentence ? `/${sentence}` : ""}`);
  if (!sentence) return;
  const item = byId(`s${sentence}`);
  item.classList.add("here");
  const target = [...item.querySelectorAll("[data-matches]")].find((one) => one.dataset.matches.split(" ").includes(String(match))) || item;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
  if (match >= 0) openCard([match], target);
}

let opener = null;

function openCard(matches, from) {
  opener = from;
  document.querySelectorAll(".mark.open").forEach((one) => one.classList.remove("open"));
  from.classList.add("open");
  const article = data.articles[state.article];
  const close = make("button", { type: "button", class: "close", onclick: () => { closeCard(); opener.focus(); } }, word("close"));
  byId("card").replaceChildren(close, ...matches.map((n) => matchCard(article, article.matches[n])));
  byId("card").hidden = false;
}

function closeCard() {
  byId("card").hidden = true;
  document.querySelectorAll(".mark.open").forEach((one) => one.classList.remove("open"));
}

/** What a match is, which entry found it and why that stands in the lexicon, and whether it counts here. */
function matchCard(article, [number_, start, end, place]) {
  const entry = data.entries[place];
  const theme = data.themes[entry.theme];
  const subtheme = theme.subthemes[entry.subtheme];
  const facts = [
    [word("theme"), named(theme)],
    subtheme && [word("subtheme"), named(subtheme)],
    [word("definition"), named((subtheme || theme).is)],
    [word("entry"), inOrder(entry.pattern)],
    [word("entry_tier"), word(entry.tier)],
    entry.example && [word("example"), entry.example],
    entry.note && [word("note"), inTongue(entry.note)],
    entry.near.length && [word("near"), entry.near.join("، ")],
    entry.not_near.length && [word("not_near"), entry.not_near.join("، ")],
    ...entry.lists.map((name) => [make("bdi", { dir: "ltr" }, `@${name}`), make("details", {}, make("summary", {}, word("list")), data.lists[name])]),
    entry.speaker && [word("only_voice"), called(entry.speaker)],
  ].filter(Boolean);
  const [counts, why] = reason(article, number_);
  return make("div", { class: "fact" },
    persian("p", make("b", { class: `sample ${look(entry.theme)}` }, oneLine(article.text.slice(start, end)))),
    make("p", { class: counts ? "yes" : "no" }, make("b", {}, word(counts ? "counts_yes" : "counts_no")), ` · ${why}`),
    make("dl", {}, ...facts.flatMap(([name, value]) => [make("dt", {}, name), make("dd", tongue(value.textContent ?? value), value)])));
}

/** A text that has one language only, to be opened where that is not the page's. */
function inTongue(text) {
  const own = tongue(text);
  return own.lang === state.language ? text : make("details", {}, make("summary", { lang: state.language }, word("in_other")), make("span", own, text));
}

/** A pattern from right to left, each part in its place whatever its letters. */
function inOrder(pattern) {
  return make("code", { dir: "rtl" }, ...pattern.split(" ").flatMap((part) => [make("bdi", {}, part), " "]));
}

/** Whether a sentence counts under the choices, and the sentence that says why. */
function reason(article, n) {
  const sentence = article.sentences.find((one) => one.n === n);
  if (!data.counting.parts.includes(sentence.part)) return [false, word("why_part", { part: called(sentence.part) })];
  if (!state.voices.has(sentence.voice)) return [false, word("why_voice", { voice: called(sentence.voice) })];
  const instead = countedFor(article).get(firstSaid(article, sentence));
  if (instead !== sentence) return [false, word("why_repeat", { n: number(instead.n) })];
  return [true, word("why_counts", { part: called(sentence.part), voice: called(sentence.voice) })];
}
