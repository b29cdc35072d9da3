/// Pages as a reader meets them: in Chromium, driven by Playwright.
@NullMarked
package org.glissade.browser;

import org.jspecify.annotations.NullMarked;
