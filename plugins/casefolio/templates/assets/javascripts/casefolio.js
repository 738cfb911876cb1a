// What casefolio's pages gain where there are scripts. Without them nothing is missing but a convenience.
(() => {
  "use strict";

  // A button beside each text that is there to be copied.
  const addCopyButtons = () => {
    for (const field of document.querySelectorAll("details.cf-share label > textarea")) {
      const { copy, copied } = field.closest("details").dataset;
      if (field.parentElement.nextElementSibling?.matches(".cf-copy")) continue;
      const row = document.createElement("p");
      row.className = "cf-copy";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = copy;
      // What the button did is read out, too.
      const answer = document.createElement("span");
      answer.setAttribute("role", "status");
      button.addEventListener("click", async () => {
        field.select();
        try {
          await navigator.clipboard.writeText(field.value);
        } catch {
          // Browsers keep the clipboard for secure addresses; what is selected they copy all the same.
          if (!document.execCommand("copy")) return;
        }
        answer.textContent = copied;
        setTimeout(() => { answer.textContent = ""; }, 3000);
      });
      // Which of the texts it copies: the words of its label.
      button.setAttribute("aria-label", `${copy}: ${field.parentElement.querySelector("span").textContent}`);
      row.append(button, " ", answer);
      field.parentElement.after(row);
    }
  };

  // Material for MkDocs puts in a new page without loading it, and says so here; it does at the first page, too.
  const onEachPage = (run) => {
    if (window.document$) window.document$.subscribe(run);
    else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
    else run();
  };

  onEachPage(addCopyButtons);
})();
