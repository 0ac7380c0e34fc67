/**
 * How does a suite get an agency of its own, with the demo's stories, and get rid of it again?
 *
 * Starts the binary as an operator would and reads what it prints; nothing here knows the inside.
 */
import { spawn, execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const BINARY = process.env.DATELINE_BINARY ?? path.resolve(import.meta.dirname, '../target/debug/dateline');

/** How long the demo may take to fill in a debug build, in milliseconds. */
const PATIENCE = 120_000;

/** A running agency. */
export class Agency {
  /**
   * @param {import('node:child_process').ChildProcess} server
   * @param {string} folder
   * @param {string} home
   * @param {string} link
   * @param {string[]} said
   */
  constructor(server, folder, home, link, said) {
    this.server = server;
    /** The data folder. */
    this.folder = folder;
    /** Address of the front page, without the closing slash. */
    this.home = home;
    /** The one-time link by which the first administrator sets a password. */
    this.link = link;
    /** Every line it has printed, for the report of a failure. */
    this.said = said;
  }

  /**
   * Serves the demo from a new folder, on a free port where nothing else is said.
   * @param {{ listen?: string, env?: Record<string, string> }} [how]
   * @returns {Promise<Agency>}
   */
  static async open({ listen = '127.0.0.1:0', env = {} } = {}) {
    const folder = await mkdtemp(path.join(tmpdir(), 'dateline-browser-'));
    const words = ['serve', '--demo', '--data', folder, '--listen', listen];
    const server = spawn(BINARY, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', ...env } });
    /** @type {string[]} */
    const said = [];
    let home = '';
    let link = '';
    createInterface({ input: server.stderr }).on('line', (line) => said.push(line));
    return new Promise((resolve, reject) => {
      /** @param {string} why */
      const fail = (why) => {
        clearTimeout(patience);
        server.kill('SIGKILL');
        reject(new Error(`the agency did not open: ${why}\n${said.join('\n')}`));
      };
      const patience = setTimeout(() => fail(`nothing after ${PATIENCE / 1000} s`), PATIENCE);
      server.on('error', (error) => fail(error.message));
      server.on('exit', (code) => fail(`it ended with ${code}`));
      createInterface({ input: server.stdout }).on('line', (line) => {
        said.push(line);
        home ||= /^Dateline is at (\S+)/.exec(line)?.[1]?.replace(/\/$/, '') ?? '';
        link ||= /(https?:\S+\/claim\/\S+)/.exec(line)?.[1] ?? '';
        if (home && link) {
          clearTimeout(patience);
          server.removeAllListeners('exit');
          resolve(new Agency(server, folder, home, link, said));
        }
      });
    });
  }

  /**
   * Sends plain wire copy by the command line, as another desk's system would.
   * @param {string} copy
   * @param {string[]} options
   * @returns {Promise<any>} what `send --json` prints
   */
  async send(copy, ...options) {
    const file = path.join(this.folder, `copy-${process.hrtime.bigint()}.txt`);
    await writeFile(file, copy);
    const { stdout } = await run(BINARY, ['send', file, '--data', this.folder, '--json', ...options]);
    return JSON.parse(stdout);
  }

  /** Stops it and removes its folder. */
  async close() {
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGTERM');
    const slow = setTimeout(() => this.server.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(slow);
    await rm(this.folder, { recursive: true, force: true });
  }
}
