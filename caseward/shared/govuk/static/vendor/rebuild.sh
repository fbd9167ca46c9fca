#!/bin/sh
# Rebuilds frontend.css, frontend.js and ../../macro_options.json from the published npm packages.
# For developers only: needs npm; nothing at set-up or run time does. Usage: sh rebuild.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/frontend.scss" "$here/frontend.entry.mjs" "$work"
cd "$work"
npm init --yes >/dev/null
npm install --no-audit --no-fund --silent govuk-frontend@6.3.0 @ministryofjustice/frontend@11.1.0 sass@1.108.2 esbuild@0.25.12
npx sass --no-source-map --style=compressed --quiet-deps --load-path=. --load-path=node_modules frontend.scss frontend.css
# MoJ's document icon is left out: the manifest of static files stops on an image that is not there.
sed -i 's|url(./images/icon-document.svg)|none|' frontend.css
npx esbuild frontend.entry.mjs --bundle --minify --format=esm --legal-comments=none --log-level=warning --outfile=frontend.js
if grep -qE 'url\(|GDS Transport|@font-face|crown' frontend.css; then
  echo "frontend.css refers to an image or a font that may not be copied" >&2
  exit 1
fi
cp frontend.css frontend.js "$here"
node -e '
const fs = require("fs"), folder = "node_modules/govuk-frontend/dist/govuk/components";
const names = (options) => Object.fromEntries(options.map((option) => [
  option.name, option.isComponent ? option.name : option.params ? names(option.params) : null]));
const all = {};
for (const component of fs.readdirSync(folder).sort()) {
  const file = `${folder}/${component}/macro-options.json`;
  if (fs.existsSync(file)) all[component] = names(JSON.parse(fs.readFileSync(file)));
}
console.log(JSON.stringify(all));
' > "$here/../../macro_options.json"
