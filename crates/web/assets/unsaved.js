// Warns before leaving a page with text that was typed and not sent.
let typed = false;
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
}
addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
