// The page of an answer that is being computed: loads itself again, and stops the job. Without script a meta does the first.
const AGAIN = 2000, OFTEN = 500;
const again = setTimeout(() => location.reload(), AGAIN);
const stop = document.querySelector("[data-stop]");
const status = document.querySelector("#status");

// Asked for while it is ending, the question would begin anew; so the page waits for the end, and then shows what came of it.
async function ended() {
  const answer = await fetch(stop.dataset.stop, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (answer.status === 404) return true;
  return answer.ok && ["finished", "failed", "cancelled"].includes((await answer.json()).state);
}

if (stop) stop.hidden = false;
stop?.addEventListener("click", async () => {
  clearTimeout(again);
  stop.disabled = true;
  status.textContent = "It is being stopped: it ends at its next step.";
  try {
    const answer = await fetch(stop.dataset.stop, { method: "DELETE" });
    if (!answer.ok && answer.status !== 404) throw new Error(answer.statusText);
    while (!await ended()) await new Promise(go => setTimeout(go, OFTEN));
    location.reload();
  } catch {
    stop.disabled = false;
    status.textContent = "The service did not answer, and it is not known whether it stops. Try again.";
  }
});
