"use strict";
// What all parts of the page share: the data, the state of the choices, words and numbers in the page's language.

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const range = (n) => [...Array(n).keys()];

const officials = [...new Map(data.articles.map((article) => [article.official.fa, article.official])).values()];
const several = new Set(data.articles.map((article) => article.official.fa).filter((name, n, all) => all.indexOf(name) < n));

function initialState() {
  return {
    language: document.documentElement.lang,
    themes: new Set(range(data.themes.length)),
    voices: new Set(data.counting.voices),
    officials: new Set(officials.map((official) => official.fa)),
    tier: "all",
    by: "official",
    coder: "",
    article: 0,
    lines: null, // what the concordance shows: {title, rows}
    sort: { column: "place", down: false },
    shown: 0,
  };
}
const state = initialState();

/** A word of the page in its language, with the values of its {places}. */
function word(key, values = {}) {
  return data.words[state.language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** So many of a thing, in the singular or the plural. */
function some(what, n) {
  return data.words[state.language].count[what][n === 1 ? 0 : 1].replace("{n}", number(n));
}

/** How a theme is marked: hue and underline repeat after different numbers, so that 35 themes differ. */
const look = (theme) => `t${theme} hue${theme % 7} line${theme % 5}`;

/** A part or a voice as its reader calls it. */
const called = (name) => data.names[state.language][name];

/** A theme, official or city as its reader calls it. */
const named = (thing) => thing[state.language] || thing.fa;

/** An article by its official, and where one has several articles by its id too. */
const titled = (article) => named(article.official) + (several.has(article.official.fa) ? `${comma()}${article.id}` : "");

const comma = () => (state.language === "fa" ? "، " : ", ");

function number(value, decimals = 0) {
  if (!Number.isFinite(value)) return "–";
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString(state.language === "fa" ? "fa-IR" : "en-US", digits);
}

/** The digits of a text in the page's language. */
function digits(text) {
  return state.language === "fa" ? text.replace(/[0-9]/g, (d) => "۰۱۲۳۴۵۶۷۸۹"[d]).replaceAll("-", "/") : text;
}

/** An element with its attributes and children; strings become text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The language and direction of a text that may be in either language of the page, by its first letter. */
const tongue = (text) => (/^\P{L}*\p{Script=Arabic}/u.test(text) ? { lang: "fa", dir: "rtl" } : { lang: "en", dir: "ltr" });

/** Text of the page's own language inside whatever stands around it. */
const persian = (tag, text, attributes = {}) => make(tag, { lang: "fa", dir: "rtl", ...attributes }, text);
