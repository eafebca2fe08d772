//! Lumora's start in the browser.
