/// Pictures, drawn once and written as SVG, as PNG or into a page; and pages that need nothing but
/// a browser.
@NullMarked
package org.glissade.report;

import org.jspecify.annotations.NullMarked;
