package org.nuanxian.gateway.channel.web;

import org.nuanxian.gateway.web.Footer;

/**
 * What the operator decided about the page.
 *
 * @param demo nobody is on duty, and every page says so; the line counts as open
 * @param neutralPage where the quick exit leads
 * @param footer who runs this
 */
public record WebRules(boolean demo, String neutralPage, Footer footer) {}
