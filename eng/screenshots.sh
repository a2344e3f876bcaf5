#!/usr/bin/env bash
# Makes the pictures of the dashboard in docs/images again: starts the Storefront with its seeded month, and takes them with Chromium.
# Ends with the list of the files.
set -euo pipefail
cd "$(dirname "$0")/.."
source eng/common.sh
install_browser

# The driver of Playwright comes with the package of the browser tests.
tests=Reliability.Dashboard.Browser.Tests
dotnet build "tests/$tests/$tests.csproj" --configuration Release --verbosity quiet
dotnet build samples/Storefront/Storefront.csproj --configuration Release --verbosity quiet

work=$(mktemp -d)
shop=
stop() {
  if [ -n "$shop" ]; then kill -TERM "$shop" 2>/dev/null || true; wait "$shop" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap stop EXIT

step 'start the shop'
address=http://127.0.0.1:$((20000 + RANDOM % 10000))
TMPDIR=$work dotnet artifacts/bin/Storefront/release/Storefront.dll --plain true --urls "$address" >"$work/shop.log" 2>&1 &
shop=$!
for _ in $(seq 240); do
  kill -0 "$shop" 2>/dev/null || { cat "$work/shop.log"; exit 1; }
  if curl --silent --fail --output /dev/null "$address/reliability/slo/checkout"; then ready=1; break; fi
  sleep 0.5
done
[ -n "${ready:-}" ] || { printf 'The shop does not answer.\n'; cat "$work/shop.log"; exit 1; }

step 'take the pictures'
mkdir -p docs/images
cat >"$work/pictures.js" <<'SCRIPT'
const [driver, address, folder] = process.argv.slice(2);
const { chromium } = require(driver);
(async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] });
  const tallest = 1760;
  const take = async (name, path, colorScheme, width, height) => {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
    await page.goto(address + path);
    await page.locator('#theme').waitFor();
    // Sections that are not seen are not laid out, and their heights are guesses until then.
    await page.evaluate(() => document.querySelectorAll('main > section').forEach(one => { one.style.contentVisibility = 'visible'; }));
    // What is below is more of the same, and a page of documentation should not weigh a megabyte.
    const full = await page.evaluate(() => document.documentElement.scrollHeight);
    const clip = { x: 0, y: 0, width, height: Math.min(full, tallest) };
    await page.screenshot({ path: `${folder}/dashboard-${name}.png`, fullPage: true, clip });
    await page.close();
  };
  for (const scheme of ['light', 'dark']) {
    await take(`overview-${scheme}`, '/reliability/', scheme, 1280, 720);
    await take(`objective-${scheme}`, '/reliability/slo/checkout', scheme, 1280, 720);
    await take(`experiment-${scheme}`, '/reliability/experiment/checkout-button', scheme, 1280, 720);
    await take(`trend-${scheme}`, '/reliability/trend/checkout~2Elatency', scheme, 1280, 720);
  }
  await take('overview-320', '/reliability/', 'light', 320, 640);
  await browser.close();
})().catch(error => { console.error(error); process.exit(1); });
SCRIPT
driver=$PWD/artifacts/bin/$tests/release/.playwright
"$driver"/node/*/node "$work/pictures.js" "$driver/package" "$address" docs/images
ls -l docs/images/dashboard-*.png
for image in docs/images/dashboard-*.png; do
  [ "$(stat -c %s "$image")" -le 256000 ] || { printf '%s is larger than 250 KB.\n' "$image"; exit 1; }
done
