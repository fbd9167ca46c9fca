// Fetches the page itself again and shows its new progress; follows the redirect that ends the work.
const pause = 2000;

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (answer.redirected) {
    location.replace(answer.url);
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("work");
  if (!fresh) {
    location.reload();
    return;
  }
  document.getElementById("work").replaceChildren(...fresh.childNodes);
  setTimeout(look, pause);
}

setTimeout(look, pause);
