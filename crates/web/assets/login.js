// Warns before a login ends, while there is time to keep it.
const BEFORE = 5 * 60_000;
const warning = document.querySelector("[data-login-left]");
const [ending, over] = warning.children;
let end = Date.now() + warning.dataset.loginLeft * 1000;

function look() {
  const left = end - Date.now();
  warning.hidden = left > BEFORE;
  ending.hidden = left <= 0;
  over.hidden = left > 0;
}

// Any page keeps the login, and says for how long.
ending.querySelector("button").addEventListener("click", async () => {
  const answer = await fetch(warning.dataset.page);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  end = Date.now() + (page.querySelector("[data-login-left]")?.dataset.loginLeft ?? 0) * 1000;
  look();
});
look();
setInterval(look, 10_000);
document.addEventListener("visibilitychange", look);
