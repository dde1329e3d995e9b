// Real headless Chromium with a microphone that beeps; the flags are those of the design (loopback candidates, no
// prompts), and nothing of the browser's own looks for the outside.
import { chromium } from 'playwright-core';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream',
  '--allow-loopback-in-peer-connection', '--autoplay-policy=no-user-gesture-required',
  '--disable-features=WebRtcHideLocalIpsWithMdns'];

export async function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: flags });
}

export async function newPage(browser, options = {}) {
  const context = await browser.newContext({ permissions: ['microphone', 'notifications'], locale: 'zh-CN', viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  return page;
}

// Before each test: nobody of the test before is still at a desk, whatever became of it.
export async function closePages(browser) {
  for (const context of browser.contexts()) await context.close();
}

// Somebody signed in at the desk; agents on duty, unless told otherwise.
export async function openDesk(browser, program, login, { duty = true, ...options } = {}) {
  const account = (await program.demoAccounts()).find((entry) => entry.login === login);
  const page = await newPage(browser, options);
  await page.goto(program.http);
  await signIn(page, login, account.password);
  if (duty) await goOnDuty(page);
  return page;
}

export async function signIn(page, login, password) {
  await page.getByTestId('login').fill(login);
  await page.getByTestId('password').fill(password);
  await page.getByTestId('sign-in').click();
  await page.getByTestId('user-menu').waitFor();
}

export async function goOnDuty(page) {
  await page.getByTestId('agent-state').click();
  await page.getByRole('menuitem', { name: /示闲|Available/ }).click();
  await page.locator('[data-testid=agent-state][data-state=available]').waitFor();
}

export async function goOffDuty(page) {
  await page.getByTestId('agent-state').click();
  await page.getByRole('menuitem', { name: /示忙|Not ready/ }).click();
  await page.locator('[data-testid=agent-state][data-state=not_ready]').waitFor();
}
