// What scripts say, in the language of the page; of an English one nothing is sent.
const WORDS = JSON.parse(document.getElementById("script-words")?.textContent ?? "{}");
const say = (text) => WORDS[text] ?? text;
