// What counts under the choices. The rule itself is the function `counted` of the study: each sentence brings, for every
// set of voices, whether it counts there, and nothing of the rule is written again here.

/** The number of the set of voices that are chosen: the sum of their places as powers of two. */
function voiceSet() {
  return data.counting.voices.reduce((set, voice, place) => set + (state.voices.has(voice) ? 1 << place : 0), 0);
}

/** The number of the sentence whose words these are, following repeats of repeats. */
function firstSaid(article, sentence) {
  while (sentence.repeats) sentence = article.sentences.find((other) => other.n === sentence.repeats);
  return sentence.n;
}

/** The sentences that count, each under the number of the sentence where its words stand first. */
function countedFor(article) {
  const set = voiceSet();
  const counting = article.sentences.filter((sentence) => (sentence.counts >> set) & 1);
  return new Map(counting.map((sentence) => [firstSaid(article, sentence), sentence]));
}

/** The sentences of an article that count, under the choices made. */
function counted(article) {
  const set = voiceSet();
  return new Set(article.sentences.filter((sentence) => (sentence.counts >> set) & 1).map((sentence) => sentence.n));
}

const chosenEntry = (entry) => state.tier === "all" || data.entries[entry].tier === "core";
const chosenMatch = ([, , , entry]) => chosenEntry(entry) && state.themes.has(data.entries[entry].theme);
const chosenArticles = () => data.articles.filter((article) => state.officials.has(article.official.fa));

/** The group in which an article is counted: its official, its city, or what stands in a further column. */
const group = (article) => article.groups[state.by] || article[state.by];
const groupOf = (article) => (state.by === "article" ? article.id : group(article).fa);
const groupName = (article) => (state.by === "article" ? article.id : named(group(article)) || "–");

/** One row per group, in the order of the corpus, and their sum: articles, sentences, words, matches per theme. */
function tally() {
  const groups = new Map();
  const empty = (key, name) => ({ key, name, articles: 0, sentences: 0, words: 0, matches: data.themes.map(() => 0) });
  const total = empty(null, null);
  for (const article of chosenArticles()) {
    const key = groupOf(article);
    if (!groups.has(key)) groups.set(key, empty(key, groupName(article)));
    const inside = counted(article);
    for (const sums of [groups.get(key), total]) {
      sums.articles += 1;
      sums.sentences += inside.size;
      for (const sentence of article.sentences) if (inside.has(sentence.n)) sums.words += sentence.words;
      for (const [sentence, , , entry] of article.matches) {
        if (inside.has(sentence) && chosenEntry(entry)) sums.matches[data.entries[entry].theme] += 1;
      }
    }
  }
  return { groups: [...groups.values()], total };
}

/** Each sentence a coder saw, with what coder and lexicon say of each theme. */
function checked(article) {
  return article.hand
    .filter((unit) => unit.coder === state.coder)
    .map((unit) => {
      const inside = article.matches.filter(([, start, , entry]) => start >= unit.start && start < unit.end && chosenEntry(entry));
      const found = new Set(inside.map(([, , , entry]) => data.entries[entry].theme));
      const coded = new Set(unit.themes);
      const outcome = (theme) =>
        coded.has(theme) ? (found.has(theme) ? "hit" : "false_negative") : found.has(theme) ? "false_positive" : "";
      return { start: unit.start, end: unit.end, outcomes: data.themes.map((_, theme) => outcome(theme)) };
    });
}

/** The sentence of the article in which a place lies, or the next one. */
function sentenceAt(article, place) {
  return article.sentences.find((sentence) => place < sentence.end) || article.sentences.at(-1);
}
