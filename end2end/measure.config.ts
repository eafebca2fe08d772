// What is measured in a browser, and never in a test run.
import config from './playwright.config';

export default { ...config, testDir: 'measure', projects: config.projects?.slice(0, 1) };
